"""Taking a transition: one page for each in the workflow's table, its form by what it asks.

Who may and when are asked of the same pairs as the buttons; the action asks again.
"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from bodies.models import Person
from cases import actions, policies
from cases.forms.decision import DecisionForm, UrgentDecisionForm
from cases.forms.dispatch import DispatchForm
from cases.forms.steps import (
    AssessmentForm,
    ConsultationForm,
    MeetingConsultationForm,
    NoteForm,
    ReasonForm,
    StepForm,
)
from cases.models import Case
from cases.queries.case_page import load
from cases.queries.facts import consultation_of, facts_of
from cases.route import Asks, Step, Transition
from cases.views.acts import remedy_for, waits_for
from cases.views.case import crumbs
from cases.views.common import attempt, person_of, posted_version, visible_case
from cases.views.step_context import more_for

FORMS: dict[Asks, type[StepForm]] = {
    Asks.NOTHING: StepForm,
    Asks.NOTE: NoteForm,
    Asks.REASON: ReasonForm,
    Asks.ASSESSMENT: AssessmentForm,
    Asks.CONSULTATION: ConsultationForm,
    Asks.DECISION: DecisionForm,
    Asks.URGENT_DECISION: UrgentDecisionForm,
    Asks.DISPATCH: DispatchForm,
}
# What asks for more than others of its kind, or takes something away.
SPECIAL: dict[str, type[StepForm]] = {"record_consultation": MeetingConsultationForm}
DANGEROUS = frozenset({"decline", "strike_off", "withdraw", "skip_consultation"})


@require_http_methods(["GET", "HEAD", "POST"])
def case_step(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Ask for what the transition needs, and take it. 404, 403 and 409 as in the tests."""
    case, person = visible_case(request, slug), person_of(request)
    check_known(case, person, name)
    way = case.route.find(case.step, name)
    if way is None:
        return moved_on(request, case, name)
    load(case, person)
    form = form_for(request, case, way)
    status = 200
    if request.method == "POST" and form.is_valid():
        status = take(request, form) or 302
        if status == 302:
            return done(request, case, way)
        case = visible_case(request, slug)
        if case.route.find(case.step, name) is None:
            return moved_on(request, case, name)
        load(case, person)
    return render(request, "cases/step.html", context_for(request, case, form), status=status)


def check_known(case: Case, person: Person, name: str) -> None:
    """404 for a name outside the table; NotAllowed for one that is not this person's."""
    ways = [way for way in case.route.transitions if way.name == name]
    if not ways:
        raise Http404("Det finns ingen sådan åtgärd.")
    here = [way for way in ways if way.source == case.step] or ways
    if not any(policies.may_transition(person, case, way) for way in here):
        policies.check_transition(person, case, here[0])


def form_for(request: HttpRequest, case: Case, way: Transition) -> StepForm:
    form = SPECIAL.get(way.name, FORMS[way.asks])
    return form(request.POST if request.method == "POST" else None, case=case, way=way)


def take(request: HttpRequest, form: StepForm) -> int | None:
    """Run the transition's action; its name is the transition's."""
    act = getattr(actions, form.way.name)
    return attempt(
        form,
        lambda: act(
            case_id=form.case.pk,
            version=posted_version(request),
            by=person_of(request),
            **form.arguments(),
        ),
    )


def context_for(request: HttpRequest, case: Case, form: StepForm) -> dict[str, object]:
    person, way = person_of(request), form.way
    facts = facts_of(case)
    refusal = way.guard(facts) or ""
    return {
        "case": case,
        "way": way,
        "form": form,
        "refusal": refusal,
        "remedy": remedy_for(case, person, way, facts) if refusal else None,
        "then": then(case, way),
        "danger": way.name in DANGEROUS,
        "back": back_url(request, case),
        "crumbs": crumbs(person, (case.registry_number, case.get_absolute_url()), (way.label, "")),
        **more_for(case, way, person),
    }


def then(case: Case, way: Transition) -> str:
    """What happens when the button is pressed, in a sentence or two."""
    if way.target == way.source:
        return f"Ärendet ligger kvar hos {place(case, way.target)}."
    if way.target == Step.CLOSED:
        return "Ärendet avslutas. Det kan öppnas igen om något nytt kommer in."
    task = case.route.stop(way.target).task
    stop = case.route.stop(way.target)
    where = f"Ärendet går till {place(case, way.target)}. " if stop.seat else ""
    return f"{where}Nästa steg: {task} De som står på tur får ett mejl."


def place(case: Case, step: str) -> str:
    """The body that the case lies with at a step, or the step's own word."""
    stop = case.route.stop(step)
    body = getattr(case.area, stop.seat.value) if stop.seat else None
    return str(body.name if body else stop.label)


def done(request: HttpRequest, case: Case, way: Transition) -> HttpResponse:
    """Say what happened and what comes next, and go back to where one came from."""
    messages.success(request, result(visible_case(request, case.slug), way))
    return redirect(back_url(request, case))


def result(case: Case, way: Transition) -> str:
    stop = case.route.stop(case.step)
    said = consultation_of(case) if way.asks == Asks.CONSULTATION else None
    what = f"Klart: {case.registry_number} {way.past}" + (
        f" ({said.summary.lower()})" if said else ""
    )
    if case.is_closed:
        return f"{what}. Inget mer behöver göras."
    where = f" Ärendet ligger nu hos {place(case, case.step)}." if stop.seat else ""
    return f"{what}.{where} Nästa steg: {stop.task} {waits_for(case)}".strip()


def moved_on(request: HttpRequest, case: Case, name: str) -> HttpResponse:
    """409: the case is at another step. What was written is shown, so that nothing is lost."""
    way = next(way for way in case.route.transitions if way.name == name)
    person = person_of(request)
    context = {
        "case": case,
        "way": way,
        "place": place(case, case.step),
        "task": case.route.stop(case.step).task,
        "written": written(request, way, case),
        "back": back_url(request, case),
        "crumbs": crumbs(person, (case.registry_number, case.get_absolute_url()), (way.label, "")),
    }
    return render(request, "cases/step_gone.html", context, status=409)


def written(request: HttpRequest, way: Transition, case: Case) -> list[tuple[str, str]]:
    """The texts that came with the form, each by its label."""
    fields = SPECIAL.get(way.name, FORMS[way.asks]).base_fields
    named = [(str(field.label), request.POST.get(name, "")) for name, field in fields.items()]
    return [(label, text) for label, text in named if len(text.split()) > 1]


def back_url(request: HttpRequest, case: Case) -> str:
    """`?tillbaka=/moten/12/` if it is a page here, else the case."""
    url = request.GET.get("tillbaka", "")
    local = url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    return url if local else case.get_absolute_url()
