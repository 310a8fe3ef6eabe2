"""AgendaPoint (punkt utan ärende): a line of one meeting's agenda that treats no case."""

from typing import ClassVar

from django.db import models

from bodies.models.meeting import Meeting
from bodies.models.standing_point import Point, minutes_are_a_length
from samverkan.lib.history import row_history


@row_history()
class AgendaPoint(Point):
    """Opening, information, a briefing, a break, a group meeting. The cases' items and these
    have one order: `position` is among them all.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="points", verbose_name="möte")
    presenter = models.CharField("föredragande", max_length=200, blank=True)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = "punkt på möte"
        verbose_name_plural = "punkter på möten"
        ordering = ["meeting", "at_end", "position", "pk"]
        constraints = [minutes_are_a_length("bodies_agenda_point_minutes")]
