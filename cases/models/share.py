"""Share: the logged act that lets somebody outside the region's staff see a case."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from bodies.models import Body, Organisation, Person
from bodies.roles import Role
from cases.models.case import Case
from samverkan.lib.dates import today
from samverkan.lib.history import never_deleted, row_history


class ShareQuerySet(models.QuerySet["Share"]):
    def reaching(self, person: Person) -> Self:
        """Shares with a body the person sits in today, or with their municipality."""
        seated = Body.objects.seating(person.pk, today()).filter(pk=OuterRef("body_id"))
        reached = Q(Exists(seated))
        if person.has_role(Role.MUNICIPAL_REGISTRAR) and person.organisation_id:
            reached |= Q(organisation_id=person.organisation_id)
        return self.filter(reached)


@row_history()
class Share(models.Model):
    """A case shared with a body's members or with an organisation.

    What is shared with the municipalities is sent out, and so becomes an
    official document (TF 2:10, 2:12): sharing is an act of its own, never a
    side effect that nobody sees.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="shares")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="shares")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="shares"
    )
    shared_at = models.DateTimeField("delat")
    shared_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects: ClassVar = ShareQuerySet.as_manager()

    class Meta:
        triggers = never_deleted()
        verbose_name = "delning"
        verbose_name_plural = "delningar"
        ordering = ["case", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "body"], name="cases_share_body_once"),
            models.UniqueConstraint(
                fields=["case", "organisation"], name="cases_share_organisation_once"
            ),
            models.CheckConstraint(
                condition=Q(body__isnull=False, organisation=None)
                | Q(body=None, organisation__isnull=False),
                name="cases_share_body_or_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case.registry_number} delat med {self.body or self.organisation}"
