"""A new term, another text, and the answers that it needs: pages of the administration.

Each asks, shows what will happen, and calls one action a row; what is refused stands by its
field with all that was typed, and what is stale is answered with 409.
"""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from bodies import actions
from bodies.admin.agreements.many_deeds import about, counted
from bodies.admin.base import AnyAdmin, person_of
from bodies.forms.agreement_parts import put
from bodies.forms.agreement_terms import (
    AnswersForm,
    ChangeTextForm,
    ChooseTermForm,
    NewTermForm,
    PointForms,
    points_of,
)
from bodies.models import FrameworkAgreement, FrameworkVersion, Person, Term
from bodies.policies import check_keeps_agreements
from bodies.queries.agreements import Adopted, adopted_of, text_before, to_come
from samverkan.lib.errors import DomainError, NotAllowed, Stale
from samverkan.lib.filing import filing

CHANGE = "admin:bodies_frameworkagreement_change"
ANSWERS = "admin:bodies_frameworkagreement_answers"
TEXT = "admin:bodies_frameworkagreement_text"
FILE = "admin:bodies_frameworkagreement_file"
CLAUSES = "villkor"
GONE = (
    "Någon annan har redan svarat för en av kommunerna. Ingenting är sparat. "
    "Läs igenom och spara igen."
)


class TermPages(AnyAdmin):
    def get_urls(self) -> list[URLPattern]:
        views = (("texten", self.text_view, TEXT), ("svar", self.answers_view, ANSWERS))
        own = [
            path(f"<int:pk>/{words}/", self.admin_site.admin_view(view), name=name[6:])
            for words, view, name in views
        ]
        file = path(
            "<int:pk>/fil/<int:number>/", self.admin_site.admin_view(text_file), name=FILE[6:]
        )
        return [*own, file, *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """First which term (?term=3), then everything else beside the plan."""
        check_keeps_agreements(person_of(request))
        chosen = ChooseTermForm(request.GET or request.POST or None)
        if request.method == "POST" and not request.GET:
            chosen = ChooseTermForm({})
        if not chosen.is_valid():
            return self._page(request, "new_term_choose", "Ny mandatperiod", {"form": chosen})
        return self._new_term(request, chosen.cleaned_data["term"])

    def _new_term(self, request: HttpRequest, term: Term) -> HttpResponse:
        old = text_before(term.board_from)
        known = {
            "title": f"Samverkansöverenskommelse {term}",
            "first_day": term.board_from,
            "last_day": term.board_to,
            "planned": term.board_from,
            "text": old.text if old else "",
        }
        form = NewTermForm(*sent(request), initial=known)
        rows = points_form(request, old)
        status = 200
        if form.is_bound and form.is_valid() & rows.is_valid():
            framework, status = self._made(form, rows, term, person_of(request))
            if framework:
                return self._tell(request, framework, framework.events.latest("pk").text)
        first_day = (form.is_bound and form.cleaned_data.get("first_day")) or term.board_from
        context = {"form": form, "rows": rows, "old": old, "term": term} | planned(first_day)
        title = f"Lägg upp avtalen för {term}"
        return self._page(request, "new_term", title, context, status)

    def _made(
        self, form: NewTermForm, rows: Any, term: Term, by: Person
    ) -> tuple[FrameworkAgreement | None, int]:
        """What was made; None when the plan is to be read again, or something was refused."""
        data = dict(form.cleaned_data)
        if data.pop("planned") != data["first_day"]:
            posted: Any = form.data
            changed = posted.copy()
            changed["planned"] = data["first_day"].isoformat()
            form.data = changed
            form.add_error(
                "first_day", "Planen är räknad om från den här dagen. Läs den och tryck igen."
            )
            return None, 200
        try:
            return actions.new_term(term=term, by=by, clauses=points_of(rows), **data), 200
        except NotAllowed:
            raise
        except DomainError as error:
            put(form, error)
            return None, 409 if isinstance(error, Stale) else 200

    def text_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Another text: whose adoption it puts in question is told before it is saved."""
        framework, newest = self._framework(request, pk)
        known = {"seen_version": framework.version, "text": newest.text}
        form, rows = (
            ChangeTextForm(*sent(request), initial=known),
            points_form(request, newest),
        )
        status = 200
        if form.is_bound and form.is_valid() & rows.is_valid():
            status = self._changed(form, rows, framework, person_of(request))
            if status == 302:
                return self._tell_of_text(request, framework)
        context = {"form": form, "rows": rows, "original": framework, "newest": newest}
        context |= {"adopted": adopted_of(framework)}
        return self._page(request, "change_text", "Ändra texten", context, status)

    def _changed(
        self, form: ChangeTextForm, rows: Any, framework: FrameworkAgreement, by: Person
    ) -> int:
        data = dict(form.cleaned_data)
        version = data.pop("seen_version")
        given = {"framework_id": framework.pk, "version": version, "by": by, **data}
        try:
            actions.change_text(clauses=points_of(rows), **given)
        except NotAllowed:
            raise
        except Stale as error:
            put(form, error)
            framework.refresh_from_db()
            form.renew(framework.version)
            return 409
        except DomainError as error:
            put(form, error)
            return 200
        return 302

    def _tell_of_text(self, request: HttpRequest, framework: FrameworkAgreement) -> HttpResponse:
        asked = [each.agreement for each in adopted_of(framework) if each.question]
        said = framework.events.latest("pk").text
        if not asked:
            return self._tell(request, framework, said)
        self._tell(request, framework, said)
        names = ", ".join(str(row.municipality) for row in asked)
        messages.warning(request, f"Svara nu på om det som redan är antaget gäller: {names}.")
        return redirect(ANSWERS, framework.pk)

    def answers_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Whether what was adopted holds although the text has changed; several at once."""
        framework, newest = self._framework(request, pk)
        asked = [each for each in adopted_of(framework) if each.question]
        form, status = answers_form(request, asked), 200
        if answered_by_another(form, request):
            form.add_error(None, GONE)
            status = 409
        elif form.is_bound and form.is_valid():
            status = answered(form, person_of(request))
            if status == 302:
                done = f"Svarat för {counted(form.answered())}."
                return self._tell(request, framework, done)
        asked = [each for each in adopted_of(framework) if each.question]
        if status == 409:
            known = {row.pk for row in form.agreements}
            form.agreements = [each.agreement for each in asked if each.agreement.pk in known]
            form.renew()
        said = {each.agreement.pk: each.said for each in asked}
        lines = [(row, said[row.pk], *fields) for row, *fields in form.rows() if row.pk in said]
        context = {"form": form, "lines": lines, "original": framework, "newest": newest}
        title = "Gäller det som redan är antaget?"
        return self._page(request, "answers", title, context, status)

    def _framework(
        self, request: HttpRequest, pk: int
    ) -> tuple[FrameworkAgreement, FrameworkVersion]:
        check_keeps_agreements(person_of(request))
        rows = FrameworkAgreement.objects.select_related("term")
        found: FrameworkAgreement = get_object_or_404(rows, pk=pk)
        newest: FrameworkVersion = found.versions.latest("number")
        return found, newest

    def _tell(self, request: HttpRequest, framework: FrameworkAgreement, said: str) -> HttpResponse:
        self.log_change(request, framework, said)
        self.message_user(request, said, messages.SUCCESS)
        return redirect(CHANGE, framework.pk)

    def _page(
        self,
        request: HttpRequest,
        name: str,
        title: str,
        context: dict[str, Any],
        status: int = 200,
    ) -> HttpResponse:
        common = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        template = f"bodies/admin/agreements/{name}.html"
        return TemplateResponse(request, template, {**common, **context}, status=status)

    def ways(self, framework: FrameworkAgreement) -> list[tuple[str, str]]:
        """What can be done with the whole, and its agreements."""
        count = sum(each.question for each in adopted_of(framework))
        asked = f"Svara om texten ({count})" if count else "Svara om texten"
        found = [
            (reverse(TEXT, args=[framework.pk]), "Ändra texten"),
            (reverse(ANSWERS, args=[framework.pk]), asked),
        ]
        rows = reverse("admin:bodies_municipalagreement_changelist")
        found.append((f"{rows}?framework__term__id__exact={framework.term_id}", "Avtalen"))
        return found


@require_safe
def text_file(request: HttpRequest, pk: int, number: int) -> FileResponse:
    """A text that came as a file."""
    check_keeps_agreements(person_of(request))
    row = get_object_or_404(FrameworkVersion, framework=pk, number=number)
    if not row.file:
        raise Http404("Texten har ingen fil.")
    return FileResponse(
        row.file.open(), as_attachment=True, filename=row.filename, content_type=row.content_type
    )


def sent(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def points_form(request: HttpRequest, old: FrameworkVersion | None) -> Any:
    """The clauses of the text before, to change, and room for more."""
    known: Any = list(old.clauses.order_by("number").values("heading", "text")) if old else []
    posted = request.POST if f"{CLAUSES}-TOTAL_FORMS" in request.POST else None
    if request.method == "POST" and posted is None:
        posted = unchanged(known)
    return PointForms(posted, initial=known, prefix=CLAUSES)


def unchanged(known: list[dict[str, Any]]) -> Any:
    """What would be posted if nobody had touched a clause."""
    data = {f"{CLAUSES}-TOTAL_FORMS": len(known), f"{CLAUSES}-INITIAL_FORMS": len(known)}
    more = {
        f"{CLAUSES}-{number}-{name}": value
        for number, each in enumerate(known)
        for name, value in each.items()
    }
    return {**data, **more}


def planned(first_day: Any) -> dict[str, Any]:
    rows = to_come(first_day)
    return {
        "places": rows,
        "plan": rows[0].plan if rows else None,
        "guessed": sum(each.plan.guessed for each in rows),
        "broken": sorted({said for each in rows for said in each.plan.broken}),
    }


def answers_form(request: HttpRequest, asked: list[Adopted]) -> AnswersForm:
    data = request.POST if request.method == "POST" else None
    return AnswersForm(data, agreements=[each.agreement for each in asked])


def answered_by_another(form: AnswersForm, request: HttpRequest) -> bool:
    """Whether one of the answers is to a question that is no longer open."""
    known = {f"answer-{row.pk}" for row in form.agreements}
    given = {name for name, value in request.POST.items() if name.startswith("answer-") and value}
    return bool(given - known)


def answered(form: AnswersForm, by: Person) -> int:
    """All of them or none; 409 when one has been changed meanwhile."""
    try:
        with filing():
            for row, version, answer in form.answered():
                with about(row):
                    actions.answer_version(
                        agreement_id=row.pk,
                        version=version,
                        by=by,
                        answer=answer,
                        reason=form.cleaned_data["reason"],
                    )
    except NotAllowed:
        raise
    except DomainError as error:
        put(form, error)
        return 409 if isinstance(error, Stale) else 200
    return 302
