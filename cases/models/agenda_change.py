"""Kompletteringar: what changed on an agenda after it was published, and who has read it."""

from typing import ClassVar

from django.db import models

from bodies.models import Meeting, Person
from cases.models.case import Case
from samverkan.lib.history import append_only


class ChangeVerb(models.TextChoices):
    ITEM_ADDED = "item_added", "Nytt ärende"
    ITEM_WITHDRAWN = "item_withdrawn", "Utgår"
    DOCUMENT_ADDED = "document_added", "Ny handling"
    DOCUMENT_REPLACED = "document_replaced", "Ny version"
    DOCUMENT_VOIDED = "document_voided", "Makulerad handling"
    ADVICE = "advice", "Samrådet har sagt sitt"


class AgendaChange(models.Model):
    """One change to a published agenda, in words for its readers; written by the act itself.

    It tells of a case, and is read only by those who may see that case.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="changes")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    at = models.DateTimeField("när")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    verb = models.CharField("slag", max_length=20, choices=ChangeVerb.choices)
    text = models.TextField("vad")

    objects: ClassVar = models.Manager()

    class Meta:
        triggers = append_only()
        verbose_name = "komplettering"
        verbose_name_plural = "kompletteringar"
        ordering = ["meeting", "-at", "-pk"]
        indexes = [models.Index(fields=["meeting", "-at"])]

    def __str__(self) -> str:
        return self.text


class FrozenAgenda(models.Model):
    """A meeting's agenda as it was when it was published: its version 1.

    `lines` holds one object an item, in order: `case` (key), `number`, `title`, and
    `documents`, each as [title, version].
    """

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="frozen_agenda")
    at = models.DateTimeField("publicerad")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    lines = models.JSONField("punkter")

    objects: ClassVar = models.Manager()

    class Meta:
        triggers = append_only()
        verbose_name = "publicerad ärendelista"
        verbose_name_plural = "publicerade ärendelistor"

    def __str__(self) -> str:
        return f"{self.meeting}: {len(self.lines)}"


class AgendaReading(models.Model):
    """When somebody last read a meeting's published agenda."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="readings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("läst")

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = "läst ärendelista"
        verbose_name_plural = "lästa ärendelistor"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], name="cases_agenda_reading_one_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} har läst {self.meeting_id}"
