"""FrameworkAgreement (samverkansöverenskommelse): one text a term, in versions."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bodies.models.agreements import laws
from bodies.models.agreements.parts import WithFile, whole_file
from bodies.models.person import Person
from bodies.models.term import Term
from samverkan.lib.history import append_only, never_deleted, read_only, row_history


@row_history()
class FrameworkAgreement(models.Model):
    """The one text that the region and all its municipalities adopt before a term.

    Its days are the term's unless somebody has written others. `version` guards against
    stale forms; the versions of the text are rows of their own.
    """

    term = models.OneToOneField(
        Term, models.PROTECT, related_name="framework", verbose_name="mandatperiod"
    )
    title = models.CharField("titel", max_length=200)
    first_day = models.DateField("gäller från")
    last_day = models.DateField("gäller till och med")
    created_at = models.DateTimeField("upplagd")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar = models.Manager()

    class Meta:
        triggers = never_deleted() + read_only("term", "created_at") + laws.lawful_framework()
        verbose_name = "samverkansöverenskommelse"
        verbose_name_plural = "samverkansöverenskommelser"
        ordering = ["-first_day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="bodies_framework_days_in_order",
                violation_error_message="Sista dagen ligger före den första.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def years(self) -> range:
        """The calendar years in which it holds: there is a fee for each."""
        return range(self.first_day.year, self.last_day.year + 1)


@row_history()
class FrameworkVersion(WithFile):
    """The text as it was at one time, written here or as a file. It is never changed."""

    framework = models.ForeignKey(FrameworkAgreement, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("version")
    text = models.TextField("text", blank=True)
    what_changed = models.TextField("vad som ändrats", blank=True)
    made_at = models.DateTimeField("gjord")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="gjord av")

    objects: ClassVar = models.Manager()

    class Meta:
        triggers = append_only()
        verbose_name = "version av texten"
        verbose_name_plural = "versioner av texten"
        ordering = ["framework", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "number"],
                name="bodies_framework_version_once",
                violation_error_message="Texten har redan en version med det numret.",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | (Q(number__gt=1) & ~Q(what_changed="")),
                name="bodies_framework_version_what_changed",
                violation_error_message="Skriv vad som har ändrats.",
            ),
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(file=""),
                name="bodies_framework_version_text_or_file",
                violation_error_message="Skriv texten eller lägg till en fil.",
            ),
            whole_file("bodies_framework_version_whole_file"),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"
