"""What has happened and what has been sent: to read, never to change."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from bodies import actions
from bodies.admin.base import AnyAdmin, person_of
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
    actions = ("retry",)
    fields = (
        "subject",
        "recipient",
        "text",
        "path",
        "state",
        "attempts",
        "error",
        ("created_at", "due_at", "sent_at"),
        "message_id",
    )

    @admin.action(description="Försök skicka igen")
    def retry(self, request: HttpRequest, queryset: "QuerySet[Notice]") -> None:
        count = actions.retry_notices(notices=queryset, by=person_of(request))
        self.message_user(
            request, f"{count} misslyckade aviseringar skickas igen.", messages.SUCCESS
        )
