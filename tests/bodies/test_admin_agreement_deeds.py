"""The small acts on an agreement in the administration: each page asks, does, and refuses."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bodies import actions
from bodies.models import Event, Person
from bodies.roles import Role
from samverkan.lib.dates import today
from tests import factories as make
from tests.agreements import Place, term
from tests.bodies.filled import filled
from tests.bodies.test_admin_agreement_page import HTML, PDF, file

pytestmark = pytest.mark.django_db
DAY = today().isoformat()
TOMORROW = (today() + timedelta(1)).isoformat()
LONG_AGO = (today() - timedelta(365)).isoformat()


@pytest.fixture
def place(administrator: Person) -> Place:
    """All is done but for the archive."""
    found = Place(by=administrator)
    found.complete()
    return found


def page_of(place: Place, deed: str) -> str:
    """The address of the act, on the first row of its kind where it is about one."""
    rows = {
        "utdrag": place.agreement.adoptions,
        "makulera-beslut": place.agreement.adoptions,
        "exemplar": place.agreement.signatures,
        "makulera-underskrift": place.agreement.signatures,
    }
    key = [rows[deed].earliest("pk").pk] if deed in rows else []
    return reverse("admin:bodies_municipalagreement_deed", args=[place.agreement.pk, deed, *key])


def do(office: Client, place: Place, deed: str, **given: Any) -> Any:
    page = office.get(page_of(place, deed))
    assert page.status_code == 200
    return office.post(page_of(place, deed), filled(page, "deed_form", **given))


DONE: dict[str, dict[str, Any]] = {
    "arkivera": {"archived_on": DAY},
    "avsluta": {"ended_on": f"{today().year + 2}-06-30", "reason": "Uppsagt av kommunen."},
    "utdrag": {"received_on": DAY, "file": file},
    "exemplar": {"file": file},
    "makulera-underskrift": {"reason": "Fel namn."},
}


@pytest.mark.parametrize(("deed", "given"), DONE.items(), ids=DONE)
def test_it_is_done_and_told(
    office: Client, place: Place, deed: str, given: dict[str, Any]
) -> None:
    version = place.agreement.version
    given = {name: value() if callable(value) else value for name, value in given.items()}
    assert do(office, place, deed, **given).status_code == 302
    assert place.agreement.version == version + 1
    told = Event.objects.filter(agreement=place.agreement).latest("pk").text
    assert given.get("reason", "") in told
    back = office.get(reverse("admin:bodies_municipalagreement_change", args=[place.agreement.pk]))
    assert told in " ".join(str(each) for each in back.context["messages"])


def test_it_is_sent_and_a_changed_text_is_answered(office: Client, administrator: Person) -> None:
    place = Place(by=administrator)
    sent = do(office, place, "skicka", sent_on=DAY, sent_to="Registratorn")
    assert (sent.status_code, place.agreement.sent_to) == (302, "Registratorn")
    place.adopted(days=0)
    place.changed()
    change = reverse("admin:bodies_municipalagreement_change", args=[place.agreement.pk])
    assert page_of(place, "svara") in office.get(change).content.decode()
    answered = do(office, place, "svara", answer="holds", reason="Bara ett skrivfel.")
    assert answered.status_code == 302
    assert page_of(place, "svara") not in office.get(change).content.decode()
    voided = do(office, place, "makulera-beslut", reason="Fel kommun.")
    assert voided.status_code == 302
    assert "Makulerat" in office.get(change).content.decode()


REFUSED: list[tuple[str, dict[str, Any], str, str]] = [
    ("arkivera", {"archived_on": TOMORROW}, "archived_on", "har inte varit än"),
    ("arkivera", {"archived_on": LONG_AGO}, "archived_on", "det sista steget"),
    ("arkivera", {"archived_on": "i går"}, "archived_on", "Skriv dagen som"),
    ("skicka", {"sent_on": TOMORROW, "sent_to": "K"}, "sent_on", "har inte varit än"),
    ("skicka", {"sent_on": DAY, "sent_to": "K"}, "sent_on", "redan behandlat"),
    ("skicka", {"sent_on": DAY, "sent_to": "K\0"}, "sent_to", "Null"),
    ("avsluta", {"ended_on": DAY, "reason": ""}, "reason", "Skriv varför."),
    ("avsluta", {"ended_on": "1901-01-01", "reason": "Nej."}, "ended_on", "utanför de dagar"),
    ("utdrag", {"received_on": LONG_AGO}, "received_on", "före sammanträdet"),
    ("utdrag", {"received_on": DAY, "file": HTML}, "file", "utdrag.pdf"),
    ("exemplar", {"file": b""}, "file", "tom"),
    ("makulera-beslut", {"reason": "Fel."}, "__all__", "Makulera underskrifterna först"),
    ("makulera-underskrift", {"reason": " "}, "reason", "Skriv varför."),
]


def test_what_is_refused_is_told_by_its_field(office: Client, place: Place) -> None:
    version = place.agreement.version
    for deed, given, field, said in REFUSED:
        files = {name: file(held) for name, held in given.items() if isinstance(held, bytes)}
        answer = do(office, place, deed, **given | files)
        errors = answer.context["form"].errors
        assert answer.status_code == 200, deed
        assert said in " ".join(errors.get(field, [])), (deed, errors)
        assert ("Välj filen igen" in answer.content.decode()) == bool(files), deed
    assert place.agreement.version == version


def test_a_scan_that_is_too_large_is_told(
    office: Client, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samverkan.lib.uploads.MAX_BYTES", len(PDF) - 1)
    answer = do(office, place, "exemplar", file=file())
    assert "Högst" in answer.content.decode() or "högst 40 MB" in answer.content.decode()
    assert "är för stor" in " ".join(answer.context["form"].errors["file"])


@pytest.mark.parametrize("seen", ["before", "", "x", "\0"])
def test_a_form_of_an_older_version_is_told_what_changed(
    office: Client, place: Place, seen: str
) -> None:
    url, version = page_of(place, "makulera-underskrift"), place.agreement.version
    page = office.get(url)
    pk, year = place.agreement.pk, place.framework.first_day.year
    actions.set_fee(agreement_id=pk, version=None, by=place.by, year=year, amount=Decimal(7000))
    typed = filled(page, "deed_form", reason="Fel namn på raden.")
    if seen != "before":
        typed["seen_version"] = seen
    answer = office.post(url, typed)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert f"Anslaget för {year} föreslogs: 7\u00a0000 kronor" in shown
    assert "Fel namn på raden." in shown
    assert place.agreement.version == version + 1
    assert office.post(url, filled(answer, "deed_form")).status_code == 302


def test_pressed_twice_it_is_done_once(office: Client, place: Place) -> None:
    url = page_of(place, "makulera-underskrift")
    typed = filled(office.get(url), "deed_form", reason="Fel namn.")
    assert office.post(url, typed).status_code == 302
    assert office.post(url, typed).status_code == 409


def test_only_what_is_there_and_only_for_administrators(office: Client, place: Place) -> None:
    pk, key = place.agreement.pk, place.agreement.adoptions.earliest("pk").pk
    later = actions.new_term(term=term(today().year + 5), by=place.by, text="Text.")
    strange = later.agreements.earliest("pk").pk
    for args in ([pk, "finns-inte"], [pk, "utdrag"], [pk, "skicka", key], [strange, "utdrag", key]):
        url = reverse("admin:bodies_municipalagreement_deed", args=args)
        assert office.get(url).status_code == 404, args
    office.force_login(make.person(Role.REGISTRAR))
    assert office.get(page_of(place, "skicka")).status_code == 302
