"""Planning a year: the days themselves, the proposal on the page, all meetings or none."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from bodies.actions import plan_year
from bodies.actions.year_plan import Starts
from bodies.forms.year_plan import days_in
from bodies.models import CooperationArea, Event, Meeting
from bodies.roles import Role
from bodies.year_plan import LAST, Chain, Rule, chains, rule_days
from samverkan.lib.dates import STOCKHOLM, free_day, is_working_day, today
from samverkan.lib.errors import DomainError, NotAllowed
from tests import factories as make

YEARS = st.integers(2020, 2035)
URL = "/moten/planera/"


@given(YEARS, st.integers(0, 4), st.sampled_from([1, 2, 3, 4, LAST]), st.sets(st.integers(1, 12)))
def test_a_rule_gives_its_weekday_once_a_month(
    year: int, weekday: int, which: int, months: set[int]
) -> None:
    days = rule_days(year, Rule(weekday, which, list(months)))
    assert [day.month for day in days] == sorted(months)
    assert {day.weekday() for day in days} <= {weekday}
    for day in days:
        week = timedelta(weeks=1)
        assert (day + week).month != day.month if which == LAST else (day.day - 1) // 7 == which - 1


@given(
    st.sets(st.dates(date(2020, 1, 1), date(2035, 11, 30)), max_size=12),
    st.integers(0, 40),
    st.integers(0, 40),
)
def test_a_chain_is_in_order_on_working_days(days: set[date], first: int, second: int) -> None:
    before, after = max(first, second), min(first, second)
    found = chains(days, committee_before=before, consultation_before=after)
    for chain in found:
        assert chain.committee is not None
        assert chain.consultation is not None
        spots = [chain.committee, chain.consultation, chain.board]
        assert [spot.day for spot in spots] == sorted(spot.day for spot in spots)
        assert all(is_working_day(spot.day) for spot in spots)
        assert all(bool(spot.moved_from) == bool(free_day(spot.wished)) for spot in spots)
    assert len({chain.board.day for chain in found}) == len(found)
    assert {chain.board.wished for chain in found} <= days


def test_it_says_what_moved_a_day() -> None:
    (chain,) = chains([date(2027, 1, 6)], committee_before=21, consultation_before=14)
    assert (chain.board.day, chain.board.moved_from) == (date(2027, 1, 7), "trettondedag jul")
    assert chain.consultation is not None
    assert chain.consultation.moved_from == "julafton"
    assert chain.consultation.day == date(2026, 12, 23)


def test_a_body_that_is_not_there_has_no_day() -> None:
    (chain,) = chains([date(2027, 2, 3)], committee_before=None, consultation_before=None)
    assert chain == Chain(None, None, chain.board)


@pytest.mark.parametrize("line", ["2027-02-03", "3 februari", "3/2", "3 februari 2027", "3/2 2027"])
def test_a_day_is_read_as_people_write_it(line: str) -> None:
    assert days_in(f"\n {line}. \n", 2027) == [date(2027, 2, 3)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Skriv minst en dag."),
        ("30 februari", "”30 februari” är ingen dag"),
        ("i vår", "”i vår” är ingen dag"),
        ("2028-02-03", "ligger inte i 2027"),
        ("1/1\n" * 61, "högst 60 dagar"),
    ],
)
def test_what_is_no_day_is_said(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        days_in(text, 2027)


# ── The act and the page ─────────────────────────────────────────────────────────────────


@pytest.fixture
def home(db: None) -> make.House:
    return make.house()


@pytest.fixture
def area(home: make.House) -> CooperationArea:
    return CooperationArea.objects.get()


def at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=STOCKHOLM)


def chain_on(day: date) -> Starts:
    return Starts(at(day, 9), at(day, 13), at(day + timedelta(days=14), 9))


def test_a_chain_is_linked_and_has_its_paper_days(home: make.House, area: Any) -> None:
    day = today() + timedelta(days=400)
    committee, consultation, board = plan_year(area=area, chains=[chain_on(day)], by=home.secretary)
    assert consultation.follows == committee
    assert board.papers_due == board.day - timedelta(days=board.body.papers_days)
    events = Event.objects.filter(verb="add_meeting", by=home.secretary)
    assert {each.meeting_id for each in events} == {committee.pk, consultation.pk, board.pk}


def test_a_lone_samrad_follows_the_nearest_meeting_before(home: make.House, area: Any) -> None:
    day = today() + timedelta(days=400)
    (committee,) = plan_year(area=area, chains=[Starts(committee=at(day, 9))], by=home.secretary)
    (samrad,) = plan_year(area=area, chains=[Starts(consultation=at(day, 13))], by=home.secretary)
    assert samrad.follows == committee


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (lambda day: Starts(at(day, 13), at(day, 9)), "1-consultation"),
        (lambda day: Starts(board=at(today() - timedelta(days=3), 9)), "1-board"),
        (lambda day: Starts(committee=at(day, 9)), "1-committee"),
    ],
    ids=["out of order", "in the past", "two at once"],
)
def test_one_that_is_wrong_leaves_none(home: make.House, area: Any, wrong: Any, field: str) -> None:
    before = Meeting.objects.count()
    day = today() + timedelta(days=400)
    with pytest.raises(DomainError) as told:
        plan_year(area=area, chains=[chain_on(day), wrong(day)], by=home.secretary)
    assert told.value.field == field
    assert Meeting.objects.count() == before


def test_only_those_who_run_meetings_plan_them(home: make.House, area: Any) -> None:
    with pytest.raises(NotAllowed):
        plan_year(area=area, chains=[], by=make.person(Role.REGISTRAR))


def wish(area: CooperationArea, **given: Any) -> dict[str, Any]:
    return {
        "omrade": area.key,
        "ar": today().year + 1,
        "satt": "lista",
        "dagar": "3 mars",
        "utskott_fore": 21,
        "samrad_fore": 21,
        "tid_utskott": "09:00",
        "tid_samrad": "13:00",
        "tid_namnd": "09:30",
    } | given


def posted(page: Any, **changed: str) -> dict[str, str]:
    """What the browser sends back of the proposal."""
    rows = page.context["rows"]
    found = {
        "form-TOTAL_FORMS": str(len(rows.forms)),
        "form-INITIAL_FORMS": "0",
    }
    for row in rows:
        for field in row:
            shown = field.value()
            found[field.html_name] = f"{shown:%Y-%m-%dT%H:%M}" if shown else ""
    return found | changed


def test_the_proposal_is_shown_and_becomes_meetings(
    client: Client, home: make.House, area: CooperationArea
) -> None:
    client.force_login(home.secretary)
    before = Meeting.objects.count()
    page = client.get(URL, wish(area))
    assert Meeting.objects.count() == before, "nothing is written by looking"
    done = client.post(page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"], posted(page))
    assert done.status_code == 302
    assert done["Location"] == f"/moten/ar/{today().year + 1}/"
    assert Meeting.objects.count() == before + 3
    again = client.get(URL, wish(area))
    assert "har redan ett möte" in again.content.decode()
    assert not any(field.value() for row in again.context["rows"] for field in row)


def test_a_wrong_row_is_told_by_its_field_and_keeps_the_rest(
    client: Client, home: make.House, area: CooperationArea
) -> None:
    client.force_login(home.secretary)
    page = client.get(URL, wish(area))
    address = page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"]
    sent = posted(page, **{"form-0-consultation": "2020-02-03T10:00"})
    answer = client.post(address, sent)
    row = answer.context["rows"].forms[0]
    assert "Mötet måste börja efter" in row.errors["consultation"][0]
    assert row["consultation"].value() == "2020-02-03T10:00"
    assert row["board"].value() == sent["form-0-board"]
    assert "Inget möte är inlagt än" in answer.content.decode()
    nonsense = client.post(address, sent | {"form-0-board": "i morgon\0"})
    assert "board" in nonsense.context["rows"].forms[0].errors
    empty = client.post(
        address, dict.fromkeys(sent, "") | {k: v for k, v in sent.items() if "FORMS" in k}
    )
    assert "Skriv in minst ett möte." in empty.content.decode()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"dagar": "hux flux"}, "dagar"),
        ({"satt": "regel", "vilken": 1, "veckodag": 2}, "manader"),
        ({"utskott_fore": 3, "samrad_fore": 5}, "samrad_fore"),
        ({"utskott_fore": -1}, "utskott_fore"),
        ({"tid_namnd": "25:00"}, "tid_namnd"),
        ({"ar": "1999"}, "ar"),
        ({"omrade": "finns-inte"}, "omrade"),
    ],
)
def test_a_wish_that_cannot_be_is_told_by_its_field(
    client: Client, home: make.House, area: CooperationArea, given: Any, field: str
) -> None:
    client.force_login(home.secretary)
    page = client.get(URL, wish(area, **given))
    assert list(page.context["form"].errors) == [field]
    assert "rows" not in page.context


def test_a_year_that_is_over_proposes_nothing(
    client: Client, home: make.House, area: CooperationArea
) -> None:
    client.force_login(home.secretary)
    page = client.get(URL, wish(area, ar=today().year, dagar=f"1 januari {today().year}"))
    assert "Inga dagar kvar" in page.content.decode()
