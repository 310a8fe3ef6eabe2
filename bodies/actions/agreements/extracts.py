"""The extract of a council's minutes, asked for and handed in through a personal link."""

from datetime import date

from django.db import transaction

from bodies.actions.agreements.adoptions import receive_extract, write_adoption
from bodies.actions.agreements.core import (
    Copy,
    about,
    check_not_archived,
    facts_now,
    lock_agreement,
)
from bodies.actions.core import record
from bodies.actions.links import make_link, note_used
from bodies.agreement_states import Outcome, Party, question_open, said_last, standing
from bodies.models import Adoption, Event, MunicipalAgreement, Notice, Person, PersonalLink
from bodies.models.personal_link import LinkPurpose
from bodies.notices import Letter, post
from bodies.queries.registrars import registrars_of
from samverkan.lib.dates import swedish_date, today
from samverkan.lib.errors import DomainError
from samverkan.lib.filing import filing

RULE = "extract_link"


@transaction.atomic
def ask_for_extract(
    *, agreement_id: int, version: int | None, by: Person, expires_on: date
) -> PersonalLink:
    """A personal link for the municipality, mailed to its registrar where there is one.

    An earlier link for the same is revoked. Raises NotAllowed, Stale, DomainError
    (expires_on), and when the agreement has not been sent, or is archived.
    """
    agreement = lock_agreement(agreement_id, version, by)
    check_not_archived(agreement)
    if agreement.sent_on is None:
        raise DomainError("Avtalet är inte skickat än. Skicka det först.")
    place = agreement.municipality_id
    recipient = next(iter(registrars_of([place])[place]), None)
    link = make_link(
        purpose=LinkPurpose.EXTRACT,
        about=about(agreement),
        organisation=agreement.municipality,
        expires_on=expires_on,
        by=by,
        recipient=recipient,
    )
    if recipient:
        _tell(agreement, link, recipient)
    whom = f"till {recipient.full_name}" if recipient else "att lämna för hand"
    told = f"En länk för protokollsutdraget gjordes, {whom}."
    record("ask_for_extract", told, by=by, agreement=agreement, link=link.pk)
    return link


def still_leads(notice: Notice) -> bool:
    """Asked when the letter is about to leave: a link that is revoked is not mailed."""
    link = notice.occasion.removeprefix("link ")
    return PersonalLink.objects.open(today()).filter(pk=int(link)).exists()


def _tell(agreement: MunicipalAgreement, link: PersonalLink, recipient: Person) -> None:
    post(
        rule=RULE,
        about=about(agreement),
        occasion=f"link {link.pk}",
        recipients=[recipient],
        letter=Letter(
            subject=f"Lämna protokollsutdraget om samverkansavtalet {agreement.framework.term}",
            text=(
                f"Regionen behöver kommunfullmäktiges beslut i {agreement.municipality} om"
                f" samverkansavtalet {agreement.framework.term}.\n\nLämna protokollsutdraget på"
                f" sidan. Du behöver inget konto. Länken fungerar till och med"
                f" {swedish_date(link.expires_on)} och är bara till för det här."
            ),
            path=f"/avtal/utdrag/{link.key}/",
        ),
    )


def waiting_adoption(agreement: MunicipalAgreement) -> Adoption | None:
    """The municipality's decision that an extract belongs to without anybody saying which.

    That is the yes that stands, of whatever version; else its last word, if that is a yes
    whose extract has not come and nobody has asked for another. None: it must be told.
    """
    facts, day = facts_now(agreement), today()
    said = standing(facts, Party.MUNICIPALITY, day)
    if said is None and question_open(facts, day):
        said = said_last(facts, Party.MUNICIPALITY, day)
        said = said if said and not said.extract_on else None
    if said is None or said.outcome == Outcome.DECLINED:
        return None
    return Adoption.objects.select_related("council").get(pk=said.key)


def handed_in(link: PersonalLink) -> Adoption | None:
    """The decision whose extract came through the link last; None while it has not been used."""
    told = Event.objects.filter(
        agreement=int(link.about.partition(":")[2]),
        verb__in=("hand_in_extract", "receive_extract"),
        by=None,
        at__gte=link.created_at,
    )
    last = told.order_by("-pk").first() if link.used_at else None
    rows = Adoption.objects.select_related("council")
    return rows.get(pk=last.data["adoption"]) if last else None


def _told_adoption(agreement: MunicipalAgreement, outcome: str, day: date | None) -> int | None:
    """The key of the decision that the holder tells of, if somebody has recorded it already."""
    rows = agreement.adoptions.valid().filter(party=Party.MUNICIPALITY.value, outcome=outcome)
    return next((row.pk for row in rows if row.day == day), None)


@filing()
def hand_in_extract(
    *,
    link: PersonalLink,
    file: Copy,
    outcome: str = "",
    day: date | None = None,
    paragraph: int | None = None,
) -> Adoption:
    """The holder of the link hands in the extract, and says what was decided if nobody has yet.

    The link is the right to do it, and history says that it was the municipality that did.
    Handed in again, the later file counts. Raises DomainError
    (outcome, day), and when the link does not work any more.
    """
    agreement = lock_agreement(int(link.about.partition(":")[2]), None, None)
    if not PersonalLink.objects.open(today()).filter(pk=link.pk).exists():
        raise DomainError("Länken gäller inte längre. Be regionen om en ny.")
    waiting = None if outcome else waiting_adoption(agreement)
    known = waiting.pk if waiting else _told_adoption(agreement, outcome, day)
    if known is None:
        row = _decided(agreement, link, file, outcome=outcome, day=day, paragraph=paragraph)
    else:
        sender = agreement.municipality.name
        row = receive_extract(
            adoption_id=known,
            version=None,
            by=None,
            received_on=today(),
            file=file,
            sender=sender,
        )
    note_used(link)
    return row


def _decided(
    agreement: MunicipalAgreement,
    link: PersonalLink,
    file: Copy,
    *,
    outcome: str,
    day: date | None,
    paragraph: int | None,
) -> Adoption:
    if outcome not in set(Outcome):
        raise DomainError("Välj vad kommunfullmäktige beslutade.", field="outcome")
    if day is None:
        raise DomainError("Skriv vilken dag fullmäktige sammanträdde.", field="day")
    return write_adoption(
        agreement,
        "hand_in_extract",
        link.recipient or link.created_by,
        file,
        party=Party.MUNICIPALITY.value,
        outcome=outcome,
        day=day,
        paragraph=paragraph,
        version=None,
        council=None,
        council_name="",
        extract_received_on=today(),
        note="Lämnat genom en personlig länk.",
        sender=agreement.municipality.name,
    )
