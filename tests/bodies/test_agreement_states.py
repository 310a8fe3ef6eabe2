"""Every derived state is what a plain reading of the same history says, on any day."""

from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bodies.agreement_states import (
    Answer,
    Answered,
    Facts,
    Outcome,
    Party,
    Resolution,
    Signed,
    Signer,
    State,
    state_of,
)

FIRST, LAST = date(2027, 1, 1), date(2030, 12, 31)
EACH, RUNS = 100, 50


def day(chance: Random) -> date:
    return FIRST + timedelta(chance.randint(-150, 60))


def maybe(chance: Random, likely: float) -> bool:
    return chance.random() < likely


def history(chance: Random) -> tuple[Facts, date]:
    """What may have happened to one agreement, in any order, and the day on which it is asked."""
    newest = chance.choice((1, 1, 2, 3))
    said = [
        Resolution(
            key,
            chance.choice(list(Party)) if key > 2 else list(Party)[key % 2],
            Outcome.DECLINED if maybe(chance, 0.1) else Outcome.ADOPTED,
            chance.randint(1, newest),
            day(chance),
        )
        for key in range(chance.randint(0, 4))
    ]
    signed = [
        Signed(each.key, kind, each.day + timedelta(chance.randint(0, 40)))
        for each in said
        for kind in Signer
        if each.outcome == Outcome.ADOPTED and maybe(chance, 0.8)
    ]
    answers = [
        Answered(number, chance.choice(list(Answer)), day(chance))
        for number in range(2, newest + 1)
        if maybe(chance, 0.5)
    ]
    facts = Facts(
        FIRST,
        LAST,
        newest,
        day(chance) if maybe(chance, 0.8) else None,
        tuple(said),
        tuple(signed),
        tuple(answers),
        FIRST + timedelta(chance.randint(0, 50)) if maybe(chance, 0.1) else None,
        FIRST + timedelta(chance.randint(1, 50)) if maybe(chance, 0.1) else None,
    )
    return facts, chance.choice((day(chance), FIRST, LAST, LAST + timedelta(1)))


def read_plainly(facts: Facts, on: date) -> State:
    """The same from the top of the file to its bottom, as somebody with the papers would do it."""
    last = facts.ended_on if facts.ended_on and facts.ended_on < LAST else LAST
    if facts.replaced_on and facts.replaced_on <= on and facts.replaced_on <= last:
        return State.REPLACED
    if on > last:
        return State.ENDED
    agreed = {}
    for party in Party:
        for said in facts.resolutions:
            names = [s for s in facts.signatures if s.resolution == said.key]
            if said.party == party and {s.signer for s in names} == set(Signer):
                agreed[party] = names
    if len(agreed) == 2 and all(s.day <= on for names in agreed.values() for s in names):
        return State.IN_FORCE if on >= FIRST else State.SIGNED
    word, yes, no = {}, [], False
    for said in sorted(facts.resolutions, key=lambda said: (said.day, said.key)):
        if said.day <= on:
            word[said.party] = said
    for party, said in word.items():
        if said.outcome == Outcome.DECLINED:
            no = True
        elif said.version == facts.text_version:
            yes.append(party)
        else:
            for answer in facts.answers:
                current = answer.version == facts.text_version and answer.day <= on
                if current and answer.answer == Answer.HOLDS:
                    yes.append(party)
    if no:
        return State.DECLINED
    for signature in facts.signatures:
        if signature.day <= on and signature.resolution in [word[party].key for party in yes]:
            return State.PARTLY_SIGNED
    if yes == [] and facts.sent_on and facts.sent_on <= on:
        return State.SENT
    if yes == []:
        return State.DRAFT
    if len(yes) == 2:
        return State.ADOPTED
    return State.ADOPTED_BY_REGION if yes == [Party.REGION] else State.ADOPTED_BY_MUNICIPALITY


@settings(max_examples=RUNS, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_state_is_what_its_history_says(seed: int) -> None:
    """Five thousand histories in all."""
    chance = Random(seed)
    for _ in range(EACH):
        facts, on = history(chance)
        assert state_of(facts, on) == read_plainly(facts, on), (facts, on)


def test_the_histories_come_to_every_state() -> None:
    chance = Random(1)
    assert {state_of(*history(chance)) for _ in range(RUNS * EACH)} == set(State)
