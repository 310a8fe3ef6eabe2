"""Filters by what follows from an agreement's facts; no column holds it."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from bodies.agreement_states import LACK_WORDS, STATE_WORDS, State, Step, missing
from bodies.models import MunicipalAgreement
from bodies.queries.agreements import facts_of, states_of
from samverkan.lib.dates import today

Rows = QuerySet[MunicipalAgreement]
Choices = list[tuple[str, str]]


def plain(queryset: Rows) -> Rows:
    """Every row, without what a page of them reads besides."""
    return queryset.select_related(None).order_by()


class StateFilter(admin.SimpleListFilter):
    title = "läge"
    parameter_name = "lage"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [(state.value, STATE_WORDS[state]) for state in State]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        if self.value() not in set(State):
            return queryset
        states = states_of(plain(queryset))
        return queryset.filter(pk__in=[pk for pk, it in states.items() if it == self.value()])


class MissingFilter(admin.SimpleListFilter):
    title = "steg som saknas"
    parameter_name = "saknas"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [(step.value, LACK_WORDS[step]) for step in Step]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        if self.value() not in set(Step):
            return queryset
        found, day = facts_of(plain(queryset)), today()
        lacking = [pk for pk, facts in found.items() if self.value() in missing(facts, day)]
        return queryset.filter(pk__in=lacking)
