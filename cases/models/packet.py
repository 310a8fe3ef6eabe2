"""Packet: a meeting's papers as one PDF, for those who sit in the body or for the staff."""

from datetime import datetime
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from bodies.models import Meeting, Person
from cases.outcomes import Labelled


class Edition(Labelled):
    """For whom a meeting's papers are put together."""

    MEMBERS = "members", "Ledamöternas exemplar"
    STAFF = "staff", "Personalens exemplar"


class PacketState(Labelled):
    WAITING = "waiting", "Väntar"
    MAKING = "making", "Görs"
    DONE = "done", "Klar"
    FAILED = "failed", "Misslyckades"


UNDER_WAY = (PacketState.WAITING.value, PacketState.MAKING.value)


class PacketQuerySet(models.QuerySet["Packet"]):
    def under_way(self) -> Self:
        return self.filter(state__in=UNDER_WAY)

    def to_make(self, now: datetime) -> Self:
        """Waiting, or left by a worker whose lease has run out."""
        return self.under_way().exclude(state=PacketState.MAKING, lease_until__gte=now)

    def made(self) -> Self:
        return self.filter(state=PacketState.DONE)


class Packet(models.Model):
    """One making of one edition of a meeting's papers.

    `sign` is that of what it was made from (queries.papers), `documents` the keys of the
    documents in it, which the reader's right is asked for again when it is fetched.
    `missing` lists what could not be put in: number, title, act and why. `attempt` counts
    the workers that have taken it: only the last one may finish it. No part of a case:
    a newer one takes its place and its file.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="packets")
    edition = models.CharField("exemplar", max_length=20, choices=Edition.choices())
    sign = models.CharField("innehållets kontrollsumma", max_length=64)
    state = models.CharField(
        "läge", max_length=20, choices=PacketState.choices(), default=PacketState.WAITING.value
    )
    done = models.PositiveIntegerField("färdiga", default=0)
    total = models.PositiveIntegerField("av", default=0)
    attempt = models.PositiveSmallIntegerField("försök", default=0)
    lease_until = models.DateTimeField("upptagen till", null=True, blank=True)
    asked_at = models.DateTimeField("beställd")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("färdig", null=True, blank=True)
    file = models.FileField("fil", upload_to="paket/%Y/%m/", max_length=200, blank=True)
    size = models.PositiveBigIntegerField("storlek", default=0)
    pages = models.PositiveIntegerField("sidor", default=0)
    sha256 = models.CharField("kontrollsumma", max_length=64, blank=True)
    documents = ArrayField(models.BigIntegerField(), verbose_name="handlingar", default=list)
    missing = models.JSONField("saknas", default=list, blank=True)
    error = models.TextField("varför den inte blev färdig", blank=True)

    objects: ClassVar = PacketQuerySet.as_manager()

    class Meta:
        verbose_name = "möteshandlingar"
        verbose_name_plural = "möteshandlingar"
        ordering = ["meeting", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "edition"],
                condition=Q(state__in=UNDER_WAY),
                name="cases_packet_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="done", made_at__isnull=False, size__gt=0, pages__gt=0)
                & ~Q(file="")
                & ~Q(sha256="")
                | (~Q(state="done") & Q(made_at=None, file="", sha256="", size=0, pages=0)),
                name="cases_packet_done_and_whole",
            ),
            models.CheckConstraint(
                condition=Q(state="making", lease_until__isnull=False, attempt__gte=1)
                | (~Q(state="making") & Q(lease_until=None)),
                name="cases_packet_making_has_lease",
            ),
            models.CheckConstraint(
                condition=Q(state="failed") & ~Q(error="") | ~Q(state="failed") & Q(error=""),
                name="cases_packet_failed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(done__lte=F("total")), name="cases_packet_done_of_total"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.get_edition_display()}"

    @property
    def is_there(self) -> bool:
        """Finished, and its file is on the disk."""
        return bool(self.file) and self.file.storage.exists(str(self.file))

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def has_failed(self) -> bool:
        return self.state == PacketState.FAILED
