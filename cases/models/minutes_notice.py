"""The notice of approved minutes, and the extract that each § leaves on its case."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bodies.models import Person
from cases.minutes_dates import APPEAL_FOR, NEXT_DAY
from cases.models.document import Document
from cases.models.minute_item import MinuteItem
from cases.models.minutes import Minutes
from cases.models.minutes_laws import lawful_notice
from samverkan.lib.history import append_only, never_deleted, read_only, row_history


@row_history()
class PostedNotice(models.Model):
    """That the approval was announced on the notice board, and when that came down (KL 8:12).

    `kept_at` says where the minutes are kept. `appeal_last` is the last day to appeal as it
    was counted when it was posted (KL 13:5); the notice stays up until that day is over. What was
    noted wrongly is corrected with a reason while it is up (`version` counts), and not after.
    """

    minutes = models.OneToOneField(Minutes, models.PROTECT, related_name="notice")
    posted_on = models.DateField("anslaget")
    kept_at = models.CharField("förvaringsplats", max_length=200)
    appeal_last = models.DateField("sista dag att överklaga")
    posted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField("antecknat")
    taken_down_on = models.DateField("nedtaget", null=True, blank=True)
    taken_down_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )

    version = models.PositiveIntegerField(default=1)

    objects: ClassVar = models.Manager()

    class Meta:
        triggers = [
            *never_deleted(),
            *read_only("minutes", "posted_by", "noted_at"),
            *lawful_notice(),
        ]
        verbose_name = "anslag"
        verbose_name_plural = "anslag"
        ordering = ["minutes"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept_at=""), name="cases_notice_says_where_kept"),
            models.CheckConstraint(
                condition=Q(appeal_last__gte=F("posted_on") + APPEAL_FOR),
                name="cases_notice_three_weeks_to_appeal",
            ),
            models.CheckConstraint(
                condition=Q(taken_down_on=None) | Q(taken_down_on__gt=F("appeal_last")),
                name="cases_notice_not_down_early",
                violation_error_message="Anslaget sitter uppe tills överklagandetiden är slut.",
            ),
            models.CheckConstraint(
                condition=Q(taken_down_on=None, taken_down_by=None)
                | Q(taken_down_on__isnull=False, taken_down_by__isnull=False),
                name="cases_notice_down_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Anslag om {self.minutes}"

    @property
    def down_earliest(self) -> date:
        """The first day that it may come down."""
        return self.appeal_last + NEXT_DAY


class MinutesExtract(models.Model):
    """The one protokollsutdrag of a §: the act on its case, made when the § was approved."""

    paragraph = models.OneToOneField(MinuteItem, models.PROTECT, related_name="extract")
    document = models.OneToOneField(Document, models.PROTECT, related_name="extract_of")
    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="extracts")
    made_at = models.DateTimeField("gjort")

    objects: ClassVar = models.Manager()

    class Meta:
        triggers = append_only()
        verbose_name = "protokollsutdrag"
        verbose_name_plural = "protokollsutdrag"
        ordering = ["minutes", "pk"]

    def __str__(self) -> str:
        return f"Utdrag {self.paragraph}"
