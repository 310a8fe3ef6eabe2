"""CalendarFeed: an address that a calendar program may ask for meetings and deadlines."""

from typing import ClassVar, Self
from uuid import uuid4

from django.db import models

from bodies.models.body import Body
from bodies.models.person import Person
from samverkan.lib.history import row_history


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def open(self) -> Self:
        return self.filter(revoked_at=None, person__is_active=True)


@row_history(exclude=["key"])
class CalendarFeed(models.Model):
    """A person's own feed, or with `body` that body's meetings as the person sees them.

    Whoever has the address can read it, so it can be revoked; `key` (122 random
    bits) is the whole address, and tells nothing of whose it is.
    """

    key = models.UUIDField("nyckel", default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="calendar_feeds")
    body = models.ForeignKey(
        Body, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="organ"
    )
    created_at = models.DateTimeField("skapad")
    revoked_at = models.DateTimeField("återkallad", null=True, blank=True)
    read_at = models.DateTimeField("senast läst", null=True, blank=True)

    objects: ClassVar = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = "kalenderadress"
        verbose_name_plural = "kalenderadresser"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "body"],
                condition=models.Q(revoked_at=None),
                nulls_distinct=False,
                name="bodies_calendar_feed_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.body or 'min kalender'}"
