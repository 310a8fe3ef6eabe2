"""Decision: what RUN decided, under which §, and how that stands to the advice."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ExtractYear

from bodies.models import Body, Meeting, Person
from cases.models.case import Case
from cases.models.laws import lawful_decision
from cases.outcomes import DecisionManner, DecisionOutcome, Relation
from samverkan.lib.history import append_only, row_history


@row_history()
class Decision(models.Model):
    """A board's decision, locked when recorded.

    § is that of the case's `MinuteItem`, unique per body and year. `present` and `seats`
    show that the board was quorate (KL 6:27). A chair's or delegated decision has no § and
    no meeting; it is reported at the board's next meeting (KL 6:40), which a `Report` tells.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    round = models.PositiveSmallIntegerField("omgång")
    body = models.ForeignKey(Body, models.PROTECT, related_name="decisions")
    manner = models.CharField(
        "hur", max_length=20, choices=DecisionManner.choices(), default=DecisionManner.BOARD.value
    )
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    decided_on = models.DateField("beslutsdag")
    year = models.PositiveSmallIntegerField("år")
    paragraph = models.PositiveIntegerField("paragraf", null=True, blank=True)
    outcome = models.CharField("utfall", max_length=20, choices=DecisionOutcome.choices())
    wording = models.TextField("beslut")
    relation = models.CharField("förhållande till rådet", max_length=20, choices=Relation.choices())
    relation_reason = models.TextField("skäl", blank=True)
    skipped_reason = models.TextField("varför det inte fanns något råd", blank=True)
    present = models.PositiveSmallIntegerField("tjänstgörande", null=True, blank=True)
    seats = models.PositiveSmallIntegerField("ledamöter", null=True, blank=True)
    recorded_at = models.DateTimeField("antecknat")
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects: ClassVar = models.Manager()

    class Meta:
        triggers = append_only() + lawful_decision()
        verbose_name = "beslut"
        verbose_name_plural = "beslut"
        ordering = ["case", "round"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "round"],
                name="cases_decision_once_a_round",
                violation_error_message="Ärendet är redan beslutat.",
            ),
            models.CheckConstraint(
                condition=Q(
                    manner=DecisionManner.BOARD.value,
                    meeting__isnull=False,
                    paragraph__isnull=False,
                    present__isnull=False,
                    seats__isnull=False,
                )
                | (
                    ~Q(manner=DecisionManner.BOARD.value)
                    & Q(meeting=None, paragraph=None, present=None, seats=None)
                ),
                name="cases_decision_board_has_meeting_and_paragraph",
            ),
            models.CheckConstraint(
                condition=Q(present=None) | Q(present__gt=F("seats") / 2.0),
                name="cases_decision_quorate",
                violation_error_message="Nämnden var inte beslutsför (KL 6:27).",
            ),
            models.CheckConstraint(
                condition=~Q(relation__in=[Relation.IN_PART.value, Relation.DEPARTS.value])
                | ~Q(relation_reason=""),
                name="cases_decision_departs_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(relation=Relation.NO_ADVICE.value) | ~Q(skipped_reason=""),
                name="cases_decision_no_advice_with_reason",
            ),
            models.CheckConstraint(condition=~Q(wording=""), name="cases_decision_has_wording"),
            models.CheckConstraint(
                condition=Q(year=ExtractYear("decided_on")), name="cases_decision_year_of_its_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body.abbreviation} {self.title}"

    @property
    def title(self) -> str:
        """How the decision is cited."""
        if self.paragraph is None:
            return DecisionManner(self.manner).label
        return f"§ {self.paragraph}/{self.year}"
