"""Organisations: the region, its municipalities, and all who send remisser."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from samverkan.lib.history import row_history


class OrganisationKind(models.TextChoices):
    REGION = "region", "Region"
    MUNICIPALITY = "municipality", "Kommun"
    DEPARTMENT = "department", "Departement"
    AGENCY = "agency", "Myndighet"
    COMPANY = "company", "Företag"
    UNIVERSITY = "university", "Universitet"
    OTHER = "other", "Annan"


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def municipalities(self) -> Self:
        return self.filter(kind=OrganisationKind.MUNICIPALITY)

    def existing(self, day: date) -> Self:
        """Those that exist on `day`; departments come and go with governments."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_to=None) | Q(valid_to__gte=day),
        )


@row_history()
class Organisation(models.Model):
    """An authority, municipality or company that people and remisser belong to.

    `prefix` is how a department's own numbers begin (M2020/01926);
    `email` is where answers to it are sent. Unknown facts stay blank.
    """

    name = models.CharField("namn", max_length=200)
    formal_name = models.CharField("formellt namn", max_length=200, blank=True)
    kind = models.CharField("slag", max_length=20, choices=OrganisationKind.choices)
    organisation_number = models.CharField("organisationsnummer", max_length=11, blank=True)
    code = models.CharField("kommun- eller länskod", max_length=4, blank=True)
    prefix = models.CharField("nummerprefix", max_length=4, blank=True)
    email = models.EmailField("e-post för remissvar", blank=True)
    website = models.URLField("webbplats", blank=True)
    population = models.PositiveIntegerField("folkmängd", null=True, blank=True)
    valid_from = models.DateField("finns från", null=True, blank=True)
    valid_to = models.DateField("finns till och med", null=True, blank=True)

    objects: ClassVar = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "organisation"
        verbose_name_plural = "organisationer"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "name"], name="bodies_organisation_one_name"),
            models.UniqueConstraint(
                fields=["organisation_number"],
                condition=~Q(organisation_number=""),
                name="bodies_organisation_one_number",
                violation_error_message="Organisationsnumret finns redan.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="bodies_organisation_dates_in_order",
                violation_error_message="Slutdagen ligger före startdagen.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
