"""What is done to minutes on their way: approvers, sent, approved, handed back, posted."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bodies.models import Meeting
from cases import actions, policies
from cases.forms.minutes_approval import (
    ApproversForm,
    CorrectionForm,
    MendedNoticeForm,
    NoticeForm,
    PlainForm,
    ReasonForm,
    TakeDownForm,
)
from cases.models import MinuteItem, PostedNotice
from cases.queries.approval import may_be_chosen
from cases.views.common import attempt, posted_version
from cases.views.minutes_approval import Here, crumbs, edition_or_404, here_or_404, way_url
from samverkan.lib.dates import swedish_date, today

KEPT_AT = "Regionens diarium"


def deed(
    request: HttpRequest,
    here: Here,
    form: forms.Form,
    act: Callable[[], object],
    said: Callable[[], str],
    **context: Any,
) -> HttpResponse:
    """Ask once, act, and go back to the way; what is refused stands on the page."""
    status: int | None = 200
    if request.method == "POST" and form.is_valid():
        status = attempt(form, act)
        if status is None:
            messages.success(request, said())
            return redirect("minutes_approval", here.meeting.pk)
    given = {
        "meeting": here.meeting,
        "form": form,
        "cancel_url": way_url(here),
        "crumbs": crumbs(here, context["title"]),
        **context,
    }
    return render(request, "cases/minutes_deed.html", given, status=status)


def bound(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "HEAD", "POST"])
def minutes_approvers(request: HttpRequest, pk: int) -> HttpResponse:
    """Who chaired the meeting, who approves beside the chair, and the day of signing."""
    here = here_or_404(request, pk)
    policies.check_run_meetings(here.person)
    there = may_be_chosen(here.meeting)
    form = ApproversForm(bound(request), there=there, initial=_initial(here))
    return deed(
        request,
        here,
        form,
        lambda: actions.choose_approvers(meeting_id=pk, by=here.person, **form.arguments()),
        lambda: "Justerarna är antecknade. Nu kan protokollet skickas för justering.",
        title="Ordförande och justerare",
        nobody=not there,
        submit="Spara justerarna",
    )


def _initial(here: Here) -> dict[str, Any]:
    way = here.way
    if way.approvers:
        return {
            "chair": way.chair.person_id if way.chair else None,
            "approvers": [e.person_id for e in way.approvers if e.role != "chair"],
            "signs_on": way.approvers[0].signs_on,
        }
    return {"signs_on": max(here.meeting.day, min(today(), way.due))}


@require_http_methods(["GET", "HEAD", "POST"])
def minutes_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the minutes, or one § (`?paragraf=12`), to be approved."""
    here = here_or_404(request, pk)
    policies.check_run_meetings(here.person)
    row = _paragraph(request, here.meeting)
    before = here.way.of(row.pk if row else None)
    form = (CorrectionForm if before else PlainForm)(bound(request))
    what = row.citation if row else "protokollet"
    return deed(
        request,
        here,
        form,
        lambda: actions.send_minutes(
            meeting_id=pk,
            by=here.person,
            seen=posted_version(request),
            paragraph_id=row.pk if row else None,
            reason=form.cleaned_data.get("reason", ""),
        ),
        lambda: f"{what.capitalize()} är skickat. Justerarna har fått ett mejl.",
        title=f"Skicka {what} för justering?",
        seen=before.minutes.number if before else 0,
        people=here.way.approvers,
        alone=row,
        due=here.way.due,
        submit="Skicka för justering",
    )


def _paragraph(request: HttpRequest, meeting: Meeting) -> MinuteItem | None:
    number = request.GET.get("paragraf", "")
    if not number:
        return None
    known = number.isascii() and number.isdigit() and len(number) < 8
    found = meeting.minute_items.filter(number=int(number)).first() if known else None
    if found is None:
        raise Http404("Paragrafen finns inte i protokollet.")
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def minutes_approve(request: HttpRequest, pk: int, edition: int) -> HttpResponse:
    """Approve: one click, and one to say that it was meant."""
    here, found = edition_or_404(request, pk, edition)
    policies.check_approve_minutes(here.person, here.meeting)
    name = found.minutes.paragraph.citation if found.minutes.paragraph else "protokollet"
    return deed(
        request,
        here,
        PlainForm(bound(request)),
        lambda: actions.approve_minutes(minutes_id=edition, by=here.person),
        lambda: f"Tack. Du har justerat {name}.",
        title=f"Justera {name}?",
        text=(
            "Du intygar att det stämmer med vad mötet beslutade. Det står i protokollet med "
            "ditt namn och dagens datum och går inte att ångra."
        ),
        submit="Justera",
        cancel_url=reverse("minutes_edition", args=[pk, edition]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def minutes_hand_back(request: HttpRequest, pk: int, edition: int) -> HttpResponse:
    """An approver who cannot approve it, or the secretary who has found a mistake."""
    here, found = edition_or_404(request, pk, edition)
    policies.check_hand_back_minutes(here.person, here.meeting)
    own = here.runs and not found.waits_for(here.person)
    form = ReasonForm(bound(request))
    return deed(
        request,
        here,
        form,
        lambda: actions.hand_back_minutes(
            minutes_id=edition, by=here.person, reason=form.cleaned_data["reason"]
        ),
        lambda: "Det är tillbaka för rättning. En ny utgåva skickas när det är rättat.",
        title="Ta tillbaka för rättning?" if own else "Lämna tillbaka för rättning?",
        text=(
            "Det som står i protokollet kan då ändras igen. De som redan har justerat får "
            "justera den nya utgåvan."
        ),
        submit="Ta tillbaka" if own else "Lämna tillbaka",
        cancel_url=reverse("minutes_edition", args=[pk, edition]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def minutes_post(request: HttpRequest, pk: int, edition: int) -> HttpResponse:
    """Note that the approval is on the notice board."""
    here, found = edition_or_404(request, pk, edition)
    policies.check_run_meetings(here.person)
    if found.notice and not found.notice.taken_down_on and "ratta" in request.GET:
        return _mend_notice(request, here, found.notice)
    form = NoticeForm(bound(request), initial={"posted_on": today(), "kept_at": KEPT_AT})
    due = found.days.notice_due
    return deed(
        request,
        here,
        form,
        lambda: actions.post_notice(minutes_id=edition, by=here.person, **form.cleaned_data),
        lambda: "Anslaget är antecknat. Dagarna nedan räknas från det.",
        title="Anteckna anslaget",
        text=f"Justeringen ska anslås senast {swedish_date(due)} (KL 8:12)." if due else "",
        submit="Anteckna anslaget",
    )


def _mend_notice(request: HttpRequest, here: Here, notice: PostedNotice) -> HttpResponse:
    """A wrong day or place, while the notice is up (`?ratta=ja`)."""
    before = {"posted_on": notice.posted_on, "kept_at": notice.kept_at}
    form = MendedNoticeForm(bound(request), initial=before)
    return deed(
        request,
        here,
        form,
        lambda: actions.correct_notice(
            minutes_id=notice.minutes_id,
            version=posted_version(request),
            by=here.person,
            **form.cleaned_data,
        ),
        lambda: "Anslaget är rättat. Dagarna nedan räknas från den nya dagen.",
        title="Rätta anslaget",
        text="Överklagandetiden räknas om från den dag du skriver.",
        submit="Rätta anslaget",
        seen=notice.version,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def minutes_take_down(request: HttpRequest, pk: int, edition: int) -> HttpResponse:
    """Note that the notice is down; refused while the decision can be appealed."""
    here, found = edition_or_404(request, pk, edition)
    policies.check_run_meetings(here.person)
    form = TakeDownForm(bound(request), initial={"on": today()})
    notice = found.notice
    last = f"Överklagandetiden går ut {swedish_date(notice.appeal_last)}." if notice else ""
    return deed(
        request,
        here,
        form,
        lambda: actions.take_down_notice(
            minutes_id=edition, by=here.person, on=form.cleaned_data["on"]
        ),
        lambda: "Anslaget är antecknat som nedtaget.",
        title="Ta ner anslaget?",
        text=last,
        submit="Anteckna att det är nedtaget",
    )
