"""Reminding of what is missing when an administrator asks: whom, of what, and once a day."""

import pytest

from bodies import actions
from bodies.actions.agreements.reminding import still_lacks
from bodies.agreement_states import Party, Signer
from bodies.models import Event, MunicipalAgreement, Notice, Person
from bodies.roles import Role
from samverkan.lib.errors import NotAllowed, Stale
from tests import factories as make
from tests.agreements import Place


@pytest.fixture
def place(db: None) -> Place:
    return Place()


@pytest.fixture
def kim(place: Place) -> Person:
    return make.person(Role.MUNICIPAL_REGISTRAR, organisation=place.municipality)


def remind(place: Place, *rows: MunicipalAgreement, reason: str = "") -> tuple[int, list[str]]:
    chosen = {row.pk: row.version for row in rows or [place.agreement]}
    done = actions.remind_missing(agreements=chosen, by=place.by, reason=reason)
    return done.letters, [said.partition(": ")[2] for said in done.passed_over]


def test_the_registrar_is_told_once_a_day(place: Place, kim: Person) -> None:
    place.sent()
    assert remind(place, reason="Ni bad om det.") == (1, [])
    letter = Notice.objects.get()
    assert (letter.recipient, letter.path) == (kim, place.agreement.get_absolute_url())
    assert "– Kommunfullmäktige har inte antagit, senast " in letter.text
    assert "Regionfullmäktige" not in letter.text
    assert (
        Event.objects.filter(agreement=place.agreement)
        .latest("pk")
        .text.endswith(": Ni bad om det.")
    )
    before = Event.objects.count()
    assert remind(place) == (0, ["Kommunens registrator har redan påmints i dag."])
    assert (Notice.objects.count(), Event.objects.count()) == (1, before)


def test_who_is_passed_over_is_named(place: Place) -> None:
    assert remind(place) == (0, ["Avtalet är inte skickat till kommunen än."])
    place.sent()
    assert remind(place) == (0, ["Kommunen har ingen registrator med e-postadress."])
    make.person(Role.MUNICIPAL_REGISTRAR, organisation=place.municipality)
    place.adopted()
    place.changed()
    assert remind(place) == (0, ["Svara först på om den antagna versionen av texten gäller."])


def test_only_what_the_municipality_can_do_now(place: Place, kim: Person) -> None:
    place.sent()
    remind(place)
    letter = Notice.objects.get()
    place.adopted()
    assert still_lacks(letter)
    for kind in Signer:
        place.signed(Party.MUNICIPALITY, kind)
    actions.receive_extract(
        adoption_id=place.agreement.adoptions.get().pk,
        version=None,
        by=place.by,
        received_on=place.agreement.adoptions.get().day,
    )
    assert remind(place) == (0, ["Ingenting saknas från kommunen."])
    assert not still_lacks(letter)


def test_nobody_is_written_to_if_one_is_stale(place: Place, kim: Person) -> None:
    old = place.agreement
    place.sent()
    with pytest.raises(Stale):
        remind(place, old)
    with pytest.raises(NotAllowed):
        actions.remind_missing(agreements={old.pk: None}, by=kim)
    assert Notice.objects.count() == 0
