"""Call: a substitute asked to step in for a member who does not come."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from bodies.models.meeting import Meeting
from bodies.models.person import Person
from samverkan.lib.history import row_history


class CallAnswer(models.TextChoices):
    """What came of it; blank while the substitute has not answered."""

    YES = "yes", "Tjänstgör"
    DISTANCE = "distance", "Tjänstgör på distans"
    NO = "no", "Kan inte"
    WITHDRAWN = "withdrawn", "Behövs inte"


ACCEPTED = (CallAnswer.YES.value, CallAnswer.DISTANCE.value)
LIVE = ("", *ACCEPTED)


class CallQuerySet(models.QuerySet["Call"]):
    def to(self, meeting: Meeting) -> Self:
        """Those about the day that the meeting has now."""
        return self.filter(meeting=meeting, day=meeting.day)

    def live(self) -> Self:
        """Asked, or said yes: the place is spoken for."""
        return self.filter(answer__in=LIVE)


@row_history()
class Call(models.Model):
    """One substitute at a time for one absent member; whoever says no gives way to the next.

    Withdrawn when the member comes after all. Asked before a moved meeting's new day, it
    is about the old one (`day`) and counts no more.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="calls", verbose_name="möte")
    day = models.DateField("om mötet den")
    absent = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="frånvarande")
    substitute = models.ForeignKey(
        Person, models.PROTECT, related_name="calls", verbose_name="ersättare"
    )
    asked_at = models.DateTimeField("tillfrågad")
    answer = models.CharField("svar", max_length=10, choices=CallAnswer.choices, blank=True)
    answered_at = models.DateTimeField("svarade", null=True, blank=True)

    objects: ClassVar = CallQuerySet.as_manager()

    class Meta:
        verbose_name = "förfrågan till ersättare"
        verbose_name_plural = "förfrågningar till ersättare"
        ordering = ["meeting", "asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "day", "absent"],
                condition=Q(answer__in=LIVE),
                name="bodies_call_one_for_an_absent",
            ),
            models.UniqueConstraint(
                fields=["meeting", "day", "substitute"],
                condition=Q(answer__in=LIVE),
                name="bodies_call_one_for_a_substitute",
            ),
            models.CheckConstraint(
                condition=~Q(absent=F("substitute")), name="bodies_call_somebody_else"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | (Q(answer__in=CallAnswer.values) & Q(answered_at__isnull=False)),
                name="bodies_call_answered_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.substitute} för {self.absent}"

    @property
    def is_accepted(self) -> bool:
        return self.answer in ACCEPTED
