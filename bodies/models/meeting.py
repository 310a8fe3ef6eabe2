"""Meeting: when a body sits, and which meeting a samråd takes its agenda from."""

from datetime import date, datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from bodies.models.body import Body
from bodies.models.person import Person
from samverkan.lib import dates
from samverkan.lib.dates import local_date, today
from samverkan.lib.history import row_history


class MeetingState(models.TextChoices):
    PLANNED = "planned", "Planerat"
    CANCELLED = "cancelled", "Inställt"


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def not_cancelled(self) -> Self:
        return self.exclude(state=MeetingState.CANCELLED)

    def upcoming(self, now: datetime | None = None) -> Self:
        return self.not_cancelled().filter(starts_at__gte=now or dates.now())

    def past(self, now: datetime | None = None) -> Self:
        return self.filter(starts_at__lt=now or dates.now())


@row_history()
class Meeting(models.Model):
    """A meeting of a body.

    A samråd `follows` a meeting of the preparing committee: that meeting's
    agenda is the samråd's, by reference. Publishing the agenda is stamped here,
    since from then on its cases are shared. `version` guards against stale forms.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings", verbose_name="organ")
    starts_at = models.DateTimeField("börjar")
    ends_at = models.DateTimeField("slutar", null=True, blank=True)
    place = models.CharField("lokal", max_length=200, blank=True)
    link = models.URLField("länk till distansmöte", blank=True)
    papers_due = models.DateField("handlingar senast", null=True, blank=True)
    summons_due = models.DateField("kallelse senast", null=True, blank=True)
    state = models.CharField(
        "läge", max_length=20, choices=MeetingState.choices, default=MeetingState.PLANNED
    )
    state_reason = models.CharField("skäl", max_length=500, blank=True)
    follows = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name="följer på mötet",
        help_text="För samråd: det möte med arbetsutskottet vars ärendelista gäller.",
    )
    agenda_published_at = models.DateTimeField("ärendelistan publicerad", null=True, blank=True)
    agenda_published_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="publicerad av",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "möte"
        verbose_name_plural = "möten"
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["body", "starts_at"]), models.Index(fields=["starts_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "starts_at"],
                condition=~Q(state=MeetingState.CANCELLED),
                name="bodies_meeting_one_at_a_time",
                violation_error_message="Organet har redan ett möte som börjar då.",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="bodies_meeting_ends_after_start",
                violation_error_message="Mötet slutar före det börjar.",
            ),
            models.CheckConstraint(
                condition=~Q(state=MeetingState.CANCELLED) | ~Q(state_reason=""),
                name="bodies_meeting_cancelled_with_reason",
                violation_error_message="Skriv varför mötet ställs in.",
            ),
            models.CheckConstraint(
                condition=Q(agenda_published_at=None, agenda_published_by=None)
                | Q(agenda_published_at__isnull=False, agenda_published_by__isnull=False),
                name="bodies_meeting_published_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(follows=None) | ~Q(follows=F("pk")),
                name="bodies_meeting_follows_another",
            ),
            models.UniqueConstraint(
                fields=["body", "follows"],
                condition=~Q(state=MeetingState.CANCELLED),
                name="bodies_meeting_one_follower",
                violation_error_message="Ett annat samråd följer redan på det mötet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body.abbreviation} {local_date(self.starts_at):%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("meeting", args=[self.pk])

    @property
    def day(self) -> date:
        return local_date(self.starts_at)

    @property
    def has_begun(self) -> bool:
        """By the day: outcomes may be recorded from the morning of the meeting."""
        return local_date(self.starts_at) <= today()

    @property
    def is_over(self) -> bool:
        """By the day: items may be placed until the day of the meeting is past."""
        return local_date(self.starts_at) < today()

    @property
    def is_cancelled(self) -> bool:
        return self.state == MeetingState.CANCELLED

    @property
    def is_published(self) -> bool:
        return self.agenda_published_at is not None
