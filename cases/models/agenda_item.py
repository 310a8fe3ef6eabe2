"""AgendaItem: a case's place at a meeting of RUN AU or RUN, and how it left it."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from bodies.models import Meeting, Person
from bodies.models.standing_point import minutes_are_a_length
from cases.models.case import Case
from cases.outcomes import ItemOutcome
from samverkan.lib.history import row_history

# An item with one of these did not get through the body, and does not reach the samråd.
STOPPED = (ItemOutcome.TABLED, ItemOutcome.REMITTED_BACK, ItemOutcome.WITHDRAWN)
STOPPED_VALUES = tuple(outcome.value for outcome in STOPPED)


class Section(models.TextChoices):
    """What the body is to do with an item."""

    INFORMATION = "information", "Information"
    BRIEFING = "briefing", "Föredragning"
    DECISION = "decision", "Beslut"


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def scheduled(self) -> Self:
        return self.filter(outcome=ItemOutcome.SCHEDULED)

    def reaching_consultation(self) -> Self:
        """RUN AU's items that are the samråd's too."""
        return self.exclude(outcome__in=STOPPED)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


@row_history()
class AgendaItem(models.Model):
    """One case on one meeting's agenda, in one round.

    The samråd has no items of its own: its agenda is the preparing committee's,
    by reference. What is recorded is locked; the item stays where it was treated.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    case = models.ForeignKey(Case, models.PROTECT, related_name="items")
    round = models.PositiveSmallIntegerField("omgång")
    position = models.PositiveSmallIntegerField("ordning")
    section = models.CharField(
        "avdelning", max_length=20, choices=Section.choices, default=Section.DECISION
    )
    presenter = models.CharField("föredragande", max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField("minuter", null=True, blank=True)
    placed_at = models.DateTimeField("uppsatt", null=True, blank=True)
    outcome = models.CharField(
        "utfall", max_length=20, choices=ItemOutcome.choices(), default=ItemOutcome.SCHEDULED.value
    )
    note = models.TextField("anteckning", blank=True)
    recorded_at = models.DateTimeField("antecknat", null=True, blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = "punkt"
        verbose_name_plural = "punkter"
        ordering = ["meeting", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "case"],
                name="cases_item_once_a_meeting",
                violation_error_message="Ärendet står redan på mötets ärendelista.",
            ),
            models.CheckConstraint(
                condition=Q(outcome=ItemOutcome.SCHEDULED.value, recorded_at=None, recorded_by=None)
                | (
                    ~Q(outcome=ItemOutcome.SCHEDULED.value)
                    & Q(recorded_at__isnull=False, recorded_by__isnull=False)
                ),
                name="cases_item_outcome_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=STOPPED_VALUES) | ~Q(note=""),
                name="cases_item_stopped_with_reason",
                violation_error_message="Skriv varför.",
            ),
            minutes_are_a_length("cases_item_minutes"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.case}"
