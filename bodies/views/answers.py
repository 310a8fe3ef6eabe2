"""Saying whether one comes to a meeting: signed in, or by the address in the mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bodies import actions
from bodies.actions.attendance import answering
from bodies.forms.attendance import ANSWERS, AnswerForm
from bodies.models import Meeting, Person
from bodies.models.reply import Answer
from bodies.policies import check_keeps_attendance
from bodies.queries import roll_call
from bodies.queries.answer_links import WAYS, read_answer_key
from bodies.views.common import attempt, back_to, person_of
from samverkan.lib.dates import now
from samverkan.lib.errors import NotAllowed


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own answer; ?for= somebody's, noted by the secretary after a telephone call."""
    meeting = get_object_or_404(Meeting.objects.select_related("body"), pk=pk)
    by = person_of(request)
    whose = request.GET.get("for", "")
    person = by
    if whose:
        check_keeps_attendance(by)
        person = get_object_or_404(Person, pk=int(whose) if whose.isdecimal() else 0)
    back = back_to(request, reverse("meeting_answer", args=[pk]))
    return _answer(request, meeting, person, by, back)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_answer_link(request: HttpRequest, key: str) -> HttpResponse:
    """Behind the address in the letter: this person, this meeting, nothing else.

    To look is not to answer: programs that read mail follow links too.
    """
    found = read_answer_key(key)
    if found is None:
        raise Http404("Länken finns inte.")
    meeting = Meeting.objects.select_related("body").filter(pk=found[0]).first()
    person = Person.objects.filter(pk=found[1], is_active=True).first()
    if meeting is None or person is None:
        raise Http404("Länken finns inte.")
    try:
        response = _answer(request, meeting, person, person, request.path, by_link=True)
    except NotAllowed:
        response = render(request, "bodies/link_gone.html", status=410)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _answer(
    request: HttpRequest,
    meeting: Meeting,
    person: Person,
    by: Person,
    back: str,
    *,
    by_link: bool = False,
) -> HttpResponse:
    form = AnswerForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data["answer"]
        given = {"meeting_id": meeting.pk, "person": person, "answer": answer, "by": by}
        done = attempt(form, lambda: actions.answer_meeting(**given))
        if done is None:
            messages.success(request, _thanks(person, by, answer))
            return redirect(back)
        status = done
    line = answering(roll_call(meeting), person)
    context = {
        "meeting": meeting,
        "person": person,
        "own": by == person,
        "by_link": by_link,
        "line": line,
        "form": form,
        "answers": ANSWERS,
        "wanted": WAYS.get(request.GET.get("svar", ""), ""),
        "is_open": not meeting.is_cancelled and meeting.starts_at > now(),
    }
    return render(request, "bodies/answer.html", context, status=status)


def _thanks(person: Person, by: Person, answer: str) -> str:
    label = Answer(answer).label.lower()
    if person != by:
        return f"Antecknat: {person} {label}."
    return f"Tack, ditt svar är sparat: {label}. Du kan ändra dig tills mötet börjar."
