"""Making an agenda: place, order, remove, publish and cancel, from the meeting's page."""

import threading

import pytest
from django.db import connection
from django.test import Client

from bodies.models import Event, Meeting, Notice, Person
from cases import actions
from cases.models import AgendaItem, Case, CaseEvent, Share
from cases.outcomes import ItemOutcome
from cases.route import Step
from samverkan.lib.errors import DomainError
from tests import factories
from tests.factories import House

pytestmark = pytest.mark.django_db


def waiting(home: House, title: str = "Sak") -> Case:
    return factories.case_in(Step.PREPARATION, home, title=title)


def place(client: Client, meeting: Meeting, *cases: Case) -> str:
    """Post from the page and read the page one comes back to."""
    data = {"cases": [case.pk for case in cases]}
    answer = client.post(f"{meeting.get_absolute_url()}arenden/", data, follow=True)
    return str(answer.content.decode())


def on(meeting: Meeting) -> list[str]:
    return [item.case.title for item in meeting.items.in_order().select_related("case")]


def publish(client: Client, meeting: Meeting, version: int | None = None) -> int:
    meeting.refresh_from_db()
    data = {"version": meeting.version if version is None else version}
    return int(client.post(f"{meeting.get_absolute_url()}publicera/", data).status_code)


def test_several_are_placed_at_once_in_the_order_chosen(client: Client) -> None:
    home = factories.house()
    meeting, cases = factories.meeting(home.au, 5), [waiting(home, t) for t in ("Ett", "Två")]
    client.force_login(home.secretary)
    assert "2 ärenden sattes upp" in place(client, meeting, *cases)
    assert sorted(on(meeting)) == ["Ett", "Två"]
    assert CaseEvent.objects.filter(verb="place_on_agenda").count() == 2


def test_choosing_nothing_says_so(client: Client) -> None:
    home = factories.house()
    client.force_login(home.secretary)
    assert "Välj minst ett ärende." in place(client, factories.meeting(home.au, 5))


def test_past_cancelled_and_wrong_meetings_take_nothing() -> None:
    home = factories.house()
    case = waiting(home)
    cancelled = factories.meeting(home.au, 5, state="cancelled", state_reason="Skäl.")
    refused = {
        "Mötet har redan varit": factories.meeting(home.au, -1),
        "Mötet är inställt": cancelled,
        "kan inte tas upp i RUN nu": factories.meeting(home.board, 5),
        "kan inte tas upp i PKD AU nu": factories.meeting(home.pkd_au, 5),
    }
    for sentence, meeting in refused.items():
        with pytest.raises(DomainError, match=sentence):
            actions.place_on_agenda(meeting_id=meeting.pk, case_id=case.pk, by=home.secretary)
    assert not AgendaItem.objects.exists()


def test_a_case_waits_at_one_meeting_of_a_body() -> None:
    home = factories.house()
    case = waiting(home)
    first, second = factories.meeting(home.au, 5), factories.meeting(home.au, 9)
    actions.place_on_agenda(meeting_id=first.pk, case_id=case.pk, by=home.secretary)
    for meeting in (first, second):
        with pytest.raises(DomainError, match="redan på en ärendelista"):
            actions.place_on_agenda(meeting_id=meeting.pk, case_id=case.pk, by=home.secretary)


def test_board_may_not_meet_on_a_case_before_what_comes_first() -> None:
    home = factories.house()
    case = factories.case_in(Step.CONSULTATION, home)
    early = factories.meeting(home.board, 0, 7)
    with pytest.raises(DomainError, match="före det som måste komma först"):
        actions.place_on_agenda(meeting_id=early.pk, case_id=case.pk, by=home.secretary)
    late = factories.meeting(home.board, 0, 12)
    actions.place_on_agenda(meeting_id=late.pk, case_id=case.pk, by=home.secretary)


def test_removing_gives_the_case_back_until_publishing(client: Client) -> None:
    home = factories.house()
    meeting, case = factories.meeting(home.au, 5), waiting(home)
    client.force_login(home.secretary)
    place(client, meeting, case)
    item = meeting.items.get()
    client.post(f"{meeting.get_absolute_url()}arenden/{item.pk}/ta-bort/")
    assert on(meeting) == []
    place(client, meeting, case)
    publish(client, meeting)
    item = meeting.items.get()
    answer = client.post(f"{meeting.get_absolute_url()}arenden/{item.pk}/ta-bort/")
    assert answer.status_code == 409
    assert "Låt punkten utgå" in answer.content.decode()


def test_publishing_shares_with_the_seated_and_nobody_else(client: Client) -> None:
    home = factories.house()
    committee = factories.meeting(home.au, 5, 8)
    samrad = factories.meeting(home.samrad, 5, 10, follows=committee)
    case = waiting(home)
    client.force_login(home.secretary)
    place(client, committee, case)
    question = client.get(f"{samrad.get_absolute_url()}publicera/").content.decode()
    assert "2 personer" in question
    assert "TF 2 kap." in question
    Notice.objects.all().delete()
    assert publish(client, samrad) == 302
    sees = {
        name: Case.objects.visible_to(getattr(home, name)).exists()
        for name in ("run_member", "pkd_member", "municipal", "stranger")
    }
    assert sees == {
        "run_member": True,
        "pkd_member": True,
        "municipal": False,
        "stranger": False,
    }
    told = Notice.objects.filter(rule="agenda").values_list("recipient", flat=True)
    assert sorted(told) == sorted([home.run_member.pk, home.pkd_member.pk])
    assert Event.objects.filter(verb="publish_agenda").count() == 1
    assert CaseEvent.objects.filter(case=case, verb="publish_agenda").count() == 1


def test_late_item_on_a_published_agenda_is_shared_at_once() -> None:
    home = factories.house()
    committee = factories.meeting(home.au, 5, 8)
    samrad = factories.meeting(home.samrad, 5, 10, follows=committee)
    first, late = waiting(home, "Först"), waiting(home, "Sent")
    actions.place_on_agenda(meeting_id=committee.pk, case_id=first.pk, by=home.secretary)
    for meeting in (committee, samrad):
        actions.publish_agenda(meeting_id=meeting.pk, version=1, by=home.secretary)
    actions.place_on_agenda(meeting_id=committee.pk, case_id=late.pk, by=home.secretary)
    assert Case.objects.visible_to(home.pkd_member).filter(pk=late.pk).exists()
    event = CaseEvent.objects.get(case=late, verb="place_on_agenda")
    assert "delades därmed med RUN AU och Samrådet" in event.text


def test_empty_agenda_is_not_published(client: Client) -> None:
    home = factories.house()
    client.force_login(home.secretary)
    assert publish(client, factories.meeting(home.au, 5)) == 409


def test_stale_publishing_is_refused(client: Client) -> None:
    home = factories.house()
    meeting = factories.meeting(home.au, 5)
    client.force_login(home.secretary)
    place(client, meeting, waiting(home))
    address = f"{meeting.get_absolute_url()}publicera/"
    answer = client.post(address, {"version": 99})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "läs igenom den och publicera sedan igen" in text
    assert f'name="version" value="{Meeting.objects.get(pk=meeting.pk).version}"' in text
    assert publish(client, meeting) == 302
    again = client.post(address, {"version": 1})
    assert again.status_code == 409
    assert f'href="{meeting.get_absolute_url()}">Visa ärendelistan' in again.content.decode()


def test_item_that_another_took_away_is_said_to_be(client: Client) -> None:
    home = factories.house()
    meeting = factories.meeting(home.au, 5)
    client.force_login(home.secretary)
    place(client, meeting, waiting(home))
    item = meeting.items.get()
    actions.remove_from_agenda(item_id=item.pk, by=home.secretary)
    answer = client.post(f"{meeting.get_absolute_url()}arenden/{item.pk}/ta-bort/")
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Någon annan har redan tagit bort punkten" in text
    assert f'href="{meeting.get_absolute_url()}">Visa ärendelistan' in text


@pytest.mark.django_db(transaction=True)
def test_two_secretaries_publish_once() -> None:
    home = factories.house()
    meeting = factories.meeting(home.au, 5)
    actions.place_on_agenda(meeting_id=meeting.pk, case_id=waiting(home).pk, by=home.secretary)
    barrier, refused = threading.Barrier(2), []

    def press() -> None:
        barrier.wait()
        try:
            actions.publish_agenda(meeting_id=meeting.pk, version=1, by=home.secretary)
        except DomainError as error:
            refused.append(error)
        connection.close()

    pressing = [threading.Thread(target=press) for _ in range(2)]
    for each in pressing:
        each.start()
    for each in pressing:
        each.join()
    assert len(refused) == 1
    assert Event.objects.filter(verb="publish_agenda").count() == 1
    assert Share.objects.count() == 1


def cancel(client: Client, meeting: Meeting, reason: str) -> tuple[int, str]:
    data = {"version": meeting.version, "reason": reason}
    answer = client.post(f"{meeting.get_absolute_url()}stall-in/", data)
    return answer.status_code, answer.content.decode()


def test_cancelling_needs_a_reason_and_frees_the_items(client: Client) -> None:
    home = factories.house()
    meeting, other = factories.meeting(home.au, 5), factories.meeting(home.au, 9)
    case = waiting(home)
    client.force_login(home.secretary)
    place(client, meeting, case)
    status, text = cancel(client, meeting, " ")
    assert status == 200
    assert "Skriv varför mötet ställs in." in text
    assert cancel(client, meeting, "För få ärenden.")[0] == 302
    meeting.refresh_from_db()
    assert meeting.is_cancelled
    assert meeting.items.get().outcome == ItemOutcome.WITHDRAWN
    actions.place_on_agenda(meeting_id=other.pk, case_id=case.pk, by=home.secretary)


def test_members_of_a_published_agenda_are_told_that_it_is_off(client: Client) -> None:
    home = factories.house()
    meeting = factories.meeting(home.au, 5)
    client.force_login(home.secretary)
    place(client, meeting, waiting(home))
    publish(client, meeting)
    meeting.refresh_from_db()
    cancel(client, meeting, "Snöstorm.")
    letter = Notice.objects.get(rule="cancelled")
    assert letter.recipient == home.run_member
    assert "Snöstorm." in letter.text


def test_cancelling_what_nobody_was_told_of_writes_to_nobody(client: Client) -> None:
    home = factories.house()
    meeting = factories.meeting(home.au, 5)
    client.force_login(home.secretary)
    place(client, meeting, waiting(home))
    meeting.refresh_from_db()
    cancel(client, meeting, "Snöstorm.")
    assert not Notice.objects.filter(rule="cancelled").exists()


def test_stale_cancelling_keeps_the_reason_typed(client: Client) -> None:
    home = factories.house()
    meeting = factories.meeting(home.au, 5)
    client.force_login(home.secretary)
    meeting.version = 99
    status, text = cancel(client, meeting, "Mitt skäl")
    assert status == 409
    assert "Mitt skäl" in text


def addresses(meeting: Meeting, item: AgendaItem) -> list[str]:
    base = meeting.get_absolute_url()
    return [
        f"{base}arenden/",
        f"{base}ordning/",
        f"{base}arenden/{item.pk}/ta-bort/",
        f"{base}publicera/",
        f"{base}stall-in/",
    ]


@pytest.mark.parametrize("name", ["registrar", "chief", "officer", "administrator", "run_member"])
def test_only_the_secretary_makes_agendas(client: Client, name: str) -> None:
    home = factories.house()
    meeting = factories.meeting(home.au, 5)
    item = actions.place_on_agenda(
        meeting_id=meeting.pk, case_id=waiting(home).pk, by=home.secretary
    )
    who: Person = getattr(home, name)
    client.force_login(who)
    for path in addresses(meeting, item):
        assert client.post(path, {"version": 1, "reason": "x"}).status_code == 403, path
    assert meeting.items.count() == 1


def test_item_of_another_meeting_is_not_there(client: Client) -> None:
    home = factories.house()
    meeting, other = factories.meeting(home.au, 5), factories.meeting(home.au, 9)
    item = actions.place_on_agenda(meeting_id=other.pk, case_id=waiting(home).pk, by=home.secretary)
    client.force_login(home.secretary)
    for path in addresses(meeting, item)[2:3]:
        assert client.post(path).status_code == 404
        assert client.get(path).status_code == 405
