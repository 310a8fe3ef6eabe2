"""Motion (yrkande): what somebody who takes part in an item wants decided."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bodies.models import Person
from cases.models.minute_item import MinuteItem
from samverkan.lib.history import never_deleted, row_history


@row_history()
class Motion(models.Model):
    """A proposal made at the meeting. Withdrawn ones are not in the minutes (KL 5:66, 6:35)."""

    minute_item = models.ForeignKey(MinuteItem, models.PROTECT, related_name="motions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="motions", verbose_name="av")
    party = models.CharField("parti", max_length=60, blank=True)
    text = models.TextField("yrkande")
    made_at = models.DateTimeField("antecknat")
    withdrawn_at = models.DateTimeField("återtaget", null=True, blank=True)

    objects: ClassVar = models.Manager()

    class Meta:
        triggers = never_deleted()
        verbose_name = "yrkande"
        verbose_name_plural = "yrkanden"
        ordering = ["minute_item", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="cases_motion_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.text}"
