"""ReminderDays: on other days than the rule's own, for a body or a person."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bodies.models.body import Body
from bodies.models.person import Person
from samverkan.lib.history import row_history


@row_history()
class ReminderDays(models.Model):
    """Days from the day in question: before it as negative, after it as positive numbers.

    A person's own days go before the body's, and those before the rule's (a row
    without either). The rule says whether they are working days.
    """

    rule = models.CharField("regel", max_length=60)
    body = models.ForeignKey(
        Body, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="organ"
    )
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="person"
    )
    days = ArrayField(models.SmallIntegerField(), verbose_name="dagar", size=6)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = "påminnelsedagar"
        verbose_name_plural = "påminnelsedagar"
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "body", "person"],
                nulls_distinct=False,
                name="bodies_reminder_days_once",
                violation_error_message="Det finns redan dagar för den regeln och den mottagaren.",
            ),
            models.CheckConstraint(
                condition=Q(body=None) | Q(person=None),
                name="bodies_reminder_days_body_or_person",
                violation_error_message="Välj ett organ eller en person, inte båda.",
            ),
            models.CheckConstraint(condition=Q(days__len__gte=1), name="bodies_reminder_days_some"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.person or self.body or 'alla'}"
