"""Documents: numbered acts and their versions, and files that wait for a form."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.files import File
from django.db import transaction
from django.db.models import Max

from bodies.models import Person
from cases import policies
from cases.actions.core import lock_case, needed, record
from cases.actions.supplements import document_supplement
from cases.models import Case, Document, DocumentVersion, PendingUpload
from cases.models.agenda_change import ChangeVerb
from cases.models.document import PROPOSALS, DocumentKind
from samverkan.lib.dates import now
from samverkan.lib.errors import DomainError, NotAllowed, WrongStep
from samverkan.lib.filing import filing, write
from samverkan.lib.uploads import CheckedFile

PENDING_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that has passed `lib.uploads`, and what it is."""

    content: File  # type: ignore[type-arg]  # FieldFile, UploadedFile and plain files alike
    checked: CheckedFile
    kind: str = DocumentKind.OTHER
    title: str = ""
    pending: PendingUpload | None = None


def store_document(
    case: Case,
    file: NewFile,
    *,
    by: Person,
    direction: str,
    dated: date,
    is_internal: bool = False,
    counterpart: str = "",
) -> Document:
    """Write the next act of a locked case. The caller saves the case and the event."""
    case.last_act += 1
    document = Document.objects.create(
        case=case,
        act=case.last_act,
        title=file.title or file.checked.name.rsplit(".", 1)[0][:200],
        kind=file.kind,
        direction=direction,
        is_internal=is_internal,
        dated=dated,
        counterpart=counterpart,
        created_at=now(),
        created_by=by,
    )
    _store_version(document, file, by=by, number=1)
    return document


def _store_version(
    document: Document, file: NewFile, *, by: Person, number: int, note: str = ""
) -> DocumentVersion:
    version = DocumentVersion(
        document=document,
        number=number,
        filename=file.checked.name,
        content_type=file.checked.content_type,
        size=file.checked.size,
        sha256=file.checked.sha256,
        note=note,
        created_at=now(),
        created_by=by,
    )
    write(version, file.checked.name, file.content)
    if file.pending is not None:
        _drop_pending(file.pending)
    return version


@filing()
def add_document(
    *,
    case_id: int,
    by: Person,
    file: NewFile,
    direction: str,
    dated: date,
    is_internal: bool = False,
    counterpart: str = "",
    anyway: bool = True,
) -> Document:
    """A new act. Allowed at every step: late input is registered too (OSL 5:1).

    Without `anyway` a file that the case has already is refused: a form sent twice is
    one act. Raises NotAllowed, DomainError. Does not make other people's forms stale.
    """
    case = lock_case(case_id)
    policies.check_add_document(by, case)
    if not anyway and (same := same_file(case, file)):
        raise DomainError(f"Samma fil finns redan som {same.act_number}.", field="anyway")
    document = store_document(
        case,
        file,
        by=by,
        direction=direction,
        dated=dated,
        is_internal=is_internal,
        counterpart=counterpart,
    )
    case.save(update_fields=["last_act"])
    more = seen_by(case) if Document.objects.handed_over().contains(document) else ""
    record(case, "add_document", f"{document} lades till.", by=by, more=more, act=document.act)
    document_supplement(document, ChangeVerb.DOCUMENT_ADDED, "lades till.", by=by)
    return document


def seen_by(case: Case) -> str:
    """Who outside the region sees a document that is handed over, as a sentence; else empty."""
    shares = case.shares.select_related("body", "organisation").order_by("pk")
    names = [str(share.body or share.organisation) for share in shares]
    return f"Den syns för {', '.join(names)}." if names else ""


def same_file(case: Case, file: NewFile) -> Document | None:
    """An act of the case that holds these very bytes in any version, if it is not voided."""
    acts = case.documents.filter(voided_at=None, versions__sha256=file.checked.sha256)
    found: Document | None = acts.order_by("act").first()
    return found


@filing()
def add_version(*, document_id: int, by: Person, file: NewFile, note: str = "") -> DocumentVersion:
    """A new version of an act; the earlier ones stay readable.

    Raises NotAllowed, WrongStep when the act is locked, DomainError when the
    content is the same as before.
    """
    document = Document.objects.select_related("case").get(pk=document_id)
    case = lock_case(document.case_id)
    document.refresh_from_db(fields=["voided_at"])
    policies.check_add_document(by, case)
    check_not_locked(case, document)
    latest = document.versions.order_by("-number").first()
    if latest and latest.sha256 == file.checked.sha256:
        raise DomainError("Filen är likadan som den senaste versionen.", field="file")
    top = document.versions.aggregate(top=Max("number"))["top"] or 0
    version = _store_version(document, file, by=by, number=top + 1, note=note)
    record(case, "add_version", f"{document}: version {version.number} lades till.", by=by)
    what = f"har kommit i version {version.number}.{f' {note.strip()}' if note.strip() else ''}"
    document_supplement(document, ChangeVerb.DOCUMENT_REPLACED, what, by=by)
    return version


def why_locked(case: Case, document: Document) -> str:
    """Why the act is never changed again: decided on, sent or voided. Empty if it may be."""
    if document.voided_at:
        return "Handlingen är makulerad."
    decided = any(each.recorded_at >= document.created_at for each in case.decisions.all())
    if document.kind in PROPOSALS and decided:
        return "Ärendet är beslutat. Underlaget är låst."
    return "Handlingen är skickad och därför låst." if document.dispatches.all() else ""


def check_not_locked(case: Case, document: Document) -> None:
    """Raises WrongStep with why it is locked."""
    if reason := why_locked(case, document):
        raise WrongStep(reason)


@transaction.atomic
def void_document(*, document_id: int, by: Person, reason: str) -> Document:
    """Void a wrongly registered act; it keeps its number and its reason.

    Raises NotAllowed, WrongStep, DomainError (reason).
    """
    policies.check_void_document(by)
    document = Document.objects.select_related("case").get(pk=document_id)
    case = lock_case(document.case_id)
    document.refresh_from_db()
    check_not_locked(case, document)
    document_supplement(document, ChangeVerb.DOCUMENT_VOIDED, "är makulerad.", by=by)
    document.voided_at, document.voided_by = now(), by
    document.void_reason = needed(reason)
    document.save(update_fields=["voided_at", "voided_by", "void_reason"])
    text = f"{document} makulerades."
    record(case, "void_document", text, by=by, more=f"Skäl: {reason}")
    return document


@filing()
def keep_upload(*, by: Person, content: File, checked: CheckedFile) -> PendingUpload:  # type: ignore[type-arg]  # as above
    """Keep a checked file until the form it came with is right."""
    pending = PendingUpload(
        person=by,
        filename=checked.name,
        content_type=checked.content_type,
        size=checked.size,
        sha256=checked.sha256,
        created_at=now(),
    )
    write(pending, checked.name, content)
    return pending


def pending_file(*, key: str, by: Person) -> PendingUpload:
    """A kept file of one's own. Raises NotAllowed for somebody else's or none."""
    pending = PendingUpload.objects.filter(key=key, person=by).first()
    if pending is None:
        raise NotAllowed("Filen finns inte kvar. Välj den igen.")
    return pending


def _drop_pending(pending: PendingUpload) -> None:
    pending.delete()
    name = str(pending.file.name)
    transaction.on_commit(lambda: pending.file.storage.delete(name))


def clear_pending_uploads() -> int:
    """Remove files whose form never came back. Returns how many."""
    old = list(PendingUpload.objects.filter(created_at__lt=now() - PENDING_FOR))
    for pending in old:
        with transaction.atomic():
            _drop_pending(pending)
    return len(old)
