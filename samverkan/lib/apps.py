"""Names the bottom layer for Django, so that its template tags are found."""

from django.apps import AppConfig


class LibConfig(AppConfig):
    name = "samverkan.lib"
    label = "lib"
