"""MeetingNotes: what is written down from a samråd. NotesReview: that a chair has read it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bodies.models import Meeting, Person
from samverkan.lib.history import append_only


class MeetingNotes(models.Model):
    """One edition of a samråd's notes, as it was sent to be gone through. Never changed.

    No § and no votes: a samråd has neither. `content` is frozen with the edition: the people
    by side, and per item what was presented, said and advised. A later edition corrects an
    earlier one, says why, and is gone through anew.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="notes")
    number = models.PositiveSmallIntegerField("utgåva")
    content = models.JSONField("innehåll")
    reason = models.TextField("varför den rättas", blank=True)
    made_at = models.DateTimeField("skickad")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects: ClassVar = models.Manager()

    class Meta:
        triggers = append_only()
        verbose_name = "anteckningar från samråd"
        verbose_name_plural = "anteckningar från samråd"
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="cases_notes_one_edition"),
            models.CheckConstraint(
                condition=Q(number=1) | (Q(number__gt=1) & ~Q(reason="")),
                name="cases_notes_corrected_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: utgåva {self.number}"


class NotesReview(models.Model):
    """That one of the samråd's chairs has gone through an edition, as themselves and once."""

    notes = models.ForeignKey(MeetingNotes, models.PROTECT, related_name="reviews")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField("genomgången")

    objects: ClassVar = models.Manager()

    class Meta:
        triggers = append_only()
        verbose_name = "genomgång av anteckningar"
        verbose_name_plural = "genomgångar av anteckningar"
        ordering = ["notes", "reviewed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["notes", "person"], name="cases_notes_reviewed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.notes}"
