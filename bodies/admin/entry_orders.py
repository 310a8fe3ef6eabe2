"""Which parties' substitutes step in for which: the council's decision, by body and term."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from bodies import actions
from bodies.admin.base import ActionAdmin, seen_in
from bodies.forms.entry_orders import EntryOrderForm
from bodies.models import EntryOrder, Person


@admin.register(EntryOrder)
class EntryOrderAdmin(ActionAdmin):
    form = EntryOrderForm
    list_display = ("party", "body_short", "term", "order", "decided_on")
    list_filter = ("body", "term")
    search_fields = ("body__name", "body__abbreviation", "party")
    autocomplete_fields = ("body", "term")
    fieldsets = (
        (
            None,
            {
                "fields": ("body", "term", "party", "steps_in"),
                "description": (
                    "En rad för varje parti. Inom ett parti kallas ersättarna efter sina nummer "
                    "(Uppdrag, inkallelseordning). Saknas partiets rad gäller numren för alla."
                ),
            },
        ),
        ("Fullmäktiges beslut", {"fields": ("decided_on", "paragraph")}),
    )

    @admin.display(description="organ", ordering="body__abbreviation")
    def body_short(self, row: EntryOrder) -> str:
        return row.body.abbreviation

    @admin.display(description="ersätts från, i ordning")
    def order(self, row: EntryOrder) -> str:
        return row.in_words

    def get_queryset(self, request: HttpRequest) -> "QuerySet[EntryOrder]":
        rows: QuerySet[EntryOrder] = super().get_queryset(request)
        return rows.select_related("body", "term")

    def act(self, row: EntryOrder, form: Any, by: Person) -> None:
        actions.save_entry_order(order=row, by=by, seen=seen_in(form))
