"""Finding cases: by words, by number as people write it, by where they are, in an order."""

import re
from typing import Any

from django.db.models import Case as When
from django.db.models import F, IntegerField, Q, Value
from django.db.models import When as If

from bodies.models import Body, CooperationArea
from cases.models.case import CaseQuerySet
from cases.queries.duplicates import squeezed
from cases.route import Seat, Step
from cases.workflow import ROUTES
from samverkan.lib.ordering import swedish_order

# RUN 12-2026, run-12-2026, 12/2026, and an act's number RUN 12:7-2026, which is in the case.
NUMBER = re.compile(
    r"^(?:(?P<series>[a-zåäö]{1,10})[ -]*)?(?P<number>\d{1,9})(?::\d{1,9})?"
    r"(?:[-/ ]+(?P<year>\d{4}))?$",
    re.IGNORECASE,
)
WORDS_AT_MOST = 8
ORDERS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "-registrerat": ("Senast registrerade", ("-registered_at", "-pk")),
    "registrerat": ("Äldst registrerade", ("registered_at", "pk")),
    "svar": ("Närmast svarsdag", (F("reply_due").asc(nulls_last=True), "pk")),
    "-svar": ("Längst till svarsdag", (F("reply_due").desc(nulls_last=True), "-pk")),
    "nummer": ("Lägst nummer", ("series", "year", "number")),
    "-nummer": ("Högst nummer", ("series", "-year", "-number")),
    "lage": ("Läge", ("step_order", F("reply_due").asc(nulls_last=True), "pk")),
}
FIRST_ORDER = "-registrerat"


def search(cases: CaseQuerySet, text: str) -> CaseQuerySet:
    """Cases with that number, with that foreign number, or with all the words."""
    text = " ".join(text.split())
    if not text:
        return cases
    squeezed_text = text.replace(" ", "").lower()
    hit = (
        _by_number(text)
        | Q(reference_key__contains=squeezed_text)
        | Q(inquiry_key__contains=squeezed_text)
        | _by_words(text)
    )
    return cases.alias(
        reference_key=squeezed("referral__sender_reference"),
        inquiry_key=squeezed("referral__inquiry"),
    ).filter(hit)


def _by_number(text: str) -> Q:
    found = NUMBER.match(text)
    if not found:
        return Q(pk__in=[])
    hit = Q(number=int(found["number"]))
    if found["series"]:
        hit &= Q(series__iexact=found["series"])
    if found["year"]:
        hit &= Q(year=int(found["year"]))
    return hit


def _by_words(text: str) -> Q:
    hit = Q()
    for word in text.split()[:WORDS_AT_MOST]:
        hit &= Q(title__icontains=word) | Q(referral__sender_name__icontains=word)
    return hit


def seats_of_areas() -> list[Body]:
    """The bodies that a case can be at, in Swedish order. One query."""
    areas = CooperationArea.objects.all()
    held = Q(pk__in=[])
    for seat in Seat:
        held |= Q(pk__in=areas.values(seat.value))
    return list(Body.objects.filter(held).order_by(swedish_order("name")))


def at_body(cases: CaseQuerySet, key: str) -> CaseQuerySet:
    """Cases that wait to be treated by the body."""
    hit = Q(pk__in=[])
    for stop in (stop for route in ROUTES for stop in route.stops if stop.seat):
        hit |= Q(step=stop.step, **{f"area__{stop.seat}__key": key})
    return cases.filter(hit)


def step_words() -> list[tuple[str, str]]:
    """The steps in the order of the way: as in an address, and what they are called."""
    return [(stop.slug, stop.label) for stop in ROUTES[0].stops]


def at_step(cases: CaseQuerySet, slug: str) -> CaseQuerySet:
    """Cases at the step that the address calls by its Swedish word."""
    steps = [stop.step for route in ROUTES for stop in route.stops if stop.slug == slug]
    return cases.filter(step__in=steps)


def in_order(cases: CaseQuerySet, order: str) -> CaseQuerySet:
    _, fields = ORDERS.get(order, ORDERS[FIRST_ORDER])
    steps = [If(step=step.value, then=Value(place)) for place, step in enumerate(Step)]
    return cases.annotate(step_order=When(*steps, output_field=IntegerField())).order_by(*fields)
