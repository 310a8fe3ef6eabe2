"""Taking away what was added by mistake. Whatever has a history stays."""

from django.db import models, transaction
from django.db.models.deletion import Collector, ProtectedError

from bodies.actions.core import check_administrator, record
from bodies.models import Membership, Person, SeatRule
from samverkan.lib.dates import today
from samverkan.lib.errors import DomainError

INSTEAD = {
    "person": "Avsluta uppdragen och ta bort rätten att logga in i stället.",
    "body": "Avsluta uppdragen i stället. Organet finns kvar så att äldre ärenden går att läsa.",
    "meeting": "Ställ in mötet i stället. Det gör du på mötets egen sida.",
    "organisation": "Skriv en slutdag i stället.",
}


def check_removable(row: models.Model) -> None:
    """Raises DomainError when something hangs on the row, and says what to do instead."""
    if isinstance(row, Membership) and row.valid_from <= today():
        raise DomainError("Uppdraget har börjat. Skriv en slutdag i stället för att ta bort det.")
    try:
        Collector(using="default").collect([row])
    except ProtectedError as error:
        instead = INSTEAD.get(row._meta.model_name or "", "Ändra i stället.")
        raise DomainError(f"{row} har historik och kan inte tas bort. {instead}") from error


@transaction.atomic
def remove(*, row: models.Model, by: Person) -> None:
    """Delete a row that nothing refers to. Raises DomainError as check_removable does."""
    check_administrator(by)
    check_removable(row)
    if row.pk == by.pk and isinstance(row, Person):
        raise DomainError("Du kan inte ta bort dig själv.")
    text = f"{str(row._meta.verbose_name).capitalize()} togs bort: {row}."
    body = row.body if isinstance(row, Membership | SeatRule) else None
    record(f"remove_{row._meta.model_name}", text, by=by, body=body, row=row.pk)
    row.delete()
