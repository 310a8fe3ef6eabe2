"""NumberSeries: registration numbers without gaps, also when fifty register at once."""

from django.db import models


class NumberSeries(models.Model):
    """The last number given in a series and year.

    The row is locked by the registration's transaction: a number that is not
    used is given back by the rollback, so there are no gaps and no reuse.
    """

    series = models.CharField("serie", max_length=10)
    year = models.PositiveSmallIntegerField("år")
    last = models.PositiveIntegerField("senaste nummer", default=0)

    class Meta:
        verbose_name = "nummerserie"
        verbose_name_plural = "nummerserier"
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="cases_number_series_once"),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.last}-{self.year}"
