"""Where one arrives: staff at Min sida, delegates before the samråd, others at the list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from bodies.policies import is_delegate
from cases import policies
from cases.queries import my_page as reading
from cases.queries.minutes_due import minutes_to_do
from cases.views.common import person_of
from samverkan.lib.errors import NotAllowed


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    if person.is_region_staff:
        return redirect("my_page")
    return redirect("next_consultation" if is_delegate(person) else "case_list")


@require_safe
def my_page(request: HttpRequest) -> HttpResponse:
    """What waits for a member of staff, most pressing first."""
    person = person_of(request)
    if not person.is_region_staff:
        raise NotAllowed("Min sida är för regionens tjänstepersoner.")
    context = {
        "parts": reading.my_page(person),
        "meetings": reading.next_meetings(),
        "may_register": policies.may_register(person),
        "minutes_to_do": minutes_to_do(person),
    }
    return render(request, "cases/my_page.html", context)
