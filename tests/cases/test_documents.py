"""Documents: added, versioned, voided and fetched only by those who may, and never lost."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from bodies.models import Person
from bodies.roles import Role
from cases import actions
from cases.models import Case, Document, PendingUpload
from cases.models.document import DocumentKind
from cases.route import Step
from samverkan.lib.dates import today
from samverkan.lib.uploads import MAX_BYTES
from tests import factories
from tests.cases.pages import events, shown, text_of
from tests.factories import House, case_in, document, house, new_file, registered

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def home() -> House:
    return house()


@pytest.fixture
def case(home: House) -> Case:
    return registered(home)


def pdf(name: str = "forslag.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def new_url(case: Case) -> str:
    return reverse("document_new", args=[case.slug])


def version_url(act: Document) -> str:
    return reverse("document_version_new", args=[act.case.slug, act.act])


def void_url(act: Document) -> str:
    return reverse("document_void", args=[act.case.slug, act.act])


def file_url(act: Document, number: int = 1) -> str:
    return reverse("document_download", args=[act.case.slug, act.act, number])


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "file": pdf(),
        "title": "Förslag till yttrande",
        "kind": "draft_opinion",
        "direction": "drawn_up",
        "dated": today().isoformat(),
    } | changes


def post(client: Client, by: Person, url: str, data: dict[str, Any]) -> Any:
    client.force_login(by)
    return client.post(url, data)


# ── Add ───────────────────────────────────────────────────────────────────────────────────


def test_the_form_proposes_what_is_usual(client: Client, home: House, case: Case) -> None:
    client.force_login(home.officer)
    form = client.get(f"{new_url(case)}?slag=forslag-till-yttrande").context["form"]
    assert form["kind"].value() == "draft_opinion"
    assert form["direction"].value() == "drawn_up"
    assert form["dated"].value() == today()
    plain = client.get(f"{new_url(case)}?slag=påhittat").context["form"]
    assert (plain["kind"].value(), plain["direction"].value()) == ("other", "drawn_up")


def test_a_document_becomes_the_next_act(client: Client, home: House, case: Case) -> None:
    response = post(client, home.officer, new_url(case), typed(counterpart="Sametinget"))
    assert response["Location"] == case.get_absolute_url()
    act = case.documents.get()
    assert (act.act, act.title, act.kind) == (1, "Förslag till yttrande", "draft_opinion")
    assert (act.direction, act.dated, act.counterpart) == ("drawn_up", today(), "Sametinget")
    version = act.latest
    assert (version.content_type, version.size) == ("application/pdf", len(PDF))
    assert events(case, "add_document") == 1
    page = shown(client, home.officer, case.get_absolute_url())
    assert act.act_number in page
    assert version.sha256 in page


def test_without_a_title_the_file_lends_its_name(client: Client, home: House, case: Case) -> None:
    post(client, home.officer, new_url(case), typed(title=""))
    assert case.documents.get().title == "forslag"


@pytest.mark.parametrize("who", ["registrar", "officer", "secretary", "chief"])
def test_those_who_work_with_the_case_may_add(
    client: Client, home: House, case: Case, who: str
) -> None:
    assert post(client, getattr(home, who), new_url(case), typed()).status_code == 302


def test_others_may_not_add(client: Client, home: House, case: Case) -> None:
    client.force_login(home.administrator)
    assert client.get(new_url(case)).status_code == 403
    other = factories.person(Role.CASE_OFFICER)
    assert post(client, other, new_url(case), typed()).status_code == 403
    assert post(client, home.stranger, new_url(case), typed()).status_code == 404
    assert not case.documents.exists()


@pytest.mark.parametrize("address", [new_url, lambda case: version_url(case.documents.get())])
def test_other_methods_are_refused(client: Client, home: House, case: Case, address: Any) -> None:
    document(home, case)
    client.force_login(home.registrar)
    assert client.put(address(case)).status_code == 405


def test_late_input_is_registered_when_the_case_is_closed(client: Client, home: House) -> None:
    case = case_in(Step.CLOSED, home)
    before = case.documents.count()
    assert post(client, home.registrar, new_url(case), typed(kind="input")).status_code == 302
    assert case.documents.count() == before + 1


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (pdf("sida.pdf", b"<!doctype html><p>Hej"), "sida.pdf"),
        (pdf("program.exe", b"MZ"), "program.exe"),
        (pdf("tom.pdf", b""), "tom"),
        (SimpleUploadedFile("stor.pdf", PDF + b"0" * MAX_BYTES), "40 MB"),
        (SimpleUploadedFile("brev.txt", b"Hej\0hej"), "brev.txt"),
    ],
    ids=["html named pdf", "program", "empty", "too large", "nul byte"],
)
def test_a_bad_file_is_refused_in_a_sentence_and_nothing_typed_is_lost(
    client: Client, home: House, case: Case, file: SimpleUploadedFile, sentence: str
) -> None:
    response = post(client, home.officer, new_url(case), typed(file=file, counterpart="Sametinget"))
    assert response.status_code == 200
    form = response.context["form"]
    assert sentence in form.errors["file"][0]
    assert 'value="Sametinget"' in response.content.decode()
    assert not case.documents.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"dated": ""}, "dated"),
        ({"dated": "i förrgår"}, "dated"),
        ({"dated": (today() + timedelta(1)).isoformat()}, "dated"),
        ({"kind": "påhittat"}, "kind"),
        ({"direction": ""}, "direction"),
        ({"title": "Hej\0"}, "title"),
        ({"title": "x" * 201}, "title"),
    ],
)
def test_the_good_file_waits_while_the_rest_is_mended(
    client: Client, home: House, case: Case, changes: dict[str, str], field: str
) -> None:
    response = post(client, home.officer, new_url(case), typed(**changes))
    assert response.status_code == 200
    assert field in response.context["form"].errors
    kept = PendingUpload.objects.get()
    assert str(kept.key) in response.content.decode()
    again = typed() | {"file-kept": str(kept.key)}
    del again["file"]
    assert post(client, home.officer, new_url(case), again).status_code == 302
    assert case.documents.get().latest.filename == "forslag.pdf"
    assert not PendingUpload.objects.exists()


def test_a_file_is_needed(client: Client, home: House, case: Case) -> None:
    data = typed()
    del data["file"]
    assert "Välj en fil." in text_of(post(client, home.officer, new_url(case), data))


# ── New version ───────────────────────────────────────────────────────────────────────────


def test_a_new_version_stands_beside_the_old(client: Client, home: House, case: Case) -> None:
    act = document(home, case)
    page = shown(client, home.officer, version_url(act))
    assert "Versioner hittills" in page
    assert act.latest.filename in page
    response = post(
        client, home.officer, version_url(act), {"file": pdf(), "note": "Inspel inarbetade"}
    )
    assert response.status_code == 302
    assert [v.number for v in act.versions.all()] == [1, 2]
    assert events(case, "add_version") == 1
    page = shown(client, home.officer, case.get_absolute_url())
    assert "2 versioner" in page
    assert "Inspel inarbetade" in page


def test_the_same_content_is_refused_and_the_text_kept(
    client: Client, home: House, case: Case
) -> None:
    act = document(home, case)
    same = SimpleUploadedFile("annat-namn.txt", b"Hej")
    response = post(client, home.officer, version_url(act), {"file": same, "note": "Ny"})
    assert "Filen är likadan som den senaste versionen." in text_of(response)
    assert 'value="Ny"' in response.content.decode()
    assert act.versions.count() == 1


def test_what_was_decided_on_is_locked(client: Client, home: House) -> None:
    case = case_in(Step.DECIDED, home)
    draft = case.documents.get(kind=DocumentKind.DRAFT_OPINION)
    client.force_login(home.registrar)
    for address in (version_url(draft), void_url(draft)):
        response = client.get(address)
        assert response.status_code == 409
        assert "Underlaget är låst." in response.content.decode()
    assert post(client, home.registrar, version_url(draft), {"file": pdf()}).status_code == 409
    assert draft.versions.count() == 1
    assert version_url(draft) not in shown(client, home.registrar, case.get_absolute_url())


def test_what_was_sent_is_locked(client: Client, home: House) -> None:
    case = case_in(Step.DISPATCHED, home)
    sent = case.documents.get(kind=DocumentKind.OPINION)
    client.force_login(home.registrar)
    assert "skickad och därför låst" in client.get(void_url(sent)).content.decode()


# ── Void ──────────────────────────────────────────────────────────────────────────────────


def test_voiding_asks_first_and_keeps_the_number(client: Client, home: House, case: Case) -> None:
    act = document(home, case)
    assert "Det går inte att ångra." in shown(client, home.registrar, void_url(act))
    assert "Skriv varför." in text_of(post(client, home.registrar, void_url(act), {"reason": ""}))
    assert post(client, home.registrar, void_url(act), {"reason": "Fel fil."}).status_code == 302
    act.refresh_from_db()
    assert (act.void_reason, act.act) == ("Fel fil.", 1)
    assert events(case, "void_document") == 1
    page = shown(client, home.registrar, case.get_absolute_url())
    assert "Makulerad: Fel fil." in page
    assert document(home, case).act == 2


def test_voiding_twice_is_refused(client: Client, home: House, case: Case) -> None:
    act = document(home, case)
    post(client, home.registrar, void_url(act), {"reason": "Fel fil."})
    assert post(client, home.registrar, void_url(act), {"reason": "Igen."}).status_code == 409
    assert events(case, "void_document") == 1


def test_only_the_registrar_voids(client: Client, home: House, case: Case) -> None:
    act = document(home, case)
    for who in (home.officer, home.secretary, home.chief):
        assert post(client, who, void_url(act), {"reason": "Fel."}).status_code == 403
    assert post(client, home.stranger, void_url(act), {"reason": "Fel."}).status_code == 404


# ── Fetch ─────────────────────────────────────────────────────────────────────────────────


def test_a_file_comes_as_an_attachment_of_its_own_type(
    client: Client, home: House, case: Case
) -> None:
    post(client, home.officer, new_url(case), typed(file=pdf("Förslag å la carte.pdf")))
    response = client.get(file_url(case.documents.get()))
    assert b"".join(response.streaming_content) == PDF  # type: ignore[attr-defined]
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    disposition = response["Content-Disposition"]
    assert disposition.startswith("attachment;")
    assert "Förslag å la carte.pdf" in unquote(disposition)


def test_every_version_can_be_fetched(client: Client, home: House, case: Case) -> None:
    act = document(home, case)
    actions.add_version(document_id=act.pk, by=home.officer, file=new_file(content=b"Nytt"))
    client.force_login(home.officer)
    for number, content in ((1, b"Hej"), (2, b"Nytt")):
        response = client.get(file_url(act, number))
        assert BytesIO(b"".join(response.streaming_content)).read() == content  # type: ignore[attr-defined]
    assert client.get(file_url(act, 3)).status_code == 404


def test_nobody_fetches_from_a_case_they_do_not_see(
    client: Client, home: House, case: Case
) -> None:
    act = document(home, case)
    for who in (home.stranger, home.municipal, home.pkd_member):
        client.force_login(who)
        assert client.get(file_url(act)).status_code == 404


def test_an_act_is_reached_only_through_its_own_case(
    client: Client, home: House, case: Case
) -> None:
    act = document(home, case)
    document(home, case)
    actions.share(case_id=case.pk, by=home.registrar, organisations=[home.municipality])
    secret = registered(home)
    hidden = document(home, secret)
    client.force_login(home.municipal)
    assert client.get(file_url(act)).status_code == 200
    assert client.get(file_url(hidden)).status_code == 404
    assert client.get(reverse("document_download", args=[secret.slug, 1, 1])).status_code == 404
    assert client.get(reverse("document_download", args=[case.slug, 3, 1])).status_code == 404


def test_working_papers_and_voided_acts_stay_within_the_region(
    client: Client, home: House, case: Case
) -> None:
    open_act, internal, voided = (document(home, case) for _ in range(3))
    Document.objects.filter(pk=internal.pk).update(is_internal=True, title="Hemligt utkast")
    actions.void_document(document_id=voided.pk, by=home.registrar, reason="Fel fil.")
    actions.share(case_id=case.pk, by=home.registrar, organisations=[home.municipality])
    client.force_login(home.municipal)
    statuses = [client.get(file_url(act)).status_code for act in (open_act, internal, voided)]
    assert statuses == [200, 404, 404]
    page = shown(client, home.municipal, case.get_absolute_url())
    assert open_act.act_number in page
    assert "Hemligt utkast" not in page
    assert voided.act_number not in page
    page = shown(client, home.officer, case.get_absolute_url())
    assert "Arbetsmaterial" in page
    assert "Makulerad" in page
    client.force_login(home.officer)
    assert client.get(file_url(voided)).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "handlingar/1/../../../../etc/passwd",
        "handlingar/1/%2e%2e%2f%2e%2e%2fetc%2fpasswd/",
        "handlingar/../1/1/",
        "handlingar/1/1/%00",
        "handlingar/99999999999999999999/1/",
        "handlingar/1/99999999999999999999/",
        "handlingar/-1/1/",
    ],
)
def test_tricks_with_the_path_lead_nowhere(
    client: Client, home: House, case: Case, path: str
) -> None:
    document(home, case)
    client.force_login(home.registrar)
    assert client.get(f"{case.get_absolute_url()}{path}").status_code == 404


@pytest.mark.parametrize("name", ["../../etc/passwd.pdf", "a\\b\\..\\c.pdf", "ond\u202efdp.pdf"])
def test_tricks_with_the_name_are_cleaned(
    client: Client, home: House, case: Case, name: str, settings: Settings
) -> None:
    file = pdf()
    file.name = name
    post(client, home.officer, new_url(case), typed(file=file))
    version = case.documents.get().latest
    assert not set("/\\\u202e") & set(version.filename)
    stored = Path(version.file.path).resolve()
    assert stored.is_relative_to(Path(settings.MEDIA_ROOT).resolve())
    assert client.get(file_url(version.document)).status_code == 200


def test_a_lost_file_is_a_clear_page(client: Client, home: House, case: Case) -> None:
    act = document(home, case)
    Path(act.latest.file.path).unlink()
    client.force_login(home.officer)
    response = client.get(file_url(act))
    assert response.status_code == 404
    assert "Filen går inte att hämta" in response.content.decode()
