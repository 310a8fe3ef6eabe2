"""ConsultationDraft: what is typed at the samråd while people talk, before it is recorded."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bodies.models import Meeting, Person
from cases.models.case import Case
from cases.outcomes import Labelled


class DraftKey(Labelled):
    """The fields of the chair's screen."""

    OUTCOME = "outcome", "Vad samrådet kom fram till"
    NOTE = "note", "Medskick"
    REASON = "reason", "Varför ärendet inte behandlades"
    PRESENTATION = "presentation", "Föredragning"
    VIEW = "view", "Mening"


class ConsultationDraft(models.Model):
    """One field of the chair's screen: of a case and round, at one meeting of the samråd.

    Working material (TF 2 kap. 12 §) until the outcome is recorded; from then on it stands
    as it was. A view is what one delegate (`person`) said; the other fields are nobody's own.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="drafts")
    round = models.PositiveSmallIntegerField("omgång")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="drafts")
    key = models.CharField("fält", max_length=20, choices=DraftKey.choices())
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="drafted_views"
    )
    text = models.TextField("text", blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    saved_at = models.DateTimeField("sparat")
    saved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = "utkast från samrådet"
        verbose_name_plural = "utkast från samrådet"
        ordering = ["case", "round", "key", "person"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "round", "meeting", "key"],
                condition=Q(person=None),
                name="cases_draft_one_of_each",
            ),
            models.UniqueConstraint(
                fields=["case", "round", "meeting", "person"],
                condition=Q(person__isnull=False),
                name="cases_draft_one_view_each",
            ),
            models.CheckConstraint(
                condition=Q(key=DraftKey.VIEW.value, person__isnull=False)
                | (~Q(key=DraftKey.VIEW.value) & Q(person=None)),
                name="cases_draft_view_is_somebodys",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:40]}"

    @property
    def name(self) -> str:
        """What the field is called on the page: `note`, or `view-12` for a person's view."""
        return f"{self.key}-{self.person_id}" if self.person_id else self.key
