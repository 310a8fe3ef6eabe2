"""Agreements in the administration: lists by state, the facts to read, acts on many.

No field is written here and nothing is deleted: what is done goes through `bodies.actions`.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from bodies import actions
from bodies.admin.agreement_filters import MissingFilter, StateFilter
from bodies.admin.base import ActionAdmin, AnyInline, person_of, seen_in
from bodies.admin.confirm import ask, told
from bodies.admin.records import ReadOnlyAdmin
from bodies.agreement_states import STATE_WORDS, missing_words, state_of
from bodies.forms.agreement_admin import DayForm, SendManyForm
from bodies.models import (
    Adoption,
    Clause,
    CouncilDay,
    Fee,
    FrameworkAgreement,
    FrameworkVersion,
    MunicipalAgreement,
    Person,
    Signature,
)
from bodies.queries.agreements import facts_of
from samverkan.lib.dates import today
from samverkan.lib.errors import DomainError, NotAllowed
from samverkan.lib.ordering import swedish_order

Rows = QuerySet[MunicipalAgreement]


class ReadOnlyInline(AnyInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


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


class VersionInline(ReadOnlyInline):
    model = FrameworkVersion
    fields = ("number", "what_changed", "made_at", "made_by")


@admin.register(MunicipalAgreement)
class MunicipalAgreementAdmin(ReadOnlyAdmin):
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
    actions = ("send_out", "receive_extracts")
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

    @admin.action(description="Anteckna att valda avtal har skickats")
    def send_out(self, request: HttpRequest, queryset: Rows) -> HttpResponse | None:
        form = SendManyForm(request.POST if told(request) else None)

        def act(row: MunicipalAgreement, data: dict[str, Any]) -> None:
            actions.send_agreement(
                agreement_id=row.pk,
                version=row.version,
                by=person_of(request),
                sent_on=data["day"],
                sent_to=data["sent_to"],
            )

        return self._many(request, queryset, form, "send_out", "Anteckna som skickade", act)

    @admin.action(description="Anteckna att protokollsutdrag har kommit in")
    def receive_extracts(self, request: HttpRequest, queryset: Rows) -> HttpResponse | None:
        form = DayForm(request.POST if told(request) else None)

        def act(row: MunicipalAgreement, data: dict[str, Any]) -> None:
            said = row.adoptions.valid().filter(party="municipality").last()
            if said is None:
                raise DomainError("Kommunfullmäktiges beslut är inte antecknat än.")
            if said.extract_received_on:
                raise DomainError("Utdraget har redan kommit in.")
            actions.receive_extract(
                adoption_id=said.pk,
                version=row.version,
                by=person_of(request),
                received_on=data["day"],
            )

        return self._many(request, queryset, form, "receive_extracts", "Anteckna utdragen", act)

    def _many(
        self,
        request: HttpRequest,
        queryset: Rows,
        form: DayForm,
        name: str,
        submit: str,
        act: Callable[[MunicipalAgreement, dict[str, Any]], None],
    ) -> HttpResponse | None:
        """Asks, then does it row by row; what is refused is told by its municipality."""
        rows = queryset.select_related("municipality", "framework__term")
        if not form.is_valid():
            return ask(self, request, rows, form, f"{submit}: {len(rows)} avtal", name, submit)
        done = 0
        for row in rows:
            try:
                act(row, form.cleaned_data)
                done += 1
            except NotAllowed:
                raise
            except DomainError as error:
                self.message_user(request, f"{row.municipality}: {error.message}", messages.ERROR)
        if done:
            self.message_user(request, f"Klart: {done} av {len(rows)} avtal.", messages.SUCCESS)
        return None


@admin.register(FrameworkAgreement)
class FrameworkAgreementAdmin(ReadOnlyAdmin):
    list_display = ("title", "term", "first_day", "last_day")
    list_select_related = ("term",)
    search_fields = ("title", "term__name")
    fields = ("title", "term", ("first_day", "last_day"))
    inlines = (VersionInline,)


@admin.register(CouncilDay)
class CouncilDayAdmin(ActionAdmin):
    list_display = ("organisation", "day", "papers_due", "note")
    list_select_related = ("organisation",)
    list_filter = ("organisation__kind",)
    search_fields = ("organisation__name", "note")
    autocomplete_fields = ("organisation",)
    date_hierarchy = "day"
    fields = ("organisation", ("day", "papers_due"), "note")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def act(self, row: CouncilDay, form: Any, by: Person) -> None:
        actions.save_council_day(council_day=row, by=by, seen=seen_in(form))
