"""Organisations, terms and areas of cooperation."""

from typing import Any

from django.contrib import admin

from bodies import actions
from bodies.admin.base import ActionAdmin, seen_in
from bodies.forms.register import AreaForm, OrganisationForm, TermForm
from bodies.models import CooperationArea, Organisation, Person, Term
from samverkan.lib.ordering import swedish_order


@admin.register(Organisation)
class OrganisationAdmin(ActionAdmin):
    form = OrganisationForm
    list_display = ("name", "kind", "organisation_number", "email", "valid_to")
    list_filter = ("kind",)
    search_fields = ("name", "formal_name", "organisation_number", "prefix")
    ordering = (swedish_order("name"),)
    fieldsets = (
        (None, {"fields": ("name", "formal_name", "kind", "organisation_number")}),
        ("Remisser", {"fields": ("prefix", "email")}),
        ("Om organisationen", {"fields": ("code", "website", "population")}),
        ("Finns under tiden", {"fields": (("valid_from", "valid_to"),)}),
    )

    def act(self, row: Organisation, form: Any, by: Person) -> None:
        actions.save_organisation(organisation=row, by=by, seen=seen_in(form))


@admin.register(Term)
class TermAdmin(ActionAdmin):
    form = TermForm
    list_display = ("name", "election_day", "council_from", "council_to", "board_from", "board_to")
    search_fields = ("name",)
    fieldsets = (
        (
            None,
            {
                "fields": ("name", "election_day"),
                "description": (
                    "Skriv namn och valdag. De andra dagarna räknas fram. Spara, och gå sedan "
                    "till organen för att lägga upp uppdragen i den nya mandatperioden."
                ),
            },
        ),
        ("Fullmäktige", {"fields": (("council_from", "council_to"),)}),
        ("Styrelse, nämnder och andra", {"fields": (("board_from", "board_to"),)}),
    )

    def act(self, row: Term, form: Any, by: Person) -> None:
        actions.save_term(term=row, by=by, seen=seen_in(form))


@admin.register(CooperationArea)
class CooperationAreaAdmin(ActionAdmin):
    form = AreaForm
    list_display = ("name", "preparing_committee", "consultation", "board", "executive", "council")
    list_select_related = True
    search_fields = ("name",)
    prepopulated_fields = {"key": ("name",)}
    autocomplete_fields = (
        "preparing_committee",
        "consultation",
        "board",
        "executive",
        "council",
    )
    fieldsets = (
        (None, {"fields": ("name", "key")}),
        (
            "Ärendets väg",
            {
                "fields": autocomplete_fields,
                "description": "Vilket organ som sitter på varje plats i kedjan.",
            },
        ),
    )

    def act(self, row: CooperationArea, form: Any, by: Person) -> None:
        actions.save_area(area=row, by=by, seen=seen_in(form))
