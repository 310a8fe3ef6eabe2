"""Filters that speak of days and roles, where Django's own know only columns."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from bodies.models import Meeting, Membership, Person, Term
from bodies.roles import ROLE_CHOICES
from samverkan.lib.dates import now, today

Choices = list[tuple[str, str]]


class WhenFilter(admin.SimpleListFilter):
    """Seats: those that hold today, will, or have ended."""

    title = "när det gäller"
    parameter_name = "nar"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("idag", "I dag"), ("kommande", "Kommande"), ("avslutade", "Avslutade")]

    def queryset(
        self, request: HttpRequest, queryset: "QuerySet[Membership]"
    ) -> "QuerySet[Membership]":
        day = today()
        chosen = {
            "idag": Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day)),
            "kommande": Q(valid_from__gt=day),
            "avslutade": Q(valid_to__lt=day),
        }
        return queryset.filter(chosen.get(self.value() or "", Q()))


class TermFilter(admin.SimpleListFilter):
    """Seats that hold during some day of the boards' term."""

    title = "mandatperiod"
    parameter_name = "period"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [(str(term.pk), term.name) for term in Term.objects.all()]

    def queryset(
        self, request: HttpRequest, queryset: "QuerySet[Membership]"
    ) -> "QuerySet[Membership]":
        chosen = self.value() or ""
        term = Term.objects.filter(pk=int(chosen)).first() if chosen.isdecimal() else None
        if term is None:
            return queryset
        reaches = Q(valid_to=None) | Q(valid_to__gte=term.board_from)
        return queryset.filter(reaches, valid_from__lte=term.board_to)


class ComingFilter(admin.SimpleListFilter):
    """Meetings: coming or past."""

    title = "när det är"
    parameter_name = "nar"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("kommande", "Kommande"), ("tidigare", "Tidigare")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Meeting]") -> "QuerySet[Meeting]":
        chosen = {"kommande": Q(starts_at__gte=now()), "tidigare": Q(starts_at__lt=now())}
        return queryset.filter(chosen.get(self.value() or "", Q()))


class RoleFilter(admin.SimpleListFilter):
    title = "roll"
    parameter_name = "roll"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [*ROLE_CHOICES, ("ingen", "Ingen roll")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Person]") -> "QuerySet[Person]":
        chosen = self.value()
        if chosen == "ingen":
            return queryset.filter(roles=[])
        return queryset.filter(roles__contains=[chosen]) if chosen else queryset


class AccountFilter(admin.SimpleListFilter):
    """An unusable password begins with an exclamation mark (Django)."""

    title = "konto"
    parameter_name = "konto"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("ja", "Har konto"), ("nej", "Har inget konto")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Person]") -> "QuerySet[Person]":
        without = Q(("password", "")) | Q(("password__startswith", "!"))
        chosen = {"ja": ~without, "nej": without}
        return queryset.filter(chosen.get(self.value() or "", Q()))
