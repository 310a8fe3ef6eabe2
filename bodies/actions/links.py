"""Personal links: made for one errand, opened by whoever holds them, revoked by the region.

The right to make one is the errand's: the action that needs a link asks for it here.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models.functions import Coalesce

from bodies.actions.core import record, store
from bodies.models import Organisation, Person, PersonalLink
from samverkan.lib.dates import now, today
from samverkan.lib.errors import DomainError, NotAllowed


def make_link(
    *,
    purpose: str,
    about: str,
    organisation: Organisation,
    expires_on: date,
    by: Person,
    recipient: Person | None = None,
) -> PersonalLink:
    """A new address for the errand; one that was open for it is revoked. In the caller's act.

    Raises DomainError (expires_on) for a last day that has been.
    """
    if expires_on < today():
        raise DomainError("Välj en dag som inte har varit.", field="expires_on")
    close_links(about=about, by=by, purpose=purpose, organisation=organisation)
    link = PersonalLink(
        purpose=purpose,
        about=about,
        organisation=organisation,
        recipient=recipient,
        created_at=now(),
        created_by=by,
        expires_on=expires_on,
    )
    store(link)
    return link


def close_links(*, about: str, by: Person, **which: Any) -> None:
    """Those that are open about it lead nowhere from now on. In the caller's act."""
    rows = PersonalLink.objects.filter(about=about, revoked_at=None, **which)
    rows.update(revoked_at=now(), revoked_by=by)


@transaction.atomic
def revoke_link(*, link_id: int, by: Person) -> PersonalLink:
    """From now on the address leads nowhere. Raises NotAllowed, DomainError if it is revoked."""
    if not by.is_region_staff:
        raise NotAllowed("Bara regionens personal kan återkalla länkar.")
    link: PersonalLink = (
        PersonalLink.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=link_id)
    )
    if link.revoked_at:
        raise DomainError("Länken är redan återkallad.")
    link.revoked_at, link.revoked_by = now(), by
    store(link)
    text = f"Länken till {link.organisation} återkallades ({link.get_purpose_display().lower()})."
    record("revoke_link", text, by=by, link=link.pk, about=link.about)
    return link


def note_opened(link: PersonalLink) -> None:
    """The first time that somebody looked. No act, and no history: a program may have looked."""
    PersonalLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=now())


def note_used(link: PersonalLink) -> None:
    """Somebody did the errand."""
    moment = now()
    PersonalLink.objects.filter(pk=link.pk).update(
        opened_at=Coalesce("opened_at", moment), used_at=moment
    )
