"""What several rows of an agreement have in common: a kept file, being voided, choices."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q

from bodies.models.person import Person


def choices(words: Mapping[Any, str]) -> list[tuple[str, str]]:
    """From the words of a StrEnum's values."""
    return [(value.value, word) for value, word in words.items()]


class WithFile(models.Model):
    """A file as it came: size in bytes, SHA-256 in hex. All of it is there or none."""

    file = models.FileField("fil", upload_to="avtal/%Y/%m/", max_length=200, blank=True)
    filename = models.CharField("filnamn", max_length=200, blank=True)
    content_type = models.CharField("filtyp", max_length=100, blank=True)
    size = models.PositiveBigIntegerField("storlek", default=0)
    sha256 = models.CharField("kontrollsumma", max_length=64, blank=True)

    class Meta:
        abstract = True


def whole_file(name: str) -> models.CheckConstraint:
    """The facts about a file are given when there is one, and only then."""
    none = Q(file="", filename="", content_type="", size=0, sha256="")
    given = Q(sha256__regex=r"^[0-9a-f]{64}$", size__gt=0)
    whole = given & ~Q(file="") & ~Q(filename="") & ~Q(content_type="")
    return models.CheckConstraint(
        condition=none | whole,
        name=name,
        violation_error_message="Filen saknar namn, storlek eller kontrollsumma.",
    )


class Voidable(models.Model):
    """Never deleted: a mistake is voided, by somebody, at a time and with a reason."""

    voided_at = models.DateTimeField("makulerad", null=True, blank=True)
    voided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="makulerad av"
    )
    void_reason = models.TextField("skäl", blank=True)

    class Meta:
        abstract = True


def voided_whole(name: str) -> models.CheckConstraint:
    none = Q(voided_at=None, voided_by=None, void_reason="")
    whole = Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")
    return models.CheckConstraint(
        condition=none | whole,
        name=name,
        violation_error_message="Skriv varför det makuleras.",
    )
