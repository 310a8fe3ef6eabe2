"""Acts on many agreements in the administration: told row by row, then all or none."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from bodies import actions
from bodies.models import Event, FrameworkAgreement, MunicipalAgreement, Notice, Person
from bodies.roles import Role
from samverkan.lib.dates import today
from tests import factories as make
from tests.bodies.agreed import a_framework, an_agreement, in_full, said
from tests.bodies.filled import filled

pytestmark = pytest.mark.django_db
LIST = "/admin/bodies/municipalagreement/"


@pytest.fixture
def framework(administrator: Person) -> FrameworkAgreement:
    return a_framework(administrator)


def ask(office: Client, action: str, *rows: MunicipalAgreement) -> Any:
    return office.post(LIST, {"action": action, "_selected_action": [row.pk for row in rows]})


def answer(office: Client, page: Any, **given: Any) -> Any:
    return office.post(LIST, filled(page, "many_form", **given), follow=True)


def place(framework: FrameworkAgreement, name: str, **more: Any) -> MunicipalAgreement:
    return an_agreement(framework, make.organisation(name=name), **more)


def test_many_are_sent_with_a_word_in_the_history(
    office: Client, framework: FrameworkAgreement, administrator: Person
) -> None:
    one, two = place(framework, "Enby", sent=None), place(framework, "Tvåby", sent=None)
    late = place(framework, "Sentby")
    said(late, administrator)
    page = ask(office, "send_out", two, one, late)
    text = page.content.decode()
    assert text.index("Enby") < text.index("Tvåby") < text.index("hoppas över")
    assert "Kommunen har redan behandlat avtalet, 4 maj 2026." in text
    done = answer(office, page, sent_to="Registratorn", reason="Höstens utskick.").content.decode()
    assert "2 avtal antecknades som skickade." in done
    assert "Sentby: Kommunen har redan behandlat" in done
    for row in (one, two):
        row.refresh_from_db()
        assert (row.sent_to, row.sent_on) == ("Registratorn", today())
        assert Event.objects.get(agreement=row).text.endswith(": Höstens utskick.")


def test_sending_again_warns_and_asks_why(office: Client, framework: FrameworkAgreement) -> None:
    row = place(framework, "Enby", sent=today())
    page = ask(office, "send_out", row)
    assert "Skickades redan i dag till kommun@example.org" in page.content.decode()
    again = answer(office, page, sent_to="Kim")
    assert "Skriv varför det görs igen." in again.content.decode()
    answer(office, again, reason="Fel adress.")
    row.refresh_from_db()
    assert row.sent_to == "Kim"


def test_nothing_is_done_when_one_has_changed(
    office: Client, framework: FrameworkAgreement, administrator: Person
) -> None:
    one, two = place(framework, "Enby", sent=None), place(framework, "Tvåby", sent=None)
    page = ask(office, "send_out", one, two)
    actions.edit_reference(
        agreement_id=two.pk, version=None, by=administrator, registry_reference="RS 1"
    )
    stale = answer(office, page, sent_to="Kim")
    assert stale.status_code == 409
    assert "Tvåby: Någon annan har ändrat avtalet" in stale.content.decode()
    assert MunicipalAgreement.objects.filter(sent_on=None).count() == 2
    answer(office, stale)
    assert set(MunicipalAgreement.objects.values_list("sent_to", flat=True)) == {"Kim"}


def test_a_refused_day_is_told_by_its_field_with_the_municipality(
    office: Client, framework: FrameworkAgreement
) -> None:
    row = place(framework, "Enby", sent=None)
    day = (today() + timedelta(1)).isoformat()
    page = answer(office, ask(office, "send_out", row), sent_to="Kim", sent_on=day)
    assert page.context["form"].errors["sent_on"][0].startswith("Enby: ")
    row.refresh_from_db()
    assert row.sent_on is None


def test_registrars_are_reminded_once(office: Client, framework: FrameworkAgreement) -> None:
    one, two = place(framework, "Enby"), place(framework, "Tvåby")
    make.person(
        Role.MUNICIPAL_REGISTRAR,
        first_name="Rut",
        last_name="Registrator",
        organisation=one.municipality,
    )
    page = ask(office, "remind_missing", one, two)
    text = page.content.decode()
    assert "Brev till Rut Registrator: Kommunfullmäktige har inte antagit" in text
    assert "Kommunen har ingen registrator med e-postadress." in text
    done = answer(office, page, reason="Höstens koll.").content.decode()
    assert "Ett brev om det som saknas går ut." in done
    assert Notice.objects.count() == 1
    again = ask(office, "remind_missing", one).content.decode()
    assert "Kommunens registrator har redan påmints i dag." in again
    assert 'value="Påminn om det som saknas"' not in again


def test_extracts_are_received_of_those_that_have_decided(
    office: Client, framework: FrameworkAgreement, administrator: Person
) -> None:
    yes, none = place(framework, "Jaby"), place(framework, "Tystby")
    adoption = said(yes, administrator)
    page = ask(office, "receive_extracts", yes, none)
    assert "Kommunfullmäktiges beslut är inte antecknat än." in page.content.decode()
    early = answer(office, page, received_on=(adoption.day - timedelta(1)).isoformat())
    assert "Utdraget kan inte ha kommit före sammanträdet." in early.content.decode()
    done = answer(office, early, received_on=today().isoformat()).content.decode()
    adoption.refresh_from_db()
    assert adoption.extract_received_on == today()
    assert "Ett avtal har nu sitt protokollsutdrag." in done


def test_only_what_is_whole_is_archived(
    office: Client, framework: FrameworkAgreement, administrator: Person
) -> None:
    whole, part = in_full(place(framework, "Helby"), administrator), place(framework, "Delby")
    whole.adoptions.update(extract_received_on=date(2026, 6, 1))
    page = ask(office, "archive", whole, part)
    assert "Det saknas: kommunfullmäktige" in page.content.decode()
    answer(office, page)
    whole.refresh_from_db()
    assert whole.archived_on == today()
    page = ask(office, "lift_archive", whole, part)
    assert "Avtalet är inte arkiverat." in page.content.decode()
    assert "Skriv varför." in answer(office, page).content.decode()
    answer(office, page, reason="Fel exemplar.")
    whole.refresh_from_db()
    assert whole.archived_on is None


def test_what_is_late_stands_in_the_list(office: Client, framework: FrameworkAgreement) -> None:
    place(framework, "Sentby", sent=None)
    assert "Skickat: Skulle ha varit klart" in office.get(LIST).content.decode()
