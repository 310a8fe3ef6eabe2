"""Membership: who holds which seat in a body, from when to when."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from bodies.models.body import Body
from bodies.models.organisation import Organisation
from bodies.models.person import Person
from samverkan.lib.dates import today
from samverkan.lib.history import row_history


class Seat(models.TextChoices):
    CHAIR = "chair", "Ordförande"
    VICE_CHAIR = "vice_chair", "Vice ordförande"
    MEMBER = "member", "Ledamot"
    SUBSTITUTE = "substitute", "Ersättare"
    OBSERVER = "observer", "Insynsplats"
    SECRETARY = "secretary", "Sekreterare"


VOTING_SEATS = (Seat.CHAIR, Seat.VICE_CHAIR, Seat.MEMBER)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> Self:
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)

    def current(self) -> Self:
        return self.on(today())

    def voting(self) -> Self:
        """Ordinary members: chair and vice chair are members too (KL 6:21)."""
        return self.filter(seat__in=VOTING_SEATS)


@row_history()
class Membership(models.Model):
    """One person's seat in one body between two days, both included.

    `entry_order` ranks substitutes (the order in which they step in is decided
    by the council, KL 5:17–20). `on_behalf_of` is whom the seat speaks for,
    usually a municipality. The same person never holds two seats in a body at
    once.
    """

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="memberships", verbose_name="person"
    )
    body = models.ForeignKey(Body, models.PROTECT, related_name="memberships", verbose_name="organ")
    seat = models.CharField("plats", max_length=20, choices=Seat.choices, default=Seat.MEMBER)
    party = models.CharField("parti", max_length=10, blank=True)
    on_behalf_of = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="represented_by",
        verbose_name="företräder",
    )
    entry_order = models.PositiveSmallIntegerField(
        "inkallelseordning", null=True, blank=True, help_text="Bara för ersättare: 1 kallas först."
    )
    valid_from = models.DateField("från")
    valid_to = models.DateField("till och med", null=True, blank=True)

    objects: ClassVar = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "uppdrag"
        verbose_name_plural = "uppdrag"
        ordering = ["body", "-valid_from", "pk"]
        indexes = [models.Index(fields=["body", "valid_from"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="bodies_membership_dates_in_order",
                violation_error_message="Slutdagen ligger före startdagen.",
            ),
            models.CheckConstraint(
                condition=Q(entry_order=None) | Q(seat=Seat.SUBSTITUTE),
                name="bodies_membership_order_for_substitutes",
                violation_error_message="Bara ersättare har inkallelseordning.",
            ),
            # btree_gist is not there, so equality is written as overlapping int8 ranges. By
            # the fields' names, not their columns', or Django's own check cannot put the
            # values in and finds an overlap with everybody.
            ExclusionConstraint(
                name="bodies_membership_no_overlap",
                expressions=[
                    (
                        Func(F("person"), F("person"), Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(F("body"), F("body"), Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(F("valid_from"), F("valid_to"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=(
                    "Personen har redan ett uppdrag i organet under en del av tiden. "
                    "Avsluta det först."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.get_seat_display()} i {self.body.abbreviation}"
