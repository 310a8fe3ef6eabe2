"""Who sits where: one by one, and many at a change of term."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from bodies import actions
from bodies.admin.base import ActionAdmin, person_of, seen_in, warn
from bodies.admin.confirm import ask, told, tried
from bodies.admin.filters import TermFilter, WhenFilter
from bodies.forms.seats import CopySeatsForm, EndSeatsForm, MembershipForm
from bodies.models import Membership, Person
from bodies.queries.doubts import doubts, doubts_after
from samverkan.lib.ordering import swedish_order


@admin.register(Membership)
class MembershipAdmin(ActionAdmin):
    form = MembershipForm
    list_display = (
        "person",
        "body_short",
        "seat",
        "party",
        "on_behalf_of",
        "first_day",
        "last_day",
    )
    list_filter = (WhenFilter, TermFilter, "body", "seat", "party")
    list_per_page = 100
    search_fields = ("person__first_name", "person__last_name", "body__name", "body__abbreviation")
    search_help_text = "Sök på namn eller organ."
    autocomplete_fields = ("person", "body", "on_behalf_of")
    date_hierarchy = "valid_from"
    ordering = (swedish_order("person__last_name"), swedish_order("person__first_name"))
    actions = ("end_seats", "copy_seats")
    fields = (
        "person",
        "body",
        "seat",
        "party",
        "on_behalf_of",
        "entry_order",
        ("valid_from", "valid_to"),
    )

    @admin.display(description="organ", ordering="body__abbreviation")
    def body_short(self, row: Membership) -> str:
        return row.body.abbreviation

    @admin.display(description="från", ordering="valid_from")
    def first_day(self, row: Membership) -> str:
        return row.valid_from.isoformat()

    @admin.display(description="till och med", ordering="valid_to")
    def last_day(self, row: Membership) -> str:
        return row.valid_to.isoformat() if row.valid_to else "–"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Membership]":
        rows: QuerySet[Membership] = super().get_queryset(request)
        return rows.select_related("person", "body", "on_behalf_of")

    def act(self, row: Membership, form: Any, by: Person) -> None:
        actions.save_membership(membership=row, by=by, seen=seen_in(form))

    @admin.action(description="Avsluta valda uppdrag")
    def end_seats(
        self, request: HttpRequest, queryset: "QuerySet[Membership]"
    ) -> HttpResponse | None:
        rows = list(queryset)
        form = EndSeatsForm(request.POST if told(request) else None)
        ended = tried(
            form,
            lambda data: actions.end_memberships(
                memberships=rows, last_day=data["last_day"], by=person_of(request)
            ),
        )
        if ended is None:
            title = f"Vilken dag ska {len(rows)} uppdrag sluta?"
            return ask(self, request, queryset, form, title, "end_seats", "Avsluta uppdragen")
        self.message_user(request, f"{ended} uppdrag avslutas den dagen.", messages.SUCCESS)
        warn(request, doubts_after(rows, form.cleaned_data["last_day"]))
        return None

    @admin.action(description="Lägg upp valda uppdrag i en ny mandatperiod")
    def copy_seats(
        self, request: HttpRequest, queryset: "QuerySet[Membership]"
    ) -> HttpResponse | None:
        rows = list(queryset)
        form = CopySeatsForm(request.POST if told(request) else None)
        carried = tried(
            form,
            lambda data: actions.copy_memberships(
                memberships=rows, term=data["term"], by=person_of(request)
            ),
        )
        if carried is None:
            title = f"I vilken mandatperiod ska {len(rows)} uppdrag läggas upp?"
            return ask(self, request, queryset, form, title, "copy_seats", "Lägg upp uppdragen")
        self.message_user(request, carried.sentence, messages.SUCCESS)
        warn(request, doubts(carried.seats))
        return None
