"""Names the app for Django, and tells the outbox what notices people give (no signals)."""

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "bodies"
    verbose_name = "Organ och personer"

    def ready(self) -> None:
        from bodies.actions.agreements.extracts import still_leads
        from bodies.agreement_reminders import KINDS, RULES, SUBJECTS
        from bodies.announcements import KINDS as LETTERS
        from bodies.notices import Kind, Subject, register, register_subject
        from bodies.reminders import register_rules

        asked_for = (
            Kind("invite_person", "Välj lösenord", "Den som får ett konto", fixed=True),
            Kind(
                "extract_link",
                "Lämna protokollsutdrag",
                "Kommunens registrator",
                still_leads,
                fixed=True,
            ),
        )
        register((*asked_for, *LETTERS, *KINDS))
        register_subject(Subject("person", visible=lambda reader, key: reader.pk == key))
        register_rules(RULES)
        for subject in SUBJECTS:
            register_subject(subject)
