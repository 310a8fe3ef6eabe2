"""Taking away what was added by mistake. Whatever has a history stays."""

from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

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
    if _is_referred_to(row):
        instead = INSTEAD.get(row._meta.model_name or "", "Ändra i stället.")
        raise DomainError(f"{row} har historik och kan inte tas bort. {instead}")


def _is_referred_to(row: models.Model) -> bool:
    """Whether a row that must not lose it points at this one: all the tables in one question."""
    manager: Any = type(row)._default_manager
    anything = Q()
    # Hidden ones too: an event names who did it, and nothing leads back from the person.
    relations: list[Any] = list(row._meta.get_fields(include_hidden=True))
    for relation in relations:
        if relation.auto_created and getattr(relation, "on_delete", None) is models.PROTECT:
            others: Any = relation.related_model._base_manager
            anything |= Q(Exists(others.filter(**{relation.field.name: OuterRef("pk")})))
    return bool(anything) and bool(manager.filter(anything, pk=row.pk).exists())


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
