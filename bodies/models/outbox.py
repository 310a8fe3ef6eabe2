"""Outbox: whether mail may leave at all, and when it last did. One row."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Outbox(models.Model):
    """The sender's own state, for monitoring and for stopping everything.

    `database` is the fingerprint of the database that mail was last allowed from.
    In a copy (restored from a backup, say) it differs, and the outbox holds until
    somebody has looked: what was sent after the backup would else go out again.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    database = models.CharField("databas", max_length=80)
    held_since = models.DateTimeField("pausad sedan", null=True, blank=True)
    held_because = models.TextField("varför", blank=True)
    looked_at = models.DateTimeField("senast sett efter", null=True, blank=True)
    sent_at = models.DateTimeField("senast skickat", null=True, blank=True)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = "utkorg"
        verbose_name_plural = "utkorg"
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="bodies_outbox_one"),
            models.CheckConstraint(
                condition=Q(held_since=None, held_because="")
                | (Q(held_since__isnull=False) & ~Q(held_because="")),
                name="bodies_outbox_held_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return "Pausad" if self.held_since else "Öppen"
