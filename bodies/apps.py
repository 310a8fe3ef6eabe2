"""Names the app for Django, and tells the outbox what notices people give (no signals)."""

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "bodies"
    verbose_name = "Organ och personer"

    def ready(self) -> None:
        from bodies.notices import Kind, Subject, register, register_subject

        register([Kind("invite_person", "Välj lösenord", "Den som får ett konto", fixed=True)])
        register_subject(Subject("person", visible=lambda reader, key: reader.pk == key))
