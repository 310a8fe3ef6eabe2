"""Sending the answer: names, subject and letter as a ministry wants them, and what is kept."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.test import Client

from bodies.models import Organisation
from cases import actions
from cases.dispatching import answer_name, letter_for, missing_formats, numbered, subject_line
from cases.models import Case
from cases.models.document import Direction, DocumentKind
from cases.route import Step
from samverkan.lib.dates import today
from tests import factories
from tests.begun import at
from tests.cases.pages import events, press, shown, step_url, text_of
from tests.factories import House, case_in, document, new_file

REGION = "Region Västerbotten"


# ── Pure ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "about", "filename", "expected"),
    [
        ("opinion", "SOU 2020:73", "Slutlig v3.PDF", f"{REGION} - yttrande SOU 2020-73.pdf"),
        ("opinion", "M2020/01926/NV", "svar.docx", f"{REGION} - yttrande M2020-01926-NV.docx"),
        ("extract", "Ds 2022:11", "utdrag.pdf", f"{REGION} - protokollsutdrag Ds 2022-11.pdf"),
        ("other", "RUN 1-2026", "bilaga.xlsx", f"{REGION} - bilaga RUN 1-2026.xlsx"),
        ("opinion", 'a/b\\c:d*e?"<>|', "x.pdf", f"{REGION} - yttrande a-b-c-d-e-----.pdf"),
    ],
)
def test_files_are_named_as_the_ministry_wants(
    kind: str, about: str, filename: str, expected: str
) -> None:
    assert answer_name(region=REGION, kind=kind, about=about, filename=filename) == expected


def test_names_that_come_again_are_numbered() -> None:
    assert numbered(["a.pdf", "a.docx", "a.pdf", "a.pdf"]) == [
        "a.pdf",
        "a.docx",
        "a (2).pdf",
        "a (3).pdf",
    ]


def test_the_subject_begins_with_the_senders_number_or_else_ours() -> None:
    mine = {"region": REGION, "own_number": "RUN 7-2026"}
    assert subject_line(reference="M2020/01926", **mine) == f"M2020/01926 {REGION}"
    assert subject_line(reference="", **mine) == f"RUN 7-2026 {REGION}"


def letter(**changes: str) -> Any:
    return letter_for(
        **{
            "address": "m.remissvar@regeringskansliet.se",
            "reference": "M2020/01926",
            "region": REGION,
            "own_number": "RUN 7-2026",
            "title": "Stärkt äganderätt & mer",
            "inquiry": "SOU 2020:73",
        }
        | changes
    )


def test_the_letter_opens_in_ones_own_mail_program() -> None:
    parts = urlsplit(letter().mailto)
    assert (parts.scheme, parts.path) == ("mailto", "m.remissvar@regeringskansliet.se")
    query = parse_qs(parts.query)
    assert query["subject"] == [f"M2020/01926 {REGION}"]
    assert "Stärkt äganderätt & mer (SOU 2020:73)" in query["body"][0]
    assert "Ert diarienummer: M2020/01926" in query["body"][0]
    assert "Ert diarienummer" not in letter(reference="").text


def test_a_missing_format_is_named() -> None:
    assert missing_formats(["a.pdf", "a.docx"]) == ""
    assert "Word" in missing_formats(["a.pdf"])
    assert "PDF" not in missing_formats(["a.pdf"])
    assert "PDF" in missing_formats(["a.odt"])


# ── The page ──────────────────────────────────────────────────────────────────────────────


def decided(home: House) -> Case:
    """With the opinion as PDF and Word."""
    Organisation.objects.create(kind="region", name=REGION)
    ministry = factories.organisation("department", email="m.remissvar@regeringskansliet.se")
    case = case_in(
        Step.DECIDED,
        home,
        sender=ministry,
        sender_name="Miljödepartementet",
        sender_reference="M2020/01926",
        inquiry="SOU 2020:73",
    )
    for name in ("svar.pdf", "svar.docx"):
        actions.add_document(
            case_id=case.pk,
            by=home.registrar,
            file=new_file(name, kind=DocumentKind.OPINION, title="Yttrande"),
            direction=Direction.DRAWN_UP,
            dated=today(),
        )
    return case


START = decided


def opinions(case: Case) -> list[int]:
    return [doc.pk for doc in case.documents.filter(kind=DocumentKind.OPINION)]


def sent(case: Case, **changes: Any) -> dict[str, Any]:
    return {
        "sent_on": today().isoformat(),
        "recipient": "Miljödepartementet",
        "address": "m.remissvar@regeringskansliet.se",
        "subject": f"M2020/01926 {REGION}",
        "documents": opinions(case),
    } | changes


def test_the_form_is_filled_in(client: Client, home: House, case: Case) -> None:
    client.force_login(home.registrar)
    form = client.get(step_url(case, "dispatch")).context["form"]
    assert form["sent_on"].value() == today()
    assert form["recipient"].value() == "Miljödepartementet"
    assert form["address"].value() == "m.remissvar@regeringskansliet.se"
    assert form["subject"].value() == f"M2020/01926 {REGION}"
    assert form["documents"].value() == opinions(case)


def test_the_page_offers_files_letter_and_subject(client: Client, home: House, case: Case) -> None:
    page = shown(client, home.registrar, step_url(case, "dispatch"))
    assert f"{REGION} - yttrande SOU 2020-73.pdf" in page
    assert f"{REGION} - yttrande SOU 2020-73.docx" in page
    assert "mailto:m.remissvar@regeringskansliet.se?subject=M2020/01926" in page
    assert "saknas" not in page


def test_the_page_says_which_format_is_missing(client: Client, home: House, case: Case) -> None:
    word = case.documents.get(versions__filename="svar.docx")
    actions.void_document(document_id=word.pk, by=home.registrar, reason="Fel.")
    page = shown(client, home.registrar, step_url(case, "dispatch"))
    assert "Här saknas en som går att arbeta i (Word)" in page


def test_the_answer_is_fetched_under_the_ministrys_name(
    client: Client, home: House, case: Case
) -> None:
    client.force_login(home.registrar)
    act = case.documents.get(versions__filename="svar.pdf")
    url = act.latest.get_absolute_url()
    offered = unquote(client.get(f"{url}?namn=svar")["Content-Disposition"])
    assert f"{REGION} - yttrande SOU 2020-73.pdf" in offered
    assert "svar.pdf" in client.get(url)["Content-Disposition"]
    draft = case.documents.get(kind=DocumentKind.DRAFT_OPINION).latest
    plain = client.get(f"{draft.get_absolute_url()}?namn=svar")["Content-Disposition"]
    assert draft.filename in plain


def test_a_sending_is_recorded_with_its_acts(client: Client, home: House, case: Case) -> None:
    response = press(client, home.registrar, case, "dispatch", **sent(case, note="Även per post."))
    assert response.status_code == 302
    sending = case.dispatches.get()
    assert (sending.sent_on, sending.recipient) == (today(), "Miljödepartementet")
    assert (sending.subject, sending.note) == (f"M2020/01926 {REGION}", "Även per post.")
    assert set(sending.documents.values_list("pk", flat=True)) == set(opinions(case))
    assert events(case, "dispatch") == 1
    page = shown(client, home.registrar, case.get_absolute_url())
    assert "Skickades" in page
    assert f"Ämne: M2020/01926 {REGION}" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"documents": []}, "Välj yttrandet bland ärendets handlingar."),
        ({"documents": ["999999"]}, "giltigt"),
        ({"recipient": ""}, "Skriv vem svaret skickades till."),
        ({"sent_on": ""}, "Skriv vilken dag svaret skickades."),
        ({"sent_on": (today() + timedelta(1)).isoformat()}, "Dagen ligger i framtiden."),
        ({"sent_on": (today() - timedelta(1)).isoformat()}, "före beslutet"),
    ],
)
def test_the_form_says_what_is_wrong_and_keeps_the_rest(
    client: Client, home: House, case: Case, changes: dict[str, Any], sentence: str
) -> None:
    typed = sent(case, note="Även per post.") | changes
    response = press(client, home.registrar, case, "dispatch", **typed)
    assert response.status_code == 200
    assert sentence in text_of(response)
    assert "Även per post." in text_of(response)
    assert not case.dispatches.exists()


def test_another_cases_opinion_cannot_be_sent(client: Client, home: House, case: Case) -> None:
    other = document(home, case_in(Step.DECIDED, home), DocumentKind.OPINION)
    response = press(client, home.registrar, case, "dispatch", **sent(case, documents=[other.pk]))
    assert response.status_code == 200
    assert not case.dispatches.exists()


@at(Step.DECIDED)
def test_without_the_opinion_nothing_is_sent(client: Client, home: House, case: Case) -> None:
    page = shown(client, home.registrar, step_url(case, "dispatch"))
    assert "Lägg till det beslutade yttrandet som handling först." in page
    assert "?slag=yttrande" in page
