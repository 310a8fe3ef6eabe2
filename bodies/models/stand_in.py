"""StandIn: who gets a person's notices while the person is away."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from bodies.models.person import Person
from samverkan.lib.history import row_history


class StandInQuerySet(models.QuerySet["StandIn"]):
    def on(self, day: date) -> Self:
        return self.filter(first_day__lte=day, last_day__gte=day)


@row_history()
class StandIn(models.Model):
    """From the first day to the last, both included; one stand-in at a time."""

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="stand_ins", verbose_name="borta"
    )
    stand_in = models.ForeignKey(
        Person, models.PROTECT, related_name="stands_in_for", verbose_name="ersättare"
    )
    first_day = models.DateField("från")
    last_day = models.DateField("till och med")

    objects: ClassVar = StandInQuerySet.as_manager()

    class Meta:
        verbose_name = "ersättare"
        verbose_name_plural = "ersättare"
        ordering = ["-first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="bodies_stand_in_days_in_order",
                violation_error_message="Sista dagen ligger före den första.",
            ),
            models.CheckConstraint(
                condition=~Q(stand_in=F("person")),
                name="bodies_stand_in_somebody_else",
                violation_error_message="Välj någon annan än dig själv.",
            ),
            # btree_gist is not there: see bodies_membership_no_overlap.
            ExclusionConstraint(
                name="bodies_stand_in_no_overlap",
                expressions=[
                    (
                        Func(F("person"), F("person"), Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(F("first_day"), F("last_day"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="Du har redan en ersättare under en del av tiden.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stand_in} i stället för {self.person}"
