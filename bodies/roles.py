"""Roles as code: who a person is to the application, in the users' words.

Pure: the workflow names roles, so no ORM and no request may be imported here.
A delegate is not a stored role: it follows from a seat (see `bodies.policies`).
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    REGISTRAR = "registrar"
    CASE_OFFICER = "case_officer"
    BOARD_SECRETARY = "board_secretary"
    CHIEF = "chief"
    ADMINISTRATOR = "administrator"
    MUNICIPAL_REGISTRAR = "municipal_registrar"


@dataclass(frozen=True, slots=True)
class RoleInfo:
    """A role as people meet it: its Swedish name and what it lets one do."""

    role: Role
    name: str
    description: str


ROLES: tuple[RoleInfo, ...] = (
    RoleInfo(
        Role.REGISTRAR,
        "Registrator",
        "Registrerar remisser och handlingar, expedierar svar och avslutar ärenden.",
    ),
    RoleInfo(
        Role.CASE_OFFICER,
        "Handläggare",
        "Bereder sina ärenden: skriver utkast, lägger till handlingar och lämnar till RUN AU.",
    ),
    RoleInfo(
        Role.BOARD_SECRETARY,
        "Nämndsekreterare",
        "Gör ärendelistor och antecknar vad RUN AU, samrådet och RUN kom fram till.",
    ),
    RoleInfo(
        Role.CHIEF,
        "Chef",
        "Bedömer om regionen ska svara, utser handläggare och ser hur allt ligger till.",
    ),
    RoleInfo(
        Role.ADMINISTRATOR,
        "Administratör",
        "Håller ordning på organ, ledamöter, möten och användare.",
    ),
    RoleInfo(
        Role.MUNICIPAL_REGISTRAR,
        "Kommunens registrator",
        "Läser de ärenden som regionen har delat med kommunen.",
    ),
)

ROLE_NAMES: dict[str, str] = {info.role.value: info.name for info in ROLES}
ROLE_CHOICES: list[tuple[str, str]] = [(info.role.value, info.name) for info in ROLES]

# The region's own staff see every case; everybody else only what was shared.
STAFF_ROLES: frozenset[Role] = frozenset(
    {
        Role.REGISTRAR,
        Role.CASE_OFFICER,
        Role.BOARD_SECRETARY,
        Role.CHIEF,
        Role.ADMINISTRATOR,
    }
)
