"""What has happened and what has been sent: to read, never to change."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from bodies import actions
from bodies.admin.base import AnyAdmin, person_of
from bodies.admin.confirm import ask, told, tried
from bodies.forms.reason import ReasonForm
from bodies.models import Event, Notice


class ReadOnlyAdmin(AnyAdmin):
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ("at", "text", "by", "body")
    list_filter = ("body",)
    list_select_related = ("by", "body")
    search_fields = ("text", "by__first_name", "by__last_name")
    search_help_text = "Sök i händelsernas text eller på vem som gjorde dem."
    date_hierarchy = "at"
    fields = ("at", "by", "text", "body", "meeting")


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "subject", "recipient", "state", "sent_at", "attempts")
    list_filter = ("state", "rule")
    list_select_related = ("recipient",)
    search_fields = (
        "subject",
        "recipient__first_name",
        "recipient__last_name",
        "recipient__email",
    )
    search_help_text = "Sök på ämne eller mottagare."
    date_hierarchy = "created_at"
    actions = ("send_now", "stop", "send_again")
    fields = (
        "subject",
        ("recipient", "sent_to"),
        "rule",
        "text",
        "path",
        "state",
        "stopped_because",
        ("planned_at", "due_at", "sent_at"),
        ("delivered_at", "bounced_at", "doubted_at"),
        ("attempts", "refusals"),
        "error",
        "digest",
        "message_id",
        "created_at",
    )

    @admin.action(description="Skicka nu")
    def send_now(self, request: HttpRequest, queryset: "QuerySet[Notice]") -> HttpResponse | None:
        return self._steer(request, queryset, "send_now", "Skicka nu", actions.send_notices_now)

    @admin.action(description="Stoppa")
    def stop(self, request: HttpRequest, queryset: "QuerySet[Notice]") -> HttpResponse | None:
        return self._steer(request, queryset, "stop", "Stoppa", actions.stop_notices)

    @admin.action(description="Skicka igen")
    def send_again(self, request: HttpRequest, queryset: "QuerySet[Notice]") -> HttpResponse | None:
        return self._steer(
            request, queryset, "send_again", "Skicka igen", actions.send_notices_again
        )

    def _steer(
        self,
        request: HttpRequest,
        queryset: "QuerySet[Notice]",
        name: str,
        submit: str,
        act: Callable[..., int],
    ) -> HttpResponse | None:
        """Asks why, and then does it to the chosen rows."""
        rows = list(queryset)
        form = ReasonForm(request.POST if told(request) else None)
        count = tried(
            form, lambda data: act(notices=rows, by=person_of(request), reason=data["reason"])
        )
        if count is None:
            title = f"{submit}: {len(rows)} {'avisering' if len(rows) == 1 else 'aviseringar'}"
            return ask(self, request, queryset, form, title, name, submit)
        self.message_user(request, f"Klart: {count}.", messages.SUCCESS)
        return None
