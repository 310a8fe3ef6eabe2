"""VersionAnswer: whether what was adopted still holds when the text has changed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bodies.agreement_states import ANSWER_WORDS, Answer
from bodies.models.agreements import laws
from bodies.models.agreements.agreement import MunicipalAgreement
from bodies.models.agreements.framework import FrameworkVersion
from bodies.models.agreements.parts import choices
from bodies.models.person import Person
from samverkan.lib.history import append_only, row_history


@row_history()
class VersionAnswer(models.Model):
    """The answer for one agreement and one new version: who, when and why. It is never changed."""

    agreement = models.ForeignKey(MunicipalAgreement, models.PROTECT, related_name="answers")
    version = models.ForeignKey(FrameworkVersion, models.PROTECT, related_name="answers")
    answer = models.CharField("svar", max_length=20, choices=choices(ANSWER_WORDS))
    reason = models.TextField("skäl")
    at = models.DateTimeField("när")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="vem")

    objects: ClassVar = models.Manager()

    class Meta:
        triggers = append_only() + laws.lawful_answer()
        verbose_name = "svar om ändrad text"
        verbose_name_plural = "svar om ändrad text"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=[answer.value for answer in Answer]),
                name="bodies_version_answer_known",
                violation_error_message="Välj om den antagna versionen gäller.",
            ),
            models.UniqueConstraint(
                fields=["agreement", "version"],
                name="bodies_version_answer_once",
                violation_error_message="Frågan är redan besvarad för avtalet.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="bodies_version_answer_with_reason",
                violation_error_message="Skriv varför.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_answer_display()
