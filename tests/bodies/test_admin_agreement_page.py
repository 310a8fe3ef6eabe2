"""One agreement's page in the administration: what is written there, refused there, kept there."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bodies import actions
from bodies.models import Adoption, Event, MunicipalAgreement, Person
from samverkan.lib.dates import today
from tests.agreements import Place
from tests.bodies.filled import filled

pytestmark = pytest.mark.django_db
SAID, SIGNED, FEES, CLAUSES = "adoptions-2-0-", "signatures-2-0-", "fees-0-", "clauses-0-"
DAY = (today() - timedelta(20)).isoformat()
YES = {f"{SAID}party": "municipality", f"{SAID}outcome": "adopted", f"{SAID}day": DAY}
NO = YES | {f"{SAID}outcome": "declined"}
NAME = {f"{SIGNED}party": "municipality", f"{SIGNED}kind": "elected", f"{SIGNED}name": "Pim P"}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def file(content: bytes = PDF, name: str = "utdrag.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


@pytest.fixture
def place(administrator: Person) -> Place:
    found = Place(by=administrator)
    found.sent()
    return found


def address(place: Place) -> str:
    return f"/admin/bodies/municipalagreement/{place.agreement.pk}/change/"


def save(office: Client, place: Place, **changes: Any) -> Any:
    page = office.get(address(place))
    return office.post(address(place), typed(page, **changes))


def typed(page: Any, **changes: Any) -> dict[str, Any]:
    return filled(page, "municipalagreement_form", **changes)


def events(place: Place) -> list[str]:
    rows = Event.objects.filter(agreement=place.agreement).exclude(verb="send_agreement")
    return [f"{row.verb}: {row.text}" for row in rows.order_by("pk")]


def test_everything_on_the_page_is_saved_by_acts(office: Client, place: Place) -> None:
    year = place.framework.first_day.year
    answer = save(
        office,
        place,
        registry_reference="RS 2026/17",
        **{f"{FEES}amount": "12 500,50", f"{FEES}decided_on": DAY},
        **{f"{CLAUSES}heading": "Buss", f"{CLAUSES}text": "Linje 1."},
        **YES,
        **{f"{SAID}paragraph": "87", f"{SAID}extract_received_on": DAY, f"{SAID}copy": file()},
        **NAME,
        **{f"{SIGNED}day": today().isoformat(), f"{SIGNED}copy": file(name="avtal.pdf")},
    )
    assert answer.status_code == 302
    agreement = place.agreement
    assert agreement.registry_reference == "RS 2026/17"
    assert str(agreement.fees.get(year=year).amount) == "12500.50"
    assert agreement.clauses.get().heading == "Buss"
    said, signature = agreement.adoptions.get(), agreement.signatures.get()
    assert (said.paragraph, said.filename, signature.filename) == (87, "utdrag.pdf", "avtal.pdf")
    assert [row.partition(":")[0] for row in events(place)] == [
        "edit_reference",
        "set_fee",
        "edit_clause",
        "record_adoption",
        "record_signature",
    ]
    page = office.get(address(place)).content.decode()
    for path in (f"utdrag/{said.pk}/", f"underskrift/{signature.pk}/"):
        assert f"/avtal/{agreement.pk}/{path}" in page


def test_a_no_is_recorded_with_its_reason(office: Client, place: Place) -> None:
    assert "Skriv varför." in save(office, place, **NO).content.decode()
    given = NO | {f"{SAID}note": "För dyrt.", f"{SAID}council_name": "Kommunfullmäktige i Byn"}
    assert save(office, place, **given).status_code == 302
    said = place.agreement.adoptions.get()
    assert (said.outcome, str(said)) == ("declined", "Kommunfullmäktige i Byn")


def test_nothing_typed_writes_nothing(office: Client, place: Place) -> None:
    version = place.agreement.version
    answer = office.post(address(place), typed(office.get(address(place))), follow=True)
    assert "Ingenting var ändrat" in answer.content.decode()
    assert (place.agreement.version, events(place)) == (version, [])


def test_what_stood_there_is_changed_with_a_reason(office: Client, place: Place) -> None:
    save(office, place, registry_reference="RS 2026/17")
    page = save(office, place, registry_reference="RS 2026/18").content.decode()
    assert "Skriv varför det ändras." in page
    assert "RS 2026/18" in page
    save(office, place, registry_reference="RS 2026/18", reason="Fel nummer.")
    assert events(place)[-1] == "edit_reference: Diarienumret är nu RS 2026/18: Fel nummer."
    history = office.get(address(place).replace("change", "history")).content.decode()
    assert "Fel nummer." in history


def test_what_is_adopted_is_not_written_over(office: Client, place: Place) -> None:
    save(office, place, **{f"{CLAUSES}heading": "Buss", f"{CLAUSES}text": "Linje 1."})
    place.adopted()
    page = office.get(address(place))
    assert f"{CLAUSES}text" not in typed(page)
    clause = place.agreement.clauses.get()
    raw = {f"{CLAUSES}id": clause.pk, f"{CLAUSES}heading": "X", f"{CLAUSES}text": "Y"}
    answer = office.post(address(place), typed(page, **raw, reason="Så.", registry_reference="1"))
    assert "villkoren ligger fast" in answer.content.decode()
    assert place.agreement.registry_reference == ""
    assert save(office, place, registry_reference="RS 2026/17").status_code == 302
    clause.refresh_from_db()
    assert clause.text == "Linje 1."
    assert 'name="state"' not in page.content.decode()


HTML = b"<!doctype html><html><body>Hej</body></html>"
TOMORROW = (today() + timedelta(1)).isoformat()
LONG_AGO = (today() - timedelta(90)).isoformat()
WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    ("bad day", YES | {f"{SAID}day": "2026-02-30"}, "day", "Skriv dagen som 2027-02-03."),
    ("to come", YES | {f"{SAID}day": TOMORROW}, "day", "har inte varit än"),
    ("before it was sent", YES | {f"{SAID}day": LONG_AGO}, "day", "hade inte skickats"),
    ("unknown party", YES | {f"{SAID}party": "staten"}, "party", "staten"),
    ("no such text", YES | {f"{SAID}text_version": "99"}, "text_version", "avtalets texter"),
    ("half", {f"{SAID}paragraph": "7"}, "day", "Skriv vilken dag fullmäktige"),
    ("§ 0", YES | {f"{SAID}paragraph": "0"}, "paragraph", "börjar på 1"),
    ("§ too high", YES | {f"{SAID}paragraph": "9" * 30}, "paragraph", "Så hög"),
    ("NUL", YES | {f"{SAID}note": "Ja\0"}, "note", "Null"),
    ("NUL in a choice", YES | {f"{SAID}outcome": "\0"}, "outcome", "Välj"),
    ("HTML", YES | {f"{SAID}copy": file(HTML)}, "copy", "utdrag.pdf”"),
    ("file without its day", YES | {f"{SAID}copy": file()}, "extract_received_on", "kom in"),
    (
        "extract too soon",
        YES | {f"{SAID}extract_received_on": LONG_AGO},
        "extract_received_on",
        "före sammanträdet",
    ),
]


def test_a_wrong_answer_is_told_by_its_field(office: Client, place: Place) -> None:
    page = office.get(address(place))
    for what, given, field, said in WRONG:
        answer = office.post(address(place), typed(page, registry_reference="RS 17", **given))
        shown = answer.content.decode()
        assert answer.status_code == 200, what
        assert said in told_by(answer, "adoptions-2", field), what
        assert "RS 17" in shown, what
        assert ("Välj filen igen" in shown) == (f"{SAID}copy" in given), what
    assert (place.agreement.registry_reference, Adoption.objects.count()) == ("", 0)


def told_by(answer: Any, prefix: str, field: str) -> str:
    """What stands by a field of a new row."""
    found = {each.formset.prefix: each.formset for each in answer.context["inline_admin_formsets"]}
    return " ".join(found[prefix].forms[0].errors.get(field, []))


def test_a_file_that_is_too_large_is_told(
    office: Client, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samverkan.lib.uploads.MAX_BYTES", len(PDF) - 1)
    given = YES | {f"{SAID}note": "Efter debatt.", f"{SAID}copy": file()}
    answer = save(office, place, **given)
    assert "är för stor" in told_by(answer, "adoptions-2", "copy")
    assert "Efter debatt." in answer.content.decode()


def test_what_another_row_denies_is_told_by_its_field(office: Client, place: Place) -> None:
    early = {**NAME, f"{SIGNED}day": DAY}
    answer = save(office, place, **early)
    assert "har inte antagit avtalet" in told_by(answer, "signatures-2", "party")
    place.adopted(days=15, paragraph=87)
    assert "före dagen" in told_by(save(office, place, **early), "signatures-2", "day")
    again = YES | {f"{SAID}day": today().isoformat()}
    assert "redan antagit" in told_by(save(office, place, **again), "adoptions-2", "party")
    twice = again | {f"{SAID}paragraph": "87"}
    assert "§ 87 är redan" in told_by(save(office, place, **twice), "adoptions-2", "paragraph")


@pytest.fixture
def kept(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_a_refusal_undoes_all_of_the_page(office: Client, place: Place, kept: Path) -> None:
    """The adoption could be written and its signature not: neither is, and no file is left."""
    given = YES | {f"{SAID}extract_received_on": DAY, f"{SAID}copy": file()}
    late = {**NAME, f"{SIGNED}day": LONG_AGO}
    answer = save(office, place, **given, **late)
    assert "före dagen" in told_by(answer, "signatures-2", "day")
    assert Adoption.objects.count() == 0
    assert [path for path in kept.rglob("*") if path.is_file()] == []


def test_a_wrong_amount_is_told(office: Client, place: Place) -> None:
    page = office.get(address(place))
    for amount in ("många", "-1", "NaN", "1e400", "0,001", "9" * 20, "\0"):
        answer = office.post(address(place), typed(page, **{f"{FEES}amount": amount}))
        assert answer.status_code == 200, amount
        assert "errorlist" in answer.content.decode(), amount
    assert events(place) == []


RAW: list[dict[str, Any]] = [
    {},
    {"seen_version": "x"},
    {"adoptions-2-INITIAL_FORMS": "1", f"{SAID}id": "1"},
    {"adoptions-2-TOTAL_FORMS": "-1"},
    {"adoptions-INITIAL_FORMS": "7"},
    {"fees-INITIAL_FORMS": "0"},
    {f"{FEES}id": "\0"},
    {f"{FEES}id": "999999"},
    {f"{FEES}agreement": "999999"},
    {"state": "in_force", "sent_on": "2020-01-01", "ended_on": "2020-01-01", "archived_on": DAY},
]


def test_no_raw_form_writes_what_is_not_asked(office: Client, place: Place) -> None:
    before = MunicipalAgreement.objects.values().get(pk=place.agreement.pk)
    page = office.get(address(place))
    for raw in RAW:
        answer = office.post(address(place), typed(page, **raw) if raw else {})
        assert answer.status_code in (200, 302), raw
    assert MunicipalAgreement.objects.values().get(pk=place.agreement.pk) == before
    assert events(place) == []


def test_a_clause_typed_before_the_adoption_is_not_lost(office: Client, place: Place) -> None:
    page = office.get(address(place))
    place.adopted()
    mine = typed(page, **{f"{CLAUSES}heading": "Buss", f"{CLAUSES}text": "Linje 1 till byn."})
    answer = office.post(address(place), mine)
    assert answer.status_code == 409
    assert "Linje 1 till byn." in answer.content.decode()
    again = office.post(address(place), typed(answer)).content.decode()
    assert "villkoren ligger fast" in again
    assert "Linje 1 till byn." in again


def test_two_administrators(office: Client, place: Place) -> None:
    """The second is told what the first did, keeps what was typed, and loses nobody's change."""
    page, year = office.get(address(place)), place.framework.first_day.year
    actions.set_fee(
        agreement_id=place.agreement.pk, version=None, by=place.by, year=year, amount=Decimal(7000)
    )
    mine = typed(page, registry_reference="RS 2026/17", **YES, **{f"{SAID}copy": file()})
    mine[f"{SAID}extract_received_on"] = DAY
    answer = office.post(address(place), mine)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Någon annan har ändrat avtalet" in shown
    assert f"Anslaget för {year} föreslogs: 7\u00a0000 kronor" in shown
    assert "Välj filen igen" in shown
    assert (place.agreement.registry_reference, Adoption.objects.count()) == ("", 0)
    again = office.post(address(place), typed(answer))
    assert again.status_code == 302
    agreement = place.agreement
    assert (agreement.registry_reference, agreement.fees.get(year=year).amount) == (
        "RS 2026/17",
        Decimal(7000),
    )
    assert agreement.adoptions.count() == 1
