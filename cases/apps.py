"""Names the app for Django; nothing else happens here (no signals)."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "Ärenden"
