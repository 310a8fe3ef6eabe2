"""Dispatch (expediering): when the answer went, to whom, and what was in it."""

from typing import ClassVar

from django.db import models

from bodies.models import Person
from cases.models.case import Case
from cases.models.document import Document
from samverkan.lib.history import append_only, row_history


@row_history()
class Dispatch(models.Model):
    """One sending of the decided answer (TF 2:10: what is sent is drawn up)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="dispatches")
    round = models.PositiveSmallIntegerField("omgång")
    sent_on = models.DateField("skickat")
    recipient = models.CharField("mottagare", max_length=200)
    address = models.CharField("adress", max_length=254, blank=True)
    subject = models.CharField("ämnesrad", max_length=300, blank=True)
    note = models.TextField("anteckning", blank=True)
    documents = models.ManyToManyField(Document, related_name="dispatches")
    recorded_at = models.DateTimeField("antecknat")
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects: ClassVar = models.Manager()

    class Meta:
        triggers = append_only()
        verbose_name = "expediering"
        verbose_name_plural = "expedieringar"
        ordering = ["case", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="cases_dispatch_once_a_round"),
        ]

    def __str__(self) -> str:
        return f"{self.case.registry_number} till {self.recipient} {self.sent_on}"
