"""The secretary writes minutes: §§, motions, votes by name, reservations; who may and when."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bodies.actions import record_presence
from bodies.actions.attendance import Was
from bodies.models import Event
from cases import actions
from cases.actions.item_attendance import Gone
from cases.models import Dissent, Motion, Vote
from cases.queries.minutes import minute_items_of
from cases.route import Step
from samverkan.lib.dates import STOCKHOLM, clock_at, today
from samverkan.lib.errors import DomainError
from tests import factories as make
from tests.approving import Approving
from tests.cases.pages import text_of

pytestmark = pytest.mark.django_db


class Meets:
    """RUN, which began at noon, with five members there and one case numbered."""

    def __init__(self) -> None:
        self.home = make.house()
        self.case = make.case_in(Step.BOARD, self.home)
        self.meeting = make.placed(self.home, self.case, self.home.board, 12)
        self.item = self.meeting.items.get()
        seats = self.home.board.memberships.order_by("pk").select_related("person")
        self.members = [seat.person for seat in seats]
        present = [Was(each.pk) for each in self.members]
        record_presence(meeting_id=self.meeting.pk, present=present, by=self.home.secretary)
        (self.minute,) = actions.number_agenda(meeting_id=self.meeting.pk, by=self.home.secretary)
        self.client = Client()
        self.client.force_login(self.home.secretary)

    def url(self, part: str = "", *more: int) -> str:
        return reverse(f"minute_{part or 'item'}", args=[self.meeting.pk, 1, *more])

    def send(self, part: str, *more: int, version: Any = None, **typed: Any) -> HttpResponse:
        self.minute.refresh_from_db()
        given = {"version": version or self.minute.version} | typed
        answer: HttpResponse = self.client.post(self.url(part, *more), given)  # type: ignore[assignment]  # the client's own answer class
        return answer

    def ballots(self, choices: str) -> dict[str, str]:
        """`jjnna` for the members in order."""
        words = {"j": "yes", "n": "no", "a": "abstain"}
        voted = zip(self.members, choices, strict=True)
        return {f"ballot_{each.pk}": words[choice] for each, choice in voted}

    def vote(self, choices: str, chair: int = 0, **more: Any) -> HttpResponse:
        meaning = {"yes_means": "bifall", "no_means": "avslag"}
        who = {"chair": self.members[chair].pk}
        return self.send("vote", 1, **meaning, **who, **self.ballots(choices), **more)


@pytest.fixture
def meets() -> Iterator[Meets]:
    """At two in the afternoon of the meeting's day."""
    with clock_at(datetime.combine(today(), time(14), tzinfo=STOCKHOLM)):
        yield Meets()


def test_a_paragraph_is_written_and_read_back(meets: Meets) -> None:
    mover, voter = meets.members[3], meets.members[4]
    assert meets.send("motion", person=mover.pk, text="att ärendet avslås").status_code == 302
    assert meets.send("motion", person=voter.pk, text="att vänta").status_code == 302
    withdrawn = Motion.objects.get(person=voter)
    assert meets.send("motion_withdraw", withdrawn.pk).status_code == 302
    assert meets.vote("jjjnn").status_code == 302
    (row,) = minute_items_of(meets.meeting)
    assert [each.text for each in row.motions] == ["att ärendet avslås"]
    assert row.votes[0].result.figures == "3–2"
    page = text_of(meets.client.get(meets.url()))
    assert f"på {mover.full_name}s yrkande" in page
    assert "3–2" in page
    typed = {"summary": "Kort.", "putting_order": "Så här.", "statement": "Alfa lät anteckna."}
    assert meets.send("item", **typed).status_code == 302
    assert meets.send("item", version=1, **typed | {"summary": "En annans."}).status_code == 409
    meets.minute.refresh_from_db()
    assert (meets.minute.summary, meets.minute.statement) == ("Kort.", "Alfa lät anteckna.")
    told = Event.objects.filter(meeting=meets.meeting, verb="record_vote").values_list("text")
    assert list(told) == [("§ 1: omröstningen antecknades, 3–2.",)]


def test_stale_keeps_what_was_typed_and_saves_the_next_time(meets: Meets) -> None:
    meets.send("item", summary="Först.")
    page = meets.send("item", version=1, summary="Min egen text.")
    assert page.status_code == 409
    assert "Min egen text." in text_of(page)
    assert 'name="version" value="2"' in text_of(page)


def test_a_tie_is_the_chairs_and_the_chair_must_vote(meets: Meets) -> None:
    refused = meets.vote("annjj")
    assert "ordföranden måste rösta" in text_of(refused)
    assert "avslag" in text_of(refused)
    assert not Vote.objects.exists()
    assert meets.vote("jnnja").status_code == 302
    (row,) = minute_items_of(meets.meeting)
    assert row.votes[0].result.by_chair
    assert "Vid lika röstetal" in text_of(meets.client.get(meets.url()))
    assert meets.vote("jnnnj").status_code == 302  # put right, not a second one
    assert [each.result.figures for each in Vote.objects.all()] == ["2–3"]
    assert meets.client.get(meets.url("vote", 3)).status_code == 404


def test_only_those_who_take_part_vote_move_and_dissent(meets: Meets) -> None:
    away, challenged = meets.members[3], meets.members[4]
    gone = [Gone(away.pk), Gone(challenged.pk, ground=1)]
    key: dict[str, Any] = {"item_id": meets.item.pk, "meeting_id": meets.meeting.pk}
    actions.note_item_attendance(**key, gone=gone, by=meets.home.secretary)
    for person, why in ((away, "var inte med"), (challenged, "är jävig")):
        for part, typed in (("motion", {"text": "avslag"}), ("dissent", {"announced": "12:00"})):
            page = meets.send(part, person=person.pk, **typed)
            assert f"{person} {why}" in text_of(page)
    page = meets.vote("jjnnn")
    assert "är jävig" in text_of(page) or "var inte med" in text_of(page)
    assert 'value="bifall"' in text_of(page)
    stranger = meets.home.stranger
    page = meets.send("motion", person=stranger.pk, text="avslag")
    assert f"{stranger} tjänstgjorde inte på mötet." in text_of(page)
    assert not Motion.objects.exists()
    assert not Vote.objects.exists()


def test_a_vote_is_by_everybody(meets: Meets) -> None:
    ballots = meets.ballots("jjjnn")
    del ballots[f"ballot_{meets.members[2].pk}"]
    typed = {"yes_means": "bifall", "no_means": "avslag", "chair": meets.members[0].pk}
    page = meets.send("vote", 1, **typed, **ballots)
    assert f"{meets.members[2]}: Välj ja, nej eller avstår." in text_of(page)


def test_a_reservation_is_announced_before_the_meeting_ends(meets: Meets) -> None:
    who = meets.members[4]
    early = meets.send("dissent", person=who.pk, announced="11:00")
    assert "kan inte anmälas före mötet" in text_of(early)
    closed = reverse("minutes_end", args=[meets.meeting.pk])
    meets.meeting.refresh_from_db()
    version = meets.meeting.version
    assert meets.client.post(closed, {"ends": "15:00", "version": version}).status_code == 200
    assert meets.client.post(closed, {"ends": "13:00", "version": version}).status_code == 302
    assert meets.client.post(closed, {"ends": "13:05", "version": version}).status_code == 409
    late = meets.send("dissent", person=who.pk, announced="13:30", text="Mina skäl.")
    assert "Mötet slutade kl. 13.00. En reservation måste anmälas innan" in text_of(late)
    assert "Mina skäl." in text_of(late)
    assert not Dissent.objects.exists()
    assert meets.send("dissent", person=who.pk, announced="12:55").status_code == 302
    again = meets.send("dissent", person=who.pk, announced="12:55")
    assert "har redan reserverat sig" in text_of(again)
    back = {"ends": "12:30", "version": version + 1}
    assert "anmäldes senare än så" in text_of(meets.client.post(closed, back))
    assert meets.send("dissent_remove", Dissent.objects.get().pk).status_code == 302


def test_who_has_acted_is_not_taken_out_afterwards(meets: Meets) -> None:
    voter = meets.members[2]
    meets.vote("jjjnn")
    gone: dict[str, Any] = {"gone": [Gone(voter.pk)], "by": meets.home.secretary}
    with pytest.raises(DomainError, match="har röstat under § 1"):
        actions.note_item_attendance(item_id=meets.item.pk, meeting_id=meets.meeting.pk, **gone)
    url = reverse("meeting_attendance", args=[meets.meeting.pk])
    seen = meets.client.get(url).context["form"].initial["seen"]
    there = {f"mode_{each.pk}": "room" for each in meets.members if each != voter}
    page = meets.client.post(url, there | {"seen": seen})
    assert f"{voter} har röstat under § 1" in text_of(page)
    assert meets.meeting.presences.count() == 5
    meets.send("vote_remove", 1)
    assert meets.client.post(url, there | {"seen": seen}).status_code == 302


def test_the_decision_is_made_in_the_case_and_read_here(meets: Meets) -> None:
    page = meets.client.get(meets.url())
    (button,) = [each for each in page.context["buttons"] if each.main]
    form = text_of(meets.client.get(button.url))
    assert "Punktens paragraf i mötets protokoll." in form
    meets.case.refresh_from_db()
    typed = {"outcome": "approved", "wording": "Nämnden antar.", "relation": "follows"}
    sent = {"version": meets.case.version, "present": 5, **typed}
    assert meets.client.post(button.url, sent).headers["Location"] == meets.url()
    assert meets.case.decisions.get().paragraph == 1
    page = meets.client.get(meets.url())
    assert "Nämnden antar." in text_of(page)
    assert "decision_text" not in page.context["form"].fields


def test_the_committees_decision_is_proposed_from_its_outcome() -> None:
    home = make.house()
    case = make.case_in(Step.PREPARATION, home)
    meeting = make.placed(home, case, home.au, 8)
    (minute,) = actions.number_agenda(meeting_id=meeting.pk, by=home.secretary)
    assert minute_items_of(meeting)[0].decision_text == ""
    make.step(case, "forward", home.secretary)
    (row,) = minute_items_of(meeting)
    assert row.decision_text.startswith("RUN AU föreslår att Run antar förslaget")
    key: dict[str, Any] = {"minute_id": minute.pk, "version": 1, "by": home.secretary}
    actions.write_minute_item(**key, decision_text="RUN AU föreslår bifall.")
    assert minute_items_of(meeting)[0].decision_text == "RUN AU föreslår bifall."


def test_the_list_numbers_what_is_left_and_points_of_its_own(meets: Meets) -> None:
    case = make.case_in(Step.BOARD, meets.home)
    make.placed(meets.home, case, meets.home.board, 12)
    url = reverse("minutes", args=[meets.meeting.pk])
    assert "Utan paragraf" in text_of(meets.client.get(url))
    assert meets.client.post(reverse("minutes_number", args=[meets.meeting.pk])).status_code == 302
    point = reverse("minutes_point", args=[meets.meeting.pk])
    assert "Skriv en rubrik." in text_of(meets.client.post(point, {"title": " "}))
    assert meets.client.post(point, {"title": "Mötet avslutas"}).status_code == 302
    page = text_of(meets.client.get(url))
    assert "Utan paragraf" not in page
    assert "§ 3</span> Mötet avslutas" in page
    samrad = make.meeting(meets.home.samrad)
    assert meets.client.get(reverse("minutes", args=[samrad.pk])).status_code == 404


def test_as_many_questions_for_one_paragraph_as_for_many(meets: Meets) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            minute_items_of(meets.meeting)
        return len(found)

    meets.vote("jjjnn")
    meets.send("motion", person=meets.members[0].pk, text="avslag")
    one = asked()
    for _ in range(3):
        case = make.case_in(Step.BOARD, meets.home)
        make.placed(meets.home, case, meets.home.board, 12)
    actions.number_agenda(meeting_id=meets.meeting.pk, by=meets.home.secretary)
    assert asked() == one <= 17


def test_what_left_before_the_agenda_went_out_has_no_paragraph() -> None:
    home = make.house()
    day = datetime.combine(today(), time(14), tzinfo=STOCKHOLM)
    before, after = (make.case_in(Step.PREPARATION, home) for _ in range(2))
    meeting = make.placed(home, before, home.au, 8, days=3)
    make.placed(home, after, home.au, 8, days=3)
    make.step(before, "strike_off", home.chief, reason="Remissen drogs tillbaka.")
    actions.publish_agenda(meeting_id=meeting.pk, version=1, by=home.secretary)
    make.step(after, "strike_off", home.chief, reason="Remissen drogs tillbaka.")
    with clock_at(day + timedelta(days=3)):
        made = actions.number_agenda(meeting_id=meeting.pk, by=home.secretary)
        assert [each.item and each.item.case for each in made] == [after]
        assert minute_items_of(meeting)[0].decision_text == "Ärendet utgår."


def test_what_is_sent_to_be_approved_is_only_read() -> None:
    place = Approving()
    minutes = place.sent()
    client = Client()
    client.force_login(place.home.secretary)
    url = reverse("minute_item", args=[place.meeting.pk, 1])
    page = text_of(client.get(url))
    assert "Protokollet är skickat för justering." in page
    assert "Spara texten" not in page
    assert "Lägg till" not in page
    late = client.post(url, {"version": 1, "summary": "För sent."})
    assert (late.status_code, "För sent." in text_of(late)) == (409, True)
    place.approve(minutes)
    assert "Protokollet är justerat och ligger fast." in text_of(client.get(url))
    listed = text_of(client.get(reverse("minutes", args=[place.meeting.pk])))
    assert "Lägg till en paragraf" not in listed


def test_minutes_of_a_vote_are_not_sent_without_the_order_of_putting() -> None:
    place = Approving()
    place.choose()
    voted: dict[str, Any] = {"number": 1, "yes_means": "bifall", "no_means": "avslag"}
    voted["chair"] = place.chair.pk
    everybody = [seat.person_id for seat in place.home.board.memberships.all()]
    key: dict[str, Any] = {"minute_id": place.row.pk, "by": place.home.secretary}
    actions.record_vote(**key, version=1, **voted, ballots=dict.fromkeys(everybody, "yes"))
    with pytest.raises(DomainError, match="propositionsordningen saknas"):
        place.send()
    actions.write_minute_item(**key, version=2, putting_order="Bifall ställs mot avslag.")
    assert place.send().number == 1


def decided(meets: Meets, outcome: str) -> list[str]:
    """What the minutes lack when the case was decided so."""
    make.step(
        meets.case,
        "decide",
        meets.home.secretary,
        outcome=outcome,
        wording="Nämnden beslutar.",
        relation="follows",
        present=5,
    )
    (row,) = minute_items_of(meets.meeting)
    return row.lacking


@pytest.mark.parametrize(
    ("choices", "outcome", "says"),
    [
        ("jjjnn", "approved", False),
        ("jjjnn", "approved_amended", False),
        ("jjjnn", "rejected", True),
        ("jnnnn", "rejected", False),
        ("jnnnn", "approved", True),
    ],
)
def test_a_decision_that_the_vote_did_not_give_is_pointed_out(
    meets: Meets, choices: str, outcome: str, says: bool
) -> None:
    meets.vote(choices)
    meets.minute.refresh_from_db()
    lacks = decided(meets, outcome)
    assert any("Omröstningen gav inte" in word for word in lacks) is says


def test_the_meetings_page_says_which_paragraph_a_case_has(meets: Meets) -> None:
    page = meets.client.get(meets.meeting.get_absolute_url()).content.decode()
    assert f'<span class="nowrap">§ {meets.minute.number}</span>' in page
