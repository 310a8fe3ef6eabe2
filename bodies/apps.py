"""Names the app for Django; nothing else happens here (no signals)."""

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "bodies"
    verbose_name = "Organ och personer"
