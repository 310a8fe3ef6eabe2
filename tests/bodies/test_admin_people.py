"""The administration of people: roles, addresses, passwords, and the way in."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from bodies.models import Event, Notice, Person
from bodies.roles import ROLES, Role
from tests import factories as make
from tests.bodies.filled import submit

pytestmark = pytest.mark.django_db
SECRET = "en-mening-som-ingen-gissar"


def add(office: Client, **more: Any) -> Any:
    given = {"first_name": "Nils", "last_name": "Ny", "email": "nils@demo.example"}
    return submit(office, "person", "add", **(given | more))


def test_a_new_person_has_no_account_until_a_password_is_chosen(office: Client) -> None:
    assert add(office, email=" Nils.NY@Demo.Example ").status_code == 302
    person = Person.objects.get(last_name="Ny")
    assert person.email == "nils.ny@demo.example"
    assert not person.has_usable_password()
    assert Event.objects.get().text == "Nils Ny lades upp."


def test_a_person_may_be_without_address(office: Client) -> None:
    assert add(office, email="").status_code == 302
    assert add(office, email="", last_name="Annan").status_code == 302
    assert Person.objects.filter(email=None).count() == 2


def test_roles_are_boxes_with_what_they_mean(office: Client) -> None:
    page = office.get("/admin/bodies/person/add/").content.decode()
    for info in ROLES:
        assert info.name in page
        assert info.description in page
    add(office, roles=["registrar", "case_officer"])
    assert Person.objects.get(last_name="Ny").has_role(Role.CASE_OFFICER)


def test_a_role_that_is_none_is_refused(office: Client) -> None:
    assert add(office, roles=["superuser"]).status_code == 200


@pytest.mark.parametrize("address", ["nils@demo.example", "NILS@DEMO.EXAMPLE"])
def test_two_people_never_share_an_address(office: Client, address: str) -> None:
    make.person(email="nils@demo.example")
    answer = add(office, email=address)
    errors = answer.context["adminform"].form.errors
    assert errors == {"email": ["E-postadressen används redan av en annan person."]}


def test_an_address_that_is_none_gets_a_sentence(office: Client) -> None:
    assert "giltig e-postadress" in add(office, email="nils").content.decode()


def test_a_municipal_registrar_needs_a_municipality(office: Client) -> None:
    refused = add(office, roles=["municipal_registrar"])
    assert "Välj vilken kommun" in refused.content.decode()
    region = make.organisation("region")
    refused = add(office, roles=["municipal_registrar"], organisation=region.pk)
    assert "Välj vilken kommun" in refused.content.decode()
    town = make.organisation()
    assert add(office, roles=["municipal_registrar"], organisation=town.pk).status_code == 302


def test_an_account_keeps_its_address(office: Client) -> None:
    person = make.person()
    answer = submit(office, "person", f"{person.pk}/change", email="")
    assert "behöver en e-postadress" in answer.content.decode()


@pytest.mark.parametrize("change", [{"roles": []}, {"is_active": None}])
def test_nobody_locks_themselves_out(
    office: Client, administrator: Person, change: dict[str, Any]
) -> None:
    answer = submit(office, "person", f"{administrator.pk}/change", **change)
    assert "ta ifrån dig själv" in answer.content.decode()
    administrator.refresh_from_db()
    assert administrator.is_staff


def test_saving_a_person_keeps_the_password(office: Client) -> None:
    person = make.person()
    submit(office, "person", f"{person.pk}/change", title="Strateg")
    person.refresh_from_db()
    assert person.title == "Strateg"
    assert person.check_password(make.PASSWORD)


class TestPassword:
    def url(self, person: Person) -> str:
        return f"/admin/bodies/person/{person.pk}/konto/"

    def test_an_administrator_sets_one(self, office: Client, client: Client) -> None:
        person = make.person()
        both = {"new_password1": SECRET, "new_password2": SECRET}
        assert office.get(self.url(person)).status_code == 200
        assert office.post(self.url(person), both).status_code == 302
        person.refresh_from_db()
        assert person.check_password(SECRET)
        event = Event.objects.get()
        assert event.verb == "set_password"
        assert SECRET not in f"{event.text}{event.data}"

    @pytest.mark.parametrize(("first", "second"), [(SECRET, "annat"), ("kort", "kort"), ("", "")])
    def test_a_bad_one_gets_a_sentence(self, office: Client, first: str, second: str) -> None:
        person = make.person()
        answer = office.post(self.url(person), {"new_password1": first, "new_password2": second})
        assert answer.status_code == 200
        assert "errorlist" in answer.content.decode()
        person.refresh_from_db()
        assert person.check_password(make.PASSWORD)

    def test_nobody_without_an_address_gets_an_account(self, office: Client) -> None:
        person = make.person(email=None)
        both = {"new_password1": SECRET, "new_password2": SECRET}
        answer = office.post(self.url(person), both)
        assert "har ingen e-postadress" in answer.content.decode()

    def test_a_letter_tells_how_to_choose_one(self, office: Client) -> None:
        person = make.person(email="nils@demo.example")
        person.set_unusable_password()
        person.save()
        answers = [office.post(self.url(person), {"invite": "1"}, follow=True) for _ in range(2)]
        said = [answer.content.decode() for answer in answers]
        assert "Ett brev är på väg" in said[0]
        assert "har redan fått ett brev i dag" in said[1]
        assert "Ett brev är på väg" not in said[1]
        assert Event.objects.filter(verb="invite_person").count() == 1
        notice = Notice.objects.get()
        assert (notice.recipient, notice.path) == (person, "/konto/losenord/glomt/")
        office.logout()
        office.post(notice.path, {"email": "nils@demo.example"})
        assert len(mail.outbox) == 1
        assert "/konto/losenord/nytt/" in mail.outbox[0].body

    def test_letters_go_to_many_from_the_list(self, office: Client) -> None:
        people = [make.person(), make.person(), make.person(email=None)]
        data = {"action": "invite", "_selected_action": [person.pk for person in people]}
        answer = office.post("/admin/bodies/person/", data, follow=True)
        assert Notice.objects.count() == 2
        assert "har ingen e-postadress" in answer.content.decode()

    def test_a_person_that_is_none_is_404(self, office: Client) -> None:
        assert office.get("/admin/bodies/person/999999/konto/").status_code == 404

    def test_only_an_administrator(self, client: Client) -> None:
        person = make.person(Role.CHIEF)
        client.force_login(person)
        both = {"new_password1": SECRET, "new_password2": SECRET}
        assert client.post(self.url(person), both).status_code in (302, 403)
        person.refresh_from_db()
        assert person.check_password(make.PASSWORD)


def test_a_person_with_a_history_stays(office: Client) -> None:
    person = make.person(first_name="Lo", last_name="Ledamot")
    make.member(person, make.body("run"))
    answer = office.post(f"/admin/bodies/person/{person.pk}/delete/", {"post": "yes"}, follow=True)
    assert "Lo Ledamot har historik och kan inte tas bort." in answer.content.decode()
    assert Person.objects.filter(pk=person.pk).exists()


def test_a_person_added_by_mistake_goes(office: Client) -> None:
    person = make.person()
    office.post(f"/admin/bodies/person/{person.pk}/delete/", {"post": "yes"})
    assert not Person.objects.filter(pk=person.pk).exists()
    assert Event.objects.get().verb == "remove_person"


def test_finds_people_by_role_and_account(office: Client) -> None:
    registrar = make.person(Role.REGISTRAR, last_name="Registrator")
    without = make.person(last_name="Utankonto")
    without.set_unusable_password()
    without.save()
    found = office.get("/admin/bodies/person/?roll=registrar").context["cl"].queryset
    assert list(found) == [registrar]
    found = office.get("/admin/bodies/person/?konto=nej").context["cl"].queryset
    assert list(found) == [without]
    found = office.get("/admin/bodies/person/?roll=ingen&konto=nej").context["cl"].queryset
    assert list(found) == [without]
