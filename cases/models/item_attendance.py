"""ItemAbsence and Recusal: where an item's attendance differs from its meeting's."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bodies.models import Meeting, Person
from cases.models.agenda_item import AgendaItem
from samverkan.lib.history import row_history


class Ground(models.IntegerChoices):
    """Why somebody is challenged: the points of KL 6:28."""

    PARTY = 1, "Part i ärendet eller påverkas av det, själv eller en närstående (p. 1)"
    REPRESENTATIVE = 2, "Ställföreträdare eller ombud i ärendet, själv eller en närstående (p. 2)"
    SUPERVISION = 3, "Ärendet är tillsyn över verksamhet som personen är knuten till (p. 3)"
    OTHER = 4, "Annan särskild omständighet gör att opartiskheten kan ifrågasättas (p. 4)"


class OutOfItem(models.Model):
    """One person who takes no part in one item at one meeting.

    `meeting` is the item's own, or the samråd that has the same agenda by reference.
    `stands_in` is the substitute who serves in the place during this item, if there is one.
    """

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="%(class)ss")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="%(class)ss")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="%(class)ss", verbose_name="person"
    )
    stands_in = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ersätts av"
    )
    noted_at = models.DateTimeField("antecknat")
    noted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="av")

    objects: ClassVar = models.Manager()

    class Meta:
        abstract = True
        ordering = ["item", "pk"]


@row_history()
class ItemAbsence(OutOfItem):
    """Was at the meeting, but not when the item was treated."""

    class Meta(OutOfItem.Meta):
        verbose_name = "frånvaro vid ärende"
        verbose_name_plural = "frånvaro vid ärenden"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "meeting", "person"], name="cases_item_absence_once"
            ),
            models.CheckConstraint(
                condition=Q(stands_in=None) | ~Q(stands_in=F("person")),
                name="cases_item_absence_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} borta"


@row_history()
class Recusal(OutOfItem):
    """Challenged (jäv): takes no part in the item and is not in the room (KL 6:28–30)."""

    ground = models.PositiveSmallIntegerField("grund", choices=Ground.choices)

    class Meta(OutOfItem.Meta):
        verbose_name = "jäv"
        verbose_name_plural = "jäv"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "meeting", "person"], name="cases_recusal_once"
            ),
            models.CheckConstraint(
                condition=Q(stands_in=None) | ~Q(stands_in=F("person")),
                name="cases_recusal_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(ground__in=Ground.values), name="cases_recusal_known_ground"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} jävig (KL 6:28 p. {self.ground})"
