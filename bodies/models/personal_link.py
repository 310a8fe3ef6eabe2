"""PersonalLink: one errand for somebody without an account, behind an address of their own."""

from datetime import date
from typing import ClassVar, Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from bodies.models.organisation import Organisation
from bodies.models.person import Person
from samverkan.lib.history import row_history


class LinkPurpose(models.TextChoices):
    EXTRACT = "extract", "Lämna protokollsutdrag"


class PersonalLinkQuerySet(models.QuerySet["PersonalLink"]):
    def open(self, day: date) -> Self:
        """Those that still lead somewhere on `day`."""
        return self.filter(revoked_at=None, expires_on__gte=day)


@row_history(exclude=["key"])
class PersonalLink(models.Model):
    """An address that lets whoever holds it do one thing about one row, and nothing else.

    `key` (122 random bits) is the whole address; `about` is what the errand concerns
    ("agreement:12"), as in the outbox. It ends by itself after `expires_on`, the last
    day it works, and at once when revoked. `recipient` is whom it was mailed to; None
    when it was handed over in some other way.
    """

    key = models.UUIDField("nyckel", default=uuid4, unique=True, editable=False)
    purpose = models.CharField("ärende", max_length=20, choices=LinkPurpose.choices)
    about = models.CharField("gäller", max_length=60)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="personal_links", verbose_name="organisation"
    )
    recipient = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="mottagare"
    )
    created_at = models.DateTimeField("skapad")
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="av")
    expires_on = models.DateField("gäller till och med")
    opened_at = models.DateTimeField("först öppnad", null=True, blank=True)
    used_at = models.DateTimeField("senast använd", null=True, blank=True)
    revoked_at = models.DateTimeField("återkallad", null=True, blank=True)
    revoked_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="återkallad av",
    )

    objects: ClassVar = PersonalLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "personlig länk"
        verbose_name_plural = "personliga länkar"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "about", "organisation"],
                condition=Q(revoked_at=None),
                name="bodies_personal_link_one_open",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__gte=F("created_at"), revoked_by__isnull=False),
                name="bodies_personal_link_revoked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(opened_at__isnull=False),
                name="bodies_personal_link_opened_before_used",
            ),
        ]

    def __str__(self) -> str:
        return f"{LinkPurpose(self.purpose).label}: {self.organisation.name}"

    def is_open(self, day: date) -> bool:
        """Whether it still works on `day`."""
        return self.revoked_at is None and self.expires_on >= day
