"""Document (handling): a numbered act of a case, in one or more versions."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from bodies.models import Body, Person
from cases.models.agenda_item import AgendaItem
from cases.models.case import Case
from cases.models.share import Share
from cases.outcomes import ItemOutcome, Labelled
from cases.route import Step
from samverkan.lib.history import append_only, never_deleted, read_only, row_history


class DocumentKind(Labelled):
    COVER_LETTER = "cover_letter", "Missiv"
    INQUIRY_REPORT = "inquiry_report", "Betänkande eller promemoria"
    DRAFT_OPINION = "draft_opinion", "Förslag till yttrande"
    OFFICER_REPORT = "officer_report", "Tjänsteskrivelse"
    INPUT = "input", "Inspel"
    OPINION = "opinion", "Yttrande"
    EXTRACT = "extract", "Protokollsutdrag"
    OTHER = "other", "Annan handling"


class Direction(Labelled):
    INCOMING = "incoming", "Inkommen"
    DRAWN_UP = "drawn_up", "Upprättad"
    OUTGOING = "outgoing", "Utgående"


# What is proposed to the bodies. What was there when it was decided is what was decided on.
PROPOSALS = frozenset({DocumentKind.DRAFT_OPINION, DocumentKind.OFFICER_REPORT})
ANSWER_STEPS = (Step.DECIDED, Step.DISPATCHED, Step.CLOSED)


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, person: Person) -> Self:
        """Working papers stay within the region (TF 2:12); the case's own gate comes first.

        A proposal is one until the bodies have it: sharing a case sends what it holds, not
        what is drafted afterwards.
        """
        if person.is_region_staff:
            return self
        sent = Share.objects.reaching(person).filter(
            case=OuterRef("case"), shared_at__gte=OuterRef("created_at")
        )
        return self.filter(_handed_over() | Q(Exists(sent)), is_internal=False, voided_at=None)

    def for_body(self, body: Body) -> Self:
        """What everybody who sits in the body may read, whatever else some of them may."""
        sent = Share.objects.filter(
            body=body, case=OuterRef("case"), shared_at__gte=OuterRef("created_at")
        )
        return self.filter(_handed_over() | Q(Exists(sent)), is_internal=False, voided_at=None)

    def handed_over(self) -> Self:
        """Those that everybody with whom the case is shared may read, whenever it was shared."""
        return self.filter(_handed_over(), is_internal=False, voided_at=None)

    def valid(self) -> Self:
        return self.filter(voided_at=None)


def _handed_over() -> Q:
    """Not a proposal, or one that was on a published agenda, or that has been decided on."""
    items = AgendaItem.objects.filter(case=OuterRef("case")).exclude(
        outcome=ItemOutcome.WITHDRAWN.value
    )
    out = items.filter(
        Q(meeting__agenda_published_at__isnull=False)
        | Q(meeting__followed_by__agenda_published_at__isnull=False)
    )
    waiting = out.filter(round=OuterRef("case__round")).reaching_consultation()
    treated = out.filter(recorded_at__gte=OuterRef("created_at"))
    return (
        ~Q(kind__in=[kind.value for kind in PROPOSALS])
        | Q(case__step__in=[step.value for step in ANSWER_STEPS])
        | Q(Exists(waiting))
        | Q(Exists(treated))
    )


@row_history()
class Document(models.Model):
    """An act `RUN 123:7-2026`. It hangs on the case and is never uploaded again.

    `is_internal` marks working papers that nobody outside the region sees.
    Nothing is deleted: a wrong act is voided with a reason and keeps its number.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    act = models.PositiveIntegerField("aktnummer")
    title = models.CharField("rubrik", max_length=200)
    kind = models.CharField("slag", max_length=20, choices=DocumentKind.choices())
    direction = models.CharField("riktning", max_length=20, choices=Direction.choices())
    is_internal = models.BooleanField("arbetsmaterial", default=False)
    dated = models.DateField("inkom eller upprättad")
    counterpart = models.CharField("från eller till", max_length=200, blank=True)
    created_at = models.DateTimeField("registrerad")
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    voided_at = models.DateTimeField("makulerad", null=True, blank=True)
    voided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.TextField("skäl", blank=True)

    objects: ClassVar = DocumentQuerySet.as_manager()

    class Meta:
        triggers = never_deleted() + read_only("case", "act")
        verbose_name = "handling"
        verbose_name_plural = "handlingar"
        ordering = ["case", "act"]
        constraints = [
            models.UniqueConstraint(fields=["case", "act"], name="cases_document_act"),
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_by=None, void_reason="")
                | (Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")),
                name="cases_document_voided_who_when_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act_number} {self.title}"

    @property
    def act_number(self) -> str:
        return self.case.act_number(self.act)

    @property
    def is_ours(self) -> bool:
        """Drawn up here, not come in from somebody else."""
        return self.direction != Direction.INCOMING

    @property
    def latest(self) -> "DocumentVersion":
        """The newest version; versions are prefetched in rising order."""
        return list(self.versions.all())[-1]


@row_history()
class DocumentVersion(models.Model):
    """The bytes of a document as they were added: size in bytes, SHA-256 in hex."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("version")
    file = models.FileField("fil", upload_to="handlingar/%Y/%m/", max_length=200)
    filename = models.CharField("filnamn", max_length=200)
    content_type = models.CharField("filtyp", max_length=100)
    size = models.PositiveBigIntegerField("storlek")
    sha256 = models.CharField("kontrollsumma", max_length=64)
    note = models.CharField("vad som ändrats", max_length=300, blank=True)
    created_at = models.DateTimeField("tillagd")
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects: ClassVar = models.Manager()

    class Meta:
        triggers = append_only()
        verbose_name = "version"
        verbose_name_plural = "versioner"
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"], name="cases_document_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filename} (version {self.number})"

    def get_absolute_url(self) -> str:
        document = self.document
        return reverse("document_download", args=[document.case.slug, document.act, self.number])
