"""Presence: who was at a meeting, in which seat, and whose place they served in."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bodies.models.meeting import Meeting
from bodies.models.membership import Seat
from bodies.models.person import Person
from samverkan.lib.history import row_history


class Mode(models.TextChoices):
    ROOM = "room", "På plats"
    DISTANCE = "distance", "På distans"


@row_history()
class Presence(models.Model):
    """One person at one meeting; nobody without a row was there.

    `serves_for` is the member whose place a substitute takes (KL 5:17–20); a substitute
    without one is there without serving (KL 6:17). `arrived` and `left` are instants, blank
    for from the start and to the end. Where an item differs it says so itself
    (cases.ItemAbsence, cases.Recusal). Distance counts as present (KL 5:16, 6:24).
    """

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="presences", verbose_name="möte"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="presences", verbose_name="person"
    )
    seat = models.CharField("plats", max_length=20, choices=Seat.choices)
    serves_for = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ersätter"
    )
    mode = models.CharField("hur", max_length=10, choices=Mode.choices, default=Mode.ROOM)
    arrived = models.DateTimeField("kom", null=True, blank=True)
    left = models.DateTimeField("gick", null=True, blank=True)
    noted_at = models.DateTimeField("antecknat")
    noted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="av")

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = "närvaro"
        verbose_name_plural = "närvaro"
        ordering = ["meeting", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], name="bodies_presence_one_a_person"
            ),
            models.CheckConstraint(
                condition=Q(serves_for=None)
                | (Q(seat=Seat.SUBSTITUTE) & ~Q(person=F("serves_for"))),
                name="bodies_presence_substitutes_serve",
                violation_error_message="Bara en ersättare kan tjänstgöra för någon annan.",
            ),
            models.CheckConstraint(
                condition=Q(arrived=None) | Q(left=None) | Q(left__gt=F("arrived")),
                name="bodies_presence_left_after_arrived",
                violation_error_message="Tiden då personen gick ligger före tiden då den kom.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_mode_display().lower()}"
