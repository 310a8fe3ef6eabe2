"""A samråd in writing: opened, followed by its secretary and members, given more time, ended."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bodies.models import Meeting, Person
from cases import actions, policies
from cases.forms.written import EndForm, MoreTimeForm, WrittenForm
from cases.models import WrittenRound
from cases.queries.agenda import is_consultation
from cases.queries.meeting_page import agenda_rows
from cases.queries.written import answers, asked_items, left_to_record, may_be_asked, round_of
from cases.views.common import attempt, person_of, posted_version
from cases.views.meetings import meeting_name, meeting_or_404
from samverkan.lib.dates import add_working_days, swedish_date, today

NAME = "Skriftligt samråd"
# Working days more that are proposed when there is not time enough.
MORE_DAYS = 5


@dataclass(frozen=True, slots=True)
class Here:
    """The samråd that was cancelled, and what is held in its place."""

    meeting: Meeting
    person: Person
    written: WrittenRound | None

    @property
    def runs(self) -> bool:
        return policies.may_run_meetings(self.person)

    @property
    def round(self) -> WrittenRound:
        if self.written is None:
            raise Http404("Samrådet hålls inte skriftligt.")
        return self.written


def here_or_404(request: HttpRequest, pk: int) -> Here:
    """For those who see the samråd's agenda; the secretary also before it is held."""
    found, person = meeting_or_404(pk), person_of(request)
    if not is_consultation(found) or not policies.may_see_agenda(person, found):
        raise Http404("Sidan finns inte eller är inte för dig.")
    here = Here(found, person, round_of(found))
    if here.written is None and not (here.runs and found.is_cancelled):
        raise Http404("Samrådet hålls inte skriftligt.")
    return here


@require_http_methods(["GET", "HEAD", "POST"])
def written_round(request: HttpRequest, pk: int) -> HttpResponse:
    """How it stands: what is asked, until when, and who has answered. Opened from here too."""
    here = here_or_404(request, pk)
    if request.method == "POST":
        policies.check_run_meetings(here.person)
    if here.written is None or request.method == "POST":
        return _open(request, here)
    written, items = here.written, asked_items(here.meeting, here.written)
    context = {
        "meeting": here.meeting,
        "written": written,
        "rows": agenda_rows(here.meeting, here.person, items),
        "answers": answers(written),
        "left": len(left_to_record(written)),
        "runs": here.runs,
        "crumbs": _crumbs(here),
    }
    return render(request, "cases/written_round.html", context)


def _open(request: HttpRequest, here: Here) -> HttpResponse:
    waiting = may_be_asked(here.meeting)
    form = WrittenForm(_bound(request), waiting=waiting)
    return _deed(
        request,
        here,
        form,
        lambda: actions.open_written_round(
            meeting_id=here.meeting.pk,
            version=posted_version(request),
            by=here.person,
            **form.arguments(),
        ),
        "Ledamöterna får ett mejl och kan svara nu.",
        title="Håll samrådet skriftligt?",
        submit="Fråga ledamöterna",
        version=here.meeting.version,
        nothing=not waiting,
        cancel_url=here.meeting.get_absolute_url(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def written_round_extend(request: HttpRequest, pk: int) -> HttpResponse:
    """More time to answer, with the reason that the members are told."""
    here = here_or_404(request, pk)
    policies.check_run_meetings(here.person)
    more = add_working_days(here.round.last_day, MORE_DAYS)
    form = MoreTimeForm(_bound(request), initial={"last_day": max(more, today())})
    return _deed(
        request,
        here,
        form,
        lambda: actions.extend_written_round(
            meeting_id=pk, version=posted_version(request), by=here.person, **form.cleaned_data
        ),
        "Ledamöterna får ett mejl om den nya sista dagen.",
        title="Ge mer tid att svara",
        text=f"Sista dag att svara är nu {swedish_date(here.round.last_day)}.",
        submit="Flytta sista dagen",
        version=here.round.version,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def written_round_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End it before its last day."""
    here = here_or_404(request, pk)
    policies.check_run_meetings(here.person)
    told = answers(here.round)
    form = EndForm(_bound(request))
    return _deed(
        request,
        here,
        form,
        lambda: actions.end_written_round(
            meeting_id=pk, version=posted_version(request), by=here.person, **form.cleaned_data
        ),
        "Det skriftliga samrådet är avslutat. Anteckna nu vad ledamöterna kom fram till.",
        title="Avsluta det skriftliga samrådet nu?",
        text=f"{told.done} av {told.seats} har svarat på allt. Ingen kan svara efter det här, "
        "och det går inte att ångra.",
        submit="Avsluta nu",
        danger=True,
        version=here.round.version,
    )


def _deed(
    request: HttpRequest,
    here: Here,
    form: forms.Form,
    act: Callable[[], object],
    said: str,
    **context: Any,
) -> HttpResponse:
    """Ask once, act, and show how it stands; what is refused stands on the page."""
    status: int | None = 200
    if request.method == "POST" and form.is_valid():
        status = attempt(form, act)
        if status is None:
            messages.success(request, said)
            return redirect("written_round", here.meeting.pk)
    given = {
        "meeting": here.meeting,
        "form": form,
        "cancel_url": reverse("written_round", args=[here.meeting.pk]),
        "crumbs": _crumbs(here, context["title"] if here.written else ""),
        **context,
    }
    return render(request, "cases/written_deed.html", given, status=status)


def _bound(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _crumbs(here: Here, deed: str = "") -> list[tuple[str, str]]:
    before = [
        ("Möten", reverse("meeting_list")),
        (meeting_name(here.meeting), here.meeting.get_absolute_url()),
    ]
    if deed:
        return [*before, (NAME, reverse("written_round", args=[here.meeting.pk])), (deed, "")]
    return [*before, (NAME, "")]
