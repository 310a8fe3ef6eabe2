"""Meetings, one by one. Cancelling is done on the meeting's own page, where its agenda is."""

from typing import Any

from django.contrib import admin
from django.db.models import Case, F, Q, QuerySet, When
from django.http import HttpRequest

from bodies import actions
from bodies.admin.base import ActionAdmin
from bodies.admin.filters import ComingFilter
from bodies.forms.meetings import MeetingForm
from bodies.models import CooperationArea, Meeting, Person
from bodies.queries.meetings import dated
from samverkan.lib.dates import start_of_day, today

STATE_HELP = "Ställ in mötet och publicera ärendelistan på mötets egen sida."


def named(word: str) -> Q:
    """Meetings of a body or in a room that is called so."""
    fields = ("body__name", "body__abbreviation", "place")
    return Q(*((f"{field}__icontains", word) for field in fields), _connector=Q.OR)


def nearest_first(rows: "QuerySet[Meeting]") -> "QuerySet[Meeting]":
    """Those to come, the next one first; then those that have been, the last one first."""
    coming = Case(When(starts_at__gte=start_of_day(today()), then=F("starts_at")))
    return rows.order_by(coming.asc(nulls_last=True), "-starts_at", "pk")


@admin.register(Meeting)
class MeetingAdmin(ActionAdmin):
    form = MeetingForm
    list_display = ("starts_at", "body_short", "place", "follows", "papers_due", "state")
    list_display_links = ("starts_at",)
    list_filter = (ComingFilter, "body", "state")
    search_fields = ("body__name", "body__abbreviation", "place")
    search_help_text = "Sök på organ, lokal eller dag, till exempel 3 februari 2027."
    autocomplete_fields = ("body", "follows")
    date_hierarchy = "starts_at"
    ordering = ("-starts_at",)
    readonly_fields = ("state", "state_reason", "agenda_published_at", "agenda_published_by")

    @admin.display(description="organ", ordering="body__abbreviation")
    def body_short(self, row: Meeting) -> str:
        return row.body.abbreviation

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Meeting]":
        rows: QuerySet[Meeting] = super().get_queryset(request)
        return rows.select_related("body", "follows__body")

    def get_fieldsets(self, request: HttpRequest, obj: Meeting | None = None) -> Any:
        when = ("starts_at", "ends_at") + (() if obj else ("in_the_past",))
        parts: list[tuple[str | None, dict[str, Any]]] = [
            (None, {"fields": ("body", *when, "place", "link", "follows")}),
            ("Sista dagar", {"fields": ("papers_due", "summons_due")}),
        ]
        if obj:
            told = (*self.readonly_fields, "seen_version")
            parts.append(("Läget", {"fields": told, "description": STATE_HELP}))
        return parts

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Meeting]", search_term: str
    ) -> tuple["QuerySet[Meeting]", bool]:
        """Every word is a body's, a room's or a date's.

        A samråd follows a meeting of a preparing committee, so only those are offered,
        the nearest first.
        """
        rows = queryset
        for word in search_term.split():
            rows = rows.filter(named(word) | dated(word))
        if request.GET.get("field_name") == "follows":
            areas = CooperationArea.objects.filter(preparing_committee__isnull=False)
            found: Any = rows
            bodies = areas.values("preparing_committee")
            rows = nearest_first(found.not_cancelled().filter(body__in=bodies))
        return rows, False

    def act(self, row: Meeting, form: Any, by: Person) -> None:
        actions.save_meeting(
            meeting=row,
            by=by,
            version=form.cleaned_data.get("seen_version"),
            in_the_past=form.cleaned_data.get("in_the_past", False),
        )
