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
    UNCERTAIN = "uncertain", "Osäkert"
    FAILED = "failed", "Misslyckat"
    STOPPED = "stopped", "Stoppat"


UNSENT = (NoticeState.WAITING, NoticeState.SENDING, NoticeState.UNCERTAIN)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unsent(self) -> Self:
        return self.filter(state__in=UNSENT)

    def due(self, now: datetime) -> Self:
        """To be claimed now: waiting or uncertain and due, or held by a lease that has run out.

        What goes into a daily digest is sent with the digest, never by itself.
        """
        return (
            self.unsent()
            .filter(daily=False, digest=None, due_at__lte=now)
            .exclude(state=NoticeState.SENDING, lease_until__gte=now)
        )

    def for_digest(self, now: datetime) -> Self:
        """Due today, for somebody who wants it all in one letter."""
        return self.filter(state=NoticeState.WAITING, daily=True, digest=None, due_at__lte=now)

    def about(self, *things: str) -> Self:
        return self.filter(about__in=things)

    def needing_a_person(self) -> Self:
        """The mail server refused it three times, or it came back."""
        return self.filter(Q(state=NoticeState.FAILED) | Q(bounced_at__isnull=False, seen_at=None))


class Notice(models.Model):
    """One message to one person about one thing on one occasion.

    Written in the same transaction as what caused it, unique by (rule, about,
    recipient, occasion), so that the same turn is told once however often the
    action runs. `about` names the thing ("case:12"), `path` is the page to open.

    `planned_at` is when it should go out and never changes; `due_at` is when a
    sender looks at it next. `handed_at` is set while a mail server may have it:
    a row found so after its lease is uncertain, and `doubted_at` keeps that it
    was, also once it is sent. `sent_to` is the stand-in, when one got it.
    """

    rule = models.CharField("slag", max_length=60)
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
    daily = models.BooleanField("i dagens brev", default=False)
    digest = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="gathered",
        verbose_name="skickat i",
    )
    planned_at = models.DateTimeField("planerad")
    due_at = models.DateTimeField("nästa försök")
    lease_until = models.DateTimeField("upptagen till", null=True, blank=True)
    handed_at = models.DateTimeField("lämnad till e-postservern", null=True, blank=True)
    doubted_at = models.DateTimeField("osäker sedan", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("försök", default=0)
    refusals = models.PositiveSmallIntegerField("nekad av e-postservern", default=0)
    message_id = models.CharField("Message-ID", max_length=200, unique=True)
    created_at = models.DateTimeField("skapad")
    sent_at = models.DateTimeField("skickad", null=True, blank=True)
    sent_to = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="läst av ersättare",
    )
    delivered_at = models.DateTimeField("framme", null=True, blank=True)
    bounced_at = models.DateTimeField("studsade", null=True, blank=True)
    seen_at = models.DateTimeField("studsen omhändertagen", null=True, blank=True)
    error = models.TextField("senaste fel", blank=True)
    stopped_because = models.TextField("varför den inte skickades", blank=True)

    objects: ClassVar = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "avisering"
        verbose_name_plural = "aviseringar"
        ordering = ["-created_at", "-pk"]
        indexes = [
            # The sweep costs the same however many were sent before.
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=["waiting", "sending", "uncertain"]),
                name="bodies_notice_unsent",
            ),
            models.Index(
                fields=["-created_at"],
                condition=Q(state="failed") | Q(bounced_at__isnull=False, seen_at=None),
                name="bodies_notice_needs_a_person",
            ),
            models.Index(fields=["about", "-created_at"]),
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
                | (~Q(state="sending") & Q(lease_until=None, handed_at=None)),
                name="bodies_notice_sending_has_lease",
            ),
            models.CheckConstraint(
                condition=(Q(state="stopped") & ~Q(stopped_because=""))
                | (~Q(state="stopped") & Q(stopped_because="")),
                name="bodies_notice_stopped_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="uncertain") | Q(doubted_at__isnull=False),
                name="bodies_notice_uncertain_since",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.recipient}"
