"""Signature (underskrift): who signed for a party, elected or official, and when."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from bodies.agreement_states import PARTY_WORDS, SIGNER_WORDS, Party, Signer
from bodies.models.agreements import laws
from bodies.models.agreements.adoption import Adoption
from bodies.models.agreements.agreement import MunicipalAgreement
from bodies.models.agreements.parts import (
    Voidable,
    WithFile,
    choices,
    voided_whole,
    whole_file,
)
from bodies.models.person import Person
from samverkan.lib.history import never_deleted, read_only, row_history


class SignatureQuerySet(models.QuerySet["Signature"]):
    def valid(self) -> Self:
        return self.filter(voided_at=None)


@row_history()
class Signature(WithFile, Voidable):
    """One of the four signatures; it rests on its party's adoption. The file is the signed copy.

    Signers are named as they signed: they need not be in the register.
    """

    agreement = models.ForeignKey(MunicipalAgreement, models.PROTECT, related_name="signatures")
    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="signatures")
    party = models.CharField("part", max_length=20, choices=choices(PARTY_WORDS))
    kind = models.CharField("slag", max_length=20, choices=choices(SIGNER_WORDS))
    name = models.CharField("namn", max_length=160)
    title = models.CharField("titel", max_length=120, blank=True)
    day = models.DateField("undertecknat")
    recorded_at = models.DateTimeField("antecknat")
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects: ClassVar = SignatureQuerySet.as_manager()

    class Meta:
        triggers = (
            never_deleted()
            + read_only(
                *("agreement", "adoption", "party", "kind", "name", "title", "day"),
                *("recorded_at", "recorded_by"),
            )
            + laws.lawful_signature()
        )
        verbose_name = "underskrift"
        verbose_name_plural = "underskrifter"
        ordering = ["day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(party__in=[party.value for party in Party]),
                name="bodies_signature_party",
                violation_error_message="Välj kommunen eller regionen.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Signer]),
                name="bodies_signature_kind",
                violation_error_message="Välj förtroendevald eller tjänsteperson.",
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="bodies_signature_by_somebody",
                violation_error_message="Skriv vem som har undertecknat.",
            ),
            models.UniqueConstraint(
                fields=["adoption", "kind"],
                condition=Q(voided_at=None),
                name="bodies_signature_one_of_each_kind",
                violation_error_message="Den underskriften är redan antecknad.",
            ),
            whole_file("bodies_signature_whole_file"),
            voided_whole("bodies_signature_voided_who_when_why"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_kind_display().lower()}"
