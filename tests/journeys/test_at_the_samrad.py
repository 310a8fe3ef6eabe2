"""Two secretaries at the chair's screen at once: nothing that either types is lost.

It comes before the journeys that take the demonstration's cases further.
"""

import re

import pytest
from playwright.sync_api import expect

from bodies.models import Meeting
from cases.actions import samrad as actions
from cases.models import AgendaItem, ConsultationDraft
from cases.queries.samrad import drafts_of
from cases.route import Step
from tests.journeys.conftest import Camera, Visit, Visitor

FIRST, SECOND = "SARA", "SVEN"


def _samrad(case_title: str = "Viltkött") -> Meeting:
    item = AgendaItem.objects.get(case__title__contains=case_title, case__step=Step.CONSULTATION)
    found: Meeting = Meeting.objects.get(follows=item.meeting)
    return found


def _type_by_turns(first: Visitor, second: Visitor, field: str, words: int) -> None:
    """Word by word, by turns and quickly, with no wait for what is saved."""
    for number in range(words):
        for visitor, name in ((first, FIRST), (second, SECOND)):
            box = visitor.page.locator(f"[name={field}]")
            box.focus()
            box.press("Control+End")
            visitor.page.keyboard.type(f"{name}{number} ", delay=15)


def _both(visit: Visit, meeting: Meeting) -> tuple[Visitor, Visitor]:
    first, second = visit("Sara Sekreterare"), visit("Sara Sekreterare")
    for visitor in (first, second):
        visitor.open(f"/moten/{meeting.pk}/samrad/")
    return first, second


def saved(*visitors: Visitor) -> None:
    """Both have left the field, and nothing is on its way."""
    for visitor in visitors:
        visitor.page.locator("h1").click()
        visitor.page.evaluate("document.activeElement.blur()")
        for _ in range(50):
            if visitor.page.evaluate("fields.every((field) => !field.dirty)"):
                break
            visitor.page.wait_for_timeout(100)


def _words(name: str, text: str) -> list[str]:
    return re.findall(rf"{name}\d+", text)


@pytest.fixture(autouse=True)
def _no_drafts_before(site: str) -> None:
    ConsultationDraft.objects.all().delete()


def test_nothing_is_lost_in_the_same_field_or_in_others(visit: Visit, take: Camera) -> None:
    meeting = _samrad()
    first, second = _both(visit, meeting)
    view = first.page.locator("textarea[name^=view-]").first.get_attribute("name")
    _type_by_turns(first, second, "note", 6)
    second.page.locator(f"[name={view}]").fill("Kommunerna behöver längre tid.")
    first.page.locator("[name=presentation]").fill("Utredaren berättade.")
    first.page.get_by_label("Olika meningar").check()
    saved(first, second)
    drafts = drafts_of(AgendaItem.objects.get(meeting=meeting.follows), meeting)
    for name in (FIRST, SECOND):
        assert _words(name, drafts["note"].text) == [f"{name}{n}" for n in range(6)]
    assert drafts[str(view)].text == "Kommunerna behöver längre tid."
    assert drafts["presentation"].text == "Utredaren berättade."
    # What one wrote is soon seen by the other.
    for visitor in (first, second):
        expect(visitor.page.locator("[name=note]")).to_have_value(drafts["note"].text)
    expect(second.page.get_by_label("Olika meningar")).to_be_checked()
    second.page.locator("[name=note]").fill("Tänk på de små kommunerna.")
    second.page.evaluate("scrollTo(0, 0)")
    take(second, "samradets-arbetsbild")


def test_without_the_merge_words_are_lost(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: were the last to save alone in the field, the other's words would be gone."""
    monkeypatch.setattr(actions, "merge", lambda base, mine, theirs: mine)
    meeting = _samrad()
    first, second = _both(visit, meeting)
    _type_by_turns(first, second, "note", 6)
    saved(first, second)
    text = drafts_of(AgendaItem.objects.get(meeting=meeting.follows), meeting)["note"].text
    assert len(_words(FIRST, text)) + len(_words(SECOND, text)) < 12


def test_a_lost_network_says_so_and_is_made_good(visit: Visit) -> None:
    meeting = _samrad()
    visitor = visit("Sara Sekreterare")
    visitor.open(f"/moten/{meeting.pk}/samrad/")
    visitor.page.context.set_offline(True)
    visitor.page.locator("[name=note]").fill("Skrivet utan nät.")
    expect(visitor.page.locator("[data-trouble]")).to_contain_text("Inte sparat – försöker igen")
    visitor.page.context.set_offline(False)
    saved(visitor)
    expect(visitor.page.locator("[data-trouble]")).to_be_empty()
    visitor.complaints.clear()  # the browser logs that the network was away
    visitor.page.keyboard.press("Alt+PageDown")
    visitor.open(f"/moten/{meeting.pk}/samrad/")
    expect(visitor.page.locator("[name=note]")).to_have_value("Skrivet utan nät.")
