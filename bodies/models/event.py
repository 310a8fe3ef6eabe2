"""Event: the append-only history that people read."""

from django.db import models

from bodies.models.agreements.agreement import MunicipalAgreement
from bodies.models.agreements.framework import FrameworkAgreement
from bodies.models.body import Body
from bodies.models.meeting import Meeting
from bodies.models.person import Person
from samverkan.lib.history import append_only


class AbstractEvent(models.Model):
    """Who did what and when, in a Swedish sentence that needs no decoding.

    `verb` is the action's name in code, for filters; `text` is for people.
    `by` is empty only for what the application did by itself.
    """

    at = models.DateTimeField("när")
    by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="vem"
    )
    verb = models.CharField("handling", max_length=60)
    text = models.TextField("vad")
    data = models.JSONField("uppgifter", default=dict, blank=True)

    class Meta:
        abstract = True
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.text


class Event(AbstractEvent):
    """What happened to a meeting, a body or an agreement; a case has events of its own."""

    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name="möte",
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="events", verbose_name="organ"
    )
    framework = models.ForeignKey(
        FrameworkAgreement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name="samverkansöverenskommelse",
    )
    agreement = models.ForeignKey(
        MunicipalAgreement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name="samverkansavtal",
    )

    class Meta(AbstractEvent.Meta):
        verbose_name = "händelse"
        verbose_name_plural = "händelser"
        triggers = append_only()
