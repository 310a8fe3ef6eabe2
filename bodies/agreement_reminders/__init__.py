"""What is reminded of about agreements: the table. Who, of what, on which days, until when.

A new reminder is a row here and a function in `finding`. Counting days, writing and sending
is `bodies.reminders`.
"""

from bodies.actions.agreements.reminding import RULE, still_lacks
from bodies.agreement_reminders import finding as find
from bodies.models import MunicipalAgreement, Person
from bodies.notices import Kind, Subject
from bodies.reminders import Rule
from bodies.roles import Role

BOTH = "Administratörerna, och kommunens registrator om sin kommun"

RULES: tuple[Rule, ...] = (
    Rule(
        key="agreement_papers",
        label="Avtalet till kommunfullmäktige",
        who=BOTH,
        days=(-10, -3, 0),
        working=True,
        until="kommunfullmäktige har beslutat",
        find=find.papers,
        roles=(Role.ADMINISTRATOR, Role.MUNICIPAL_REGISTRAR),
    ),
    Rule(
        key="agreement_extract",
        label="Protokollsutdrag saknas",
        who=BOTH,
        days=(0, 5, 15),
        working=True,
        until="utdraget har kommit in",
        find=find.extract,
        roles=(Role.ADMINISTRATOR, Role.MUNICIPAL_REGISTRAR),
    ),
    Rule(
        key="agreement_signature",
        label="Underskrift saknas",
        who=BOTH,
        days=(-10, -3, 1),
        working=True,
        until="alla fyra har undertecknat",
        find=find.signature,
        roles=(Role.ADMINISTRATOR, Role.MUNICIPAL_REGISTRAR),
    ),
    Rule(
        key="agreement_none",
        label="Mandatperioden börjar utan avtal",
        who="Administratörerna",
        days=(-90, -30, -7),
        until="avtalet är undertecknat",
        find=find.none,
        roles=(Role.ADMINISTRATOR,),
    ),
    Rule(
        key="agreement_fee",
        label="Anslag att besluta",
        who="Administratörerna",
        days=(-60, -14),
        until="anslaget är beslutat",
        find=find.fee,
        roles=(Role.ADMINISTRATOR,),
    ),
)

# Written when an administrator asks for it.
KINDS = (
    Kind(RULE, "Regionen påminner om avtalet", "Kommunens registrator", still_lacks, fixed=True),
)


def _sees_agreement(person: Person, key: int) -> bool:
    return MunicipalAgreement.objects.visible_to(person).filter(pk=key).exists()


def _is_staff(person: Person, key: int) -> bool:
    return person.is_region_staff


SUBJECTS = (
    Subject("agreement", visible=_sees_agreement),
    # All municipalities' at once, and a term that has no agreements yet.
    Subject("framework", visible=_is_staff),
    Subject("term", visible=_is_staff),
)
