"""CouncilDay: when a council meets, where the council itself is not in the register."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bodies.models.organisation import Organisation
from samverkan.lib.history import row_history


@row_history()
class CouncilDay(models.Model):
    """A day on which the council of a municipality or the region meets; a plan counts from it."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="council_days", verbose_name="organisation"
    )
    day = models.DateField("sammanträdesdag")
    papers_due = models.DateField("handlingar senast", null=True, blank=True)
    note = models.CharField("anteckning", max_length=200, blank=True)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = "fullmäktiges dag"
        verbose_name_plural = "fullmäktiges dagar"
        ordering = ["day", "organisation"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "day"],
                name="bodies_council_day_once",
                violation_error_message="Dagen finns redan.",
            ),
            models.CheckConstraint(
                condition=Q(papers_due=None) | Q(papers_due__lte=F("day")),
                name="bodies_council_day_papers_before",
                violation_error_message="Handlingarna ska vara inne före sammanträdet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.day}"
