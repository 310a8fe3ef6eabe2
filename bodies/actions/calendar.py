"""Calendar addresses: made by and for oneself, and ended by oneself."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from bodies.actions.core import record, store
from bodies.models import Body, CalendarFeed, Person
from samverkan.lib.dates import now
from samverkan.lib.errors import DomainError, NotAllowed

# Programs ask every hour; who looks at "last read" needs no more than the day.
SELDOM = timedelta(hours=12)


@transaction.atomic
def open_calendar(*, by: Person, body: Body | None = None) -> CalendarFeed:
    """A new address for one's own calendar, or for a body's. An open one for it is ended."""
    _one_at_a_time(by)
    moment = now()
    CalendarFeed.objects.filter(person=by, body=body, revoked_at=None).update(revoked_at=moment)
    feed = CalendarFeed(person=by, body=body, created_at=moment)
    store(feed)
    what = f"möten i {body.name}" if body else "egna möten och datum"
    record("open_calendar", f"En kalenderadress gjordes för {what}.", by=by, feed=feed.pk)
    return feed


def _one_at_a_time(by: Person) -> None:
    """A second press waits for the first, and replaces what that made."""
    Person.objects.get_queryset().select_for_update().get(pk=by.pk)


@transaction.atomic
def revoke_calendar(*, feed_id: int, by: Person) -> CalendarFeed:
    """The address leads nowhere from now on. Raises NotAllowed, DomainError if it has ended."""
    feed: CalendarFeed = CalendarFeed.objects.select_for_update(of=("self",)).get(pk=feed_id)
    if feed.person_id != by.pk:
        raise NotAllowed("Bara du själv kan avsluta dina kalenderadresser.")
    if feed.revoked_at:
        raise DomainError("Adressen är redan avslutad.")
    feed.revoked_at = now()
    store(feed)
    record("revoke_calendar", "En kalenderadress avslutades.", by=by, feed=feed.pk)
    return feed


def note_read(feed: CalendarFeed) -> None:
    """That a program has fetched it. No act, and no history."""
    long_ago = Q(read_at=None) | Q(read_at__lt=now() - SELDOM)
    CalendarFeed.objects.filter(long_ago, pk=feed.pk).update(read_at=now())
