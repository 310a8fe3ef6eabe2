"""Holding and opening the outbox: an administrator's page, and what every page of staff says."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_http_methods

from bodies import actions, policies
from bodies.forms.reason import ReasonForm
from bodies.models import Person
from bodies.queries.outbox import OutboxState, outbox_state
from bodies.views.common import attempt, person_of
from samverkan.lib.dates import swedish_time

ACTS = {
    "pausa": (actions.hold_outbox, "Utkorgen är pausad. Inga mejl går ut förrän den öppnas."),
    "oppna": (actions.release_outbox, "Utkorgen är öppen. Det som väntar går ut inom en minut."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def outbox_page(request: HttpRequest) -> HttpResponse:
    """Whether mail may leave and when it last did; pausing and opening, each with a reason."""
    person = person_of(request)
    policies.check_keeps_outbox(person)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    act, done = ACTS.get(request.POST.get("gor", ""), (None, ""))
    if act and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: act(by=person, reason=reason)) is None:
            messages.success(request, done)
            return redirect("outbox")
    context = {
        "state": outbox_state(),
        "form": form,
        "crumbs": [("Mejl", reverse("notice_list")), ("Utkorgen", "")],
    }
    return render(request, "bodies/outbox.html", context)


# To those who cannot open it, instead of the reason.
WAITS = "Det som väntar skickas när en administratör har öppnat den."


@dataclass(frozen=True, slots=True)
class Banner:
    """What staff are told above the page: that mail stands still, and what waits for them."""

    state: OutboxState
    steers: bool
    keeps: bool

    @property
    def why(self) -> str:
        """Empty while mail leaves as it should."""
        if self.state.held_since:
            since = swedish_time(self.state.held_since)
            rest = self.state.held_because if self.keeps else WAITS
            return f"Utkorgen är pausad sedan {since}. {rest}"
        if self.state.is_silent:
            return "Avsändaren svarar inte. Det som väntar skickas när den är igång igen."
        return ""

    @property
    def last(self) -> str:
        sent = self.state.sent_at
        return f"Senast skickat {swedish_time(sent)}." if sent else "Inget mejl har skickats än."

    @property
    def asking(self) -> int:
        """How many notices wait for somebody who may act on them."""
        return self.state.need_a_person if self.steers else 0


def mail_banner(request: HttpRequest) -> dict[str, object]:
    """For templates: `mail` on the pages of staff, asked for only where it is shown. One query."""
    user = getattr(request, "user", None)
    if not getattr(user, "is_region_staff", False):
        return {}
    person = person_of(request)
    return {"mail": SimpleLazyObject(lambda: _banner(person))}


def _banner(person: Person) -> Banner:
    return Banner(outbox_state(), policies.may_steer_notices(person), person.is_staff)
