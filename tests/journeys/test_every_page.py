"""Every kind of page, as every role: no axe violation, nothing wider than the screen.

The pages are found by following links from the start page, one page of each
address in the site's table; what a role is not shown, it is not asked to visit.
"""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import ViewportSize

from bodies.models import Meeting
from cases.models import Case
from tests.journeys.conftest import DESKTOP, PHONE, Visit, Visitor

AXE = (Path(__file__).parent / "vendor/axe-core-4.14.1/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STAFF = ["Registrator", "Handläggare", "Nämndsekreterare", "Chef", "Administratör"]
DELEGATES = ["RUN-ledamot", "PKD AU-ledamot", "Kommunens registrator"]
# Django's own pages in admin are one template each, however many models there are.
ADMIN_PAGES = {"index", "bodies_body_changelist", "bodies_body_change", "bodies_person_add"}


def kind_of(path: str) -> str | None:
    """The address's name in the site's table, or None for what is not to be visited."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    if match.namespace == "admin":
        return f"admin:{match.url_name}" if match.url_name in ADMIN_PAGES else None
    skipped = ("document_download", "account_logout")
    if match.url_name in skipped:
        return None
    # Each transition has a form of its own, each body's meeting a page of its own.
    return f"{match.url_name} {what_differs(str(match.url_name), match.kwargs)}".strip()


def what_differs(name: str, found: dict[str, Any]) -> str:
    """What makes two addresses of one name different pages to look at."""
    if name == "case_step":
        return str(found["name"])
    if name == "case":
        return str(Case.objects.by_slug(found["slug"]).values_list("step", flat=True).first())
    if name in ("meeting", "agenda_publish"):
        return str(Meeting.objects.values_list("body__key", flat=True).get(pk=found["pk"]))
    return ""


def links_on(visitor: Visitor) -> list[str]:
    found: list[str] = visitor.page.eval_on_selector_all("a[href]", "as => as.map(a => a.href)")
    here = urlsplit(visitor.site)
    parts = [urlsplit(urljoin(visitor.page.url, link)) for link in found]
    return [part.path for part in parts if part.netloc == here.netloc]


def violations(visitor: Visitor) -> list[str]:
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


def tour(visitor: Visitor) -> list[str]:
    """Visit one page of every kind that links lead to; return what is wrong on them."""
    wrong: list[str] = []
    seen: set[str] = set()
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
        wrong += violations(visitor) + too_wide(visitor)
        waiting += links_on(visitor)
    assert len(seen) >= 5, seen
    return wrong


@pytest.mark.parametrize("account", [*STAFF, *DELEGATES])
def test_no_page_has_a_violation(visit: Visit, account: str) -> None:
    assert tour(visit(account, DESKTOP)) == []


@pytest.mark.parametrize("account", ["Nämndsekreterare", "PKD AU-ledamot"])
def test_pages_fit_a_phone(visit: Visit, account: str) -> None:
    assert tour(visit(account, PHONE)) == []


@pytest.mark.parametrize("path", ["/konto/logga-in/", "/konto/losenord/glomt/", "/finns-inte/"])
def test_pages_before_login_have_no_violation(visit: Visit, path: str) -> None:
    visitor = visit()
    visitor.open(path)
    assert violations(visitor) + too_wide(visitor) == []


@pytest.mark.parametrize("account", ["Registrator", "PKD AU-ledamot"])
def test_page_at_400_percent_is_one_column(visit: Visit, account: str) -> None:
    """1280 px at 400 % zoom is 320 px (WCAG 1.4.10)."""
    assert tour(visit(account, ViewportSize(width=320, height=256))) == []
