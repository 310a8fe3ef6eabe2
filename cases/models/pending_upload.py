"""PendingUpload: a file that came with a form that was not yet right."""

import uuid
from typing import ClassVar

from django.db import models

from bodies.models import Person


class PendingUpload(models.Model):
    """Keeps an approved file while the rest of the form is mended.

    Belongs to the person who sent it, is found by an unguessable key, and is
    cleared after a day if the form never came back.
    """

    key = models.UUIDField("nyckel", primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="pending_uploads")
    file = models.FileField("fil", upload_to="vantar/%Y/%m/", max_length=200)
    filename = models.CharField("filnamn", max_length=200)
    content_type = models.CharField("filtyp", max_length=100)
    size = models.PositiveBigIntegerField("storlek")
    sha256 = models.CharField("kontrollsumma", max_length=64)
    created_at = models.DateTimeField("sparad")

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = "väntande fil"
        verbose_name_plural = "väntande filer"
        ordering = ["created_at"]
        indexes = [models.Index(fields=["created_at"])]

    def __str__(self) -> str:
        return self.filename
