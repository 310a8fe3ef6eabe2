"""A body with its seat rules, its seats and its coming meetings on one page."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse

from bodies import actions
from bodies.admin.base import ActionAdmin, NativeInline, person_of, seen_in, warn
from bodies.admin.confirm import ask, told, tried
from bodies.forms.seats import CopySeatsForm, MembershipForm
from bodies.models import Body, Meeting, Membership, Person, SeatRule
from bodies.queries.doubts import doubts
from samverkan.lib.dates import start_of_day, today
from samverkan.lib.ordering import swedish_order


class SeatRuleInline(NativeInline):
    model = SeatRule
    fk_name = "body"
    can_delete = True
    show_change_link = False
    autocomplete_fields = ("source",)
    verbose_name_plural = "Platsregler: organ vars ledamöter sitter här"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[SeatRule]":
        rows: QuerySet[SeatRule] = super().get_queryset(request)
        return rows.select_related("source")


class MembershipInline(NativeInline):
    model = Membership
    form = MembershipForm
    autocomplete_fields = ("person", "on_behalf_of")
    fields = ("person", "seat", "party", "on_behalf_of", "entry_order", "valid_from", "valid_to")
    verbose_name_plural = "Uppdrag som gäller nu eller senare"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Membership]":
        rows: QuerySet[Membership] = super().get_queryset(request)
        lasting = rows.filter(Q(valid_to=None) | Q(valid_to__gte=today()))
        return lasting.select_related("person", "body", "on_behalf_of").order_by(
            swedish_order("person__last_name"), swedish_order("person__first_name"), "pk"
        )


class MeetingInline(NativeInline):
    model = Meeting
    autocomplete_fields = ("follows",)
    fields = ("starts_at", "ends_at", "place", "follows")
    verbose_name_plural = "Kommande möten"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A meeting is changed on its own page, which knows if somebody else has changed it."""
        return False

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Meeting]":
        rows: QuerySet[Meeting] = super().get_queryset(request)
        coming = rows.filter(starts_at__gte=start_of_day(today())).exclude(state="cancelled")
        return coming.select_related("body", "follows__body")


@admin.register(Body)
class BodyAdmin(ActionAdmin):
    list_display = ("name", "abbreviation", "kind", "organisation", "parent", "decides", "series")
    list_filter = ("kind", "decides", "organisation__kind")
    list_select_related = ("organisation", "parent")
    search_fields = ("name", "abbreviation", "key")
    prepopulated_fields = {"key": ("abbreviation",)}
    autocomplete_fields = ("organisation", "parent")
    inlines = (SeatRuleInline, MembershipInline, MeetingInline)
    ordering = (swedish_order("name"),)
    actions = ("copy_seats",)
    fieldsets = (
        (None, {"fields": ("name", "abbreviation", "key", "kind", "note")}),
        ("Var det hör hemma", {"fields": ("organisation", "parent")}),
        (
            "Så arbetar det",
            {"fields": ("decides", "papers_days", "summons_days", "series", "notes_label")},
        ),
    )

    def act(self, row: Body, form: Any, by: Person) -> None:
        actions.save_body(body=row, by=by, seen=seen_in(form))

    @admin.action(description="Lägg upp uppdragen i en ny mandatperiod")
    def copy_seats(self, request: HttpRequest, queryset: "QuerySet[Body]") -> HttpResponse | None:
        chosen = list(queryset)
        form = CopySeatsForm(request.POST if told(request) else None)
        carried = tried(
            form,
            lambda data: actions.copy_memberships(
                memberships=actions.outgoing(chosen, data["term"]),
                term=data["term"],
                by=person_of(request),
            ),
        )
        if carried is None:
            title = "I vilken mandatperiod ska uppdragen läggas upp?"
            return ask(self, request, queryset, form, title, "copy_seats", "Lägg upp uppdragen")
        self.message_user(request, carried.sentence, messages.SUCCESS)
        warn(request, doubts(carried.seats))
        return None
