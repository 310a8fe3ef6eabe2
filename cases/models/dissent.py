"""Dissent (reservation): somebody who took part in a decision does not stand behind it."""

from typing import ClassVar

from django.db import models

from bodies.models import Person
from cases.models.laws import lawful_dissent
from cases.models.minute_item import MinuteItem
from samverkan.lib.history import row_history


@row_history()
class Dissent(models.Model):
    """A reservation against one §, announced before the meeting ended (KL 4:27).

    `text` are its written reasons, if there are any. Only those who took part may.
    """

    minute_item = models.ForeignKey(MinuteItem, models.PROTECT, related_name="dissents")
    person = models.ForeignKey(Person, models.PROTECT, related_name="dissents", verbose_name="av")
    party = models.CharField("parti", max_length=60, blank=True)
    text = models.TextField("motivering", blank=True)
    announced_at = models.DateTimeField("anmäld")

    objects: ClassVar = models.Manager()

    class Meta:
        triggers = lawful_dissent()
        verbose_name = "reservation"
        verbose_name_plural = "reservationer"
        ordering = ["minute_item", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["minute_item", "person"],
                name="cases_dissent_once",
                violation_error_message="Personen har redan reserverat sig i ärendet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.minute_item}"
