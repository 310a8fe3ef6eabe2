"""Referral (remiss): what came from outside and asks for the region's opinion."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bodies.models import Organisation
from cases.models.case import Case
from samverkan.lib.history import row_history


@row_history()
class Referral(models.Model):
    """The facts of the letter that made the case.

    `sender` is known by the registry of organisations or else written as free
    text in `sender_name`, which is always filled. `inquiry` is the report sent
    for comment (SOU 2020:73, Ds 2022:11) when it has a number.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="referral")
    sender = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    sender_name = models.CharField("avsändare", max_length=200)
    sender_reference = models.CharField("avsändarens diarienummer", max_length=60, blank=True)
    inquiry = models.CharField("utredning", max_length=60, blank=True)
    reply_address = models.EmailField("svaret skickas till", blank=True)
    own_initiative = models.BooleanField("eget initiativ", default=False)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = "remiss"
        verbose_name_plural = "remisser"
        indexes = [
            models.Index(
                fields=["inquiry"], condition=~Q(inquiry=""), name="cases_referral_inquiry"
            ),
            models.Index(
                fields=["sender_reference"],
                condition=~Q(sender_reference=""),
                name="cases_referral_reference",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(sender_name=""), name="cases_referral_has_sender"),
        ]

    def __str__(self) -> str:
        return f"{self.sender_name} {self.sender_reference}".strip()
