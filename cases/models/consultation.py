"""Consultation (samråd): what region and municipalities said of a case in a round."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bodies.models import Meeting, Person
from cases.models.case import Case
from cases.models.laws import lawful_consultation
from cases.outcomes import ConsultationManner, ConsultationOutcome, gives_advice
from samverkan.lib.history import never_deleted, read_only, row_history


@row_history()
class Consultation(models.Model):
    """The samråd's advice, or why there is none. It never decides: no §, no votes.

    `note` holds the medskick or the differing views; `reason` why the matter was
    skipped or not treated, which then stands in the decision.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="consultations")
    round = models.PositiveSmallIntegerField("omgång")
    manner = models.CharField("hur", max_length=20, choices=ConsultationManner.choices())
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="consultations"
    )
    outcome = models.CharField(
        "utfall", max_length=30, choices=ConsultationOutcome.choices(), blank=True
    )
    note = models.TextField("medskick eller meningar", blank=True)
    reason = models.TextField("skäl", blank=True)
    recorded_at = models.DateTimeField("antecknat")
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects: ClassVar = models.Manager()

    class Meta:
        triggers = never_deleted() + read_only("case", "round") + lawful_consultation()
        verbose_name = "samråd om ett ärende"
        verbose_name_plural = "samråd om ärenden"
        ordering = ["case", "round"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "round"], name="cases_consultation_once_a_round"
            ),
            models.CheckConstraint(
                condition=Q(manner=ConsultationManner.SKIPPED.value, outcome="", meeting=None)
                | (~Q(manner=ConsultationManner.SKIPPED.value) & ~Q(outcome="")),
                name="cases_consultation_outcome_unless_skipped",
            ),
            models.CheckConstraint(
                condition=~Q(manner=ConsultationManner.MEETING.value) | Q(meeting__isnull=False),
                name="cases_consultation_at_a_meeting",
            ),
            models.CheckConstraint(
                condition=~(
                    Q(manner=ConsultationManner.SKIPPED.value)
                    | Q(outcome=ConsultationOutcome.NOT_TREATED.value)
                )
                | ~Q(reason=""),
                name="cases_consultation_skipped_with_reason",
                violation_error_message="Skriv varför samrådet inte behandlade ärendet.",
            ),
            models.CheckConstraint(
                condition=~Q(
                    outcome__in=[
                        ConsultationOutcome.CONSENSUS_WITH_NOTE.value,
                        ConsultationOutcome.DIFFERING_VIEWS.value,
                    ]
                )
                | ~Q(note=""),
                name="cases_consultation_note_where_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case.registry_number}: {self.summary}"

    @property
    def summary(self) -> str:
        """One word for the drawing and the lists."""
        if self.manner == ConsultationManner.SKIPPED:
            return ConsultationManner.SKIPPED.label
        return ConsultationOutcome(self.outcome).label

    @property
    def is_advice(self) -> bool:
        return gives_advice(manner=self.manner, outcome=self.outcome)
