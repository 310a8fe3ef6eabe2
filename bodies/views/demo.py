"""Becoming one of the demonstration's people with one click. Nowhere but in a demonstration."""

import logging

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from bodies.queries import demo_account

log = logging.getLogger(__name__)


@login_not_required
@require_POST
def demo_login(request: HttpRequest) -> HttpResponse:
    """Log in as the listed person whose id is posted; 404 for anybody else."""
    chosen = request.POST.get("person", "")
    is_number = chosen.isascii() and chosen.isdigit() and len(chosen) < 10
    person = demo_account(int(chosen)) if settings.DEMO and is_number else None
    if person is None:
        raise Http404("Kontot finns inte.")
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    log.info("Demonstrationen: inloggad som person %s.", person.pk)
    return redirect("home")
