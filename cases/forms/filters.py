"""What the list of cases can be narrowed by. The names are the address's own, in Swedish.

Wrong values in an address are told by their field and otherwise left out: the page
is always the nearest sensible one.
"""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import Model, Q, QuerySet

from bodies.models import MunicipalAgreement, Person
from bodies.roles import Role
from cases.forms.fields import DayField, Text
from cases.guards import CASE_KINDS
from cases.models import Case
from cases.models.case import CaseQuerySet
from cases.queries import lists
from cases.queries.turns import awaiting_meeting, to_do
from cases.route import in_address
from samverkan.lib.dates import swedish_date
from samverkan.lib.ordering import swedish_order

NOT_THERE = {"invalid_choice": "Det valet finns inte. Välj i listan."}
NO_OFFICER, NO_OFFICER_WORDS = "ingen", "Utan handläggare"
STAFF_ONLY = ("mina", "vantar", "vantar_mote")


class TextFilter(django_filters.CharFilter):  # type: ignore[misc]  # django-filter is untyped
    field_class = Text


class DayFilter(django_filters.DateFilter):  # type: ignore[misc]  # django-filter is untyped
    field_class = DayField


class Tick(django_filters.BooleanFilter):  # type: ignore[misc]  # django-filter is untyped
    """A box: ticked narrows, not ticked does nothing."""

    field_class = forms.BooleanField


def officers(request: Any) -> "QuerySet[Person]":
    """Those who are case officers or have been."""
    have_been = Case.objects.exclude(officer=None).values("officer")
    rows: QuerySet[Person] = Person.objects.get_queryset().filter(
        Q(roles__contains=[Role.CASE_OFFICER.value]) | Q(pk__in=have_been)
    )
    return rows.order_by(swedish_order("last_name"), swedish_order("first_name"), "pk")


def agreements(request: Any) -> "QuerySet[MunicipalAgreement]":
    """Those the reader may know of. There can be thousands, so they are never listed."""
    rows: QuerySet[MunicipalAgreement] = MunicipalAgreement.objects.visible_to(request.user)
    return rows.select_related("municipality", "framework__term")


class CaseFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter is untyped
    """The list's filter. Needs `request`, for what is the reader's own."""

    q = TextFilter(
        label="Nummer, rubrik eller avsändarens nummer", method="by_text", max_length=200
    )
    slag = django_filters.ChoiceFilter(
        label="Slag",
        choices=[(in_address(words), words) for _, words in CASE_KINDS],
        method="by_kind",
        empty_label="Alla",
        error_messages=NOT_THERE,
    )
    lage = django_filters.ChoiceFilter(
        label="Läge",
        choices=lists.step_words,
        method="by_step",
        empty_label="Alla",
        error_messages=NOT_THERE,
    )
    organ = django_filters.ChoiceFilter(
        label="Ligger hos",
        choices=[],
        method="by_body",
        empty_label="Alla",
        error_messages=NOT_THERE,
    )
    handlaggare = django_filters.ModelChoiceFilter(
        label="Handläggare",
        field_name="officer",
        queryset=officers,
        empty_label="Alla",
        null_label=NO_OFFICER_WORDS,
        null_value=NO_OFFICER,
        error_messages=NOT_THERE,
    )
    avsandare = TextFilter(
        label="Avsändare",
        field_name="referral__sender_name",
        lookup_expr="icontains",
        max_length=200,
    )
    avtal = django_filters.ModelChoiceFilter(
        label="Ur avtalet",
        queryset=agreements,
        method="by_agreement",
        widget=forms.HiddenInput,
        error_messages=NOT_THERE,
    )
    svar_fran = DayFilter(label="Svar från och med", field_name="reply_due", lookup_expr="gte")
    svar_till = DayFilter(label="Svar till och med", field_name="reply_due", lookup_expr="lte")
    pagar = Tick(label="Bara pågående", method="by_open")
    forsenade = Tick(label="Bara försenade", method="by_overdue")
    mina = Tick(label="Bara mina", method="by_mine")
    vantar = Tick(label="Väntar på mig", method="by_waiting")
    vantar_mote = Tick(label="Väntar på möte", method="by_awaiting_meeting")
    ordning = django_filters.ChoiceFilter(
        label="Ordning",
        choices=[(key, words) for key, (words, _) in lists.ORDERS.items()],
        method="by_order",
        empty_label=None,
        error_messages=NOT_THERE,
    )

    class Meta:
        model = Case
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = [(body.key, body.name) for body in lists.seats_of_areas()]
        self.filters["organ"].extra["choices"] = bodies
        if not self.request.user.is_region_staff:
            for name in STAFF_ONLY:
                del self.filters[name]

    def by_text(self, cases: CaseQuerySet, name: str, value: str) -> CaseQuerySet:
        return lists.search(cases, value)

    def by_kind(self, cases: CaseQuerySet, name: str, value: str) -> CaseQuerySet:
        return cases.filter(
            kind__in=[kind for kind, words in CASE_KINDS if in_address(words) == value]
        )

    def by_step(self, cases: CaseQuerySet, name: str, value: str) -> CaseQuerySet:
        return lists.at_step(cases, value)

    def by_body(self, cases: CaseQuerySet, name: str, value: str) -> CaseQuerySet:
        return lists.at_body(cases, value)

    def by_agreement(
        self, cases: CaseQuerySet, name: str, value: MunicipalAgreement
    ) -> CaseQuerySet:
        return cases.stemming_from(value)

    def by_open(self, cases: CaseQuerySet, name: str, value: bool) -> CaseQuerySet:
        return cases.open() if value else cases

    def by_overdue(self, cases: CaseQuerySet, name: str, value: bool) -> CaseQuerySet:
        return cases.overdue() if value else cases

    def by_mine(self, cases: CaseQuerySet, name: str, value: bool) -> CaseQuerySet:
        return cases.of(self.request.user) if value else cases

    def by_waiting(self, cases: CaseQuerySet, name: str, value: bool) -> CaseQuerySet:
        return to_do(cases, self.request.user) if value else cases

    def by_awaiting_meeting(self, cases: CaseQuerySet, name: str, value: bool) -> CaseQuerySet:
        return awaiting_meeting(cases, self.request.user) if value else cases

    def by_order(self, cases: CaseQuerySet, name: str, value: str) -> CaseQuerySet:
        return lists.in_order(cases, value)

    def chosen(self) -> list[tuple[str, str]]:
        """The parameters that narrow the list, each with what it says in words."""
        self.errors  # noqa: B018  # reading it is how a filter set cleans its form
        return [
            (name, _words(self.form[name], value))
            for name, value in self.form.cleaned_data.items()
            if value and name != "ordning"
        ]


def _words(field: forms.BoundField, value: Any) -> str:
    """Läge: Utkast; for a box only its label."""
    if value is True:
        return str(field.label)
    if value == NO_OFFICER:
        return NO_OFFICER_WORDS
    if isinstance(value, date):
        return f"{field.label} {swedish_date(value)}"
    if isinstance(field.field, forms.ChoiceField) and not isinstance(value, Model):
        choices: Any = field.field.choices
        value = dict(choices)[value]
    return f"{field.label}: {value}"
