"""SeatRule: how a joint body is composed of others."""

from django.db import models
from django.db.models import F, Q

from bodies.models.body import Body
from samverkan.lib.history import row_history


@row_history()
class SeatRule(models.Model):
    """`seats` chairs in `body` belong to members of `source`.

    With `takes_all` every member of the source sits, so the seats are derived
    and never entered twice; otherwise the source's chosen members have
    memberships of their own in `body`, which are checked against the rule.
    """

    body = models.ForeignKey(Body, models.CASCADE, related_name="seat_rules", verbose_name="organ")
    source = models.ForeignKey(
        Body, models.PROTECT, related_name="seats_elsewhere", verbose_name="hämtas från"
    )
    seats = models.PositiveSmallIntegerField("antal platser")
    takes_all = models.BooleanField("alla ledamöter ingår", default=False)

    class Meta:
        verbose_name = "platsregel"
        verbose_name_plural = "platsregler"
        ordering = ["body", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "source"], name="bodies_seat_rule_once"),
            models.CheckConstraint(
                condition=~Q(body=F("source")),
                name="bodies_seat_rule_other_body",
                violation_error_message="Ett organ kan inte hämta platser från sig självt.",
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="bodies_seat_rule_some_seats"),
        ]

    def __str__(self) -> str:
        count = f"alla {self.seats}" if self.takes_all else str(self.seats)
        return f"{count} från {self.source.abbreviation}"
