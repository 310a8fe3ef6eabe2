"""Acts on many agreements at once, told row by row; each is an action of its own."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from bodies import actions
from bodies.admin.base import AnyAdmin, person_of
from bodies.admin.confirm import ask, told
from bodies.forms.agreement_admin import DayForm, SendManyForm
from bodies.models import MunicipalAgreement
from samverkan.lib.errors import DomainError, NotAllowed

Rows = QuerySet[MunicipalAgreement]


class ManyRows(AnyAdmin):
    """What the list of agreements offers to do with those that are chosen."""

    actions = ("send_out", "receive_extracts")

    @admin.action(description="Anteckna att valda avtal har skickats")
    def send_out(self, request: HttpRequest, queryset: Rows) -> HttpResponse | None:
        form = SendManyForm(request.POST if told(request) else None)

        def act(row: MunicipalAgreement, data: dict[str, Any]) -> None:
            actions.send_agreement(
                agreement_id=row.pk,
                version=row.version,
                by=person_of(request),
                sent_on=data["day"],
                sent_to=data["sent_to"],
            )

        return self._many(request, queryset, form, "send_out", "Anteckna som skickade", act)

    @admin.action(description="Anteckna att protokollsutdrag har kommit in")
    def receive_extracts(self, request: HttpRequest, queryset: Rows) -> HttpResponse | None:
        form = DayForm(request.POST if told(request) else None)

        def act(row: MunicipalAgreement, data: dict[str, Any]) -> None:
            said = row.adoptions.valid().filter(party="municipality").last()
            if said is None:
                raise DomainError("Kommunfullmäktiges beslut är inte antecknat än.")
            if said.extract_received_on:
                raise DomainError("Utdraget har redan kommit in.")
            actions.receive_extract(
                adoption_id=said.pk,
                version=row.version,
                by=person_of(request),
                received_on=data["day"],
            )

        return self._many(request, queryset, form, "receive_extracts", "Anteckna utdragen", act)

    def _many(
        self,
        request: HttpRequest,
        queryset: Rows,
        form: DayForm,
        name: str,
        submit: str,
        act: Callable[[MunicipalAgreement, dict[str, Any]], None],
    ) -> HttpResponse | None:
        """Asks, then does it row by row; what is refused is told by its municipality."""
        rows = queryset.select_related("municipality", "framework__term")
        if not form.is_valid():
            return ask(self, request, rows, form, f"{submit}: {len(rows)} avtal", name, submit)
        done = 0
        for row in rows:
            try:
                act(row, form.cleaned_data)
                done += 1
            except NotAllowed:
                raise
            except DomainError as error:
                self.message_user(request, f"{row.municipality}: {error.message}", messages.ERROR)
        if done:
            self.message_user(request, f"Klart: {done} av {len(rows)} avtal.", messages.SUCCESS)
        return None
