"""WrittenRound: a cancelled samråd is held in writing instead, with a last day to answer."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from bodies.models import Meeting, Person
from cases.models.case import Case
from cases.models.written_laws import lawful_round, lawful_written_case
from samverkan.lib.dates import local_date, today
from samverkan.lib.history import append_only, never_deleted, read_only, row_history


class WrittenRoundQuerySet(models.QuerySet["WrittenRound"]):
    def open(self) -> Self:
        """Those that may be answered today: not ended, and their last day is not over."""
        return self.filter(closed_at=None, last_day__gte=today())

    def over(self) -> Self:
        return self.exclude(closed_at=None, last_day__gte=today())


@row_history()
class WrittenRound(models.Model):
    """The members of a cancelled samråd answer each for themselves, until `last_day` is over.

    It is advice as at a meeting: what came of it is recorded case by case. `question` is what
    the members are asked, in the secretary's words. `last_day` is a date in Sweden, itself
    included; it can be put off (`extended_because` says why) until it is ended by hand.
    """

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="written_round")
    last_day = models.DateField("sista dag att svara")
    question = models.TextField("till ledamöterna", blank=True, max_length=1000)
    opened_at = models.DateTimeField("öppnat")
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    extended_because = models.TextField("varför sista dagen ändrades", blank=True)
    closed_at = models.DateTimeField("avslutat", null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    closed_because = models.TextField("varför det avslutades i förtid", blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar = WrittenRoundQuerySet.as_manager()

    class Meta:
        triggers = [
            *never_deleted(),
            *read_only("meeting", "opened_at", "opened_by"),
            *lawful_round(),
        ]
        verbose_name = "skriftligt samråd"
        verbose_name_plural = "skriftliga samråd"
        ordering = ["-last_day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None, closed_because="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(closed_because="")),
                name="cases_written_round_ended_who_when_why",
            ),
        ]

    def __str__(self) -> str:
        return f"Skriftligt samråd i stället för {self.meeting}"

    @property
    def is_open(self) -> bool:
        """Whether it may be answered today."""
        return self.closed_at is None and self.last_day >= today()

    @property
    def ended_on(self) -> date:
        """The last day that it could be answered, or can."""
        return local_date(self.closed_at) if self.closed_at else self.last_day

    @property
    def may_change(self) -> bool:
        """Whether its last day may be put off: also when it is over, but not when ended by hand."""
        return self.closed_at is None


class WrittenCase(models.Model):
    """A case that a written samråd is about, in the round that the case was in."""

    written_round = models.ForeignKey(WrittenRound, models.PROTECT, related_name="asked")
    case = models.ForeignKey(Case, models.PROTECT, related_name="asked_in_writing")
    round = models.PositiveSmallIntegerField("omgång")

    objects: ClassVar = models.Manager()

    class Meta:
        triggers = append_only() + lawful_written_case()
        verbose_name = "ärende i skriftligt samråd"
        verbose_name_plural = "ärenden i skriftliga samråd"
        ordering = ["written_round", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["written_round", "case"], name="cases_written_case_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case.registry_number}: {self.written_round}"
