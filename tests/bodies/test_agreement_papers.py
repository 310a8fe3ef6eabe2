"""Agreements as Word: what stands in them, who may have them, and which templates are refused."""

import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from pytest_django import DjangoAssertNumQueries

from bodies import actions
from bodies.actions.agreements.core import Copy
from bodies.agreement_papers import (
    WORD,
    WORDS,
    all_agreements,
    check_template,
    filled,
    shipped_template,
)
from bodies.agreement_papers.words import sample, words_of
from bodies.models import AgreementTemplate, FrameworkAgreement, MunicipalAgreement
from bodies.roles import Role
from samverkan.lib.dates import now, today
from samverkan.lib.errors import DomainError, Stale
from samverkan.lib.uploads import check_upload
from tests import factories as make
from tests.agreements import Place, a_copy, term

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    make.organisation("region", name="Region Exempel", organisation_number="232100-0131")
    return Place(municipality=make.organisation(name="Ö & Å <kommun>"))


def one(place: Place) -> MunicipalAgreement:
    rows = MunicipalAgreement.objects.select_related("framework__term", "municipality")
    return rows.get(municipality=place.municipality)


def text_of(content: bytes) -> str:
    """Everything that can be read in a Word file, tables too."""
    paper = Document(BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in paper.paragraphs), *cells])


def template(*lines: str) -> bytes:
    paper, out = Document(), BytesIO()
    for line in lines:
        paper.add_paragraph(line)
    paper.save(out)
    return out.getvalue()


def upload(content: bytes, name: str = "mall.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def copy_of(content: bytes) -> Copy:
    return Copy(ContentFile(content), check_upload(upload(content)))


def test_the_shipped_template_is_filled_with_what_is_known(place: Place) -> None:
    agreement = one(place)
    year = agreement.framework.first_day.year
    key, by = agreement.pk, place.by
    actions.edit_clause(
        agreement_id=key, version=None, by=by, number=1, heading="Fjällen", text="Rad 1\nRad 2"
    )
    actions.set_fee(
        agreement_id=key, version=None, by=by, year=year, amount=Decimal(1_250_000),
        decided_on=date(2026, 6, 1),
    )  # fmt: skip
    text = text_of(filled(one(place)))
    for words in (
        "Ö & Å <kommun>",
        "Region Exempel, organisationsnummer 232100-0131",
        "1. Syfte",
        "Villkor för Ö & Å <kommun>",
        "1. Fjällen",
        "Rad 1\nRad 2",
        "1\u00a0250\u00a0000 kronor",
        "Förtroendevald",
        "Tjänsteperson",
    ):
        assert words in text
    assert "{" not in text
    assert "________" in text, "the organisation number and the signatures are not known"
    assert text.count(str(year + 1)) >= 1, "a row for each year"


def test_a_signature_that_is_given_stands_there(place: Place) -> None:
    place.complete()
    said = words_of(one(place))["underskrifter"]
    assert len(said) == 4
    assert all(row["namn"] and "_" not in row["namn"] for row in said)


def test_the_paper_and_the_page_show_the_text_that_was_signed(client: Client, place: Place) -> None:
    place.complete()
    place.changed()
    text = text_of(filled(one(place)))
    assert "Pim Påhittsson" in text
    assert "Ny text." not in text
    client.force_login(place.by)
    page = client.get(place.agreement.get_absolute_url())
    assert page.context["text"].number == 1


def test_an_old_signature_never_stands_under_a_new_text(place: Place) -> None:
    place.sent()
    place.adopted()
    place.signed()
    place.changed()
    text = text_of(filled(one(place)))
    assert "Ny text." in text
    assert "Pim" not in text


def test_a_text_that_is_a_file_is_an_appendix_and_can_be_fetched(client: Client) -> None:
    by, home = make.person(Role.ADMINISTRATOR), make.organisation()
    framework = actions.new_term(term=term(), by=by, file=a_copy(b"Hela texten"))
    agreement = framework.agreements.select_related("municipality", "framework__term").get()
    actions.send_agreement(
        agreement_id=agreement.pk, version=None, by=by, sent_on=today(), sent_to="Kim"
    )
    assert "Se bilaga: utdrag.txt" in text_of(filled(agreement))
    client.force_login(make.person(Role.MUNICIPAL_REGISTRAR, organisation=home))
    version = framework.versions.get()
    url = f"/avtal/{agreement.pk}/text/{version.pk}/"
    assert url in client.get(agreement.get_absolute_url()).content.decode()
    assert client.get(url).getvalue() == b"Hela texten"
    later = actions.change_text(
        framework_id=framework.pk, version=None, by=by, text="Ny.", what_changed="Allt."
    )
    assert client.get(url).status_code == 404, "no longer the text that holds"
    assert client.get(f"/avtal/{agreement.pk}/text/{later.pk}/").status_code == 404


def test_the_zip_asks_as_often_for_many_as_for_one(
    place: Place, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(4):
        MunicipalAgreement.objects.create(
            framework=place.framework, municipality=make.organisation(), created_at=now()
        )
    rows = MunicipalAgreement.objects.select_related("framework__term", "municipality")
    for some in (list(rows[:1]), list(rows)):
        with django_assert_num_queries(11):
            all_agreements(some)


def test_every_word_has_a_value_and_the_sample_the_same_shape(place: Place) -> None:
    words = words_of(one(place))
    assert words.keys() == WORDS.keys() == sample().keys()
    for name, value in sample().items():
        assert type(words[name]) is type(value), name
        if isinstance(value, list) and words[name]:
            assert words[name][0].keys() == value[0].keys()


def test_all_of_a_term_are_in_the_zip_by_name(client: Client, place: Place) -> None:
    others = [make.organisation(name=f"Kommun {number}") for number in range(14)]
    framework = place.framework
    for other in others:
        MunicipalAgreement.objects.create(
            framework=framework, municipality=other, created_at=framework.created_at
        )
    client.force_login(place.by)
    answer = client.get("/avtal/word/")
    assert f"Samverkansavtal%20{framework.term.name[:4]}" in answer["Content-Disposition"]
    with zipfile.ZipFile(BytesIO(answer.getvalue())) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        texts = {name: text_of(archive.read(name)) for name in names}
    assert len(names) == len(set(names)) == 15
    assert f"Samverkansavtal Kommun 3 {framework.term.name}.docx" in names
    for other in others:
        (name,) = (each for each in names if f" {other.name} " in each)
        assert other.name in texts[name]


def test_a_municipality_gets_its_own_once_it_is_sent(client: Client, place: Place) -> None:
    mine = one(place)
    client.force_login(make.person(Role.MUNICIPAL_REGISTRAR, organisation=place.municipality))
    assert client.get(f"/avtal/{mine.pk}/word/").status_code == 404
    assert client.get("/avtal/word/").status_code == 404
    place.sent()
    answer = client.get(f"/avtal/{mine.pk}/word/")
    assert (answer.status_code, answer["Content-Type"]) == (200, WORD)
    client.force_login(make.person(Role.MUNICIPAL_REGISTRAR, organisation=make.organisation()))
    assert client.get(f"/avtal/{mine.pk}/word/").status_code == 404


# ── The template ─────────────────────────────────────────────────────────────────────────


def change(place: Place, file: Copy | None, version: int | None = None) -> AgreementTemplate:
    key = place.framework.pk
    return actions.change_template(framework_id=key, version=version, by=place.by, file=file)


def test_the_region_s_own_template_is_used_and_the_first_can_come_back(place: Place) -> None:
    change(place, copy_of(template("Avtal med {{ kommun }}")))
    assert text_of(filled(one(place))).strip() == "Avtal med Ö & Å <kommun>"
    change(place, None)
    assert "Underskrifter" in text_of(filled(one(place)))
    assert AgreementTemplate.objects.count() == 2, "what was once used is kept"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{{ komun }}", "frågar efter något som inte finns"),
        ("{{ kommun", "fel i det som står inom klamrar"),
        ("{%p for x in villkor %}", "fel i det som står inom klamrar"),
        ("{{ kommun.__class__.__mro__ }}", "inom klamrar"),
        ("{{ ''.__class__.__base__.__subclasses__() }}", "inom klamrar"),
        ("{% for x in range(999999999) %}x{% endfor %}", "går inte att läsa|inom klamrar"),
        ("{{ 1/0 }}", "går inte att läsa"),
        ("{{ egna_villkor[0].text }}", "frågar efter något som inte finns"),
    ],
)
def test_a_template_with_a_fault_is_refused_in_words(place: Place, line: str, said: str) -> None:
    with pytest.raises(DomainError, match=said) as told:
        change(place, copy_of(template(line)))
    assert told.value.field == "file"
    assert not AgreementTemplate.objects.exists()


def test_a_template_that_fails_for_one_says_so(client: Client, place: Place) -> None:
    change(place, copy_of(template("{{ kommun.replace('Ö', 1) if 'Ö' in kommun }}")))
    client.force_login(place.by)
    answer = client.get(f"/avtal/{one(place).pk}/word/", follow=True)
    assert answer.status_code < 500
    with pytest.raises(DomainError, match="går inte att fylla i för Ö & Å"):
        filled(one(place))


def test_what_unpacks_to_too_much_is_refused() -> None:
    out = BytesIO(shipped_template())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/stor.bin", b"\0" * 60_000_000)
    with pytest.raises(DomainError, match="för stor"):
        check_template(out)


def test_an_old_form_is_stale(place: Place) -> None:
    with pytest.raises(Stale):
        change(place, None, version=place.framework.version + 1)


def test_the_page_changes_it_and_tells_what_is_wrong(client: Client, place: Place) -> None:
    client.force_login(place.by)
    framework = FrameworkAgreement.objects.get()
    url = f"/avtal/mall/{framework.pk}/"
    assert "{{ kommun }}" in client.get(url).content.decode()

    def post(content: bytes, name: str = "mall.docx", version: int = framework.version) -> str:
        sent = {"version": version, "file": upload(content, name)}
        return client.post(url, sent, follow=True).content.decode()

    assert "frågar efter något som inte finns" in post(template("{{ x }}"))
    assert "måste vara en Word-fil" in post(b"Hej", "mall.txt")
    assert "är inte det som namnet säger" in post(b"<html></html>", "mall.docx")
    assert "Välj en Word-fil." in client.post(url, {"version": 1}).content.decode()
    good = template("{{ kommun }}")
    assert "Någon annan har ändrat" in post(good, version=99)
    assert "mall.docx</strong>" in post(good)
    assert client.get(f"{url}fil/").getvalue() == good
    framework.refresh_from_db()
    client.post(url, {"version": framework.version, "tillbaka": "ja"})
    assert client.get(f"{url}fil/").getvalue() == shipped_template()
