"""One municipality's agreement: what it lacks, what was decided, who signed."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from bodies.admin.agreement_filters import MissingFilter, StateFilter
from bodies.admin.agreements.rows import ManyRows
from bodies.admin.records import ReadOnlyAdmin, ReadOnlyInline
from bodies.agreement_states import STATE_WORDS, missing_words, state_of
from bodies.models import Adoption, Clause, Fee, MunicipalAgreement, Signature
from bodies.queries.agreements import facts_of
from samverkan.lib.dates import today
from samverkan.lib.ordering import swedish_order


class AdoptionInline(ReadOnlyInline):
    model = Adoption
    fields = ("party", "outcome", "day", "paragraph", "extract_received_on", "void_reason")


class SignatureInline(ReadOnlyInline):
    model = Signature
    fields = ("party", "kind", "name", "title", "day", "filename", "void_reason")


class FeeInline(ReadOnlyInline):
    model = Fee
    fields = ("year", "amount", "decided_on")


class ClauseInline(ReadOnlyInline):
    model = Clause
    fields = ("number", "heading", "text")


@admin.register(MunicipalAgreement)
class MunicipalAgreementAdmin(ManyRows, ReadOnlyAdmin):
    list_display = ("municipality", "term", "state", "lacks")
    list_select_related = ("municipality", "framework__term")
    list_filter = (
        "framework__term",
        StateFilter,
        MissingFilter,
        ("municipality", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ("municipality__name", "registry_reference")
    search_help_text = "Sök på kommun eller diarienummer."
    ordering = ("-framework__first_day", swedish_order("municipality__name"))
    inlines = (AdoptionInline, SignatureInline, FeeInline, ClauseInline)
    fields = (
        ("municipality", "framework"),
        ("state", "lacks"),
        "registry_reference",
        ("sent_on", "sent_to"),
        "archived_on",
        ("ended_on", "end_reason"),
    )
    readonly_fields = ("state", "lacks")

    def view_on_site(self, obj: MunicipalAgreement) -> str:
        return obj.get_absolute_url()

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The rows of the page with their facts, read for all of them at once."""
        shown: Any = super().get_changelist_instance(request)
        rows = list(shown.result_list)
        found = facts_of(rows)
        for row in rows:
            row.facts = found[row.pk]
        shown.result_list = rows
        return shown

    @admin.display(description="mandatperiod", ordering="framework__first_day")
    def term(self, row: MunicipalAgreement) -> str:
        return str(row.framework.term)

    @admin.display(description="läge")
    def state(self, row: Any) -> str:
        return STATE_WORDS[state_of(self._facts(row), today())]

    @admin.display(description="det som saknas")
    def lacks(self, row: Any) -> str:
        return "; ".join(missing_words(self._facts(row), today())) or "–"

    def _facts(self, row: Any) -> Any:
        if not hasattr(row, "facts"):
            row.facts = facts_of([row])[row.pk]
        return row.facts
