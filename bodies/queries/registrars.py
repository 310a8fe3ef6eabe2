"""Who keeps a municipality's registry: the one place that says so."""

from collections import defaultdict
from collections.abc import Iterable

from bodies.models import Person
from bodies.roles import Role


def registrars_of(places: Iterable[int]) -> dict[int, list[Person]]:
    """By municipality (keys), those of its registrars that can be written to. One query."""
    found: dict[int, list[Person]] = defaultdict(list)
    people = Person.objects.with_role(Role.MUNICIPAL_REGISTRAR).exclude(email=None)
    for person in people.filter(organisation__in=list(places)).order_by("pk"):
        assert person.organisation_id is not None
        found[person.organisation_id].append(person)
    return found
