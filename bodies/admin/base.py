"""ModelAdmin whose writes are actions, and which puts what they refuse by its field."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString

from bodies import actions
from bodies.admin.choices import KnownChoice, show_what_is_known
from bodies.forms.fields import DATE_INPUT, MOMENT_INPUT
from bodies.forms.refusable import NamedRows, RefusableForm
from bodies.models import Meeting, Membership, Person, SeatRule
from bodies.queries.doubts import doubts
from samverkan.lib.errors import DomainError, NotAllowed, Stale

if TYPE_CHECKING:
    AnyAdmin = admin.ModelAdmin[Any]
    AnyInline = admin.TabularInline[Any, Any]
else:
    AnyAdmin, AnyInline = admin.ModelAdmin, admin.TabularInline

# What an inline may hold, and the action that saves it.
SAVERS: dict[type[models.Model], Callable[..., object]] = {
    SeatRule: lambda row, by, seen: actions.save_seat_rule(rule=row, by=by, seen=seen),
    Membership: lambda row, by, seen: actions.save_membership(membership=row, by=by, seen=seen),
    # Only new ones: a meeting is changed on its own page.
    Meeting: lambda row, by, seen: actions.save_meeting(meeting=row, by=by),
}
# Headings of columns, where the field's own name would be wider than its answers.
SHORT = {"entry_order": "Ordning"}
NATIVE: "dict[type[models.Field[Any, Any]], dict[str, Any]]" = {
    # The browser's own pickers: one label each, and they work without scripts.
    models.DateField: {"widget": DATE_INPUT},
    models.URLField: {"assume_scheme": "https"},
    models.DateTimeField: {"form_class": forms.DateTimeField, "widget": MOMENT_INPUT},
}


def person_of(request: HttpRequest) -> Person:
    return cast(Person, request.user)


def seen_in(form: Any) -> str | None:
    """What the form's row was when the page was rendered."""
    found: str | None = form.cleaned_data.get("seen")
    return found


def seats_saved(request: HttpRequest) -> list[Membership]:
    """The seats that have been saved so far with this page."""
    kept: list[Membership] = request.__dict__.setdefault("seats_saved", [])
    return kept


def warn(request: HttpRequest, sentences: Iterable[str]) -> None:
    """What does not add up after what was saved; it hinders nothing."""
    for sentence in sentences:
        messages.warning(request, sentence)


def without_side_doors(widget: Any, *, adding: bool = True) -> None:
    """Of what stands beside a choice at most adding is left; the rest crowds the row."""
    if not adding and hasattr(widget, "can_add_related"):
        widget.can_add_related = False
    for door in ("can_change_related", "can_delete_related", "can_view_related"):
        if hasattr(widget, door):
            setattr(widget, door, False)


class Rows(NamedRows):
    """An inline's rows, which show what was read together with them."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        show_what_is_known(form)


class NativeInline(AnyInline):
    """Rows on another page; what has begun is ended there, not deleted.

    Its queryset reads (select_related) what its `autocomplete_fields` point at.
    """

    extra = 0
    can_delete = False
    show_change_link = True
    form = RefusableForm
    formset = Rows
    formfield_overrides: ClassVar = NATIVE

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """The fields shown, and what each row was when the page was rendered."""
        shown = [name for name in super().get_fields(request, obj) if name != "seen"]
        return [*shown, "seen"] if self.has_change_permission(request, obj) else shown

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        rows: Any = super().get_formset(request, obj, **kwargs)
        rows.form.renews = isinstance(getattr(request, "refusal", None), Stale)
        return rows

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = KnownChoice(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Each control says its own name: the column's heading is no label."""
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.label = SHORT.get(db_field.name, field.label)
            without_side_doors(field.widget, adding=db_field.name == "person")
            inner = getattr(field.widget, "widget", field.widget)
            inner.attrs["aria-label"] = str(field.label)
        return field


class ActionAdmin(AnyAdmin):
    """Saves with `act`, which calls one action; a refusal comes back with all that was typed."""

    form = RefusableForm
    formfield_overrides: ClassVar = NATIVE
    list_per_page = 50

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            without_side_doors(field.widget)
        return field

    def act(self, row: Any, form: Any, by: Person) -> None:
        raise NotImplementedError

    def drop(self, row: Any, by: Person) -> None:
        actions.remove(row=row, by=by)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The page; when an action refuses, the same page again with its sentence."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except NotAllowed:
            raise
        except DomainError as error:
            cast(Any, request).refusal = error
            seats_saved(request).clear()
            answer = super().changeform_view(request, object_id, form_url, extra_context)
            answer.status_code = 409 if isinstance(error, Stale) else 200
            return answer

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        self.act(obj, form, person_of(request))
        seats_saved(request).extend([obj] if isinstance(obj, Membership) else [])

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self._tell_doubts(request)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self._tell_doubts(request)
        return super().log_change(request, obj, message)

    def _tell_doubts(self, request: HttpRequest) -> None:
        """After all on the page has been saved: what does not add up about its seats."""
        warn(request, doubts(seats_saved(request)))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        rows = formset.save(commit=False)
        for row in formset.deleted_objects:
            actions.remove(row=row, by=person_of(request))
        for row in rows:
            seen = next(seen_in(each) for each in formset.forms if each.instance is row)
            SAVERS[type(row)](row, person_of(request), seen)
            seats_saved(request).extend([row] if isinstance(row, Membership) else [])

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The question, or the reason why it cannot be done and what to do instead."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404("Raden finns inte.")
        if not self.has_delete_permission(request, row):
            raise PermissionDenied
        try:
            if request.method == "POST":
                self.drop(row, person_of(request))
                self.message_user(request, f"{row} är borttagen.", messages.SUCCESS)
                return redirect(admin_urlname(self.opts, SafeString("changelist")))
            actions.check_removable(row)
        except NotAllowed:
            raise
        except DomainError as error:
            self.message_user(request, error.message, messages.ERROR)
            return redirect(admin_urlname(self.opts, SafeString("change")), object_id)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Ta bort {row}?",
            "opts": self.opts,
            "original": row,
        }
        return TemplateResponse(request, "bodies/admin/remove.html", context)
