"""Stage: one stop on a case's way, with the days it came and went."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from cases.models.case import Case
from samverkan.lib.history import row_history


@row_history()
class Stage(models.Model):
    """When a case entered and left a step in a round; the drawing's memory.

    The open stage (`left_at` empty) is where the case is now: exactly one.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="stages")
    round = models.PositiveSmallIntegerField("omgång")
    step = models.CharField("läge", max_length=20)
    entered_at = models.DateTimeField("kom")
    left_at = models.DateTimeField("gick vidare", null=True, blank=True)
    left_by = models.CharField("övergång", max_length=40, blank=True)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = "anhalt"
        verbose_name_plural = "anhalter"
        ordering = ["case", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(left_at=None), name="cases_stage_one_open"
            ),
            models.CheckConstraint(
                condition=Q(left_at=None, left_by="")
                # Without the "not null" an unknown comparison would let the row through.
                | (Q(left_at__gte=F("entered_at"), left_at__isnull=False) & ~Q(left_by="")),
                name="cases_stage_left_when_and_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.step} (omgång {self.round})"
