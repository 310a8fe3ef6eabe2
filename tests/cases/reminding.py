"""What the tests of reminders share: a day, a world, and somebody who looks."""

from datetime import date, datetime, time
from typing import Any
from unittest.mock import patch

from bodies import reminders
from bodies.models import Notice
from bodies.models.notice import NoticeState
from bodies.notices import deliver_due
from cases.models import Case
from cases.reminders import RULES
from cases.route import Step
from samverkan.lib.dates import STOCKHOLM, clock_at
from tests import factories as make

RULES_BY_KEY = {rule.key: rule for rule in RULES}
DAY, REPLY = date(2030, 3, 6), date(2030, 4, 3)


def at(day: date, hour: int = 9) -> Any:
    return clock_at(datetime.combine(day, time(hour), tzinfo=STOCKHOLM))


def look(day: date, hour: int = 9, only: str = "") -> None:
    """What beat and sweep do that day: write what has come due, and send it.

    `only` keeps to the rules whose key begins so, for tests that look day after day.
    """
    rules = [rule for rule in reminders.all_rules() if rule.key.startswith(only)]
    with at(day, hour), patch.object(reminders, "all_rules", lambda: rules):
        reminders.write_due()
        deliver_due()


def told(rule: str) -> list[tuple[str, str]]:
    rows = Notice.objects.filter(rule=rule).exclude(state=NoticeState.STOPPED).order_by("pk")
    return [(row.recipient.first_name, row.occasion) for row in rows.select_related("recipient")]


def named_house() -> make.House:
    """Its staff go by what they are."""
    home = make.house()
    for role in ("registrar", "officer", "secretary", "chief"):
        person = getattr(home, role)
        person.first_name = role
        person.save()
    return home


def a_case(home: make.House) -> Case:
    """An officer is at work on it since the sixth of March."""
    with at(DAY):
        return make.case_in(Step.DRAFTING, home, reply_due=REPLY, received_on=DAY)
