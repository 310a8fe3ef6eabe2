"""Filters that speak of days and roles, where Django's own know only columns."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest

from bodies.models import Meeting, Membership, Notice, Person, Term
from bodies.models.notice import UNSENT, NoticeQuerySet
from bodies.notices import all_kinds
from bodies.notices.letters import LATE
from bodies.roles import ROLE_CHOICES
from samverkan.lib.dates import now, start_of_day, today

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
    """Meetings: coming or past, by the day, as everywhere else."""

    title = "när det är"
    parameter_name = "nar"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("kommande", "Kommande"), ("tidigare", "Tidigare")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Meeting]") -> "QuerySet[Meeting]":
        morning = start_of_day(today())
        chosen = {"kommande": Q(starts_at__gte=morning), "tidigare": Q(starts_at__lt=morning)}
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


class TroubleFilter(admin.SimpleListFilter):
    """Mail that did not go as it should."""

    title = "det som gått fel"
    parameter_name = "fel"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [
            ("manniska", "Behöver en människa"),
            ("sena", "Försenade"),
            ("osakra", "Kan ha skickats två gånger"),
        ]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Notice]") -> "QuerySet[Notice]":
        rows = cast(NoticeQuerySet, queryset)
        if self.value() == "manniska":
            rows = rows.needing_a_person()
        if self.value() == "sena":
            rows = rows.filter(
                Q(sent_at__gt=F("planned_at") + LATE)
                | Q(state__in=UNSENT, planned_at__lt=now() - LATE)
            )
        return rows.exclude(doubted_at=None) if self.value() == "osakra" else rows


class KindFilter(admin.SimpleListFilter):
    """What it was about, in the words of those who get it."""

    title = "varför"
    parameter_name = "slag"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [(kind.key, kind.label) for kind in all_kinds()]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Notice]") -> "QuerySet[Notice]":
        return queryset.filter(rule=self.value()) if self.value() else queryset


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
