"""How to come to where each action on an agreement can be taken; each gives back the deed."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from bodies import actions
from bodies.agreement_states import Party
from bodies.models import CouncilDay, PersonalLink
from bodies.roles import Role
from samverkan.lib.dates import today
from tests import factories as make
from tests.agreements import Place, a_copy, term

Deed = Callable[[], object]


def on(place: Place, name: str, /, **more: Any) -> Deed:
    """The action on the place's agreement, with the version that it has now."""
    agreement, act = place.agreement, getattr(actions, name)
    more |= {"version": agreement.version, "by": place.by}
    return lambda: act(agreement_id=agreement.pk, **more)


def plain(name: str, **more: Any) -> Callable[[], Deed]:
    """An action that needs nothing but a draft that is sent."""

    def prepare() -> Deed:
        place = Place()
        place.sent()
        return on(place, name, **more)

    return prepare


def new_term() -> Deed:
    place = Place()
    later = term(place.framework.last_day.year + 1)
    return lambda: actions.new_term(term=later, by=place.by)


def change_text() -> Deed:
    return Place().changed


def edit_framework() -> Deed:
    place = Place()
    row = place.framework
    return lambda: actions.edit_framework(
        framework_id=row.pk,
        version=row.version,
        by=place.by,
        title="En ny titel",
        first_day=row.first_day,
        last_day=row.last_day + timedelta(90),
        reason="Övergångstid.",
    )


def answer_version() -> Deed:
    place = Place()
    place.sent()
    place.adopted()
    place.changed()
    return on(place, "answer_version", answer="holds", reason="Bara ett skrivfel.")


def remind_missing() -> Deed:
    place = Place()
    row = place.sent()
    make.person(Role.MUNICIPAL_REGISTRAR, organisation=place.municipality)
    return lambda: actions.remind_missing(agreements={row.pk: row.version}, by=place.by)


def _adopted(party: str = Party.MUNICIPALITY) -> tuple[Place, int]:
    place = Place()
    place.sent()
    return place, place.adopted(party).pk


def receive_extract() -> Deed:
    place, pk = _adopted()
    more: dict[str, Any] = {"received_on": today(), "file": a_copy()}
    return lambda: actions.receive_extract(adoption_id=pk, version=None, by=place.by, **more)


def void_adoption() -> Deed:
    place, pk = _adopted()
    return lambda: actions.void_adoption(
        adoption_id=pk, version=None, by=place.by, reason="Fel kommun."
    )


def _linked() -> tuple[Place, PersonalLink]:
    place = Place()
    place.sent()
    deed = on(place, "ask_for_extract", expires_on=today())
    return place, deed()  # type: ignore[return-value]


def revoke_link() -> Deed:
    place, link = _linked()
    return lambda: actions.revoke_link(link_id=link.pk, by=place.by)


def hand_in_extract() -> Deed:
    _, link = _linked()
    said: dict[str, Any] = {"outcome": "adopted", "day": today()}
    return lambda: actions.hand_in_extract(link=link, file=a_copy(), **said)


def record_signature() -> Deed:
    place, _ = _adopted()
    more = {"party": "municipality", "kind": "elected", "name": "Pim Påhittsson"}
    return on(place, "record_signature", day=today(), **more)


def _signed() -> tuple[Place, int]:
    place, _ = _adopted()
    return place, place.signed().pk


def add_signed_copy() -> Deed:
    place, pk = _signed()
    return lambda: actions.add_signed_copy(
        signature_id=pk, version=None, by=place.by, file=a_copy()
    )


def void_signature() -> Deed:
    place, pk = _signed()
    return lambda: actions.void_signature(
        signature_id=pk, version=None, by=place.by, reason="Fel namn."
    )


def archive_agreement() -> Deed:
    place = Place()
    place.complete()
    return on(place, "archive_agreement", archived_on=today())


def lift_archive() -> Deed:
    place = Place()
    place.complete()
    on(place, "archive_agreement", archived_on=today())()
    return on(place, "lift_archive", reason="Fel exemplar.")


def save_council_day() -> Deed:
    place = Place()
    row = CouncilDay(organisation=place.municipality, day=today())
    return lambda: actions.save_council_day(council_day=row, by=place.by)


def remove_clause() -> Deed:
    place = Place()
    given: dict[str, Any] = {"agreement_id": place.agreement.pk, "version": None, "by": place.by}
    clause = actions.edit_clause(**given, number=1, heading="Buss", text="Linje 1.")
    return lambda: actions.remove_clause(
        clause_id=clause.pk, version=None, by=place.by, reason="Gäller inte längre."
    )


def end_agreement() -> Deed:
    place = Place()
    more = {"ended_on": place.framework.first_day, "reason": "Uppsagt."}
    return on(place, "end_agreement", **more)


def set_fee() -> Deed:
    place = Place()
    year = place.framework.first_day.year
    return on(place, "set_fee", year=year, amount=Decimal(1000), decided_on=today())


def change_template() -> Deed:
    place = Place()
    row = place.framework
    return lambda: actions.change_template(
        framework_id=row.pk, version=row.version, by=place.by, file=None
    )


REHEARSED: dict[str, Callable[[], Deed]] = {
    "ask_for_extract": plain("ask_for_extract", expires_on=today()),
    "send_agreement": plain("send_agreement", sent_on=today(), sent_to="Kim"),
    "record_adoption": plain("record_adoption", party="municipality", day=today()),
    "record_refusal": plain("record_refusal", party="municipality", day=today(), note="För dyrt."),
    "edit_reference": plain("edit_reference", registry_reference="RS 2026/17"),
    "edit_clause": plain("edit_clause", number=1, heading="Buss", text="Linje 1."),
    **{
        each.__name__: each
        for each in (
            new_term,
            change_template,
            change_text,
            edit_framework,
            answer_version,
            receive_extract,
            revoke_link,
            hand_in_extract,
            void_adoption,
            record_signature,
            add_signed_copy,
            void_signature,
            archive_agreement,
            lift_archive,
            remind_missing,
            save_council_day,
            remove_clause,
            end_agreement,
            set_fee,
        )
    },
}
