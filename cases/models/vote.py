"""Vote and Ballot: an open vote by name on one § (KL 5:54–56, 6:33)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bodies.models import Person
from cases.models.minute_item import MinuteItem
from cases.voting import Choice, Result, result
from samverkan.lib.history import row_history


@row_history()
class Vote(models.Model):
    """One vote: what ja and nej stand for, and who presided. A § may have several, in order.

    What won is counted from the ballots and kept nowhere.
    """

    minute_item = models.ForeignKey(MinuteItem, models.PROTECT, related_name="votes")
    number = models.PositiveSmallIntegerField("ordning")
    yes_means = models.CharField("ja betyder", max_length=300)
    no_means = models.CharField("nej betyder", max_length=300)
    chair = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="ordförande vid omröstningen"
    )
    recorded_at = models.DateTimeField("antecknat")
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="av")

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = "omröstning"
        verbose_name_plural = "omröstningar"
        ordering = ["minute_item", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["minute_item", "number"], name="cases_vote_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(yes_means="") & ~Q(no_means=""), name="cases_vote_means_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minute_item}, omröstning {self.number}"

    @property
    def result(self) -> Result:
        """Reads the ballots."""
        choices = {ballot.person_id: Choice(ballot.choice) for ballot in self.ballots.all()}
        return result(choices, self.chair_id)


@row_history()
class Ballot(models.Model):
    """What one person who took part voted, and for which party they sat that day."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="ballots")
    person = models.ForeignKey(Person, models.PROTECT, related_name="ballots")
    party = models.CharField("parti", max_length=60, blank=True)
    choice = models.CharField("röst", max_length=10, choices=Choice.choices())

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = "röst"
        verbose_name_plural = "röster"
        ordering = ["vote", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "person"], name="cases_ballot_one_each"),
            models.CheckConstraint(
                condition=Q(choice__in=[each.value for each in Choice]),
                name="cases_ballot_known_choice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_choice_display()}"
