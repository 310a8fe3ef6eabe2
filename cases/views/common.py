"""What every case page does alike: the visibility gate, and an action tried from a form."""

from django.http import Http404, HttpRequest

from bodies.views.common import attempt, person_of
from cases.models import Case, Document

__all__ = [
    "attempt",
    "looks_ahead",
    "person_of",
    "posted_version",
    "visible_case",
    "visible_document",
]


def looks_ahead(request: HttpRequest) -> bool:
    """Whether a program asks ahead of its reader, who has then not read anything."""
    return request.method == "HEAD" or "prefetch" in request.headers.get("Sec-Purpose", "")


def visible_case(request: HttpRequest, slug: str) -> Case:
    """The case, or 404 when it is not there for this person. Rows for guards come along."""
    case: Case | None = (
        Case.objects.visible_to(person_of(request))
        .by_slug(slug)
        .select_related(
            "officer",
            "final_body",
            "registered_by",
            "marked_by",
            "referral__sender",
            "area__preparing_committee",
            "area__consultation",
            "area__board",
        )
        .first()
    )
    if case is None:
        raise Http404("Ärendet finns inte eller är inte delat med dig.")
    return case


def visible_document(request: HttpRequest, case: Case, act: int) -> Document:
    document: Document | None = (
        case.documents.visible_to(person_of(request)).filter(act=act).first()
    )
    if document is None:
        raise Http404("Handlingen finns inte eller är inte delad med dig.")
    return document


def posted_version(request: HttpRequest) -> int:
    """The version the form was rendered with; 0, which is always stale, if it is missing."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
