"""Is this remiss registered already? Letters come twice, and from two ministries at once."""

import re

from django.db.models import CharField, Func, Q, QuerySet, Value
from django.db.models.functions import Lower, Replace

from bodies.models import Person
from cases.models import Case

# What the unit adds to a ministry's number (M2020/01926/NV) does not make it another.
MINISTRY_KEY = re.compile(r"^(\D{1,2}\d{4}/\d{5})(/.*)?$")
AT_MOST = 5


def key_of(reference: str) -> str:
    """A registration number without case, space and a ministry's unit."""
    key = "".join(reference.split()).lower()
    found = MINISTRY_KEY.match(key)
    return found[1] if found else key


def duplicates(
    person: Person,
    *,
    sender_reference: str = "",
    inquiry: str = "",
    title: str = "",
    sender_name: str = "",
) -> list[Case]:
    """Cases the person may see with the same number, inquiry, or title and sender; newest first."""
    same = _same(sender_reference, inquiry, title, sender_name)
    if same is None:
        return []
    cases: QuerySet[Case] = Case.objects.visible_to(person).alias(
        reference_key=squeezed("referral__sender_reference"),
        inquiry_key=squeezed("referral__inquiry"),
    )
    rows = cases.filter(same).select_related(
        "officer",
        "referral",
        "area__preparing_committee",
        "area__consultation",
        "area__board",
    )
    return list(rows.order_by("-registered_at", "-pk")[:AT_MOST])


def _same(sender_reference: str, inquiry: str, title: str, sender_name: str) -> Q | None:
    ways = []
    if key := key_of(sender_reference):
        ways.append(Q(reference_key=key) | Q(reference_key__startswith=f"{key}/"))
    if inquiry:
        ways.append(Q(inquiry_key="".join(inquiry.split()).lower()))
    if title and sender_name:
        ways.append(Q(title__iexact=title, referral__sender_name__iexact=sender_name))
    found: Q | None = None
    for way in ways:
        found = way if found is None else found | way
    return found


def squeezed(field: str) -> Func:
    """Lower case without spaces, as `key_of` makes it."""
    return Lower(Replace(field, Value(" "), Value(""), output_field=CharField()))
