"""MinuteItem: one § of a formal body's minutes. ParagraphSeries: what keeps the §§ gapless."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bodies.models import AgendaPoint, Body, Meeting, Person
from cases.models.agenda_item import AgendaItem
from cases.models.laws import lawful_minute_item
from samverkan.lib.history import never_deleted, read_only, row_history


class ParagraphSeries(models.Model):
    """The highest § that a body has used in a calendar year.

    Whoever gives a § holds the row until the transaction ends; a number that is not used is
    given back by the rollback, so there are no gaps that nobody meant.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="paragraph_series")
    year = models.PositiveSmallIntegerField("år")
    last = models.PositiveIntegerField("senaste paragraf", default=0)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = "paragrafserie"
        verbose_name_plural = "paragrafserier"
        constraints = [
            models.UniqueConstraint(fields=["body", "year"], name="cases_paragraph_series_once"),
        ]

    def __str__(self) -> str:
        return f"{self.body.abbreviation} § {self.last}/{self.year}"


@row_history()
class MinuteItem(models.Model):
    """One § of the minutes: its number, and what the minutes say under it (KL 5:65–67, 6:35).

    The only home of the number: a board's decision has the § of its item here. An item that
    is withdrawn keeps its § and the minutes say "utgår". `title` is for what is no case: a
    `point` of the agenda (opening, roll call …), or something of its own. So is
    `decision_text`, where no case is decided: a case's decision is its `Decision`.
    `statement` is a protokollsanteckning. `version` guards against stale forms. A samråd has
    none: it only advises.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minute_items")
    body = models.ForeignKey(Body, models.PROTECT, related_name="minute_items")
    year = models.PositiveSmallIntegerField("år")
    number = models.PositiveIntegerField("paragraf")
    position = models.PositiveSmallIntegerField("ordning")
    item = models.OneToOneField(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="minute_item"
    )
    point = models.OneToOneField(
        AgendaPoint, models.PROTECT, null=True, blank=True, related_name="minute_item"
    )
    title = models.CharField("rubrik", max_length=300, blank=True)
    summary = models.TextField("sammanfattning", blank=True)
    putting_order = models.TextField("propositionsordning", blank=True)
    decision_text = models.TextField("beslut", blank=True)
    statement = models.TextField("protokollsanteckning", blank=True)
    made_at = models.DateTimeField("tillkom")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="av")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar = models.Manager()

    class Meta:
        triggers = [
            *never_deleted(),
            *read_only("meeting", "body", "year", "number", "item", "point", "made_at", "made_by"),
            *lawful_minute_item(),
        ]
        verbose_name = "paragraf"
        verbose_name_plural = "paragrafer"
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year", "number"],
                name="cases_minute_item_one_number",
                violation_error_message="Paragrafen är redan använd i år.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="cases_minute_item_number_from_one"
            ),
            models.CheckConstraint(
                condition=Q(item__isnull=False) | ~Q(title=""),
                name="cases_minute_item_about_something",
            ),
            models.CheckConstraint(
                condition=Q(item=None) | Q(point=None), name="cases_minute_item_item_or_point"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body.abbreviation} {self.citation}"

    @property
    def citation(self) -> str:
        return f"§ {self.number}/{self.year}"
