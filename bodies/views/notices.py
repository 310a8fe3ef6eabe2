"""Mail that a person must look at, and the acts on one: send now, stop, send again, seen to."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from bodies import actions, policies
from bodies.forms.reason import ReasonForm
from bodies.models import Notice, Person
from bodies.notices import ledger
from bodies.notices.kinds import hidden_from, may_see
from bodies.reminders import all_rules, coming
from bodies.views.common import attempt, back_to, person_of
from bodies.views.ledger import SHOWN, coming_days


@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """What failed or came back, and what goes next about everything, one rule at a time."""
    policies.check_steers_notices(person_of(request))
    hidden = hidden_from(person_of(request))
    rows = Notice.objects.needing_a_person().select_related("recipient", "sent_to")
    rows = rows.exclude(about__in=hidden)
    page = Paginator(rows, SHOWN).get_page(request.GET.get("sida"))
    context = {"lines": ledger.lines(page), "page_obj": page, "here": request.path}
    return render(request, "bodies/notice_list.html", context | _next(request, hidden))


def _next(request: HttpRequest, hidden: list[str]) -> dict[str, object]:
    """The rules to choose among (?regel=, by its words), and what the chosen one does next."""
    rules = {slugify(rule.label): rule for rule in all_rules()}
    rule = rules.get(request.GET.get("regel", ""), all_rules()[0])
    told = [each for each in coming(None, [rule]) if each.about not in hidden]
    return {"rules": rules, "rule": rule, "coming": coming_days(told)}


@dataclass(frozen=True, slots=True)
class Deed:
    """An act on one notice, in the words of the page that asks why."""

    act: Callable[..., int]
    title: str
    text: str
    done: str
    danger: bool = False


DEEDS = {
    "notice_send_now": Deed(
        actions.send_notices_now,
        "Skicka mejlet nu?",
        "Det går ut genast, för sig självt, i stället för på sin tid.",
        "Mejlet skickas nu.",
    ),
    "notice_stop": Deed(
        actions.stop_notices,
        "Stoppa mejlet?",
        "Det skickas inte. Du kan skicka det igen senare.",
        "Mejlet är stoppat och skickas inte.",
        danger=True,
    ),
    "notice_send_again": Deed(
        actions.send_notices_again,
        "Skicka mejlet igen?",
        "Samma mejl går till samma person. Kom det fram förra gången kommer det två gånger.",
        "Mejlet skickas igen.",
    ),
    "notice_acknowledge": Deed(
        actions.acknowledge_bounce,
        "Är studsen tagen om hand?",
        "Skriv vad du har gjort: rättat adressen, ringt, eller något annat. "
        "Mejlet står sedan inte kvar bland dem som behöver en människa.",
        "Studsen är tagen om hand.",
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def notice_deed(request: HttpRequest, pk: int, page: str) -> HttpResponse:
    """Asks why, and does it. Back to where one came from."""
    person, notice = person_of(request), visible_notice(request, pk)
    policies.check_steers_notices(person)
    deed, back = DEEDS[page], back_to(request, notice.path)
    if not ledger.can(page, notice):
        messages.info(request, "Mejlet har redan gått vidare, så det här går inte längre.")
        return redirect(back)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    status: int | None = 200
    if form.is_valid():
        status = attempt(form, lambda: _do(deed, notice, person, form.cleaned_data["reason"]))
        if status is None:
            messages.success(request, deed.done)
            return redirect(back)
    context = _question(page, notice, form, back)
    return render(request, "bodies/notice_deed.html", context, status=status)


def _do(deed: Deed, notice: Notice, person: Person, reason: str) -> int:
    return deed.act(notices=[notice], by=person, reason=reason)


def _question(page: str, notice: Notice, form: ReasonForm, back: str) -> dict[str, object]:
    deed = DEEDS[page]
    return {
        "line": ledger.lines([notice])[0],
        "title": deed.title,
        "text": deed.text,
        "form": form,
        "submit": ledger.DEEDS[page],
        "danger": deed.danger,
        "cancel_url": back,
    }


def visible_notice(request: HttpRequest, pk: int) -> Notice:
    """The notice, or 404 when what it is about is not there for this person.

    What is about a person alone (an invitation, the letter of the day) is there for
    those who may act on it.
    """
    person = person_of(request)
    notice = Notice.objects.filter(pk=pk).select_related("recipient", "sent_to").first()
    if notice is None or not (_is_personal(person, notice) or may_see(person, notice)):
        raise Http404("Mejlet finns inte.")
    found: Notice = notice
    return found


def _is_personal(person: Person, notice: Notice) -> bool:
    return notice.about.startswith("person:") and policies.may_steer_notices(person)
