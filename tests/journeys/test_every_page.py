"""Every kind of page, as every role: no axe violation, nothing wider than the screen.

The pages are found by following links from the start page, one page of each
address in the site's table; the table of access says which ones a role must have
found. Every form is also sent empty, and looked at as it comes back.
"""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import ViewportSize, expect

from bodies.models import Meeting, MunicipalAgreement
from cases.models import Approver, Case, Minutes
from tests.contracts.access_table import row
from tests.contracts.walk import every_address
from tests.journeys.conftest import DESKTOP, PHONE, Visit, Visitor

AXE = (Path(__file__).parent / "vendor/axe-core-4.14.1/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The account's role, and its column in the table of access.
ACCOUNTS = {
    "Registrator": "registrar",
    "Handläggare": "officer",
    "Nämndsekreterare": "secretary",
    "Chef": "chief",
    "Administratör": "administrator",
    "RUN-ledamot": "run_member",
    "PKD AU-ledamot": "pkd_member",
    "Kommunens registrator": "municipal",
}
NO_PAGES = {
    "document_download",
    "agreement_excel",
    "agreement_file",
    "agreement_pdf",
    "agreement_template_file",
    "agreement_word",
    "agreement_zip",
    "calendar_feed",
    "meeting_agenda_word",
    "meeting_packet",
    "meeting_summons",
    "post_html",
    "samrad_draft",
    "meeting_notes_pdf",
    "minutes_edition_pdf",
    "meeting_notes_word",
    "case_consultation",
    "admin:autocomplete",
    "admin:bodies_frameworkagreement_file",
    "admin:jsi18n",
    "health",
    "metrics",
}
# Seen before login, or by address only: no page links to them.
NOT_LINKED = {
    "next_consultation",  # the delegates' start page, and only theirs
    "account_inactive",
    "extract",  # behind a personal link
    "meeting_answer",  # the buttons on a meeting's page lead there
    "meeting_answer_link",  # from a letter
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "admin:password_change",  # administrators change theirs where everybody does
    "admin:password_change_done",
}
# A form where nothing needs to be filled in: sent empty it saves nothing, and that is right.
ASKS_FOR_NOTHING = {"next_consultation", "calendar"}
LEAVES = {"account_logout", "admin:logout", "admin:view_on_site"}
# The first form that asks for something; and the same, sent without what it asks for.
FORM = """[...document.querySelectorAll("main form[method=post], #content form[method=post]")]
  .find(form => form.id !== "changelist-form" && form.querySelector("[required], .required"))"""
BUSY = ".htmx-request, .htmx-swapping, .htmx-settling"
SEND_EMPTY = f"""() => {{
  const form = {FORM};
  form.noValidate = true;
  for (const field of form.querySelectorAll("input, textarea, select")) {{
    if (["checkbox", "radio"].includes(field.type)) field.checked = false;
    else if (!["hidden", "submit", "button", "file"].includes(field.type)) field.value = "";
  }}
  form.requestSubmit();
}}"""
WRONG = "[aria-invalid=true], .field-error, .errorlist, .errornote"


def kind_of(path: str) -> tuple[str, str] | None:
    """The address's name in the site's table and what differs; None for what is no page."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    name = f"{match.namespace}:{match.url_name}" if match.namespace else str(match.url_name)
    if name in NO_PAGES | LEAVES or match.url_name is None:
        return None
    # Each transition has a form of its own, each body's meeting a page of its own.
    return name, what_differs(name, match.kwargs)


def what_differs(name: str, found: dict[str, Any]) -> str:
    """What makes two addresses of one name different pages to look at."""
    if name == "case_step":
        return str(found["name"])
    if name == "case":
        return str(Case.objects.by_slug(found["slug"]).values_list("step", flat=True).first())
    if name == "agreement":
        sent = MunicipalAgreement.objects.get(pk=found["pk"]).sent_on
        return "sent" if sent else "draft"
    if name == "admin:bodies_municipalagreement_change":
        agreement = MunicipalAgreement.objects.get(pk=found["object_id"])
        return "signed" if agreement.signatures.exists() else ""
    if name == "admin:bodies_municipalagreement_deed":
        return str(found["deed"])
    if name in ("meeting", "agenda_publish"):
        meeting = Meeting.objects.select_related("body").get(pk=found["pk"])
        own = stage_of(meeting.pk, None)
        held = " in writing" * hasattr(meeting, "written_round")
        return f"{meeting.body.key}{' to report' * has_reports(meeting)}{held} {own}"
    if name in ("minutes_approval", "minutes_edition"):
        return stage_of(found["pk"], found.get("edition"))
    if name in ("minutes", "minute_item"):
        return written(Meeting.objects.get(pk=found["pk"]))
    if name == "meeting_attendance":
        return "recorded" * leads_to_items(Meeting.objects.get(pk=found["pk"]))
    return ""


def leads_to_items(meeting: Meeting) -> bool:
    """Whether who was there is recorded, and an item that it may differ for is left."""
    recorded: bool = meeting.presences.exists()
    return recorded and meeting.items.exclude(outcome="decided").exists()


def stage_of(meeting: int, edition: int | None) -> str:
    """How far each edition has come: approved, on the notice board."""
    rows = Minutes.objects.filter(meeting=meeting).select_related("notice").order_by("pk")
    rows = rows.filter(pk=edition) if edition else rows
    told = [(bool(row.approved_at), hasattr(row, "notice")) for row in rows]
    chosen = Approver.objects.filter(meeting=meeting).exists()
    return f"{told} {chosen}"


def written(meeting: Meeting) -> str:
    """How far the minutes have come: with §§, and with who was there."""
    return f"{meeting.minute_items.exists()} {meeting.presences.exists()}"


def has_reports(meeting: Meeting) -> bool:
    """Whether something that was decided for the body is to be reported there now."""
    waiting = meeting.body.decisions.filter(meeting=None, report=None)
    return meeting.has_begun and waiting.filter(decided_on__lte=meeting.day).exists()


def links_on(visitor: Visitor) -> list[str]:
    found: list[str] = visitor.page.eval_on_selector_all("a[href]", "as => as.map(a => a.href)")
    here = urlsplit(visitor.site)
    parts = [urlsplit(urljoin(visitor.page.url, link)) for link in found]
    return [part.path for part in parts if part.netloc == here.netloc]


def violations(visitor: Visitor) -> list[str]:
    if not visitor.page.evaluate("'axe' in window"):  # a piece that was swapped has it still
        visitor.page.evaluate(AXE)
    # Preloading would write style sheets that admin imports into the page: the CSP says no.
    options = json.dumps({"runOnly": RULES, "resultTypes": ["violations"], "preload": False})
    found = visitor.page.evaluate(f"axe.run(document, {options}).then(r => r.violations)")
    return [
        f"{visitor.page.url}: {each['id']}: {node['html'][:160]} ({each['help']})"
        for each in found
        for node in each["nodes"][:3]
    ]


def too_wide(visitor: Visitor) -> list[str]:
    """A page that must be scrolled sideways (WCAG 1.4.10)."""
    width = visitor.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [f"{visitor.page.url}: {width} px wider than the screen"] if width > 0 else []


def refused(visitor: Visitor, name: str) -> list[str]:
    """What is wrong with the page's form when it comes back with what it misses."""
    if not visitor.page.evaluate(f"() => !!{FORM}"):
        return []
    if visitor.page.evaluate(f"() => {FORM}.hasAttribute('hx-post')"):
        with visitor.page.expect_response(lambda answer: answer.request.method == "POST"):
            visitor.page.evaluate(SEND_EMPTY)
        expect(visitor.page.locator(BUSY)).to_have_count(0)
    else:
        with visitor.page.expect_navigation():
            visitor.page.evaluate(SEND_EMPTY)
    if not visitor.page.locator(WRONG).count():
        return [f"{visitor.page.url}: {name} was sent empty, and nothing was said"]
    return violations(visitor) + too_wide(visitor)


def tour(visitor: Visitor, *, empty: bool = False, axe: bool = True) -> tuple[list[str], set[str]]:
    """Visit one page of every kind that links lead to: what is wrong, and what was seen."""
    wrong: list[str] = []
    seen: set[tuple[str, str]] = set()
    waiting = [urlsplit(visitor.page.url).path, "/arenden/", "/moten/", "/organ/"]
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(path)
        if kind is None or kind in seen:
            continue
        seen.add(kind)
        answer = visitor.page.goto(visitor.site + path)
        if answer is None or answer.status >= 400:
            wrong.append(f"{path}: answered {answer and answer.status}")
            continue
        wrong += (violations(visitor) if axe else []) + too_wide(visitor)
        waiting += links_on(visitor)
        landed = kind_of(urlsplit(visitor.page.url).path)
        if empty and landed and landed[0] not in ASKS_FOR_NOTHING:
            wrong += refused(visitor, kind[0])
    return wrong, {name for name, _ in seen}


def to_be_found(role: str) -> set[str]:
    """The addresses that the table of access gives the role a page at."""
    given = {name: row(name) for name in every_address()}
    pages = {name for name, found in given.items() if found and found[0][role] == 200}
    return pages - NO_PAGES - NOT_LINKED - LEAVES


@pytest.mark.parametrize(("account", "role"), ACCOUNTS.items())
def test_no_page_has_a_violation(visit: Visit, account: str, role: str) -> None:
    wrong, seen = tour(visit(account, DESKTOP), empty=True)
    assert wrong == []
    assert to_be_found(role) - seen == set()


@pytest.mark.parametrize("account", ["Nämndsekreterare", "PKD AU-ledamot"])
def test_pages_fit_a_phone(visit: Visit, account: str) -> None:
    wrong, _ = tour(visit(account, PHONE))
    assert wrong == []


@pytest.mark.parametrize("path", ["/konto/logga-in/", "/konto/losenord/glomt/", "/finns-inte/"])
def test_pages_before_login_have_no_violation(visit: Visit, path: str) -> None:
    visitor = visit()
    visitor.open(path)
    assert violations(visitor) + too_wide(visitor) == []


@pytest.mark.parametrize("account", ["Registrator", "PKD AU-ledamot"])
def test_page_at_400_percent_is_one_column(visit: Visit, account: str) -> None:
    """1280 px at 400 % zoom is 320 px (WCAG 1.4.10). What axe says of the delegate's pages in
    one column it has said on the phone."""
    zoomed = visit(account, ViewportSize(width=320, height=256))
    wrong, _ = tour(zoomed, axe=account == "Registrator")
    assert wrong == []
