"""People: what they are called, what they may do, and their way in."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bodies import actions
from bodies.admin.base import ActionAdmin, NativeInline, person_of, seen_in
from bodies.admin.confirm import tried
from bodies.admin.filters import AccountFilter, RoleFilter
from bodies.forms.register import PasswordForm, PersonForm
from bodies.forms.seats import MembershipForm
from bodies.models import Membership, Person
from samverkan.lib.errors import DomainError
from samverkan.lib.ordering import swedish_order


class SeatInline(NativeInline):
    model = Membership
    form = MembershipForm
    fk_name = "person"
    autocomplete_fields = ("body", "on_behalf_of")
    fields = ("body", "seat", "party", "on_behalf_of", "entry_order", "valid_from", "valid_to")
    verbose_name_plural = "Uppdrag, nu och förr"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Membership]":
        rows: QuerySet[Membership] = super().get_queryset(request)
        return rows.select_related("person", "body", "on_behalf_of").order_by("-valid_from", "pk")


@admin.register(Person)
class PersonAdmin(ActionAdmin):
    form = PersonForm
    list_display = ("full_name", "title", "organisation", "party", "role_words", "has_account")
    list_display_links = ("full_name",)
    list_filter = (RoleFilter, AccountFilter, "is_active", "party", "organisation__kind")
    list_select_related = ("organisation",)
    search_fields = ("first_name", "last_name", "email", "organisation__name")
    search_help_text = "Sök på namn, e-post eller organisation."
    autocomplete_fields = ("organisation",)
    ordering = (swedish_order("last_name"), swedish_order("first_name"))
    inlines = (SeatInline,)
    actions = ("invite",)
    readonly_fields = ("account",)
    fieldsets = (
        (None, {"fields": (("first_name", "last_name"), "title", "organisation", "party")}),
        ("Så når man personen", {"fields": ("email", "phone")}),
        ("Inloggning", {"fields": ("account", "is_active", "roles")}),
    )

    @admin.display(description="namn", ordering="last_name")
    def full_name(self, row: Person) -> str:
        return row.full_name

    @admin.display(description="roller")
    def role_words(self, row: Person) -> str:
        return ", ".join(row.role_names)

    @admin.display(description="konto", boolean=True)
    def has_account(self, row: Person) -> bool:
        return row.has_usable_password()

    @admin.display(description="konto")
    def account(self, row: Person) -> SafeString | str:
        if not row.pk:
            return "Spara först. Sedan kan du ge personen ett konto."
        words = "Har konto." if row.has_usable_password() else "Har inget konto."
        url = reverse("admin:bodies_person_account", args=[row.pk])
        return format_html('{} <a href="{}">Lösenord och inloggning</a>', words, url)

    def act(self, row: Person, form: Any, by: Person) -> None:
        actions.save_person(person=row, by=by, seen=seen_in(form))

    @admin.action(description="Skicka brev om att välja lösenord")
    def invite(self, request: HttpRequest, queryset: "QuerySet[Person]") -> None:
        for person in queryset:
            self._invite(request, person)

    def _invite(self, request: HttpRequest, person: Person) -> None:
        try:
            actions.invite_person(person=person, by=person_of(request))
        except DomainError as error:
            self.message_user(request, error.message, messages.ERROR)
        else:
            self.message_user(request, f"Ett brev är på väg till {person.email}.")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.account_view)
        own = path("<path:object_id>/konto/", view, name="bodies_person_account")
        return [own, *super().get_urls()]

    def account_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Set a password, or send a letter so that the person chooses one."""
        person = self.get_object(request, unquote(object_id))
        if person is None:
            raise Http404("Personen finns inte.")
        back = redirect("admin:bodies_person_change", person.pk)
        if "invite" in request.POST:
            self._invite(request, person)
            return back
        form = PasswordForm(person, request.POST or None)
        if tried(form, lambda data: self._set(request, person, data["new_password1"])):
            self.message_user(request, f"{person.full_name} har fått ett nytt lösenord.")
            return back
        context = {
            **self.admin_site.each_context(request),
            "title": f"Lösenord och inloggning för {person.full_name}",
            "opts": self.opts,
            "original": person,
            "form": form,
        }
        return TemplateResponse(request, "bodies/admin/account.html", context)

    def _set(self, request: HttpRequest, person: Person, password: str) -> Person:
        return actions.set_password(person=person, password=password, by=person_of(request))
