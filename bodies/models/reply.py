"""Reply: whether somebody comes to a meeting."""

from typing import ClassVar, Self

from django.db import models

from bodies.models.meeting import Meeting
from bodies.models.person import Person
from samverkan.lib.history import row_history


class Answer(models.TextChoices):
    YES = "yes", "Kommer"
    DISTANCE = "distance", "Deltar på distans"
    NO = "no", "Kommer inte"


COMING = (Answer.YES.value, Answer.DISTANCE.value)


class ReplyQuerySet(models.QuerySet["Reply"]):
    def to(self, meeting: Meeting) -> Self:
        """Those about the day that the meeting has now: an answer about another day is none."""
        return self.filter(meeting=meeting, day=meeting.day)


@row_history()
class Reply(models.Model):
    """What one person answered last; the rows before are in the row's history.

    `day` is the meeting's day as it was asked about, so that a moved meeting asks anew.
    `by` is somebody else than `person` when the secretary noted a telephone call.
    Distance counts as present where the council allows it (KL 5:16, 6:24).
    """

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="replies", verbose_name="möte"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="meeting_replies", verbose_name="person"
    )
    day = models.DateField("om mötet den")
    answer = models.CharField("svar", max_length=10, choices=Answer.choices)
    at = models.DateTimeField("svarade")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="antecknat av")

    objects: ClassVar = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = "svar på kallelse"
        verbose_name_plural = "svar på kallelser"
        ordering = ["meeting", "at"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="bodies_reply_one_a_person"),
            models.CheckConstraint(
                condition=models.Q(answer__in=Answer.values), name="bodies_reply_known_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_answer_display()}"

    @property
    def comes(self) -> bool:
        return self.answer in COMING

    @property
    def is_noted(self) -> bool:
        """Noted by somebody else than who answered."""
        return self.by_id != self.person_id
