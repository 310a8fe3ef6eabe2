"""Position: what a delegate thinks before the samråd. ReadMark: what one has opened."""

from typing import ClassVar

from django.db import models

from bodies.models import Person
from cases.models.case import Case
from cases.models.written_laws import lawful_position
from cases.outcomes import Stance
from samverkan.lib.history import row_history


@row_history()
class Position(models.Model):
    """One delegate's stance on a case in a round, with a line of their own."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="positions")
    round = models.PositiveSmallIntegerField("omgång")
    person = models.ForeignKey(Person, models.PROTECT, related_name="positions")
    stance = models.CharField("ställningstagande", max_length=20, choices=Stance.choices())
    comment = models.TextField("kommentar", blank=True, max_length=2000)
    updated_at = models.DateTimeField("senast ändrat")

    objects: ClassVar = models.Manager()

    class Meta:
        triggers = lawful_position()
        verbose_name = "ställningstagande"
        verbose_name_plural = "ställningstaganden"
        ordering = ["case", "round", "person"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "round", "person"], name="cases_position_one_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {Stance(self.stance).label}"


class ReadMark(models.Model):
    """That a person has opened a case, and in which round last."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="read_marks")
    person = models.ForeignKey(Person, models.PROTECT, related_name="read_marks")
    round = models.PositiveSmallIntegerField("omgång")
    read_at = models.DateTimeField("öppnat")

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = "läsmarkering"
        verbose_name_plural = "läsmarkeringar"
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="cases_read_mark_one_each"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} har läst {self.case_id}"
