"""Personal links: made for one errand, opened by whoever holds them, revoked by the region.

The right to make one is the errand's: the action that needs a link asks for it here.
"""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Coalesce

from bodies.actions.core import record, store
from bodies.models import MunicipalAgreement, Organisation, Person, PersonalLink
from samverkan.lib.dates import now, swedish_date, today
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

    Raises DomainError (expires_on) for a last day that has been or is too far away.
    """
    latest = today() + timedelta(settings.PERSONAL_LINK_DAYS)
    if expires_on > latest:
        raise DomainError(
            f"En länk får fungera i högst {settings.PERSONAL_LINK_DAYS} dagar, till och med "
            f"{swedish_date(latest)}.",
            field="expires_on",
        )
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
    record("revoke_link", text, by=by, agreement=_agreement(link), link=link.pk, about=link.about)
    return link


def _agreement(link: PersonalLink) -> MunicipalAgreement | None:
    """The agreement in whose story it is told, if the link is about one."""
    prefix, _, key = link.about.partition(":")
    rows = MunicipalAgreement.objects.filter(pk=int(key)) if prefix == "agreement" else None
    return rows.first() if rows is not None else None


def note_opened(link: PersonalLink) -> None:
    """The first time that somebody looked. No act, and no history: a program may have looked."""
    PersonalLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=now())


def note_used(link: PersonalLink) -> None:
    """Somebody did the errand."""
    moment = now()
    PersonalLink.objects.filter(pk=link.pk).update(
        opened_at=Coalesce("opened_at", moment), used_at=moment
    )
