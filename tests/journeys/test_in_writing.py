"""A samråd in writing: a delegate answers on a phone, it is ended, and its word is recorded."""

import pytest
from playwright.sync_api import expect

from cases.models import Case, Consultation, WrittenRound
from cases.outcomes import ConsultationManner
from tests.journeys.conftest import DESKTOP, PHONE, Camera, Visit, Visitor

WHY = "Alla som ville har svarat."
VIEW = "Broarna behövs för skogsbruket."


@pytest.mark.parametrize("javascript", [True, False])
def test_it_is_answered_on_a_phone(visit: Visit, javascript: bool) -> None:
    pim = visit("Pim Platshållare", PHONE, javascript)
    pim.open("/infor-samradet/")
    pim.page.get_by_role("link", name="Svara senast").click()
    expect(pim.page.get_by_role("heading", level=1)).to_have_text("Skriftligt samråd")
    item = pim.page.locator(f"#arende-{_case().pk}")
    change = item.get_by_text("Ändra", exact=False)
    if change.count():
        change.first.click()
    item.get_by_label("Stödjer", exact=True).check()
    item.get_by_label("Skriv en rad").fill(VIEW)
    item.get_by_role("button", name="Spara ställningstagandet").click()
    expect(pim.page.locator("main")).to_contain_text("Sparat")
    expect(pim.page.get_by_role("heading", level=1)).to_have_text("Skriftligt samråd")


def test_it_is_followed_ended_and_recorded(visit: Visit, take: Camera) -> None:
    sara, written = visit("Sara Sekreterare", DESKTOP), WrittenRound.objects.get()
    sara.open(f"/moten/{written.meeting_id}/skriftligt/")
    take(sara, "skriftligt-samrad")
    _end(sara)
    expect(sara.page.locator("main")).to_contain_text(WHY)
    sara.page.get_by_role("link", name="Anteckna utfallet").click()
    item = sara.page.locator("li", has=sara.page.get_by_role("link", name=_case().title))
    item.get_by_role("link", name="Anteckna skriftligt samråd").click()
    sara.page.get_by_label("Samsyn", exact=True).check()
    sara.page.get_by_role("button", name="Anteckna skriftligt samråd").click()
    sara.page.wait_for_load_state()
    said = Consultation.objects.get(case=_case())
    assert said.manner == ConsultationManner.WRITTEN
    sara.open(f"/moten/{written.meeting_id}/skriftligt/")
    expect(sara.page.locator("main")).to_contain_text("Samsyn")
    expect(sara.page.locator("main")).to_contain_text("Klart")


def _case() -> Case:
    found: Case = WrittenRound.objects.get().asked.get().case
    return found


def _end(sara: Visitor) -> None:
    """Without a reason it is not ended."""
    sara.page.get_by_role("link", name="Avsluta nu").click()
    press = sara.page.get_by_role("button", name="Avsluta nu")
    press.click()
    expect(sara.page.locator("main")).to_contain_text("Skriv varför det avslutas nu.")
    sara.page.get_by_label("Varför avslutas det nu?").fill(WHY)
    press.click()
    sara.page.wait_for_load_state()
