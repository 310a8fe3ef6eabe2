"""People and their accounts. A person without an account has an unusable password."""

from django.db import transaction
from django.urls import reverse

from bodies import notices
from bodies.actions.core import check_administrator, locked, record, write
from bodies.models import Notice, Person
from bodies.notices import Letter
from bodies.roles import Role
from samverkan.lib.dates import today
from samverkan.lib.errors import DomainError

INVITATION = "invite_person"


@transaction.atomic
def save_person(*, person: Person, by: Person, seen: str | None = None) -> Person:
    """Add or change a person; a new one has no account until a password is chosen.

    `seen` is what the form was rendered with (Stale if it has changed since). Raises
    DomainError for a municipal registrar without a municipality, an account without
    an e-mail address, or an administrator who locks themselves out.
    """
    check_administrator(by)
    before = locked(person, seen)
    person.email = (person.email or "").strip().lower() or None
    _check_roles(person)
    _check_account(person, by)
    if before is None and not person.password:
        person.set_unusable_password()
    write(person, before, what=person.full_name, by=by)
    return person


def _check_roles(person: Person) -> None:
    if not person.has_role(Role.MUNICIPAL_REGISTRAR):
        return
    if person.organisation is None or person.organisation.kind != "municipality":
        raise DomainError(
            "Välj vilken kommun registratorn arbetar i. Det avgör vilka ärenden som visas.",
            field="organisation",
        )


def _check_account(person: Person, by: Person) -> None:
    if person.pk and person.password and person.has_usable_password() and not person.email:
        raise DomainError(
            "Den som har ett konto behöver en e-postadress att logga in med.", field="email"
        )
    if person.pk == by.pk and not person.is_staff:
        field = "roles" if person.is_active else "is_active"
        raise DomainError(
            "Du kan inte ta ifrån dig själv administrationen. Be en annan administratör.",
            field=field,
        )


@transaction.atomic
def set_password(*, person: Person, password: str, by: Person) -> Person:
    """Give the person a password, and with it an account. The password is not recorded."""
    check_administrator(by)
    _check_address(person)
    person.set_password(password)
    person.save(update_fields=["password"])
    record("set_password", f"{person.full_name} fick ett nytt lösenord.", by=by, row=person.pk)
    return person


@transaction.atomic
def invite_person(*, person: Person, by: Person) -> None:
    """Send a mail that says how to choose a password; DomainError if one went the same day.

    The mail carries no secret: the page it leads to sends the link.
    """
    check_administrator(by)
    locked(person)
    _check_address(person)
    if not person.is_active:
        raise DomainError(f"{person.full_name} får inte logga in.")
    about, occasion = f"person:{person.pk}", str(today())
    if Notice.objects.filter(rule=INVITATION, about=about, occasion=occasion).exists():
        raise DomainError(f"{person.full_name} har redan fått ett brev i dag.")
    notices.post(
        rule=INVITATION,
        about=about,
        occasion=occasion,
        recipients=[person],
        letter=_invitation(person),
    )
    text = f"{person.full_name} fick ett mejl om hur man väljer lösenord."
    record("invite_person", text, by=by, row=person.pk)


def _check_address(person: Person) -> None:
    if not person.email:
        raise DomainError(f"{person.full_name} har ingen e-postadress. Lägg till en först.")


def _invitation(person: Person) -> Letter:
    return Letter(
        subject="Välj lösenord till Samverkan",
        text=(
            f"Hej {person.first_name}!\n\n"
            f"Du har ett konto i Samverkan med adressen {person.email}. Öppna sidan och skriv "
            "adressen, så får du en länk där du väljer ditt lösenord."
        ),
        path=reverse("account_reset_password"),
    )
