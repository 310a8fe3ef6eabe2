"""EntryOrder: which parties' substitutes step in for a party's members, as the council decided."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bodies.models.body import Body
from bodies.models.term import Term
from samverkan.lib.history import row_history


@row_history()
class EntryOrder(models.Model):
    """For one party in one body and term (KL 5:17–18, 6:17): `steps_in` lists parties in order.

    Within a party substitutes are called by their own number (Membership.entry_order).
    Where a party has no row, that number alone decides. `decided_on` and `paragraph` cite
    the council's minutes, when they are known.
    """

    body = models.ForeignKey(
        Body, models.PROTECT, related_name="entry_orders", verbose_name="organ"
    )
    term = models.ForeignKey(
        Term, models.PROTECT, related_name="entry_orders", verbose_name="mandatperiod"
    )
    party = models.CharField("den frånvarandes parti", max_length=10)
    steps_in = ArrayField(models.CharField(max_length=10), verbose_name="ersätts från, i ordning")
    decided_on = models.DateField("beslutat av fullmäktige", null=True, blank=True)
    paragraph = models.CharField("paragraf", max_length=20, blank=True)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = "inkallelseordning"
        verbose_name_plural = "inkallelseordningar"
        ordering = ["body", "-term", "party"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "term", "party"],
                name="bodies_entry_order_once_a_party",
                violation_error_message="Partiet har redan en ordning i organet den perioden.",
            ),
            models.CheckConstraint(
                condition=Q(steps_in__len__gte=1),
                name="bodies_entry_order_some_party",
                violation_error_message="Skriv minst ett parti.",
            ),
            models.CheckConstraint(
                condition=Q(paragraph="") | Q(decided_on__isnull=False),
                name="bodies_entry_order_paragraph_of_a_day",
                violation_error_message="Skriv vilken dag fullmäktige beslutade.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body.abbreviation} {self.term}: {self.party} ersätts av {self.in_words}"

    @property
    def in_words(self) -> str:
        return ", ".join(self.steps_in)
