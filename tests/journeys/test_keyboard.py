"""A remiss registered by keyboard alone: Tab, typing, Enter. The mouse is never touched."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from cases.models import Case
from tests.journeys.conftest import Visit
from tests.samverkan.lib.test_uploads import PDF

MOST_TABS = 60


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the control has focus, as somebody without a mouse does."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"Tab never comes to {selector}")


def write(page: Page, name: str, text: str) -> None:
    tab_to(page, f"[name={name}]")
    page.keyboard.type(text)


@pytest.mark.parametrize("account", ["Registrator"])
def test_registering_needs_no_mouse(visit: Visit, tmp_path: Path, account: str) -> None:
    letter = tmp_path / "missiv.pdf"
    letter.write_bytes(PDF)
    visitor = visit(account)
    visitor.open("/arenden/ny/remiss/")
    page = visitor.page
    page.evaluate("() => document.querySelector('main').setAttribute('tabindex', '-1')")
    page.evaluate("() => document.querySelector('main').focus()")
    write(page, "title", "Provremiss utan mus")
    write(page, "sender_name", "Provmyndigheten")
    write(page, "sender_reference", "PM 2026-77")
    tab_to(page, "[type=file]")
    # Enter opens the system's own dialogue there; what is chosen in it is handed over here.
    page.locator("[type=file]:focus").set_input_files(letter)
    write(page, "summary", "Vad remissen gäller.")
    tab_to(page, "[name=own_initiative]")
    page.keyboard.press("Space")
    tab_to(page, ".form-actions button[type=submit]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    case = Case.objects.get(title="Provremiss utan mus")
    assert page.url.endswith(case.get_absolute_url())
    assert case.documents.count() == 1
    assert case.referral.sender_reference == "PM 2026-77"
    assert (case.summary, case.referral.own_initiative) == ("Vad remissen gäller.", True)
    assert "Vad remissen gäller." in visitor.text
