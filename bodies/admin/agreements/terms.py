"""The agreements of a term as a whole: the common text, and the days on which councils meet."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from bodies import actions
from bodies.admin.base import ActionAdmin, seen_in
from bodies.admin.records import ReadOnlyAdmin, ReadOnlyInline
from bodies.models import CouncilDay, FrameworkAgreement, FrameworkVersion, Person


class VersionInline(ReadOnlyInline):
    model = FrameworkVersion
    fields = ("number", "what_changed", "made_at", "made_by")


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
