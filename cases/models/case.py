"""Case (ärende): one thread from registration to closing, through every body."""

import re
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from bodies.models import Body, Clause, CooperationArea, MunicipalAgreement, Person
from bodies.roles import Role
from cases.guards import CASE_KINDS, CaseKind
from cases.route import Route, Step
from cases.workflow import ANSWERED, route_for
from samverkan.lib.dates import today
from samverkan.lib.history import never_deleted, read_only, row_history

SLUG = re.compile(r"^(?P<series>[A-Z]{1,10})-(?P<number>\d{1,9})-(?P<year>\d{4})$")

# Those whose work is with every case, whatever it holds.
SEE_SECRET = (Role.REGISTRAR, Role.CHIEF, Role.BOARD_SECRETARY)


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, person: Person) -> Self:
        """What `person` may know exists: the one gate to every case.

        The region's staff see all, but of those marked as secret only what they work
        with: registrars, chiefs and board secretaries all, a case officer their own.
        Others see what was shared with a body they sit in today, or with the
        organisation they keep the registry of, marked or not: secrecy holds between
        authorities too (OSL 8:1), so whoever shared it has tried that first. The marking
        itself is only a reminder (OSL 5:5) and settles nobody's right to a document.
        """
        if sees_all(person):
            return self
        if not person.is_active:
            return self.none()
        from cases.models.share import Share

        shared = Q(Exists(Share.objects.reaching(person).filter(case=OuterRef("pk"))))
        if person.is_region_staff:
            return self.filter(shared | Q(marked_at=None) | Q(officer=person))
        return self.filter(shared)

    def secret(self) -> Self:
        return self.filter(marked_at__isnull=False)

    def by_slug(self, slug: str) -> Self:
        """`RUN-123-2026`; anything else matches nothing."""
        found = SLUG.match(slug)
        if not found:
            return self.none()
        return self.filter(
            series=found["series"], number=int(found["number"]), year=int(found["year"])
        )

    def open(self) -> Self:
        return self.exclude(step=Step.CLOSED)

    def unanswered(self) -> Self:
        return self.exclude(step__in=ANSWERED)

    def stemming_from(self, agreement: MunicipalAgreement) -> Self:
        """Of the agreement's own clauses, or of any version of its common text."""
        common = Q(clause__version__framework=agreement.framework_id)
        return self.filter(common | Q(clause__agreement=agreement))

    def overdue(self, day: date | None = None) -> Self:
        return self.unanswered().filter(reply_due__lt=day or today())

    def without_officer(self) -> Self:
        return self.unanswered().filter(officer=None)

    def of(self, officer: Person) -> Self:
        return self.filter(officer=officer)


def sees_all(person: Person) -> bool:
    """Whether every case is this person's to see, those marked as secret too."""
    return person.is_active and person.has_role(*SEE_SECRET)


@row_history()
class Case(models.Model):
    """A matter registered as `RUN 123-2026`.

    `step` is where it stands in its route (cases.workflow), `round` how many
    times it has set out. `reply_due` is a date in Sweden and never rolls over a
    weekend. `version` rises with every act, so that a stale form is refused.
    Nothing is deleted: a case that was wrongly registered is struck off.

    A secrecy marking (OSL 5:5) is the four fields from `legal_ground` on, all or none:
    the provision, what the case is called outside, when and by whom.
    """

    kind = models.CharField("slag", max_length=30, choices=CASE_KINDS)
    series = models.CharField("serie", max_length=10)
    number = models.PositiveIntegerField("löpnummer")
    year = models.PositiveSmallIntegerField("år")
    title = models.CharField("rubrik", max_length=300)
    summary = models.TextField("sammanfattning", blank=True)
    area = models.ForeignKey(
        CooperationArea, models.PROTECT, related_name="cases", verbose_name="samverkansområde"
    )
    clause = models.ForeignKey(
        Clause,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name="villkor i samverkansavtalet",
    )
    final_body = models.ForeignKey(
        Body, models.PROTECT, related_name="+", verbose_name="beslutas av"
    )
    step = models.CharField(
        "läge", max_length=20, choices=[(step.value, step.value) for step in Step]
    )
    round = models.PositiveSmallIntegerField("omgång", default=1)
    officer = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name="handläggare",
    )
    received_on = models.DateField("inkom")
    reply_due = models.DateField("svara senast", null=True, blank=True)
    legal_ground = models.CharField("lagrum", max_length=200, blank=True)
    open_title = models.CharField("offentlig ärendemening", max_length=300, blank=True)
    marked_at = models.DateTimeField("sekretessmarkerat", null=True, blank=True)
    marked_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="sekretessmarkerat av",
    )
    registered_at = models.DateTimeField("registrerat")
    registered_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="registrerat av"
    )
    closed_at = models.DateTimeField("avslutat", null=True, blank=True)
    last_act = models.PositiveIntegerField("senaste aktnummer", default=0)
    version = models.PositiveIntegerField("version", default=1)

    objects: ClassVar = CaseQuerySet.as_manager()

    class Meta:
        triggers = never_deleted() + read_only("series", "number", "year")
        verbose_name = "ärende"
        verbose_name_plural = "ärenden"
        ordering = ["-year", "-number", "series"]
        indexes = [
            models.Index(fields=["step", "reply_due"]),
            models.Index(fields=["officer", "step"]),
            models.Index(fields=["reply_due"]),
            models.Index(fields=["-registered_at", "-id"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "number"], name="cases_case_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="cases_case_number_from_one"),
            models.CheckConstraint(
                condition=Q(reply_due=None) | Q(reply_due__gte=F("received_on")),
                name="cases_case_reply_after_arrival",
                violation_error_message="Svarsdagen ligger före den dag remissen kom in.",
            ),
            models.CheckConstraint(
                condition=Q(step=Step.CLOSED.value, closed_at__isnull=False)
                | (~Q(step=Step.CLOSED.value) & Q(closed_at=None)),
                name="cases_case_closed_and_when",
            ),
            models.CheckConstraint(
                condition=Q(step__in=[step.value for step in Step]), name="cases_case_known_step"
            ),
            models.CheckConstraint(
                condition=Q(legal_ground="", open_title="", marked_at=None, marked_by=None)
                | (
                    ~Q(legal_ground="")
                    & ~Q(open_title="")
                    & Q(marked_at__isnull=False, marked_by__isnull=False)
                ),
                name="cases_case_secret_by_what_who_and_when",
                violation_error_message="Skriv både lagrum och offentlig ärendemening.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registry_number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("case", args=[self.slug])

    @property
    def registry_number(self) -> str:
        return f"{self.series} {self.number}-{self.year}"

    @property
    def slug(self) -> str:
        return f"{self.series}-{self.number}-{self.year}"

    @property
    def is_secret(self) -> bool:
        """Marked as secret: a reminder to try each request, never a decision (OSL 5:5)."""
        return self.marked_at is not None

    @property
    def public_title(self) -> str:
        """What the case is called outside: in mail, calendars and what is sent (OSL 5:4)."""
        return self.open_title or self.title

    @property
    def route(self) -> Route:
        return route_for(self.kind)

    @property
    def is_referral(self) -> bool:
        return self.kind == CaseKind.EXTERNAL_REFERRAL

    @property
    def acting_officer(self) -> Person | None:
        """The case officer, unless they no longer work as one: then the case has none."""
        officer = self.officer
        works = officer and officer.is_active and officer.has_role(Role.CASE_OFFICER)
        return officer if works else None

    @property
    def is_closed(self) -> bool:
        return self.step == Step.CLOSED

    @property
    def is_overdue(self) -> bool:
        return self.reply_due is not None and self.step not in ANSWERED and self.reply_due < today()

    def act_number(self, act: int) -> str:
        return f"{self.series} {self.number}:{act}-{self.year}"
