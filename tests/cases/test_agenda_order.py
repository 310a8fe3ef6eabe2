"""The agenda's order, times and points without a case: one form, saved whole."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bodies.models import AgendaPoint, Event, Meeting, StandingPoint
from cases import actions
from cases.models import AgendaItem, Case
from cases.queries.agenda import items_of
from cases.queries.agenda_plan import agenda_lines
from cases.route import Step
from tests import factories as make

pytestmark = pytest.mark.django_db


def START(home: make.House) -> Case:
    """Three cases on RUN AU's meeting in five days."""
    meeting = make.meeting(home.au, 5)
    cases = [make.case_in(Step.PREPARATION, home, title=title) for title in ("A", "B", "C")]
    for case in cases:
        actions.place_on_agenda(meeting_id=meeting.pk, case_id=case.pk, by=home.secretary)
    return cases[0]


@pytest.fixture
def meeting(case: Case) -> Meeting:
    return case.items.get().meeting


def url(meeting: Meeting) -> str:
    return f"{meeting.get_absolute_url()}ordning/"


def on(meeting: Meeting) -> list[str]:
    meeting = Meeting.objects.get(pk=meeting.pk)
    return [f"{line.number} {line.title}".strip() for line in agenda_lines(meeting)]


def typed(meeting: Meeting, **changes: Any) -> dict[str, Any]:
    """The form as it is sent when nothing is changed, and then with these changes."""
    sent: dict[str, Any] = {"version": meeting.version}
    for n, line in enumerate(agenda_lines(meeting), start=1):
        kind = line.item.section if line.item else line.point and line.point.kind
        sent |= {f"{line.key}-place": n, f"{line.key}-kind": kind}
        if line.point:
            sent[f"{line.key}-title"] = line.point.title
    return sent | {key.replace("__", "-"): value for key, value in changes.items()}


def key(meeting: Meeting, title: str) -> str:
    return next(line.key for line in agenda_lines(meeting) if line.title == title)


def test_order_times_and_a_break_are_saved_together(
    client: Client, home: make.House, meeting: Meeting
) -> None:
    client.force_login(home.secretary)
    first = key(meeting, "A")
    sent = typed(
        meeting,
        **{f"{first}__place": 9, f"{first}__minutes": 20, f"{first}__presenter": "Sven Strateg"},
        **{f"{key(meeting, 'B')}__minutes": 45, f"{key(meeting, 'B')}__kind": "briefing"},
        ny1__kind="break",
        ny1__place=2,
        ny1__minutes=15,
    )
    assert client.post(url(meeting), sent).status_code == 302
    assert on(meeting) == ["Paus", "1 B", "2 C", "3 A"]
    assert Event.objects.filter(meeting=meeting, verb="arrange_agenda").count() == 1
    page = client.get(meeting.get_absolute_url()).content.decode()
    for words in ("kl. 09.15", "kl. 10.00, 20 minuter", "föredras av Sven Strateg", "kl. 10.20"):
        assert words in page


def test_points_after_the_cases_stay_last(
    client: Client, home: make.House, meeting: Meeting
) -> None:
    client.force_login(home.secretary)
    sent = typed(meeting, ny1__kind="formal", ny1__title="Avslutning")
    client.post(url(meeting), sent | {"ny2-kind": "formal", "ny2-title": "Upprop", "ny2-place": 1})
    late = make.case_in(Step.PREPARATION, home, title="D")
    actions.place_on_agenda(meeting_id=meeting.pk, case_id=late.pk, by=home.secretary)
    order = ["1 Upprop", "2 A", "3 B", "4 C", "5 D", "6 Avslutning"]
    assert on(meeting) == order
    meeting.refresh_from_db()
    gone = AgendaPoint.objects.get(title="Upprop")
    client.post(url(meeting), typed(meeting, **{f"p{gone.pk}__goes": "on"}))
    assert on(meeting) == ["1 A", "2 B", "3 C", "4 D", "5 Avslutning"]


def test_somebody_else_was_quicker_and_nothing_typed_is_lost(
    client: Client, home: make.House, meeting: Meeting
) -> None:
    client.force_login(home.secretary)
    sent = typed(meeting, ny1__kind="information", ny1__title="Nytt om snön")
    actions.arrange_agenda(
        meeting_id=meeting.pk, version=meeting.version, lines=[], by=home.secretary
    )
    answer = client.post(url(meeting), sent)
    assert answer.status_code == 409
    assert "Nytt om snön" in answer.content.decode()
    assert not AgendaPoint.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ny1__kind": "information"}, "Skriv en rubrik för punkten."),
        ({"ny1__kind": "break", "ny1__minutes": "0"}, "Skriv ett tal mellan 1 och 600."),
        ({"ny1__kind": "break", "ny1__minutes": "två"}, "Skriv ett tal mellan 1 och 600."),
        ({"ny1__kind": "break", "ny1__title": "x" * 201}, "Skriv högst 200 tecken."),
    ],
)
def test_what_cannot_be_kept_is_said(
    client: Client, home: make.House, meeting: Meeting, changes: dict[str, str], sentence: str
) -> None:
    client.force_login(home.secretary)
    page = client.post(url(meeting), typed(meeting, ny2__title="Står kvar", **changes))
    assert page.status_code == 200
    text = page.content.decode()
    assert sentence in text
    assert "Står kvar" in text
    assert not AgendaPoint.objects.exists()


def test_a_samrad_has_points_of_its_own_among_the_committees_items(
    client: Client, home: make.House, meeting: Meeting
) -> None:
    samrad = make.meeting(home.samrad, 5, 13, follows=meeting)
    client.force_login(home.secretary)
    sent = {"version": 1, "ny1-kind": "break", "ny1-place": 2, "ny2-kind": "formal"}
    assert client.post(url(samrad), sent | {"ny2-title": "Avslutning"}).status_code == 302
    assert on(samrad) == ["1 A", "Paus", "2 B", "3 C", "4 Avslutning"]
    assert on(meeting) == ["1 A", "2 B", "3 C"]


def test_a_meeting_that_had_none_gets_its_standing_points(
    client: Client, home: make.House, meeting: Meeting
) -> None:
    client.force_login(home.secretary)
    fetch = f"{url(meeting)}hamta/"
    assert "inga stående punkter" in client.post(fetch).content.decode()
    for n, (title, at_end) in enumerate((("Upprop", False), ("Avslutning", True)), start=1):
        StandingPoint.objects.create(
            body=home.au, kind="formal", title=title, position=n, at_end=at_end
        )
    assert client.post(fetch).status_code == 302
    assert on(meeting) == ["1 Upprop", "2 A", "3 B", "4 C", "5 Avslutning"]
    assert client.post(fetch).status_code == 409


def test_two_hundred_items_cost_what_one_does(home: make.House, meeting: Meeting) -> None:
    last = meeting.items.count()
    assert meeting.body
    with CaptureQueriesContext(connection) as few:
        agenda_lines(meeting, items_of(meeting))
    cases = [make.registered(home) for _ in range(200)]
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, case=case, round=1, position=n)
        for n, case in enumerate(cases, start=last + 1)
    )
    with CaptureQueriesContext(connection) as many:
        assert len(agenda_lines(meeting, items_of(meeting))) == 203
    assert len(many) == len(few) == 2
