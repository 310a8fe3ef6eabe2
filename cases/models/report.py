"""Report (anmälan): that a decision made for the board was reported to it."""

from typing import ClassVar

from django.db import models

from bodies.models import Meeting, Person
from cases.models.decision import Decision
from cases.models.laws import lawful_report
from samverkan.lib.history import append_only, row_history


@row_history()
class Report(models.Model):
    """At which of the board's meetings a chair's or delegated decision was reported (KL 6:40)."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="report")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="reports")
    reported_at = models.DateTimeField("antecknat")
    reported_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects: ClassVar = models.Manager()

    class Meta:
        triggers = append_only() + lawful_report()
        verbose_name = "anmälan av beslut"
        verbose_name_plural = "anmälningar av beslut"
        ordering = ["meeting", "pk"]

    def __str__(self) -> str:
        return f"{self.decision} anmält {self.meeting}"
