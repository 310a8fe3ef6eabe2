"""What falls due → notices: the machinery. The rules themselves stand where their facts do.

A rule finds what it is about, the day in question and who should know; here the days
are counted, for the rule, the body and the person, and a notice is written for the last
day that has come. Whoever calls this, and however often, a reminder is written once.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bodies.models import Notice, NoticeChoice, Person, ReminderDays
from bodies.models.notice_choice import Manner
from bodies.notices import Kind, Letter, post, register
from bodies.notices.kinds import put
from bodies.notices.posting import morning_of
from bodies.roles import Role
from samverkan.lib.dates import add_working_days, is_working_day, local_date, today


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that a rule finds: what, the day in question, and who should know.

    `since` is when the reason came up; nothing is reminded of as if before that.
    `body_id` is the body whose own days count, if it has any. `name` tells one occasion
    from another where the day does not.
    """

    about: str
    day: date
    since: datetime
    people: tuple[Person, ...]
    letter: Letter
    body_id: int | None = None
    name: str = ""

    @property
    def key(self) -> str:
        return self.name or self.day.isoformat()


# Everything that the rule is about now, or only the one thing named ("case:12").
Find = Callable[[str | None], Iterable[Due]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table: who, of what, which days, until what is done.

    `days` are counted from the day in question, -7 a week before it and 2 two days
    after it; working days if `working`. `find` no longer finds what is done. `roles` are
    those of them that it reaches by their role; `answers` lets them answer from the letter.
    """

    key: str
    label: str
    who: str
    days: tuple[int, ...]
    until: str
    find: Find
    working: bool = False
    required: str = ""
    to_members: bool = False
    roles: tuple[Role, ...] = ()
    answers: bool = False

    @property
    def kind(self) -> Kind:
        return Kind(
            self.key,
            self.label,
            self.who,
            self.still_so,
            self.required,
            has_days=True,
            to_members=self.to_members,
            roles=self.roles,
            answers=self.answers,
        )

    def still_so(self, notice: Notice) -> bool:
        """Whether the rule would still find it, for this day and this person."""
        return any(
            notice.occasion.startswith(due.key) and notice.recipient in due.people
            for due in self.find(notice.about)
        )


_rules: dict[str, Rule] = {}


def register_rules(rules: Iterable[Rule], *, first: bool = False) -> None:
    """`first` puts them before those that are known already, wherever rules are listed."""
    new = {rule.key: rule for rule in rules}
    put(_rules, new, first=first)
    register((rule.kind for rule in new.values()), first=first)


def find_rule(key: str) -> Rule:
    """Raises KeyError if nobody has registered it."""
    return _rules[key]


def all_rules() -> list[Rule]:
    return list(_rules.values())


def write_due(day: date | None = None) -> int:
    """Write the reminders whose day has come. Returns how many were asked for."""
    return sum(_write(rule, day or today()) for rule in all_rules())


def _write(rule: Rule, day: date) -> int:
    count, days = 0, days_of(rule)
    for due in rule.find(None):
        for person in due.people:
            last = _last(occasions(rule, due, days.for_(due.body_id, person.pk)), day)
            if last is not None:
                count += _post(rule, due, person, last)
    return count


@dataclass(frozen=True, slots=True)
class Occasion:
    """One of the days on which a rule reminds of one thing."""

    key: str
    at: datetime


def occasions(rule: Rule, due: Due, days: Iterable[int]) -> list[Occasion]:
    """When the thing is reminded of, in order; none from before its reason came up."""
    found = [(count_days(due.day, count, working=rule.working), count) for count in sorted(days)]
    return [
        Occasion(f"{due.key} {count:+d}", max(morning_of(on), due.since))
        for on, count in found
        if on >= local_date(due.since)
    ]


def _last(found: list[Occasion], day: date) -> Occasion | None:
    """The last whose day has come: after an outage the earlier ones are no longer news."""
    return next((one for one in reversed(found) if local_date(one.at) <= day), None)


def _post(rule: Rule, due: Due, person: Person, occasion: Occasion) -> int:
    return post(
        rule=rule.key,
        about=due.about,
        occasion=occasion.key,
        recipients=[person],
        letter=due.letter,
        at=occasion.at,
    )


def count_days(day: date, count: int, *, working: bool) -> date:
    """`count` days from `day`, forwards or backwards.

    Calendar days that land on a free day count to the working day before it, or, after
    the day in question, to the one that follows: nobody is reminded on a Sunday.
    """
    if working:
        return add_working_days(day, count)
    found, step = day + timedelta(days=count), timedelta(days=1 if count > 0 else -1)
    while count and not is_working_day(found):
        found += step
    return found


class Days:
    """A rule's days: a person's own go before the body's, and those before the rule's."""

    def __init__(self, rule: Rule, rows: Iterable[ReminderDays]) -> None:
        self._default: Iterable[int] = rule.days
        self._own: dict[tuple[str, int], list[int]] = {}
        for row in rows:
            if row.person_id:
                self._own["person", row.person_id] = row.days
            elif row.body_id:
                self._own["body", row.body_id] = row.days
            else:
                self._default = row.days

    def for_(self, body_id: int | None, person_id: int) -> Iterable[int]:
        body = self._own.get(("body", body_id)) if body_id else None
        return self._own.get(("person", person_id)) or body or self._default


def days_of(rule: Rule) -> Days:
    return Days(rule, ReminderDays.objects.filter(rule=rule.key))


@dataclass(frozen=True, slots=True)
class Coming:
    """A reminder that is not written yet: what goes next, to whom and when.

    `about` is the thing, and `daily` is true for whoever wants it in the letter of that day.
    """

    rule: Rule
    person: Person
    at: datetime
    letter: Letter
    about: str
    daily: bool = False


def coming(about: str | None, rules: Iterable[Rule] | None = None) -> list[Coming]:
    """What will be reminded of next about one thing, if nothing changes, soonest first.

    About everything, if None; by these rules only, if given; nothing to those who do not
    want it. Two questions for what people have chosen, and each rule's own.
    """
    rows = list(ReminderDays.objects.all())
    found = [
        each
        for rule in (all_rules() if rules is None else rules)
        for each in _coming(rule, about, Days(rule, [row for row in rows if row.rule == rule.key]))
    ]
    return _as_chosen(sorted(found, key=lambda each: each.at))


def _as_chosen(found: list[Coming]) -> list[Coming]:
    chosen = {
        (row.person_id, row.kind): row.manner
        for row in NoticeChoice.objects.exclude(manner=Manner.AT_ONCE)
    }
    asked = [
        (each, "" if each.rule.required else chosen.get((each.person.pk, each.rule.key), ""))
        for each in found
    ]
    return [
        replace(each, daily=manner == Manner.DAILY)
        for each, manner in asked
        if manner != Manner.NEVER
    ]


def _coming(rule: Rule, about: str | None, days: Days) -> Iterator[Coming]:
    for due in rule.find(about):
        for person in due.people:
            later = [
                one
                for one in occasions(rule, due, days.for_(due.body_id, person.pk))
                if local_date(one.at) > today()
            ]
            if later:
                yield Coming(rule, person, later[0].at, due.letter, due.about)
