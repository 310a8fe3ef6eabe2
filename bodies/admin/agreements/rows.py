"""Acts on many agreements at once: what will happen is told row by row before it does.

Rows that cannot are left out, and said to be. The others are done all or none: whoever reads
the page again after somebody else's change reads what is so now (`many_deeds` says what).
"""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from bodies.actions.agreements.core import STALE
from bodies.admin.agreements.many_deeds import DEEDS, Line, ManyDeed, counted
from bodies.admin.base import AnyAdmin, person_of
from bodies.admin.confirm import told
from bodies.forms.agreement_many import ManyForm
from bodies.models import MunicipalAgreement, Person
from bodies.policies import check_keeps_agreements
from samverkan.lib.dates import today
from samverkan.lib.errors import DomainError, NotAllowed, Stale
from samverkan.lib.filing import filing
from samverkan.lib.ordering import swedish_order

Rows = QuerySet[MunicipalAgreement]
Answer = HttpResponse | None


class ManyRows(AnyAdmin):
    """What the list of agreements offers to do with those that are chosen."""

    actions = ("send_out", "remind_missing", "receive_extracts", "archive", "lift_archive")

    @admin.action(description="Anteckna att valda avtal har skickats")
    def send_out(self, request: HttpRequest, queryset: Rows) -> Answer:
        return self._many(request, queryset, "send_out")

    @admin.action(description="Påminn om det som saknas")
    def remind_missing(self, request: HttpRequest, queryset: Rows) -> Answer:
        return self._many(request, queryset, "remind_missing")

    @admin.action(description="Anteckna att protokollsutdrag har kommit in")
    def receive_extracts(self, request: HttpRequest, queryset: Rows) -> Answer:
        return self._many(request, queryset, "receive_extracts")

    @admin.action(description="Anteckna att valda avtal är arkiverade")
    def archive(self, request: HttpRequest, queryset: Rows) -> Answer:
        return self._many(request, queryset, "archive")

    @admin.action(description="Ångra arkiveringen av valda avtal")
    def lift_archive(self, request: HttpRequest, queryset: Rows) -> Answer:
        return self._many(request, queryset, "lift_archive")

    def _many(self, request: HttpRequest, queryset: Rows, name: str) -> Answer:
        """The question; once it is answered the act, and what came of it."""
        check_keeps_agreements(person_of(request))
        deed, rows, status = DEEDS[name], in_order(queryset), 200
        lines = deed.lines(rows)
        form = deed.form(
            request.POST if told(request) else None,
            initial={deed.day: today()} if deed.day else {},
            replaces=any(line.again and not line.refused for line in lines),
        )
        if form.is_bound and form.is_valid():
            said, status = tried(deed, lines, form, request, person_of(request))
            if said:
                self._tell_of_many(request, said, lines)
                return None
            lines = deed.lines(in_order(queryset))
        return self._ask(request, deed, lines, form, status)

    def _tell_of_many(self, request: HttpRequest, said: str, lines: list[Line]) -> None:
        self.message_user(request, said, messages.SUCCESS)
        left = [f"{line.row.municipality}: {line.words}" for line in lines if line.refused]
        if left:
            self.message_user(request, f"Hoppades över – {' '.join(left)}", messages.WARNING)

    def _ask(
        self, request: HttpRequest, deed: ManyDeed, lines: list[Line], form: ManyForm, status: int
    ) -> HttpResponse:
        able = [line for line in lines if not line.refused]
        context = {
            **self.admin_site.each_context(request),
            "title": f"{deed.submit}: {counted(able)}",
            "opts": self.opts,
            "deed": deed,
            "form": form,
            "lines": able,
            "left_out": [line for line in lines if line.refused],
            "again": sum(line.again for line in able),
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "bodies/admin/many.html", context, status=status)


def in_order(queryset: Rows) -> list[MunicipalAgreement]:
    """The chosen rows as they are now."""
    rows = queryset.all().select_related("municipality", "framework__term")
    return list(rows.order_by(swedish_order("municipality__name")))


def tried(
    deed: ManyDeed, lines: list[Line], form: ManyForm, request: HttpRequest, by: Person
) -> tuple[str, int]:
    """What came of it, in words; if nothing did, "" and the status of the page that says why."""
    seen = {line.row.pk: request.POST.get(f"version-{line.row.pk}", "") for line in lines}
    stale = [line for line in lines if seen[line.row.pk] != str(line.row.version)]
    for line in stale:
        form.add_error(None, f"{line.row.municipality}: {STALE}")
    if stale:
        return "", 409
    able = [line for line in lines if not line.refused]
    if not able:
        return "", 200
    try:
        with filing():
            return deed.act(able, by, form.cleaned_data), 200
    except NotAllowed:
        raise
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return "", 409 if isinstance(error, Stale) else 200
