"""The case page: where the case is, what comes next, and all that hangs on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bodies.models import Clause, Person
from bodies.queries.agreements import whose, with_whose
from cases import actions, policies
from cases.actions.documents import why_locked
from cases.flow import current_stop
from cases.models import Case
from cases.queries.case_page import case_page
from cases.queries.notes import notes_on
from cases.queries.plan import plan_for
from cases.queries.positions import positions_on
from cases.views.acts import next_of
from cases.views.common import looks_ahead, person_of, visible_case
from cases.workflow import may_edit_now


@require_safe
def case(request: HttpRequest, slug: str) -> HttpResponse:
    """One case. Opening it marks it as read for those who sit in the samråd."""
    case, person = visible_case(request, slug), person_of(request)
    seated = note_reading(request, case, person)
    whole = request.GET.get("historik") == "alla"
    context = _context(case, person, whole=whole) | {"seated": seated}
    return render(request, "cases/case.html", context)


def note_reading(request: HttpRequest, case: Case, person: Person) -> bool:
    """Remember what a delegate has opened. Whether it is one."""
    seated = not person.is_region_staff and policies.may_take_position(person, case)
    if seated and not looks_ahead(request):
        actions.mark_read(case=case, by=person)
    return seated


def _context(case: Case, person: Person, *, whole: bool) -> dict[str, object]:
    """The page's rows and what the person may do with them; `whole` is all of the history."""
    plan = plan_for(case) if person.is_region_staff else None
    page = case_page(case, person, plan=plan, all_events=whole)
    positions = positions_on(case) if policies.may_see_positions(person, case) else None
    return {
        "case": case,
        "page": page,
        "plan": plan,
        "positions": positions,
        "notes": notes_on([case], person).get(case.pk, []),
        "own": positions.of(person) if positions else None,
        "next": next_of(case, person) if person.is_region_staff else None,
        "now": current_stop(page.tracks),
        "may": _may(case, person),
        "locked": [document.pk for document in page.documents if why_locked(case, document)],
        "stems": _stems(case) if person.is_region_staff else None,
        "is_staff": person.is_region_staff,
        "whole": whole,
        "crumbs": crumbs(person, (case.registry_number, "")),
    }


def _stems(case: Case) -> dict[str, str] | None:
    """Whose clause the case stems from, and the page where it stands."""
    if case.clause_id is None:
        return None
    clause = with_whose(Clause.objects.filter(pk=case.clause_id)).get()
    if clause.agreement:
        url = clause.agreement.get_absolute_url()
    else:
        assert clause.version is not None, "bodies_clause_of_one_text"
        year = clause.version.framework.term.board_from.year
        url = f"{reverse('agreement_matrix')}?period={year}"
    return {"words": whose(clause), "url": url}


def _may(case: Case, person: Person) -> dict[str, bool]:
    return {
        "edit": policies.may_edit(person, case) and may_edit_now(case.step),
        "assign": policies.may_assign(person) and not case.is_closed,
        "share": policies.may_share(person, case),
        "mark_secret": policies.may_mark_secret(person),
        "add_document": policies.may_add_document(person, case),
        "void_document": policies.may_void_document(person),
    }


def crumbs(person: Person, *last: tuple[str, str]) -> list[tuple[str, str]]:
    """The way here: from the list for staff, from the coming samråd for a delegate."""
    if person.is_region_staff:
        return [("Ärenden", reverse("case_list")), *last]
    return [("Start", reverse("home")), *last]
