"""StandingPoint (stående punkt): what every agenda of a body has, whatever its cases are."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bodies.models.body import Body
from samverkan.lib.history import row_history


class PointKind(models.TextChoices):
    FORMAL = "formal", "Formell punkt"
    INFORMATION = "information", "Information"
    BRIEFING = "briefing", "Föredragning"
    BREAK = "break", "Paus"
    GROUP_MEETING = "group_meeting", "Partigruppsmöte"


# Slots of the day and no business: they have no number on the agenda.
UNNUMBERED = frozenset({PointKind.BREAK.value, PointKind.GROUP_MEETING.value})
LONGEST_MINUTES = 600


def minutes_are_a_length(name: str) -> models.CheckConstraint:
    """A line of an agenda takes from one minute to ten hours, or an unknown time."""
    return models.CheckConstraint(
        condition=Q(minutes=None) | Q(minutes__gte=1, minutes__lte=LONGEST_MINUTES),
        name=name,
        violation_error_message=f"Skriv minuterna som ett tal mellan 1 och {LONGEST_MINUTES}.",
    )


class Point(models.Model):
    """What a standing point and a point on an agenda have alike. `position` counts from 1.

    `at_end` puts it after the cases, however many they become.
    """

    kind = models.CharField("slag", max_length=20, choices=PointKind.choices)
    title = models.CharField("rubrik", max_length=200)
    text = models.TextField("text", blank=True)
    minutes = models.PositiveSmallIntegerField("minuter", null=True, blank=True)
    position = models.PositiveSmallIntegerField("ordning")
    at_end = models.BooleanField("efter ärendena", default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


@row_history()
class StandingPoint(Point):
    """Opening, roll call, choice of approver …: copied to each new meeting of the body.

    `{dag}` in the text becomes the day of digital signing: `signing_days` after the meeting,
    moved to a working day. Which points a body has is its own custom, and so data.
    """

    body = models.ForeignKey(
        Body, models.CASCADE, related_name="standing_points", verbose_name="organ"
    )
    signing_days = models.PositiveSmallIntegerField(
        "dagar till justering",
        null=True,
        blank=True,
        help_text="Räknas från mötet. Skriv {dag} i texten där dagen ska stå.",
    )

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = "stående punkt"
        verbose_name_plural = "stående punkter"
        ordering = ["body", "at_end", "position", "pk"]
        constraints = [minutes_are_a_length("bodies_standing_point_minutes")]
