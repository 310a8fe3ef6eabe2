"""Note: what somebody writes down for themselves about a case or one of its documents."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from bodies.models import Person
from cases.models.case import Case
from cases.models.document import Document


class NoteQuerySet(models.QuerySet["Note"]):
    def readable_by(self, person: Person) -> Self:
        """One's own, and those that somebody has shared with one by name.

        Whether the case itself may be seen is another question, asked before this one.
        """
        return self.filter(Q(person=person) | Q(shared_with=person)).distinct()


class Note(models.Model):
    """Somebody's own words on a case, or on one document of it. Nobody's business but theirs.

    A note is not registered and no part of the case (TF 2 kap. 12 §), so it may be thrown
    away, and neither the case's history nor a history of rows keeps it. It hangs on the
    document and not on its file, so that it is still there when a new version comes;
    `document_version` is the number of the version that was read when it was written.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="notes"
    )
    document_version = models.PositiveSmallIntegerField("skriven till version", null=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="notes")
    text = models.TextField("anteckning", max_length=5000)
    shared_with = models.ManyToManyField(Person, related_name="notes_shared", blank=True)
    written_at = models.DateTimeField("senast ändrad")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = "anteckning"
        verbose_name_plural = "anteckningar"
        ordering = ["case", "-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="cases_note_says_something"),
            models.CheckConstraint(
                condition=Q(document=None, document_version=None)
                | Q(
                    document__isnull=False,
                    document_version__isnull=False,
                    document_version__gte=1,
                ),
                name="cases_note_which_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.text[:40]}"
