"""Three-way merge of text, for two who write in the same field at the same time.

Knows no app and no model. What is compared are words, so that nobody's word is split by
another's; how two texts differ is the library's to find. There is no conflict to refuse: what
either has added stands in the result, and only what was there from the start can be taken away.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from diff_match_patch import diff_match_patch

TOKEN = re.compile(r"\s+|\S+")
# Tokens stand for one character each in the comparison, from a plane without surrogates.
FIRST = 0x10000
INSERTED, DELETED = 1, -1


@dataclass
class _Edits:
    """What one writer has made of the tokens that both started from."""

    added: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    removed: set[int] = field(default_factory=set)


def merge(base: str, mine: str, theirs: str) -> str:
    """The text with what both have done to `base`.

    Any words that either has added are in the result, once where both added the same in the
    same place. A word of `base` that either has taken away is gone.
    """
    if theirs in (base, mine):
        return mine
    if mine == base:
        return theirs
    started = TOKEN.findall(base)
    ours, others = _edits(started, mine), _edits(started, theirs)
    gone = ours.removed | others.removed
    out: list[str] = []
    for place in range(len(started) + 1):
        _put(out, others.added[place])
        if not _holds(others.added[place], ours.added[place]):
            _put(out, ours.added[place])
        if place < len(started) and place not in gone:
            _put(out, started[place : place + 1])
    return "".join(out)


def _edits(base: list[str], text: str) -> _Edits:
    tokens = TOKEN.findall(text)
    signs = {token: chr(FIRST + n) for n, token in enumerate(dict.fromkeys([*base, *tokens]))}
    words = {sign: token for token, sign in signs.items()}
    first, second = ("".join(signs[token] for token in each) for each in (base, tokens))
    found, place, gap = _Edits(), 0, 0
    for what, part in diff_match_patch().diff_main(first, second, False):
        if what == INSERTED:
            # What replaces words stands where they stood, before what another adds after them.
            found.added[gap] += [words[sign] for sign in part]
            continue
        gap = place if what == DELETED else place + len(part)
        if what == DELETED:
            found.removed.update(range(place, place + len(part)))
        place += len(part)
    return found


def _holds(theirs: list[str], mine: list[str]) -> bool:
    """Whether the other has added the very same there, as when an answer was lost on the way."""
    size = len(mine)
    return any(theirs[n : n + size] == mine for n in range(len(theirs) - size + 1))


def _put(out: list[str], tokens: list[str]) -> None:
    """Add tokens; words that come to stand beside each other get a space between."""
    for token in tokens:
        if out and not out[-1][-1:].isspace() and not token[:1].isspace():
            out.append(" ")
        out.append(token)
