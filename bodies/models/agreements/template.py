"""AgreementTemplate (avtalsmall): the Word file that a term's agreements are filled from."""

from typing import ClassVar

from django.db import models

from bodies.models.agreements.framework import FrameworkAgreement
from bodies.models.agreements.parts import WithFile, whole_file
from bodies.models.person import Person
from samverkan.lib.history import append_only, row_history


@row_history()
class AgreementTemplate(WithFile):
    """The newest one holds; one without a file goes back to the template that comes along.

    Never changed: what an agreement was once filled from can be found again.
    """

    framework = models.ForeignKey(
        FrameworkAgreement, models.PROTECT, related_name="templates", verbose_name="överenskommelse"
    )
    made_at = models.DateTimeField("vald")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="vald av")

    objects: ClassVar = models.Manager()

    class Meta:
        triggers = append_only()
        verbose_name = "avtalsmall"
        verbose_name_plural = "avtalsmallar"
        ordering = ["framework", "pk"]
        constraints = [whole_file("bodies_agreement_template_whole_file")]

    def __str__(self) -> str:
        return self.filename or "Mallen som följer med"
