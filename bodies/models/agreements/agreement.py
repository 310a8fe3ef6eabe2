"""MunicipalAgreement (samverkansavtal): between the region and one municipality."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from bodies.models.agreements import laws
from bodies.models.agreements.framework import FrameworkAgreement
from bodies.models.membership import Membership
from bodies.models.organisation import Organisation
from bodies.models.person import Person
from bodies.roles import Role
from samverkan.lib.history import never_deleted, read_only, row_history


class MunicipalAgreementQuerySet(models.QuerySet["MunicipalAgreement"]):
    def visible_to(self, person: Person) -> Self:
        """The region's staff see all; a municipality's people its own, once it is sent to it.

        Those are its registrars and whoever holds a seat for it or in one of its bodies. A
        draft that is not sent stays within the region (TF 2:12).
        """
        if not person.is_active:
            return self.none()
        if person.is_region_staff:
            return self
        seats = Membership.objects.current().filter(person=person)
        place = OuterRef("municipality")
        theirs = Q(Exists(seats.filter(on_behalf_of=place))) | Q(
            Exists(seats.filter(body__organisation=place))
        )
        if person.has_role(Role.MUNICIPAL_REGISTRAR) and person.organisation_id:
            theirs |= Q(municipality=person.organisation_id)
        return self.filter(theirs, sent_on__isnull=False)


@row_history()
class MunicipalAgreement(models.Model):
    """One municipality's agreement for one term: the common text and clauses of its own.

    Holds what happened to it as a whole. Its state follows from that, its adoptions and its
    signatures (`agreement_states`) and is stored nowhere. `version` guards against stale forms.
    """

    framework = models.ForeignKey(
        FrameworkAgreement,
        models.PROTECT,
        related_name="agreements",
        verbose_name="överenskommelse",
    )
    municipality = models.ForeignKey(
        Organisation, models.PROTECT, related_name="agreements", verbose_name="kommun"
    )
    registry_reference = models.CharField("diarienummer", max_length=100, blank=True)
    created_at = models.DateTimeField("upplagt")
    sent_on = models.DateField("skickat", null=True, blank=True)
    sent_to = models.CharField("skickat till", max_length=200, blank=True)
    archived_on = models.DateField("arkiverat", null=True, blank=True)
    ended_on = models.DateField("sista dagen, om avslutat i förtid", null=True, blank=True)
    end_reason = models.TextField("skäl till avslutet", blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar = MunicipalAgreementQuerySet.as_manager()

    class Meta:
        triggers = (
            never_deleted()
            + read_only("framework", "municipality", "created_at")
            + laws.lawful_agreement()
        )
        verbose_name = "samverkansavtal"
        verbose_name_plural = "samverkansavtal"
        ordering = ["-framework__first_day", "municipality__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "municipality"],
                name="bodies_agreement_once_a_term",
                violation_error_message="Kommunen har redan ett avtal för mandatperioden.",
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None, sent_to="") | (Q(sent_on__isnull=False) & ~Q(sent_to="")),
                name="bodies_agreement_sent_when_to_whom",
                violation_error_message="Skriv både när och till vem avtalet skickades.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, end_reason="")
                | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="bodies_agreement_ended_with_reason",
                violation_error_message="Skriv varför avtalet avslutas.",
            ),
            models.CheckConstraint(
                condition=Q(archived_on=None)
                | (Q(sent_on__isnull=False) & Q(archived_on__gte=F("sent_on"))),
                name="bodies_agreement_archived_after_sent",
                violation_error_message="Avtalet kan inte arkiveras innan det har skickats.",
            ),
        ]

    def __str__(self) -> str:
        return f"Samverkansavtal med {self.municipality} {self.framework.term}"

    def get_absolute_url(self) -> str:
        return reverse("agreement", args=[self.pk])
