"""CooperationArea: which body sits where in the chain of a kind of cooperation."""

from django.db import models

from bodies.models.body import Body
from samverkan.lib.history import row_history


@row_history()
class CooperationArea(models.Model):
    """One of the region's three areas of cooperation with its municipalities.

    The workflow's routes name seats in the chain; this row says which body sits
    on each, so that another area needs data and no code.
    """

    key = models.SlugField("kortnamn i adressen", max_length=40, unique=True)
    name = models.CharField("namn", max_length=200)
    preparing_committee = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="beredande utskott",
    )
    consultation = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="samråd"
    )
    board = models.ForeignKey(
        Body, models.PROTECT, related_name="+", verbose_name="beslutande nämnd"
    )
    executive = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="styrelse"
    )
    council = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="fullmäktige"
    )

    class Meta:
        verbose_name = "samverkansområde"
        verbose_name_plural = "samverkansområden"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
