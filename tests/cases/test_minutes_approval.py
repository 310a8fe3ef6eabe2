"""Minutes on their way: sent, approved by all, locked, posted, taken down; and who may what."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from bodies.actions import record_presence
from bodies.actions.attendance import Was
from bodies.models import Event, Notice
from cases import actions
from cases.minutes_dates import appeal_last
from cases.models import CaseEvent, Document, MinuteItem, Minutes, MinutesExtract
from cases.models.document import DocumentKind
from cases.queries.approval import way_of
from samverkan.lib.dates import clock_at, now, start_of_day, swedish_date, today
from samverkan.lib.errors import DomainError, NotAllowed, Stale, WrongStep
from tests import factories as make
from tests.approving import Approving

pytestmark = pytest.mark.django_db


@pytest.fixture
def held() -> Approving:
    return Approving()


def test_all_the_way(held: Approving) -> None:
    """From the choice of approvers to a notice that is taken down, told and with its letters."""
    minutes = held.sent()
    asked = Notice.objects.filter(rule="minutes", occasion=f"approve:{minutes.pk}")
    assert {each.recipient for each in asked} == {held.chair, held.approver}
    held.approve(minutes, held.chair)
    assert not Minutes.objects.approved()
    held.approve(minutes, held.approver)
    assert Minutes.objects.approved().get() == minutes
    told = Notice.objects.get(occasion=f"approved:{minutes.pk}")
    assert told.recipient == held.home.secretary
    held.post(minutes)
    last = way_of(held.meeting).editions[0].days.appeal_last
    assert last is not None
    down: dict[str, Any] = {"minutes_id": minutes.pk, "by": held.home.secretary}
    with pytest.raises(DomainError, match=f"till och med {swedish_date(last)}"):
        actions.take_down_notice(**down, on=today())
    with clock_at(start_of_day(last)), pytest.raises(DomainError, match="tidigast"):
        actions.take_down_notice(**down, on=today())
    with clock_at(start_of_day(timedelta(1) + last)):
        notice = actions.take_down_notice(**down, on=today())
        with pytest.raises(WrongStep, match="inget anslag uppe"):
            actions.take_down_notice(**down, on=today())
    assert notice.taken_down_by == held.home.secretary
    verbs = Event.objects.filter(meeting=held.meeting).values_list("verb", flat=True)
    assert {"choose_approvers", "send_minutes", "approve_minutes", "post_notice"} <= set(verbs)


def test_a_notice_noted_wrongly_is_mended_while_it_is_up(held: Approving) -> None:
    """The time to appeal is counted from the right day; what was said before is kept."""
    minutes = held.approve(held.sent())
    held.post(minutes)
    mend: dict[str, Any] = {"minutes_id": minutes.pk, "by": held.home.secretary}
    with clock_at(now() + timedelta(2)):
        given = mend | {"posted_on": today(), "kept_at": "Arkivet", "reason": "Fel dag."}
        for field, value in (
            ("posted_on", today() + timedelta(1)),
            ("kept_at", " "),
            ("reason", ""),
        ):
            with pytest.raises(DomainError) as refused:
                actions.correct_notice(**given | {field: value, "version": 1})
            assert refused.value.field == field
        notice = actions.correct_notice(**given, version=1)
        assert notice.appeal_last == appeal_last(today())
        with pytest.raises(Stale):
            actions.correct_notice(**given, version=1)
    (told,) = Event.objects.filter(verb="correct_notice")
    assert "Fel dag." in told.text
    assert "förut" in told.text
    with clock_at(start_of_day(notice.down_earliest)):
        actions.take_down_notice(**mend, on=today())
        with pytest.raises(WrongStep, match="inget anslag uppe"):
            actions.correct_notice(**given, version=2)


def test_the_extract_is_one_act_on_the_case(held: Approving) -> None:
    """Also when its § was approved at once before the rest."""
    held.choose()
    alone = held.approve(held.send(paragraph_id=held.row.pk))
    act = Document.objects.get(kind=DocumentKind.EXTRACT)
    assert (act.case, act.title) == (held.case, f"Protokollsutdrag RUN {held.row.citation}")
    assert not act.is_internal
    assert MinutesExtract.objects.get().minutes == alone
    whole = held.approve(held.send())
    assert whole.content["items"][0]["immediate"].startswith("Justerades för sig")
    assert Document.objects.filter(kind=DocumentKind.EXTRACT).count() == 1
    assert CaseEvent.objects.filter(case=held.case, verb="approve_minutes").count() == 1
    assert Minutes.objects.approved().count() == 2


def test_what_au_approves_stays_within_the_region(held: Approving) -> None:
    committee = held.home.au.meetings.get()
    member = held.home.run_member
    second = make.member(make.person(), held.home.au).person
    here: dict[str, Any] = {"meeting_id": committee.pk, "by": held.home.secretary}
    seen = [Was(each.pk) for each in (member, second)]
    record_presence(present=seen, **here)
    actions.number_agenda(**here)
    actions.choose_approvers(**here, chair_id=member.pk, approver_ids=[second.pk], signs_on=today())
    held.approve(actions.send_minutes(**here, seen=0), member, second)
    assert Document.objects.get(kind=DocumentKind.EXTRACT).is_internal


class TestWhoAndWhen:
    def test_only_the_chosen_and_each_once(self, held: Approving) -> None:
        minutes = held.sent()
        for nobody in (held.other, held.home.secretary, held.home.stranger):
            with pytest.raises(NotAllowed, match="valdes till justerare"):
                held.approve(minutes, nobody)
        held.approve(minutes, held.chair)
        with pytest.raises(WrongStep, match="redan justerat"):
            held.approve(minutes, held.chair)
        held.approve(minutes, held.approver)
        with pytest.raises(WrongStep, match="redan justerat"):
            held.approve(minutes, held.approver)

    def test_only_those_who_took_part_are_chosen(self, held: Approving) -> None:
        with pytest.raises(DomainError, match="Bara den som tjänstgjorde"):
            held.choose(held.home.stranger)
        with pytest.raises(DomainError, match="utöver ordföranden"):
            held.choose(held.chair)
        with pytest.raises(DomainError, match="KL 5:69"):
            held.choose(signs_on=today() + timedelta(60))
        with pytest.raises(NotAllowed):
            held.choose(by=held.chair)
        held.choose(held.other)
        held.choose(held.approver, held.other)
        assert held.meeting.approvers.count() == 3

    def test_what_is_sent_is_whole(self, held: Approving) -> None:
        with pytest.raises(WrongStep, match="Välj ordförande"):
            held.send()
        held.choose()
        with pytest.raises(NotAllowed):
            held.send(by=held.chair)
        point = actions.add_minute_item(
            meeting_id=held.meeting.pk, by=held.home.secretary, title="Öppnande"
        )
        with pytest.raises(DomainError, match="Öppnande har inget beslut"):
            held.send()
        MinuteItem.objects.filter(pk=point.pk).update(decision_text="Mötet öppnas.")
        held.send()
        with pytest.raises(Stale):
            held.send()
        with pytest.raises(WrongStep, match="väntar redan"):
            held.send(seen=1, reason="Igen.")

    def test_the_notice_comes_after(self, held: Approving) -> None:
        minutes = held.sent()
        with pytest.raises(WrongStep, match="inte är justerat"):
            held.post(minutes)
        held.approve(minutes)
        for day, why in ((-1, "äldre än justeringen"), (1, "framtiden")):
            with pytest.raises(DomainError, match=why):
                held.post(minutes, posted_on=today() + timedelta(day))
        with pytest.raises(DomainError, match="förvaras"):
            held.post(minutes, kept_at=" ")
        held.post(minutes)
        with pytest.raises(WrongStep, match="redan uppe"):
            held.post(minutes)


class TestLocks:
    def test_sent_and_approved_minutes_stand(self, held: Approving) -> None:
        minutes, by = held.sent(), held.home.secretary
        seen = held.row.version
        write: dict[str, Any] = {"minute_id": held.row.pk, "by": by, "version": seen}
        here: dict[str, Any] = {"meeting_id": held.meeting.pk, "by": by}
        for why in ("skickat för justering", "justerat och ligger fast"):
            with pytest.raises(WrongStep, match=why):
                actions.add_motion(**write, person=held.other.pk, text="att avslå")
            with pytest.raises(WrongStep, match=why):
                actions.add_minute_item(**here, title="Övrigt")
            with pytest.raises(DomainError, match="närvaron ligger fast"):
                record_presence(**here, present=[])
            held.approve(minutes) if minutes.approved_at is None else None
        with pytest.raises(WrongStep, match="ligger fast"):
            actions.hand_back_minutes(minutes_id=minutes.pk, by=by, reason="Nej.")
        with pytest.raises(WrongStep, match="redan skickat"):
            held.choose(held.other)

    def test_a_paragraph_alone_leaves_the_rest_open(self, held: Approving) -> None:
        held.choose()
        held.approve(held.send(paragraph_id=held.row.pk))
        point = actions.add_minute_item(
            meeting_id=held.meeting.pk, by=held.home.secretary, title="Övrigt"
        )
        assert point.number == held.row.number + 1
        with pytest.raises(WrongStep, match=f"{held.row.citation} är justerat"):
            actions.add_motion(
                minute_id=held.row.pk,
                by=held.home.secretary,
                version=held.row.version,
                person=held.other.pk,
                text="att avslå",
            )

    def test_handed_back_and_corrected(self, held: Approving) -> None:
        """An approver will not; what it was made of is open; the next edition says why."""
        minutes = held.sent()
        held.approve(minutes, held.chair)
        back: dict[str, Any] = {"minutes_id": minutes.pk, "by": held.approver}
        with pytest.raises(NotAllowed):
            actions.hand_back_minutes(minutes_id=minutes.pk, by=held.other, reason="Nej.")
        with pytest.raises(DomainError, match="Skriv varför"):
            actions.hand_back_minutes(**back, reason=" ")
        actions.hand_back_minutes(**back, reason="Fel namn i § 1.")
        told = Notice.objects.filter(occasion=f"returned:{minutes.pk}")
        assert {each.recipient for each in told} == {held.home.secretary, held.chair}
        with pytest.raises(Stale, match="rättning"):
            held.approve(minutes, held.approver)
        MinuteItem.objects.filter(pk=held.row.pk).update(summary="Med rätt namn.")
        with pytest.raises(DomainError, match="Skriv varför"):
            held.send(seen=1)
        again = held.approve(held.send(seen=1, reason="Namnet i § 1."))
        assert (again.number, again.content["items"][0]["summary"]) == (2, "Med rätt namn.")
        assert "summary" in minutes.content["items"][0]
        assert minutes.content["items"][0]["summary"] == ""
        assert again.approved_at
        assert again.approved_at <= now()


def test_undrawn_pages_open(held: Approving) -> None:
    client = Client()
    client.force_login(held.home.secretary)
    assert client.get(f"{held.meeting.get_absolute_url()}protokoll/justering/").status_code == 200
