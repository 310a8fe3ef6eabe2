"""Notes of one's own on a case: writing, changing and throwing away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases import actions
from cases.forms.notes import NoteForm
from cases.models import Case, Note
from cases.views.case import crumbs
from cases.views.case_forms import STALE, posted, submitted
from cases.views.common import person_of, posted_version, visible_case

PLACE = "#anteckningar"


def own_note(request: HttpRequest, case: Case, pk: int) -> Note:
    """One's own note on the case; anybody else's is not there, shared or not."""
    found: Note | None = case.notes.filter(pk=pk, person=person_of(request)).first()
    if found is None:
        raise Http404("Anteckningen finns inte, eller är någon annans.")
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def case_note_new(request: HttpRequest, slug: str) -> HttpResponse:
    """A new one, about the whole case or `?handling=` one of its acts."""
    case, by = visible_case(request, slug), person_of(request)
    act = request.GET.get("handling", "")
    chosen = int(act) if act.isascii() and act.isdigit() and len(act) < 8 else None
    form = NoteForm(posted(request), case=case, person=by, act=chosen)
    status = submitted(form, lambda: actions.write_note(case=case, by=by, **form.cleaned_data))
    if status is None:
        return _saved(request, case)
    return _page(request, case, form, status)


@require_http_methods(["GET", "HEAD", "POST"])
def case_note_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    case, by = visible_case(request, slug), person_of(request)
    note = own_note(request, case, pk)
    form = NoteForm(posted(request), case=case, person=by, note=note)
    seen = posted_version(request)
    status = submitted(
        form,
        lambda: actions.edit_note(note_id=pk, version=seen, by=by, **form.cleaned_data),
    )
    if status is None:
        return _saved(request, case)
    return _page(request, case, form, status, own_note(request, case, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def case_note_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask once: a note that is thrown away is gone."""
    case, by = visible_case(request, slug), person_of(request)
    note = own_note(request, case, pk)
    if request.method == "POST":
        actions.remove_note(note_id=note.pk, by=by)
        messages.success(request, "Anteckningen är borttagen.")
        return redirect(f"{case.get_absolute_url()}{PLACE}")
    context = {
        "case": case,
        "note": note,
        "title": "Ta bort anteckningen?",
        "submit": "Ta bort anteckningen",
        "danger": True,
        "cancel_url": f"{case.get_absolute_url()}{PLACE}",
        "crumbs": _crumbs(request, case, "Ta bort anteckningen"),
    }
    return render(request, "cases/note_remove.html", context)


def _saved(request: HttpRequest, case: Case) -> HttpResponse:
    messages.success(request, "Anteckningen är sparad.")
    return redirect(f"{case.get_absolute_url()}{PLACE}")


def _page(
    request: HttpRequest, case: Case, form: NoteForm, status: int, note: Note | None = None
) -> HttpResponse:
    here = "Ändra anteckningen" if note else "Ny anteckning"
    context = {"case": case, "form": form, "note": note, "stale": status == STALE}
    context |= {"here": here, "crumbs": _crumbs(request, case, here)}
    return render(request, "cases/note.html", context, status=status)


def _crumbs(request: HttpRequest, case: Case, here: str) -> list[tuple[str, str]]:
    return crumbs(person_of(request), (case.registry_number, case.get_absolute_url()), (here, ""))
