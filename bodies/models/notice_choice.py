"""NoticeChoice: how a person wants one kind of notice."""

from typing import ClassVar

from django.db import models

from bodies.models.person import Person
from samverkan.lib.history import row_history


class Manner(models.TextChoices):
    AT_ONCE = "at_once", "Genast"
    DAILY = "daily", "I dagens brev"
    NEVER = "never", "Inte alls"


@row_history()
class NoticeChoice(models.Model):
    """Without a row a notice goes at once. What the law needs always does."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="notice_choices")
    kind = models.CharField("slag", max_length=60)
    manner = models.CharField("hur", max_length=10, choices=Manner.choices)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = "val av avisering"
        verbose_name_plural = "val av aviseringar"
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="bodies_notice_choice_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.kind} {self.get_manner_display().lower()}"
