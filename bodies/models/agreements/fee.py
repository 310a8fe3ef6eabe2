"""Fee (anslag): what a municipality pays for the cooperation in one year."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bodies.models.agreements import laws
from bodies.models.agreements.agreement import MunicipalAgreement
from samverkan.lib.history import never_deleted, read_only, row_history


@row_history()
class Fee(models.Model):
    """Whole or part of Swedish kronor for a calendar year; to be decided until it has a day."""

    agreement = models.ForeignKey(MunicipalAgreement, models.PROTECT, related_name="fees")
    year = models.PositiveSmallIntegerField("år")
    amount = models.DecimalField(
        "belopp i kronor", max_digits=12, decimal_places=2, null=True, blank=True
    )
    decided_on = models.DateField("beslutat", null=True, blank=True)

    objects: ClassVar = models.Manager()

    class Meta:
        triggers = never_deleted() + read_only("agreement", "year") + laws.lawful_fee()
        verbose_name = "anslag"
        verbose_name_plural = "anslag"
        ordering = ["agreement", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "year"],
                name="bodies_fee_once_a_year",
                violation_error_message="Det finns redan ett anslag för det året.",
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0),
                name="bodies_fee_not_negative",
                violation_error_message="Beloppet kan inte vara mindre än noll.",
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None) | Q(amount__isnull=False),
                name="bodies_fee_decided_with_amount",
                violation_error_message="Skriv vilket belopp som beslutades.",
            ),
        ]

    def __str__(self) -> str:
        return f"Anslag {self.year}"
