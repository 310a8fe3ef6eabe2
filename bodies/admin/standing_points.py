"""What every agenda of a body has, whatever its cases are: opening, roll call, jäv …"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from bodies import actions
from bodies.admin.base import ActionAdmin, seen_in
from bodies.forms.refusable import RefusableForm
from bodies.models import Person, StandingPoint


@admin.register(StandingPoint)
class StandingPointAdmin(ActionAdmin):
    form = RefusableForm
    list_display = ("title", "body_short", "kind", "position", "at_end", "minutes")
    list_filter = ("body", "kind")
    search_fields = ("title", "body__name", "body__abbreviation")
    search_help_text = "Sök på rubrik eller organ."
    autocomplete_fields = ("body",)
    fieldsets = (
        (
            None,
            {
                "fields": ("body", "kind", "title", "text", "minutes"),
                "description": (
                    "Punkten kommer av sig själv med på varje nytt möte i organet. Möten som "
                    "redan finns i kalendern får den med knappen Hämta stående punkter."
                ),
            },
        ),
        ("Plats", {"fields": ("position", "at_end")}),
        ("Justering", {"fields": ("signing_days",)}),
    )

    @admin.display(description="organ", ordering="body__abbreviation")
    def body_short(self, row: StandingPoint) -> str:
        return row.body.abbreviation

    def get_queryset(self, request: HttpRequest) -> "QuerySet[StandingPoint]":
        rows: QuerySet[StandingPoint] = super().get_queryset(request)
        return rows.select_related("body")

    def act(self, row: StandingPoint, form: Any, by: Person) -> None:
        actions.save_standing_point(point=row, by=by, seen=seen_in(form))
