"""What has happened: to read, never to change."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from bodies.admin.base import AnyAdmin, AnyInline
from bodies.models import Event


class ReadOnlyAdmin(AnyAdmin):
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyInline(AnyInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
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
