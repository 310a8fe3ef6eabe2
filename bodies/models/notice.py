"""Notice: the outbox of e-mail. PostgreSQL knows what is to be sent; Redis does not."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from bodies.models.person import Person


class NoticeState(models.TextChoices):
    WAITING = "waiting", "Väntar"
    SENDING = "sending", "Skickas"
    SENT = "sent", "Skickat"
    FAILED = "failed", "Misslyckat"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def due(self, now: datetime) -> Self:
        """Waiting and due, or claimed by a sender whose lease has run out."""
        return self.filter(
            Q(state=NoticeState.WAITING, due_at__lte=now)
            | Q(state=NoticeState.SENDING, lease_until__lt=now)
        )


class Notice(models.Model):
    """One message to one person about one thing on one occasion.

    Written in the same transaction as what caused it, unique by (rule, about,
    recipient, occasion), so that the same turn is told once however often the
    action runs. `about` names the thing ("case:12"), `path` is the page to open.
    """

    rule = models.CharField("regel", max_length=60)
    about = models.CharField("om", max_length=60)
    recipient = models.ForeignKey(
        Person, models.PROTECT, related_name="notices", verbose_name="mottagare"
    )
    occasion = models.CharField("tillfälle", max_length=80)
    subject = models.CharField("ämne", max_length=200)
    text = models.TextField("text")
    path = models.CharField("sida", max_length=200)
    state = models.CharField(
        "läge", max_length=20, choices=NoticeState.choices, default=NoticeState.WAITING
    )
    due_at = models.DateTimeField("ska skickas")
    lease_until = models.DateTimeField("upptagen till", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("försök", default=0)
    message_id = models.CharField("Message-ID", max_length=200, unique=True)
    created_at = models.DateTimeField("skapad")
    sent_at = models.DateTimeField("skickad", null=True, blank=True)
    error = models.TextField("senaste fel", blank=True)

    objects: ClassVar = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "avisering"
        verbose_name_plural = "aviseringar"
        ordering = ["-created_at", "-pk"]
        indexes = [
            # The sweep costs the same however many were sent before.
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=["waiting", "sending"]),
                name="bodies_notice_unsent",
            ),
            models.Index(fields=["about"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "about", "recipient", "occasion"], name="bodies_notice_once"
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at=None)),
                name="bodies_notice_sent_and_when",
            ),
            models.CheckConstraint(
                condition=Q(state="sending", lease_until__isnull=False)
                | (~Q(state="sending") & Q(lease_until=None)),
                name="bodies_notice_sending_has_lease",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.recipient}"
