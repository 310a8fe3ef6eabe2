"""Names the app for Django, and tells the outbox what notices cases give (no signals)."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "Ärenden"

    def ready(self) -> None:
        from bodies.notices import register, register_subject
        from bodies.reminders import register_rules
        from cases.announcements import KINDS, SUBJECTS
        from cases.reminders import RULES

        # Before those of the bodies: cases are what most people get mail about.
        register_rules(RULES, first=True)
        register(KINDS, first=True)
        for subject in SUBJECTS:
            register_subject(subject)
