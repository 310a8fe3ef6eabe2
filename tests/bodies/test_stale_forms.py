"""A page left open undoes nothing that somebody else has done, and keeps what was typed."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from bodies import actions
from bodies.models import Body, Meeting, Membership, Organisation, Person, SeatRule, Term
from cases.route import Step
from samverkan.lib.dates import now
from samverkan.lib.errors import DomainError
from tests import factories as make
from tests.bodies.filled import filled

pytestmark = pytest.mark.django_db
STALE = "Någon annan har ändrat uppgifterna"


def opened(office: Client, row: Any, **typed: Any) -> tuple[str, dict[str, Any]]:
    """The address of the row's page, and what its form would post."""
    name = row._meta.model_name
    url = f"/admin/bodies/{name}/{row.pk}/change/"
    return url, filled(office.get(url), f"{name}_form", **typed)


def test_a_person_changed_by_another(office: Client) -> None:
    who = make.person()
    url, mine = opened(office, who, title="Min titel")
    Person.objects.filter(pk=who.pk).update(phone="0123")
    answer = office.post(url, mine)
    assert answer.status_code == 409
    assert STALE in answer.content.decode()
    assert "Min titel" in answer.content.decode()
    who.refresh_from_db()
    assert (who.title, who.phone) == ("", "0123")
    # Whoever has read the page again may save.
    assert office.post(url, filled(answer, "person_form")).status_code == 302
    who.refresh_from_db()
    assert who.title == "Min titel"


def test_a_login_makes_nobody_s_form_old(office: Client, client: Client) -> None:
    who = make.person()
    url, mine = opened(office, who, title="Min titel")
    Person.objects.filter(pk=who.pk).update(last_login=now(), password="!")
    assert office.post(url, mine).status_code == 302


def test_a_person_read_before_a_new_password_keeps_it(administrator: Person) -> None:
    who = make.person()
    old = Person.objects.get(pk=who.pk)
    actions.set_password(person=who, password="ett-helt-nytt-losenord", by=administrator)
    old.title = "Ny titel"
    actions.save_person(person=old, by=administrator)
    who.refresh_from_db()
    assert who.title == "Ny titel"
    assert who.check_password("ett-helt-nytt-losenord")


def test_an_organisation_changed_by_another(office: Client) -> None:
    row = make.organisation(name="Provköping")
    url, mine = opened(office, row, email="min@example.org")
    Organisation.objects.filter(pk=row.pk).update(prefix="07")
    assert office.post(url, mine).status_code == 409


def test_a_term_changed_by_another(office: Client, administrator: Person) -> None:
    url = "/admin/bodies/term/add/"
    typed = {"name": "2027–2030", "election_day": "2026-09-13"}
    office.post(url, filled(office.get(url), "term_form", **typed))
    row = Term.objects.get()
    url, mine = opened(office, row, name="Min period")
    Term.objects.update(name="Deras period")
    assert office.post(url, mine).status_code == 409


def test_an_area_changed_by_another(office: Client) -> None:
    area = make.house().area
    url, mine = opened(office, area, name="Mitt område")
    type(area)._default_manager.update(name="Deras område")
    assert office.post(url, mine).status_code == 409


def test_a_body_and_its_rows_changed_by_another(office: Client) -> None:
    home = make.house()
    url, mine = opened(office, home.samrad, note="Min beskrivning")
    Body.objects.filter(pk=home.samrad.pk).update(note="Deras beskrivning")
    assert office.post(url, mine).status_code == 409

    url, mine = opened(office, home.samrad)
    SeatRule.objects.filter(body=home.samrad).update(seats=6)
    answer = office.post(url, mine)
    assert answer.status_code == 409
    assert set(SeatRule.objects.filter(body=home.samrad).values_list("seats", flat=True)) == {6}


def test_a_seat_changed_by_another_on_the_body_s_page(office: Client) -> None:
    home = make.house()
    seat = Membership.objects.get(body=home.au)
    url, mine = opened(office, home.au)
    Membership.objects.filter(pk=seat.pk).update(party="Alfa")
    answer = office.post(url, mine)
    assert answer.status_code == 409
    seat.refresh_from_db()
    assert seat.party == "Alfa"
    assert office.post(url, filled(answer, "body_form")).status_code == 302


def published(meeting: Meeting, by: Person) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(
        agenda_published_at=now(), agenda_published_by=by, version=meeting.version + 1
    )


def test_a_body_s_page_leaves_its_meetings_alone(office: Client) -> None:
    home = make.house()
    meeting = make.meeting(home.au, 10, place="Salen")
    url, mine = opened(office, home.au, note="Ny beskrivning")
    published(meeting, home.secretary)
    mine |= {
        "meetings-TOTAL_FORMS": "1",
        "meetings-INITIAL_FORMS": "1",
        "meetings-0-id": meeting.pk,
        "meetings-0-body": home.au.pk,
        "meetings-0-place": "En annan sal",
    }
    office.post(url, mine)
    meeting.refresh_from_db()
    assert meeting.is_published
    assert meeting.place == "Salen"


def test_saving_an_old_meeting_does_not_take_its_agenda_back(administrator: Person) -> None:
    meeting = make.meeting(make.body("run"), 10)
    old = Meeting.objects.get(pk=meeting.pk)
    published(meeting, administrator)
    old.place = "Salen"
    actions.save_meeting(meeting=old, by=administrator)
    meeting.refresh_from_db()
    assert (meeting.place, meeting.is_published) == ("Salen", True)


def test_a_meeting_that_has_treated_cases_is_not_moved() -> None:
    home = make.house()
    case = make.case_in(Step.BOARD, home)
    item = case.items.get(meeting__body=home.au)
    item.meeting.starts_at += timedelta(minutes=1)
    with pytest.raises(DomainError, match="redan behandlat ärenden") as refused:
        actions.save_meeting(meeting=item.meeting, by=home.administrator)
    assert refused.value.field == "starts_at"
