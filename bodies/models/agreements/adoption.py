"""Adoption: what a council said of an agreement, at which § and of which text."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from bodies.agreement_states import OUTCOME_WORDS, PARTY_WORDS, Outcome, Party
from bodies.models.agreements import laws
from bodies.models.agreements.agreement import MunicipalAgreement
from bodies.models.agreements.framework import FrameworkVersion
from bodies.models.agreements.parts import (
    Voidable,
    WithFile,
    choices,
    voided_whole,
    whole_file,
)
from bodies.models.body import Body
from bodies.models.person import Person
from samverkan.lib.history import never_deleted, read_only, row_history


class AdoptionQuerySet(models.QuerySet["Adoption"]):
    def valid(self) -> Self:
        return self.filter(voided_at=None)


@row_history()
class Adoption(WithFile, Voidable):
    """A council's yes or no on a day. The file is the extract of its minutes.

    Only the extract is added later; what was recorded wrongly is voided and recorded anew.
    """

    agreement = models.ForeignKey(MunicipalAgreement, models.PROTECT, related_name="adoptions")
    party = models.CharField("part", max_length=20, choices=choices(PARTY_WORDS))
    council = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="fullmäktige"
    )
    council_name = models.CharField("fullmäktiges namn", max_length=200, blank=True)
    day = models.DateField("sammanträdesdag")
    paragraph = models.PositiveIntegerField("paragraf", null=True, blank=True)
    version = models.ForeignKey(FrameworkVersion, models.PROTECT, related_name="adoptions")
    outcome = models.CharField("utfall", max_length=20, choices=choices(OUTCOME_WORDS))
    note = models.TextField("anteckning", blank=True)
    extract_received_on = models.DateField("protokollsutdraget kom in", null=True, blank=True)
    recorded_at = models.DateTimeField("antecknat")
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects: ClassVar = AdoptionQuerySet.as_manager()

    class Meta:
        triggers = (
            never_deleted()
            + read_only(
                *("agreement", "party", "council", "council_name", "day", "paragraph"),
                *("version", "outcome", "recorded_at", "recorded_by"),
            )
            + laws.lawful_adoption()
        )
        verbose_name = "antagande"
        verbose_name_plural = "antaganden"
        ordering = ["day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(party__in=[party.value for party in Party]),
                name="bodies_adoption_party",
                violation_error_message="Välj kommunen eller regionen.",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=[outcome.value for outcome in Outcome]),
                name="bodies_adoption_outcome",
                violation_error_message="Välj om avtalet antogs eller inte.",
            ),
            models.CheckConstraint(
                condition=Q(council__isnull=False) | ~Q(council_name=""),
                name="bodies_adoption_by_a_council",
                violation_error_message="Skriv vilket fullmäktige det var.",
            ),
            models.CheckConstraint(
                condition=Q(extract_received_on=None) | Q(extract_received_on__gte=F("day")),
                name="bodies_adoption_extract_after_meeting",
                violation_error_message="Utdraget kan inte ha kommit före sammanträdet.",
            ),
            models.CheckConstraint(
                condition=Q(file="") | Q(extract_received_on__isnull=False),
                name="bodies_adoption_extract_with_its_day",
                violation_error_message="Skriv vilken dag utdraget kom in.",
            ),
            whole_file("bodies_adoption_whole_file"),
            voided_whole("bodies_adoption_voided_who_when_why"),
        ]

    def __str__(self) -> str:
        paragraph = f" § {self.paragraph}" if self.paragraph else ""
        return f"{self.council or self.council_name}{paragraph}"
