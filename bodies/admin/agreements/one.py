"""One municipality's agreement: what it lacks, what was decided, who signed.

The page's parts are in `inlines`, what it writes in `saving`, its smaller acts in `deeds`.
"""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from bodies.admin.agreement_filters import MissingFilter, StateFilter
from bodies.admin.agreements.deeds import DeedPages, explained
from bodies.admin.agreements.inlines import (
    AdoptionInline,
    ClauseInline,
    FeeInline,
    NewAdoption,
    NewSignature,
    SignatureInline,
    are_open,
)
from bodies.admin.agreements.rows import ManyRows
from bodies.admin.agreements.saving import RefusedDeedError, save_page
from bodies.admin.base import ActionAdmin, person_of
from bodies.agreement_states import STATE_WORDS, missing_words, state_of
from bodies.forms.agreement_rows import AgreementForm
from bodies.models import MunicipalAgreement
from bodies.queries.agreements import facts_of, last_events, late_of, story
from samverkan.lib.dates import swedish_date, today
from samverkan.lib.ordering import swedish_order


@admin.register(MunicipalAgreement)
class MunicipalAgreementAdmin(DeedPages, ManyRows, ActionAdmin):
    list_display = ("municipality", "term", "state", "late", "lacks_first")
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
    form = AgreementForm
    inlines = (
        AdoptionInline,
        NewAdoption,
        SignatureInline,
        NewSignature,
        FeeInline,
        ClauseInline,
    )
    fields = (
        "municipality",
        "framework",
        "state",
        "lacks",
        "sent",
        "archived",
        "ended",
        "registry_reference",
    )
    readonly_fields = ("municipality", "framework", "state", "lacks", "sent", "archived", "ended")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They come with a new term, all at once."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def view_on_site(self, obj: MunicipalAgreement) -> str:
        return obj.get_absolute_url()

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The rows of the page with their facts, read for all of them at once."""
        shown: Any = super().get_changelist_instance(request)
        rows = list(shown.result_list)
        found = facts_of(rows)
        late = late_of(rows, found)
        for row in rows:
            row.facts, row.is_late = found[row.pk], late[row.pk]
        shown.result_list = rows
        return shown

    @admin.display(description="mandatperiod", ordering="framework__first_day")
    def term(self, row: MunicipalAgreement) -> str:
        return str(row.framework.term)

    @admin.display(description="läge")
    def state(self, row: Any) -> str:
        return STATE_WORDS[state_of(self._facts(row), today())]

    @admin.display(description="det som är sent")
    def late(self, row: Any) -> str:
        return "; ".join(row.is_late) or "–"

    @admin.display(description="det som saknas")
    def lacks(self, row: Any) -> str:
        return "; ".join(missing_words(self._facts(row), today())) or "–"

    @admin.display(description="det som saknas")
    def lacks_first(self, row: Any) -> str:
        """The list says what comes first; the page says all of it."""
        first, *more = missing_words(self._facts(row), today()) or ("–",)
        return f"{first}, och {len(more)} till" if more else first

    @admin.display(description="skickat")
    def sent(self, row: MunicipalAgreement) -> str:
        return f"{swedish_date(row.sent_on)} till {row.sent_to}" if row.sent_on else "Nej"

    @admin.display(description="arkiverat")
    def archived(self, row: MunicipalAgreement) -> str:
        return swedish_date(row.archived_on) if row.archived_on else "Nej"

    @admin.display(description="avslutat i förtid")
    def ended(self, row: MunicipalAgreement) -> str:
        if row.ended_on is None:
            return "Nej"
        return f"Sista dagen är {swedish_date(row.ended_on)}: {row.end_reason}"

    def _facts(self, row: Any) -> Any:
        if not hasattr(row, "facts"):
            row.facts = facts_of([row])[row.pk]
        return row.facts

    def get_queryset(self, request: HttpRequest) -> "QuerySet[MunicipalAgreement]":
        rows: QuerySet[MunicipalAgreement] = super().get_queryset(request)
        return rows.select_related("municipality", "framework__term")

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        """Without own clauses where there are none and none may come."""
        shown = list(super().get_inlines(request, obj))
        if obj and not are_open(request, obj) and not obj.clauses.exists():
            shown.remove(ClauseInline)
        return shown

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """What was said of a row stands there, and not at the top too."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        if getattr(request, "refused", (None,))[0] is not None:
            form.refusal = None
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Everything on the page is saved in `save_related`, in one order."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        held: Any = request
        try:
            held.acts = save_page(form.instance, form, formsets, person_of(request))
        except RefusedDeedError as error:
            refusal = explained(error.refusal, form.instance.pk, form.cleaned_data["seen_version"])
            held.refused = (error.prefix if refusal is error.refusal else None, refusal)
            raise refusal from error

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """The sentences that the acts left in the history."""
        return " ".join(event.text for event in last_events(form.instance, cast(Any, request).acts))

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return super().log_change(request, obj, message) if message else None

    def response_change(self, request: HttpRequest, obj: MunicipalAgreement) -> HttpResponse:
        for event in last_events(obj, cast(Any, request).acts):
            self.message_user(request, event.text, messages.SUCCESS)
        if not cast(Any, request).acts:
            self.message_user(request, "Ingenting var ändrat, så ingenting sparades.")
        if "_continue" in request.POST:
            return redirect(request.path)
        return self.response_post_save_change(request, obj)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """All that has happened, here and on the other pages, in its own words."""
        found = self.get_object(request, unquote(object_id))
        more = {"events": story(found), **(extra_context or {})} if found else extra_context
        return super().history_view(request, object_id, more)
