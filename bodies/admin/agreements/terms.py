"""The agreements of a term as a whole: the common text, and the days on which councils meet."""

from typing import Any

from django.contrib import admin
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import linebreaks_filter
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from bodies import actions
from bodies.admin.agreements.term_pages import FILE, TermPages
from bodies.admin.base import ActionAdmin, seen_in
from bodies.admin.records import ReadOnlyInline
from bodies.forms.agreement_terms import FrameworkForm
from bodies.models import CouncilDay, FrameworkAgreement, FrameworkVersion, Person


class VersionInline(ReadOnlyInline):
    """Each text as it was, to read."""

    model = FrameworkVersion
    fields = ("what_changed", "wording", "made_at", "made_by")
    readonly_fields = ("wording",)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[FrameworkVersion]":
        rows: QuerySet[FrameworkVersion] = super().get_queryset(request)
        return rows.select_related("made_by").prefetch_related("clauses")

    @admin.display(description="texten")
    def wording(self, row: FrameworkVersion) -> SafeString:
        points = [(str(each), each.text) for each in row.clauses.all()]
        listed = format_html_join("", "<p><strong>{}</strong><br>{}</p>", points)
        read = format_html(
            "<details><summary>Läs</summary>{}{}</details>",
            linebreaks_filter(row.text),
            listed,
        )
        if not row.file:
            return read
        url = reverse(FILE, args=[row.framework_id, row.number])
        return format_html('{}<a href="{}">{}</a>', read, url, row.filename)


@admin.register(FrameworkAgreement)
class FrameworkAgreementAdmin(TermPages, ActionAdmin):
    """Its title and days; the text, the answers and a new term have pages of their own."""

    form = FrameworkForm
    list_display = ("title", "term", "first_day", "last_day", "text")
    search_fields = ("title", "term__name")
    fields = ("title", "term", ("first_day", "last_day"), "reason")
    readonly_fields = ("term",)
    inlines = (VersionInline,)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[FrameworkAgreement]":
        rows: QuerySet[FrameworkAgreement] = super().get_queryset(request)
        return rows.select_related("term").annotate(newest=Max("versions__number"))

    @admin.display(description="texten", ordering="newest")
    def text(self, row: Any) -> str:
        return f"version {row.newest}"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["show_save_and_add_another"] = False
        context["ways"] = self.ways(context["original"])
        return super().render_change_form(request, context, *args, **kwargs)

    def act(self, row: FrameworkAgreement, form: Any, by: Person) -> None:
        data = form.cleaned_data
        actions.edit_framework(
            framework_id=row.pk,
            version=data["seen_version"],
            by=by,
            **{name: data[name] for name in ("title", "first_day", "last_day", "reason")},
        )


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
