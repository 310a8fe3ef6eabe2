"""Clause (villkor): a numbered point of the common text, or of one municipality's own."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from bodies.models.agreements.agreement import MunicipalAgreement
from bodies.models.agreements.framework import FrameworkVersion
from samverkan.lib.history import read_only, row_history

# An own one may be taken out of a draft; the row's history keeps it.
COMMON_STANDS = pgtrigger.Protect(
    name="never_deleted",
    operation=pgtrigger.Delete,
    condition=pgtrigger.Q(old__agreement__isnull=True),
)


@row_history()
class Clause(models.Model):
    """A point that a case can stem from: of a version of the common text, or an own one."""

    version = models.ForeignKey(
        FrameworkVersion, models.PROTECT, null=True, blank=True, related_name="clauses"
    )
    agreement = models.ForeignKey(
        MunicipalAgreement, models.PROTECT, null=True, blank=True, related_name="clauses"
    )
    number = models.PositiveSmallIntegerField("nummer")
    heading = models.CharField("rubrik", max_length=200)
    text = models.TextField("text")

    objects: ClassVar = models.Manager()

    class Meta:
        triggers = [COMMON_STANDS, *read_only("version", "agreement", "number")]
        verbose_name = "villkor"
        verbose_name_plural = "villkor"
        ordering = ["version", "agreement", "number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(version=None, agreement__isnull=False)
                | Q(version__isnull=False, agreement=None),
                name="bodies_clause_of_one_text",
            ),
            models.UniqueConstraint(
                fields=["version", "number"],
                name="bodies_clause_common_once",
                violation_error_message="Texten har redan ett villkor med det numret.",
            ),
            models.UniqueConstraint(
                fields=["agreement", "number"],
                name="bodies_clause_own_once",
                violation_error_message="Avtalet har redan ett villkor med det numret.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.heading}"
