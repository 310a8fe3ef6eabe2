"""What has been mailed, on which days people are reminded, and who stands in for whom."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from bodies import actions
from bodies.admin.base import ActionAdmin, person_of
from bodies.admin.confirm import ask, told, tried
from bodies.admin.filters import KindFilter, TroubleFilter
from bodies.admin.records import ReadOnlyAdmin
from bodies.forms.days import days_in_words
from bodies.forms.mail_admin import ReminderDaysForm, StandInAdminForm
from bodies.forms.reason import ReasonForm
from bodies.models import Notice, Person, ReminderDays, StandIn
from bodies.notices import ledger
from bodies.notices.kinds import hidden_from
from bodies.reminders import all_rules
from samverkan.lib.dates import local_date


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    list_display = ("written", "subject", "recipient", "why", "how")
    list_filter = (TroubleFilter, "state", KindFilter)
    list_select_related = ("recipient", "sent_to")
    search_fields = (
        "subject",
        "recipient__first_name",
        "recipient__last_name",
        "recipient__email",
    )
    search_help_text = "Sök på ämne eller mottagare."
    date_hierarchy = "created_at"
    actions = ("send_now", "stop", "send_again", "acknowledge")
    fields = (
        "subject",
        ("recipient", "sent_to"),
        "why",
        "text",
        "path",
        "how",
        "detail",
        ("planned_at", "due_at", "sent_at"),
        ("delivered_at", "bounced_at", "doubted_at"),
        ("attempts", "refusals"),
        "error",
        "digest",
        "message_id",
        "created_at",
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Notice]":
        """Without mail about what is secret and not this person's to see."""
        rows: QuerySet[Notice] = super().get_queryset(request)
        return rows.exclude(about__in=hidden_from(person_of(request)))

    @admin.action(description="Skicka nu")
    def send_now(self, request: HttpRequest, queryset: "QuerySet[Notice]") -> HttpResponse | None:
        return self._steer(request, queryset, "send_now", "Skicka nu", actions.send_notices_now)

    @admin.action(description="Stoppa")
    def stop(self, request: HttpRequest, queryset: "QuerySet[Notice]") -> HttpResponse | None:
        return self._steer(request, queryset, "stop", "Stoppa", actions.stop_notices)

    @admin.action(description="Skicka igen")
    def send_again(self, request: HttpRequest, queryset: "QuerySet[Notice]") -> HttpResponse | None:
        return self._steer(
            request, queryset, "send_again", "Skicka igen", actions.send_notices_again
        )

    @admin.action(description="Studsen är tagen om hand")
    def acknowledge(
        self, request: HttpRequest, queryset: "QuerySet[Notice]"
    ) -> HttpResponse | None:
        return self._steer(
            request, queryset, "acknowledge", "Tagen om hand", actions.acknowledge_bounce
        )

    @admin.display(description="skapad", ordering="created_at")
    def written(self, row: Notice) -> str:
        return local_date(row.created_at).isoformat()

    @admin.display(description="varför", ordering="rule")
    def why(self, row: Notice) -> str:
        return ledger.why_of(row)

    @admin.display(description="läge", ordering="state")
    def how(self, row: Notice) -> str:
        return ledger.standing(row).word

    @admin.display(description="mer om läget")
    def detail(self, row: Notice) -> str:
        return ledger.standing(row).detail or "–"

    def _steer(
        self,
        request: HttpRequest,
        queryset: "QuerySet[Notice]",
        name: str,
        submit: str,
        act: Callable[..., int],
    ) -> HttpResponse | None:
        """Asks why, and then does it to the chosen rows."""
        rows = list(queryset)
        form = ReasonForm(request.POST if told(request) else None)
        count = tried(
            form, lambda data: act(notices=rows, by=person_of(request), reason=data["reason"])
        )
        if count is None:
            title = f"{submit}: {len(rows)} {'avisering' if len(rows) == 1 else 'aviseringar'}"
            return ask(self, request, queryset, form, title, name, submit)
        self.message_user(request, f"Klart: {count}.", messages.SUCCESS)
        return None


@admin.register(ReminderDays)
class ReminderDaysAdmin(ActionAdmin):
    """Which rule and whose days they are stays; another choice is another row."""

    form = ReminderDaysForm
    list_display = ("label", "whose", "when")
    list_select_related = ("body", "person")
    autocomplete_fields = ("body", "person")
    fields = ("rule", "body", "person", "days")

    @admin.display(description="påminnelse", ordering="rule")
    def label(self, row: ReminderDays) -> str:
        return next((rule.label for rule in all_rules() if rule.key == row.rule), row.rule)

    @admin.display(description="för")
    def whose(self, row: ReminderDays) -> str:
        return str(row.person or row.body or "Alla")

    @admin.display(description="dagar")
    def when(self, row: ReminderDays) -> str:
        working = any(rule.working for rule in all_rules() if rule.key == row.rule)
        return days_in_words(row.days, working=working)

    def get_readonly_fields(
        self, request: HttpRequest, obj: ReminderDays | None = None
    ) -> tuple[str, ...]:
        return ("label", "body", "person") if obj else ()

    def get_fields(self, request: HttpRequest, obj: ReminderDays | None = None) -> tuple[str, ...]:
        return ("label" if obj else "rule", "body", "person", "days")

    def act(self, row: ReminderDays, form: Any, by: Person) -> None:
        saved = actions.choose_reminder_days(
            rule=row.rule, days=row.days, body=row.body, person=row.person, by=by
        )
        row.pk = saved.pk if saved else None

    def drop(self, row: ReminderDays, by: Person) -> None:
        """Back to what holds without it."""
        actions.choose_reminder_days(
            rule=row.rule, days=[], body=row.body, person=row.person, by=by
        )


@admin.register(StandIn)
class StandInAdmin(ActionAdmin):
    """Added and taken away; other days are another row."""

    form = StandInAdminForm
    list_display = ("person", "stand_in", "first_day", "last_day")
    list_select_related = ("person", "stand_in")
    autocomplete_fields = ("person", "stand_in")
    date_hierarchy = "first_day"
    search_fields = (
        "person__first_name",
        "person__last_name",
        "stand_in__first_name",
        "stand_in__last_name",
    )
    search_help_text = "Sök på den som är borta eller den som ersätter."
    fields = ("person", "stand_in", "first_day", "last_day")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def act(self, row: StandIn, form: Any, by: Person) -> None:
        row.pk = actions.set_stand_in(
            person=row.person,
            stand_in=row.stand_in,
            first_day=row.first_day,
            last_day=row.last_day,
            by=by,
        ).pk

    def drop(self, row: StandIn, by: Person) -> None:
        actions.end_stand_in(row=row, by=by)
