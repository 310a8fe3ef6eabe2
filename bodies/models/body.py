"""Body (organ): whatever meets, from the council to the advisory samråd."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from bodies.models.organisation import Organisation
from samverkan.lib.history import row_history


class BodyKind(models.TextChoices):
    COUNCIL = "council", "Fullmäktige"
    EXECUTIVE = "executive", "Styrelse"
    BOARD = "board", "Nämnd"
    WORKING_COMMITTEE = "working_committee", "Arbetsutskott"
    COUNCIL_COMMITTEE = "council_committee", "Fullmäktigeberedning"
    MUNICIPAL_DELEGATION = "municipal_delegation", "Primärkommunal delegation"
    SECTOR_DELEGATION = "sector_delegation", "Verksamhetsdelegation"
    CONSULTATION = "consultation", "Samråd"


class BodyQuerySet(models.QuerySet["Body"]):
    def seating(self, person_id: int, day: date) -> Self:
        """Bodies in which the person has a seat on `day`.

        A seat is a membership of one's own, or one that a seat rule derives
        from another body (all of PKD AU sit in the samråd). A substitute from there
        who is to step in sits until that meeting's day is over.
        """
        from bodies.models.call import ACCEPTED, Call
        from bodies.models.membership import Membership
        from bodies.models.seat_rule import SeatRule

        held = Membership.objects.filter(person_id=person_id).on(day)
        derived = SeatRule.objects.filter(takes_all=True, body=OuterRef("pk")).filter(
            Exists(held.voting().filter(body=OuterRef("source")))
        )
        called = Call.objects.filter(
            substitute=person_id, answer__in=ACCEPTED, day__gte=day, meeting__body=OuterRef("pk")
        )
        own = Exists(held.filter(body=OuterRef("pk")))
        return self.filter(own | Exists(derived) | Exists(called))

    def heard_in(self, person_id: int, day: date) -> Self:
        """Bodies in which the person has a say on `day`: not as secretary or observer only."""
        from bodies.models.membership import Membership, Seat

        silent = Membership.objects.filter(
            person_id=person_id, body=OuterRef("pk"), seat__in=(Seat.SECRETARY, Seat.OBSERVER)
        )
        return self.seating(person_id, day).exclude(Exists(silent.on(day)))


@row_history()
class Body(models.Model):
    """A council, board, committee, delegation or consultation.

    `decides` is false for those that only prepare or advise. `summons_days`
    and `papers_days` are calendar days before a meeting, set by the body's own
    rules (reglemente), since the law sets none for boards. `series` is the
    registry series of its cases (RUN 123-2026).
    """

    key = models.SlugField("kortnamn i adressen", max_length=40, unique=True)
    name = models.CharField("namn", max_length=200)
    abbreviation = models.CharField("förkortning", max_length=20)
    kind = models.CharField("slag", max_length=30, choices=BodyKind.choices)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bodies",
        verbose_name="organisation",
        help_text="Lämna tomt för organ som flera organisationer har gemensamt.",
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="hör till",
    )
    decides = models.BooleanField("beslutar", default=False)
    summons_days = models.PositiveSmallIntegerField("kallelse, dagar före", default=7)
    papers_days = models.PositiveSmallIntegerField("handlingar, dagar före", default=14)
    notes_label = models.CharField(
        "vad anteckningarna kallas",
        max_length=60,
        default="Minnesanteckningar",
        help_text="För samråd: rubriken på det som skrivs från mötet.",
    )
    series = models.CharField("diarieserie", max_length=10, blank=True)
    note = models.TextField("beskrivning", blank=True)

    objects: ClassVar = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = "organ"
        verbose_name_plural = "organ"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=BodyKind.CONSULTATION) | Q(decides=False),
                name="bodies_body_consultation_never_decides",
                violation_error_message="Ett samråd är rådgivande och kan inte besluta.",
            ),
            # It stands in every case's address.
            models.CheckConstraint(
                condition=Q(series="") | Q(series__regex=r"^[A-Z]{1,10}$"),
                name="bodies_body_series_in_capitals",
                violation_error_message="Diarieserien skrivs med 1–10 stora bokstäver, A–Z.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("body", args=[self.key])

    @property
    def authority(self) -> str:
        """What the body's word is worth, for people."""
        if self.decides:
            return "Beslutar"
        preparing = (BodyKind.WORKING_COMMITTEE, BodyKind.COUNCIL_COMMITTEE)
        return "Bereder" if self.kind in preparing else "Ger råd"
