"""One § of the minutes: its texts, motions, votes by name and reservations."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from bodies.models import Meeting
from cases import actions, policies
from cases.forms.minutes import DissentForm, MinuteTextForm, MotionForm
from cases.forms.vote import VoteForm
from cases.models import MinuteItem
from cases.queries.agenda import seat_of
from cases.queries.minutes import MinuteRow, closed_because, minute_item_at, minute_row_of
from cases.views.common import attempt, person_of, posted_version
from cases.views.item_acts import Button, button, own_ways
from cases.views.minutes import crumbs, minuted_or_404

asks = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One § of a meeting, as the request asks for it."""

    request: HttpRequest
    meeting: Meeting
    row: MinuteRow

    @property
    def minute(self) -> MinuteItem:
        return self.row.minute

    @property
    def url(self) -> str:
        return reverse("minute_item", args=[self.meeting.pk, self.minute.number])

    @property
    def posted(self) -> bool:
        return self.request.method == "POST"

    @property
    def who(self) -> dict[str, Any]:
        """Who acts, and on which version of the §."""
        return {"version": posted_version(self.request), "by": person_of(self.request)}

    def page(self, template: str, form: forms.Form, status: int, **more: object) -> HttpResponse:
        context = {
            "meeting": self.meeting,
            "row": self.row,
            "minute": self.minute,
            "form": form,
            "closed": closed_because(self.meeting, self.minute),
            "back": self.url,
            "crumbs": crumbs(self.meeting, f"§ {self.minute.number}"),
        }
        return render(self.request, f"cases/{template}", context | more, status=status)

    def done(self, said: str) -> HttpResponse:
        messages.success(self.request, said)
        return redirect(self.url)


def paragraph_or_404(request: HttpRequest, pk: int, number: int) -> Paragraph:
    meeting = minuted_or_404(request, pk)
    found = minute_item_at(meeting, number)
    if found is None:
        raise Http404("Det finns ingen sådan paragraf i mötets protokoll.")
    return Paragraph(request, meeting, minute_row_of(found))


def tried(here: Paragraph, form: forms.Form, act: Callable[[], object]) -> int:
    """200 with the form as it was typed, 302 when it is done, or what the action answered."""
    if not (here.posted and form.is_valid()):
        return 200
    return attempt(form, act) or 302


@asks
def minute_item(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The § as the minutes will have it, and its texts to write."""
    here = paragraph_or_404(request, pk, number)
    form = MinuteTextForm(request.POST if here.posted else None, row=here.row)
    key = {"minute_id": here.minute.pk, **here.who}
    status = tried(here, form, lambda: actions.write_minute_item(**(key | _texts(here, form))))
    if status == 302:
        return here.done(f"§ {number} är sparad.")
    return here.page("minute_item.html", form, status, buttons=_buttons(here))


def _texts(here: Paragraph, form: MinuteTextForm) -> dict[str, Any]:
    """What was typed, and as before what this § does not ask for."""
    names = ("summary", "putting_order", "decision_text", "statement", "title")
    return {name: getattr(here.minute, name) for name in names} | form.cleaned_data


def _buttons(here: Paragraph) -> list[Button]:
    """What the body may make of the case, on the case's own forms."""
    case, item = here.row.case, here.row.item
    seat = seat_of(case, here.meeting.body_id) if case else None
    if case is None or item is None or seat is None or item.round != case.round:
        return []
    by = person_of(here.request)
    ways = [way for way in own_ways(here.row, seat) if policies.may_transition(by, case, way)]
    return [button(way, case, here.meeting, here.url) for way in ways]


@asks
def minute_motion(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    here = paragraph_or_404(request, pk, number)
    form = MotionForm(request.POST if here.posted else None, row=here.row)
    key: dict[str, Any] = {"minute_id": here.minute.pk, **here.who}
    status = tried(here, form, lambda: actions.add_motion(**key, **form.cleaned_data))
    if status == 302:
        return here.done("Yrkandet är antecknat.")
    return here.page("minute_part.html", form, status, heading="Yrkande", press="Lägg till")


@require_POST
def minute_motion_withdraw(request: HttpRequest, pk: int, number: int, motion: int) -> HttpResponse:
    here = paragraph_or_404(request, pk, number)
    if motion not in {each.pk for each in (*here.row.motions, *here.row.withdrawn)}:
        raise Http404("Yrkandet finns inte i paragrafen.")
    actions.withdraw_motion(motion_id=motion, **here.who)
    return here.done("Yrkandet är återtaget och kommer inte med i protokollet.")


@asks
def minute_vote(request: HttpRequest, pk: int, number: int, vote: int) -> HttpResponse:
    """A vote by name: the next of the §, or one that is put right."""
    here = paragraph_or_404(request, pk, number)
    if not 1 <= vote <= len(here.row.votes) + 1:
        raise Http404("Det finns ingen sådan omröstning i paragrafen.")
    form = VoteForm(request.POST if here.posted else None, row=here.row, number=vote)
    key: dict[str, Any] = {"minute_id": here.minute.pk, "number": vote, **here.who}
    status = tried(here, form, lambda: actions.record_vote(**key, **form.arguments()))
    if status == 302:
        return here.done("Omröstningen är antecknad.")
    known = here.row.votes[vote - 1].vote if vote <= len(here.row.votes) else None
    return here.page("minute_vote.html", form, status, vote=known, rows=list(form.rows()))


@require_POST
def minute_vote_remove(request: HttpRequest, pk: int, number: int, vote: int) -> HttpResponse:
    here = paragraph_or_404(request, pk, number)
    if not 1 <= vote <= len(here.row.votes):
        raise Http404("Det finns ingen sådan omröstning i paragrafen.")
    actions.remove_vote(vote_id=here.row.votes[vote - 1].vote.pk, **here.who)
    return here.done("Omröstningen är borttagen.")


@asks
def minute_dissent(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    here = paragraph_or_404(request, pk, number)
    form = DissentForm(request.POST if here.posted else None, row=here.row)
    key: dict[str, Any] = {"minute_id": here.minute.pk, **here.who}
    status = tried(here, form, lambda: actions.add_dissent(**key, **form.arguments()))
    if status == 302:
        return here.done("Reservationen är antecknad.")
    return here.page("minute_part.html", form, status, heading="Reservation", press="Lägg till")


@require_POST
def minute_dissent_remove(request: HttpRequest, pk: int, number: int, dissent: int) -> HttpResponse:
    here = paragraph_or_404(request, pk, number)
    if dissent not in {each.pk for each in here.row.dissents}:
        raise Http404("Reservationen finns inte i paragrafen.")
    actions.remove_dissent(dissent_id=dissent, **here.who)
    return here.done("Reservationen är borttagen.")
