"""What notices there are, and what they may be about.

Each app registers its own when Django starts (apps.ready), since this one may not
know what a case is. Nothing is sent of a kind that nobody has registered.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bodies.models import Notice, Person
from bodies.roles import Role

# Whether what a notice told of is still so; asked again when it is about to leave.
StillSo = Callable[[Notice], bool]


def always(notice: Notice) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of notice, in the words of those who choose how they want it.

    `required` names the law, or the body's own rules, that need it: such a notice cannot be
    put off. `has_days` is true of reminders, whose days can be chosen; `fixed` of what nobody
    is asked how they want, since they asked for it themselves. `roles` are those whose holders
    get it; `to_members` is true of what those who sit in a body get. With neither it goes to
    any of the region's staff. `answers` puts yes, no and on distance in a letter about a meeting.
    """

    key: str
    label: str
    to_whom: str
    still_so: StillSo = always
    required: str = ""
    has_days: bool = False
    fixed: bool = False
    to_members: bool = False
    roles: tuple[Role, ...] = ()
    answers: bool = False

    def reaches(self, person: Person, *, seated: bool) -> bool:
        """Whether the person may come to get it; `seated` if they sit in any body."""
        if self.roles or self.to_members:
            return (self.to_members and seated) or person.has_role(*self.roles)
        return person.is_region_staff


@dataclass(frozen=True, slots=True)
class Subject:
    """What the first half of `about` stands for ("case" in "case:12").

    `visible` asks whether the person may see it now; `secret` whether its name must
    stay out of mail. Both are asked when the letter leaves, not when it is written.
    `hidden` gives those that a list of everything may not tell the person of.
    """

    prefix: str
    visible: Callable[[Person, int], bool]
    secret: Callable[[int], bool] = lambda pk: False
    hidden: Callable[[Person], Iterable[int]] = lambda person: ()


_kinds: dict[str, Kind] = {}
_subjects: dict[str, Subject] = {}


def register(kinds: Iterable[Kind], *, first: bool = False) -> None:
    """`first` puts them before those that are known already, wherever kinds are listed."""
    put(_kinds, {kind.key: kind for kind in kinds}, first=first)


def put(known: dict[str, Any], new: dict[str, Any], *, first: bool) -> None:
    """Into the table of those known, after or before what stands there."""
    ordered = {**new, **known, **new} if first else {**known, **new}
    known.clear()
    known.update(ordered)


def register_subject(subject: Subject) -> None:
    _subjects[subject.prefix] = subject


def all_kinds() -> list[Kind]:
    return list(_kinds.values())


def find_kind(key: str) -> Kind | None:
    return _kinds.get(key)


def kind_of(notice: Notice) -> Kind | None:
    return _kinds.get(notice.rule)


def is_required(rule: str) -> bool:
    return rule in _kinds and bool(_kinds[rule].required)


def _thing(notice: Notice) -> tuple[Subject | None, int]:
    prefix, _, key = notice.about.partition(":")
    return _subjects.get(prefix), int(key) if key.isdigit() else 0


def may_see(reader: Person, notice: Notice) -> bool:
    subject, key = _thing(notice)
    return subject is not None and subject.visible(reader, key)


def hidden_from(reader: Person) -> list[str]:
    """What a list of all mail leaves out for this reader ("case:12"): secret, and not theirs."""
    return [f"{each.prefix}:{key}" for each in _subjects.values() for key in each.hidden(reader)]


def is_secret(notice: Notice) -> bool:
    subject, key = _thing(notice)
    return subject is None or subject.secret(key)
