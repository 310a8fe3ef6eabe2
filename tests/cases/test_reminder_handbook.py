"""The handbook tells the rules as they are, and every state by its name."""

from pathlib import Path

import pytest
from django.test import Client

from bodies.forms.days import days_in_words
from bodies.notices.ledger import TWICE
from bodies.roles import Role
from cases.reminders import RULES
from tests import factories as make

HANDBOOK = Path(__file__).resolve().parents[2] / "docs/handbok/paminnelser.md"


def capital(text: str) -> str:
    return text[0].upper() + text[1:]


def test_the_handbook_has_every_rule() -> None:
    expected = [
        [
            f"{rule.label} ({rule.required})" if rule.required else rule.label,
            rule.who,
            capital(days_in_words(rule.days, working=rule.working)),
            capital(rule.until),
        ]
        for rule in RULES
    ]
    lines = HANDBOOK.read_text().splitlines()
    first = lines.index("| Om vad | Till vem | När | Tills |") + 2
    rows = lines[first : lines.index("", first)]
    assert [[cell.strip() for cell in row.strip("|").split("|")] for row in rows] == expected


@pytest.mark.django_db
def test_the_page_says_the_same(client: Client) -> None:
    client.force_login(make.person(Role.CASE_OFFICER))
    page = client.get("/aviseringar/regler/").content.decode()
    for rule in RULES:
        assert rule.label in page
        assert rule.who in page
        assert capital(days_in_words(rule.days, working=rule.working)) in page
        assert capital(rule.until) in page


def test_the_handbook_has_every_state() -> None:
    words = ("Väntar", "Skickas", "Skickat", "Framme", TWICE, "Misslyckat", "Studsade", "Stoppat")
    text = HANDBOOK.read_text()
    assert [word for word in words if f"\n| {word} |" not in text] == []
