"""CaseEvent: a case's history in plain words, append-only."""

from django.db import models

from bodies.models import AbstractEvent
from cases.models.case import Case
from samverkan.lib.history import append_only


class CaseEvent(AbstractEvent):
    """What happened to a case, in which round and at which step."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    round = models.PositiveSmallIntegerField("omgång")
    step = models.CharField("läge efter", max_length=20)

    class Meta(AbstractEvent.Meta):
        verbose_name = "ärendehändelse"
        verbose_name_plural = "ärendehändelser"
        indexes = [models.Index(fields=["case", "-at", "-id"])]
        triggers = append_only()
