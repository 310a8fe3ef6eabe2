"""What is typed at the samråd: saved as it is typed, and then recorded as its advice.

Two may write in the same field: nobody's words are lost, and nobody waits for the other.
"""

from dataclasses import dataclass

from django.db import transaction

from bodies.models import Meeting, Person
from cases import policies
from cases.actions.consultation import record_consultation
from cases.actions.core import lock_case
from cases.models import AgendaItem, Case, ConsultationDraft, DraftKey
from cases.outcomes import ConsultationOutcome
from cases.queries.facts import consultation_of
from cases.queries.samrad import composed, drafts_of
from samverkan.lib.dates import now
from samverkan.lib.errors import DomainError, WrongStep
from samverkan.lib.merging import merge

MOST = 20_000
LOCKED = "Samrådets utfall är antecknat, så det som skrevs ligger fast. Rätta utfallet i ärendet."


@dataclass(frozen=True, slots=True)
class Saved:
    """A field as it stands now. `beside` says who chose otherwise at the same time, if any."""

    draft: ConsultationDraft
    beside: str = ""


@transaction.atomic
def save_draft(
    *,
    item: AgendaItem,
    meeting: Meeting,
    by: Person,
    key: str,
    base: str,
    text: str,
    person: Person | None = None,
) -> Saved:
    """Keep what somebody has made of `base`, together with what others have.

    `item` is on the agenda of `meeting`, a samråd, and `person` whose view it is. Raises
    NotAllowed, WrongStep when the outcome is recorded, DomainError (by the field's name).
    """
    policies.check_run_meetings(by)
    case = _open_case(item)
    base, text = _plain(base), _plain(text)
    _check(key, text)
    if (key == DraftKey.VIEW) != (person is not None):
        raise DomainError("Den personen sitter inte i samrådet.")
    found, made = ConsultationDraft.objects.get_or_create(
        case=case,
        round=item.round,
        meeting=meeting,
        key=key,
        person=person,
        defaults={"saved_at": now(), "saved_by": by, "text": text},
    )
    if made:
        return Saved(found)
    return (
        _choose(found, base, text, by)
        if key == DraftKey.OUTCOME
        else _write(found, merge(base, text, found.text), by)
    )


def _open_case(item: AgendaItem) -> Case:
    """The item's case, locked: two saves come one after the other, and none after the record."""
    case = lock_case(item.case_id)
    if consultation_of(case) is not None or case.round != item.round:
        raise WrongStep(LOCKED)
    return case


def _plain(text: str) -> str:
    """Lines end as on the page, however the form was sent."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _check(key: str, text: str) -> None:
    if "\0" in text:
        raise DomainError("Texten innehåller ett tecken som inte går att spara. Ta bort det.", key)
    if len(text) > MOST:
        raise DomainError(f"Texten är för lång. Skriv högst {MOST} tecken.", key)
    if (
        key == DraftKey.OUTCOME
        and text
        and text not in {each.value for each in ConsultationOutcome}
    ):
        raise DomainError("Välj ett av utfallen.", key)


def _choose(draft: ConsultationDraft, base: str, text: str, by: Person) -> Saved:
    """The last choice holds; whoever made another since the page was read is named."""
    other = draft.text not in (base, text) and draft.saved_by_id != by.pk
    before = f"{draft.saved_by.full_name} valde {_outcome(draft.text)} samtidigt." if other else ""
    return Saved(_write(draft, text, by).draft, before)


def _outcome(value: str) -> str:
    return f"”{ConsultationOutcome(value).label}”" if value else "inget"


def _write(draft: ConsultationDraft, text: str, by: Person) -> Saved:
    if text != draft.text:
        draft.text, draft.saved_at, draft.saved_by = text, now(), by
        draft.version += 1
        draft.save()
    return Saved(draft)


@transaction.atomic
def record_samrad(
    *, item: AgendaItem, meeting: Meeting, version: int, by: Person, unannounced: str = ""
) -> Case:
    """Record what is typed as the samråd's advice; from then on it stands as it is.

    Raises what record_consultation raises: the choice, the medskick or the reason is missing,
    the meeting has not begun, the case is elsewhere.
    """
    case = _open_case(item)
    said = composed(drafts_of(item, meeting))
    return record_consultation(
        case_id=case.pk,
        version=version,
        by=by,
        meeting=meeting,
        outcome=said.outcome,
        note=said.note,
        reason=said.reason if said.outcome == ConsultationOutcome.NOT_TREATED else "",
        unannounced=unannounced,
    )
