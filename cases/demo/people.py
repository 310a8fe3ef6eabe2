"""Invented people: names that nobody has, addresses that nobody reads."""

from collections.abc import Iterator

from django.contrib.auth.hashers import make_password
from django.utils.crypto import get_random_string

from bodies.models import Organisation, Person
from bodies.roles import Role

DOMAIN = "demo.example"  # reserved by RFC 2606
# Every surname tells that its bearer is made up.
SURNAMES = (
    "Exempelsson",
    "Provberg",
    "Fiktivsson",
    "Testlund",
    "Låtsasdotter",
    "Skissgren",
    "Figurén",
    "Mönsterqvist",
    "Påhittsson",
    "Sagoström",
)
FIRST_NAMES = (
    *("Alva", "Bo", "Cilla", "Dag", "Elsa", "Folke", "Greta", "Harry", "Ines", "Jarl"),
    *("Kajsa", "Love", "Malte", "Nora", "Olle", "Petra", "Quinn", "Rolf", "Signe", "Ture"),
    *("Ulla", "Viggo", "Wilma", "Xerxes", "Ylva", "Zack", "Åke", "Östen"),
)
PARTIES = ("Alfa", "Beta", "Gamma", "Delta")  # no party is called so

# Whom one may become with one click: first name, surname, title, role, municipality.
ACCOUNTS: dict[str, tuple[str, str, str, Role | None, str]] = {
    "registrar": ("Rut", "Registrator", "Registrator", Role.REGISTRAR, ""),
    "officer": ("Hanna", "Handläggare", "Strateg", Role.CASE_OFFICER, ""),
    "second_officer": ("Hugo", "Handläggare", "Strateg", Role.CASE_OFFICER, ""),
    "secretary": ("Sara", "Sekreterare", "Nämndsekreterare", Role.BOARD_SECRETARY, ""),
    "chief": ("Cecilia", "Chef", "Enhetschef", Role.CHIEF, ""),
    "administrator": ("Ada", "Administratör", "Administratör", Role.ADMINISTRATOR, ""),
    "board_member": ("Disa", "Demokvist", "", None, ""),
    "committee_member": ("Pim", "Platshållare", "", None, "Lycksele"),
    "municipal": ("Kim", "Kommunregistrator", "Registrator", Role.MUNICIPAL_REGISTRAR, "Lycksele"),
}
COLLEAGUES = {"second_officer"}


def accounts(organisations: dict[str, Organisation]) -> dict[str, Person]:
    """The people who act in the cases, with a password that nobody knows.

    One of each role may log in; a colleague has cases of their own, and no account.
    """
    password, none = make_password(get_random_string(40)), make_password(None)
    made = {}
    for key, (first, last, title, role, place) in ACCOUNTS.items():
        made[key] = Person(
            first_name=first,
            last_name=last,
            email=address(first, last),
            title=title,
            roles=[role.value] if role else [],
            organisation=organisations[place or "Region Västerbotten"],
            password=none if key in COLLEAGUES else password,
        )
    Person.objects.bulk_create(made.values())
    return made


def politicians(count: int) -> list[Person]:
    """So many people without accounts; seats and municipalities are given by others."""
    made = [
        Person(
            first_name=first,
            last_name=last,
            email=address(first, last),
            party=PARTIES[number % len(PARTIES)],
            password=make_password(None),
        )
        for number, (first, last) in zip(range(count), _names(), strict=False)
    ]
    Person.objects.bulk_create(made)
    return made


def _names() -> Iterator[tuple[str, str]]:
    """Each pair once, and neighbours in a list never of one family."""
    for turn in range(len(SURNAMES)):
        for number, first in enumerate(FIRST_NAMES):
            yield first, SURNAMES[(number + 9 * turn) % len(SURNAMES)]


def address(first: str, last: str) -> str:
    plain = f"{first}.{last}".lower().translate(str.maketrans("åäöé", "aaoe"))
    return f"{plain}@{DOMAIN}"
