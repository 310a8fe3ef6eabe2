"""Minutes sent to be approved, who approves them, and what they said (KL 5:69, 6:35)."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from bodies.models import Meeting, Person
from cases.models.minute_item import MinuteItem
from cases.models.minutes_laws import (
    lawful_approval,
    lawful_approver,
    lawful_minutes,
    lawful_return,
)
from samverkan.lib.history import append_only, never_deleted, read_only, row_history


class ApproverRole(models.TextChoices):
    CHAIR = "chair", "Ordförande"
    APPROVER = "approver", "Justerare"


@row_history()
class Approver(models.Model):
    """Who approves a meeting's minutes: whoever chaired it, and those chosen beside the chair.

    `signs_on` is the day of digital signing that the meeting set.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="approvers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="person")
    role = models.CharField("uppgift", max_length=20, choices=ApproverRole.choices)
    signs_on = models.DateField("justeras den")
    chosen_at = models.DateTimeField("vald")
    chosen_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects: ClassVar = models.Manager()

    class Meta:
        triggers = lawful_approver()
        verbose_name = "justerare"
        verbose_name_plural = "justerare"
        ordering = ["meeting", "-role", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="cases_approver_once"),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(role=ApproverRole.CHAIR),
                name="cases_approver_one_chair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display().lower()})"


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def waiting(self) -> Self:
        """With those who approve them: neither approved nor handed back."""
        return self.filter(approved_at=None, handed_back=None)

    def approved(self) -> Self:
        return self.exclude(approved_at=None)

    def whole(self) -> Self:
        return self.filter(paragraph=None)


class Minutes(models.Model):
    """One edition of a meeting's minutes, or of one § alone (omedelbar justering).

    `content` is frozen when it is sent to be approved, and so is what it was made of until
    it is handed back. A later edition corrects one that was, and says why. `approved_at` is
    set by the last approval, and is then the day that the notice is counted from.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes")
    paragraph = models.ForeignKey(
        MinuteItem, models.PROTECT, null=True, blank=True, related_name="minutes"
    )
    number = models.PositiveSmallIntegerField("utgåva")
    content = models.JSONField("innehåll")
    reason = models.TextField("varför den rättas", blank=True)
    made_at = models.DateTimeField("skickat")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField("justerat", null=True, blank=True)

    objects: ClassVar = MinutesQuerySet.as_manager()

    class Meta:
        triggers = [
            *never_deleted(),
            *read_only("meeting", "paragraph", "number", "content", "reason", "made_at", "made_by"),
            *lawful_minutes(),
        ]
        verbose_name = "protokoll"
        verbose_name_plural = "protokoll"
        ordering = ["meeting", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "paragraph", "number"],
                nulls_distinct=False,
                name="cases_minutes_one_edition",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | (Q(number__gt=1) & ~Q(reason="")),
                name="cases_minutes_corrected_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None) | Q(approved_at__gte=F("made_at")),
                name="cases_minutes_approved_after_sent",
            ),
        ]

    def __str__(self) -> str:
        what = f" {self.paragraph.citation}" if self.paragraph else ""
        return f"{self.meeting}{what}: utgåva {self.number}"

    @property
    def is_whole(self) -> bool:
        return self.paragraph_id is None


class Approval(models.Model):
    """That somebody has approved an edition: as themselves, and once."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="approvals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField("justerat")

    objects: ClassVar = models.Manager()

    class Meta:
        triggers = append_only() + lawful_approval()
        verbose_name = "justering"
        verbose_name_plural = "justeringar"
        ordering = ["minutes", "approved_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "person"],
                name="cases_approval_once",
                violation_error_message="Du har redan justerat.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.minutes}"


class MinutesReturn(models.Model):
    """An edition handed back: by one who will not approve it, or by the secretary to mend it."""

    minutes = models.OneToOneField(Minutes, models.PROTECT, related_name="handed_back")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.TextField("skäl")
    returned_at = models.DateTimeField("lämnat tillbaka")

    objects: ClassVar = models.Manager()

    class Meta:
        triggers = append_only() + lawful_return()
        verbose_name = "återlämnat protokoll"
        verbose_name_plural = "återlämnade protokoll"
        ordering = ["minutes"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="cases_minutes_return_with_reason",
                violation_error_message="Skriv varför.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} tillbaka"
