"""The parts of an agreement on its page: what is there, to read, and a row to add one.

What is recorded is never changed: it is voided with a reason (`deeds`) and recorded anew.
"""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from bodies.admin.base import AnyInline
from bodies.admin.records import ReadOnlyInline
from bodies.agreement_states import own_clauses_stand
from bodies.forms.agreement_rows import AdoptionForm, ClauseForm, FeeForm, RowForm, SignatureForm
from bodies.models import Adoption, Clause, Fee, MunicipalAgreement, Signature
from bodies.models.agreements.parts import Voidable, WithFile
from bodies.queries.agreements import facts_of
from samverkan.lib.dates import local_date, swedish_date, today
from samverkan.lib.errors import Stale

if TYPE_CHECKING:
    AnyStacked = admin.StackedInline[Any, Any]
else:
    AnyStacked = admin.StackedInline

DEED = "admin:bodies_municipalagreement_deed"


def links(row: Adoption | Signature, *deeds: tuple[str, str]) -> SafeString | str:
    """What can be done with a row that counts: (deed, words)."""
    if row.voided_at:
        return "–"
    places = [
        (reverse(DEED, args=[row.agreement_id, deed, row.pk]), words) for deed, words in deeds
    ]
    return format_html_join("", '<a class="row-deed" href="{}">{}</a>', places)


def file_link(row: WithFile, kind: str, agreement: int) -> SafeString | str:
    if not row.file:
        return "–"
    url = reverse("agreement_file", args=[agreement, kind, row.pk])
    return format_html('<a href="{}">{}</a>', url, row.filename)


def remark(row: Voidable, otherwise: str = "") -> str:
    if row.voided_at is None:
        return otherwise or "–"
    return f"Makulerat {swedish_date(local_date(row.voided_at))}: {row.void_reason}"


class AdoptionInline(ReadOnlyInline):
    model = Adoption
    verbose_name_plural = "Vad fullmäktige har sagt"
    fields = ("whose", "on", "outcome", "version", "extract", "remark", "acts")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Adoption]":
        rows: QuerySet[Adoption] = super().get_queryset(request)
        return rows.select_related("council", "version")

    @admin.display(description="vem")
    def whose(self, row: Adoption) -> str:
        return str(row)

    @admin.display(description="dag")
    def on(self, row: Adoption) -> str:
        return swedish_date(row.day)

    @admin.display(description="protokollsutdrag")
    def extract(self, row: Adoption) -> SafeString | str:
        if not row.extract_received_on:
            return "Har inte kommit"
        came = f"Kom {swedish_date(row.extract_received_on)}"
        if not row.file:
            return came
        return format_html("{}<br>{}", came, file_link(row, "utdrag", row.agreement_id))

    @admin.display(description="anteckning")
    def remark(self, row: Adoption) -> str:
        return remark(row, row.note)

    @admin.display(description="gör")
    def acts(self, row: Adoption) -> SafeString | str:
        words = "Byt utdrag" if row.extract_received_on else "Ta emot utdrag"
        return links(row, ("utdrag", words), ("makulera-beslut", "Makulera"))


class SignatureInline(ReadOnlyInline):
    model = Signature
    verbose_name_plural = "Underskrifter"
    fields = ("whose", "name", "as_what", "on", "copy", "remark", "acts")
    readonly_fields = fields

    @admin.display(description="part")
    def whose(self, row: Signature) -> str:
        return row.get_party_display()

    @admin.display(description="som")
    def as_what(self, row: Signature) -> str:
        return f"{row.get_kind_display()}, {row.title}" if row.title else row.get_kind_display()

    @admin.display(description="dag")
    def on(self, row: Signature) -> str:
        return swedish_date(row.day)

    @admin.display(description="undertecknat exemplar")
    def copy(self, row: Signature) -> SafeString | str:
        return file_link(row, "underskrift", row.agreement_id)

    @admin.display(description="anteckning")
    def remark(self, row: Signature) -> str:
        return remark(row)

    @admin.display(description="gör")
    def acts(self, row: Signature) -> SafeString | str:
        words = "Byt exemplar" if row.file else "Lägg till exemplar"
        return links(row, ("exemplar", words), ("makulera-underskrift", "Makulera"))


class WritingInline(AnyInline):
    """Its rows know the agreement, and which of them an act has refused."""

    extra = 0
    can_delete = False

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        rows: Any = super().get_formset(request, obj, **kwargs)
        made = cast("type[RowForm]", rows.form)
        made.agreement = obj
        made.refused = getattr(request, "refused", None)
        made.renews = isinstance(getattr(request, "refusal", None), Stale)
        return rows


class NewInline(WritingInline):
    """One empty row and nothing else; what is recorded stands in a table of its own."""

    template = "bodies/admin/new_row.html"
    extra = 1
    max_num = 1

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).none()


class NewAdoption(NewInline):
    model = Adoption
    form = AdoptionForm
    verbose_name = "Anteckna vad fullmäktige beslutade"
    fields = (
        "party",
        "council_name",
        "outcome",
        "day",
        "paragraph",
        "text_version",
        "note",
        "extract_received_on",
        "copy",
    )


class NewSignature(NewInline):
    model = Signature
    form = SignatureForm
    verbose_name = "Anteckna en underskrift"
    fields = ("party", "kind", "name", "title", "day", "copy")


class FeeInline(WritingInline):
    model = Fee
    form = FeeForm
    verbose_name_plural = "Anslag per år"
    fields = ("year", "amount", "decided_on")
    readonly_fields = ("year",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """There is one for each year from the start."""
        return False


class ClauseInline(WritingInline, AnyStacked):
    model = Clause
    form = ClauseForm
    verbose_name = "eget villkor"
    verbose_name_plural = "Egna villkor"
    template = "admin/edit_inline/stacked.html"
    fields = ("heading", "text", "acts")
    readonly_fields = ("acts",)

    @admin.display(description="gör")
    def acts(self, row: Clause) -> SafeString | str:
        if not row.pk or row.agreement is None or is_adopted(row.agreement):
            return "–"
        url = reverse(DEED, args=[row.agreement_id, "ta-bort-villkor", row.pk])
        return format_html('<a href="{}">Ta bort villkoret</a>', url)

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return int(are_open(request, obj))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return are_open(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return are_open(request, obj)


def are_open(request: HttpRequest, agreement: MunicipalAgreement | None) -> bool:
    """Whether own clauses may be written: what a party has adopted stands as it was.

    Those of a page that was rendered before that are read all the same, so that the act
    refuses them in words and nothing typed is lost.
    """
    if agreement is None or not is_adopted(agreement):
        return True
    return any(name.startswith("clauses-") and name.endswith("-text") for name in request.POST)


def is_adopted(agreement: MunicipalAgreement) -> bool:
    held: Any = agreement
    if not hasattr(held, "facts"):
        held.facts = facts_of([agreement])[agreement.pk]
    return own_clauses_stand(held.facts, today())
