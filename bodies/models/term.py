"""Term (mandatperiod): the council's and the boards' differ by two months."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q


class TermQuerySet(models.QuerySet["Term"]):
    def boards_on(self, day: date) -> Self:
        return self.filter(board_from__lte=day, board_to__gte=day)

    def council_on(self, day: date) -> Self:
        return self.filter(council_from__lte=day, council_to__gte=day)


class Term(models.Model):
    """A four-year term of office.

    The council's runs from 15 October of the election year (KL 5:9), the
    boards' from 1 January after it (KL 6:18–19); between the two days the new
    council sits while the old boards still serve.
    """

    name = models.CharField("namn", max_length=20, unique=True)
    election_day = models.DateField("valdag")
    council_from = models.DateField("fullmäktige från")
    council_to = models.DateField("fullmäktige till och med")
    board_from = models.DateField("nämnder från")
    board_to = models.DateField("nämnder till och med")

    objects: ClassVar = TermQuerySet.as_manager()

    class Meta:
        verbose_name = "mandatperiod"
        verbose_name_plural = "mandatperioder"
        ordering = ["-board_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(election_day__lt=F("council_from"))
                & Q(council_from__lt=F("council_to"))
                & Q(council_from__lte=F("board_from"))
                & Q(board_from__lt=F("board_to")),
                name="bodies_term_dates_in_order",
                violation_error_message="Dagarna ligger inte i ordning.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
