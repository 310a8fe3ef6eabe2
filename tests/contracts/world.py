"""A small region with one of everything, and somebody signed in in every role."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from bodies import actions as actions_on_bodies
from bodies.actions.attendance import Was
from bodies.models import (
    CalendarFeed,
    CouncilDay,
    EntryOrder,
    FrameworkAgreement,
    Meeting,
    MunicipalAgreement,
    Notice,
    Person,
    PersonalLink,
    ReminderDays,
    StandIn,
    StandingPoint,
    Term,
)
from bodies.queries.answer_links import answer_path
from bodies.roles import Role
from cases import actions
from cases.models import Case, Decision, Edition, MinuteItem, Minutes, Packet, WrittenRound
from cases.route import Step
from samverkan.lib.dates import now, today
from tests import factories as make
from tests.agreements import a_copy, term
from tests.in_writing import called_off

ANONYMOUS = "anonymous"
STAFF = ("registrar", "officer", "other_officer", "secretary", "chief", "administrator")
DELEGATES = ("run_member", "pkd_member")
OUTSIDE = ("stranger", "unshared")
# Addresses of Django's that cannot be reversed, or not from a row of ours.
UNNAMED = {
    "admin:(?P<url>.*)$": "/admin/finns-inte/",
    "admin:<path:object_id>/": "/admin/bodies/body/1/",
    "admin:view_on_site": "/admin/r/0/0/",
}
ROLES = (ANONYMOUS, *STAFF, *DELEGATES, "municipal", *OUTSIDE)


@dataclass
class World:
    """A case at RUN AU, whose agenda and samråd are published, shared with one municipality."""

    home: make.House
    case: Case
    committee: Meeting
    joint: Meeting
    fresh: Meeting
    people: dict[str, Person]
    clients: dict[str, Client]

    @cached_property
    def given(self) -> dict[str, list[Any]]:
        """What each address is given of the world's own rows, by its name."""
        return _given(self)

    def visit(self, role: str, method: str, url: str, **data: Any) -> HttpResponseBase:
        """Ask as somebody, and undo whatever came of it, logging out too."""
        client = self.clients[role]
        kept = dict(client.cookies)
        with transaction.atomic():
            ask: Callable[..., HttpResponseBase] = getattr(client, method.lower())
            answer = ask(url, data)
            transaction.set_rollback(True)
        client.cookies.clear()
        client.cookies.update(kept)
        return answer


def build() -> World:
    home = make.house()
    committee = make.meeting(home.au, days=2, hour=8)
    joint = make.meeting(home.samrad, days=2, hour=13, follows=committee)
    fresh = make.meeting(home.au, days=20)
    case = make.case_in(Step.PREPARATION, home)
    for meeting in (committee, fresh):
        waiting = case if meeting is committee else make.case_in(Step.PREPARATION, home)
        actions.place_on_agenda(meeting_id=meeting.pk, case_id=waiting.pk, by=home.secretary)
    for meeting in (committee, joint):
        actions.publish_agenda(meeting_id=meeting.pk, version=1, by=home.secretary)
    actions.share(case_id=case.pk, by=home.registrar, organisations=[home.municipality])
    for each in (committee, joint):
        _packet(each, home)
    called_off(home).open()
    case.refresh_from_db()
    actions.write_note(case=case, by=home.pkd_member, text="Fråga om kostnaden.")
    make.decided_urgently(home)
    opened = make.meeting(home.board)
    actions.add_minute_item(meeting_id=opened.pk, title="Öppnande", by=home.secretary)
    _sent_minutes(home)
    _term()
    people = _people(home)
    _mail(home, case, people["other_officer"])
    _agreement(home)
    order = {"party": "Alfa", "steps_in": ["Alfa", "Beta"]}
    term_of_agreement = FrameworkAgreement.objects.get().term
    EntryOrder.objects.create(body=home.board, term=term_of_agreement, **order)
    StandingPoint.objects.create(body=home.board, kind="formal", title="Upprop", position=1)
    actions_on_bodies.open_calendar(by=home.chief)
    return World(home, case, committee, joint, fresh, people, _clients(people))


def _packet(meeting: Meeting, home: make.House) -> None:
    """The members' papers of a meeting, as if they had been made."""
    Packet.objects.create(
        meeting=meeting, edition=Edition.MEMBERS, sign="prov", state="done", sha256="prov",
        asked_at=now(), asked_by=home.secretary, made_at=now(), size=9, pages=1,
        file=ContentFile(b"%PDF-1.7\n", name="prov.pdf"),
    )  # fmt: skip


def _sent_minutes(home: make.House) -> None:
    """Minutes of an earlier meeting that wait for the two who are to approve them."""
    met, by = make.meeting(home.board, days=-2), home.secretary
    here: dict[str, Any] = {"meeting_id": met.pk, "by": by}
    row = actions.add_minute_item(**here, title="Val av justerare")
    MinuteItem.objects.filter(pk=row.pk).update(decision_text="Nämnden väljer.")
    people = [home.run_member, home.board.memberships.latest("pk").person]
    seen = [Was(each.pk) for each in people]
    actions_on_bodies.record_presence(**here, present=seen)
    chair, approver = (each.pk for each in people)
    actions.choose_approvers(**here, chair_id=chair, approver_ids=[approver], signs_on=today())
    actions.send_minutes(**here, seen=0)


def _term() -> None:
    year = today().year
    Term.objects.create(
        name=f"{year}–{year + 3}",
        election_day=today().replace(year=year - 1, month=9, day=11),
        council_from=today().replace(year=year - 1, month=10, day=15),
        council_to=today().replace(year=year + 3, month=10, day=14),
        board_from=today().replace(month=1, day=1),
        board_to=today().replace(year=year + 3, month=12, day=31),
    )


def _agreement(home: make.House) -> None:
    """The municipality's, adopted with its extract; a link for a newer one is open."""
    day = CouncilDay(organisation=home.municipality, day=today())
    actions_on_bodies.save_council_day(council_day=day, by=home.administrator)
    framework = actions_on_bodies.new_term(term=term(), by=home.administrator, text="Text.")
    agreement = framework.agreements.get(municipality=home.municipality)
    given: dict[str, Any] = {
        "agreement_id": agreement.pk,
        "version": None,
        "by": home.administrator,
    }
    actions_on_bodies.send_agreement(sent_on=today(), sent_to="Registrator", **given)
    given_in = given | {"extract": a_copy(), "extract_received_on": today()}
    actions_on_bodies.record_adoption(party="municipality", day=today(), **given_in)
    actions_on_bodies.ask_for_extract(expires_on=today(), **given)


def _mail(home: make.House, case: Case, stand_in: Person) -> None:
    """One mail that the server refused, one that came back, and somebody away."""
    for state, bounced in (("failed", None), ("sent", now())):
        make.notice(
            home.officer,
            about=f"case:{case.pk}",
            state=state,
            sent_at=bounced,
            bounced_at=bounced,
            path=case.get_absolute_url(),
        )
    StandIn.objects.create(
        person=home.officer, stand_in=stand_in, first_day=today(), last_day=today()
    )
    ReminderDays.objects.create(rule="reply_near", body=home.board, days=[-5])


def _people(home: make.House) -> dict[str, Person]:
    return {
        "stranger": home.stranger,
        "registrar": home.registrar,
        "officer": home.officer,
        "other_officer": make.person(Role.CASE_OFFICER),
        "secretary": home.secretary,
        "chief": home.chief,
        "administrator": home.administrator,
        "run_member": home.run_member,
        "pkd_member": home.pkd_member,
        "municipal": home.municipal,
        "unshared": make.person(Role.MUNICIPAL_REGISTRAR, organisation=make.organisation()),
    }


def _clients(people: dict[str, Person]) -> dict[str, Client]:
    """A browser for each role; the anonymous visitor has no session."""
    clients = {ANONYMOUS: Client()}
    for role, person in people.items():
        clients[role] = Client()
        clients[role].force_login(person)
    return clients


def _given(world: World) -> dict[str, list[Any]]:
    home, case = world.home, world.case
    slug, item = case.slug, world.fresh.items.get().pk
    agreement = _agreed(home)
    return {
        "case_step": [slug, "recall"],
        "case_note_edit": [slug, case.notes.get().pk],
        "case_note_remove": [slug, case.notes.get().pk],
        "document_version_new": [slug, 1],
        "document_void": [slug, 1],
        "document_download": [slug, 1, 1],
        "body": [home.board.key],
        "post_letter": ["20270203-101500-1", 1],
        "post_html": ["20270203-101500-1", 1],
        "calendar_feed": [CalendarFeed.objects.get().key],
        "calendar_revoke": [CalendarFeed.objects.get().pk],
        "agreement": [agreement.pk],
        "agreement_word": [agreement.pk],
        "agreement_template": [agreement.framework_id],
        "agreement_template_file": [agreement.framework_id],
        "agreement_file": [agreement.pk, "utdrag", agreement.adoptions.get().pk],
        "extract": [PersonalLink.objects.get().key],
        "extract_ask": [agreement.pk],
        "extract_revoke": [agreement.pk, PersonalLink.objects.get().pk],
        "meeting": [world.committee.pk],
        "meeting_summons": [world.committee.pk],
        "meeting_agenda_word": [world.committee.pk],
        "meeting_packets": [world.committee.pk],
        "meeting_packet": [world.committee.pk, "ledamoterna"],
        "meeting_summon": [world.committee.pk],
        "meeting_attendance": [world.fresh.pk],
        "item_attendance": [world.fresh.pk, item],
        "meeting_answer": [world.joint.pk],
        "meeting_answer_link": [answer_path(world.joint.pk, home.pkd_member.pk).split("/")[2]],
        **_of_samrad(world),
        **_of_approval(),
        **_of_minutes(home.board.meetings.earliest("pk").pk),
        "meeting_month": [today().year, today().month],
        "meeting_year": [today().year],
        "agenda_place": [world.fresh.pk],
        "agenda_order": [world.fresh.pk],
        "agenda_points_fetch": [world.fresh.pk],
        "agenda_remove": [world.fresh.pk, item],
        "decision_report": [
            home.board.meetings.earliest("pk").pk,
            Decision.objects.earliest("pk").pk,
        ],
        "agenda_publish": [world.fresh.pk],
        "meeting_cancel": [world.fresh.pk],
        **_in_writing(),
        "meeting_move": [world.fresh.pk],
        "account_reset_password_from_key": ["1", "set-password"],
        "meeting_mail": [world.committee.pk],
        "notice_send_now": [_about(case, "waiting")],
        "notice_stop": [_about(case, "waiting")],
        "notice_send_again": [_about(case, "failed")],
        "notice_acknowledge": [_about(case, "sent")],
        "stand_in_end": [StandIn.objects.earliest("pk").pk],
    }


def _of_samrad(world: World) -> dict[str, list[Any]]:
    return {
        "case_consultation": [world.case.slug, 1],
        "meeting_notes": [world.joint.pk],
        "meeting_notes_pdf": [world.joint.pk],
        "meeting_notes_word": [world.joint.pk],
        "meeting_notes_review": [world.joint.pk],
        "samrad": [world.joint.pk],
        "samrad_draft": [world.joint.pk, world.case.items.get().pk],
        "samrad_record": [world.joint.pk, world.case.items.get().pk],
    }


def _in_writing() -> dict[str, list[Any]]:
    meeting = WrittenRound.objects.get().meeting_id
    names = ("written_round", "written_round_extend", "written_round_end")
    return {name: [meeting] for name in names}


def _of_minutes(board: int) -> dict[str, list[Any]]:
    """The §§ of a meeting of the board, and its first § with what is under it."""
    whole = ("minutes", "minutes_number", "minutes_point", "minutes_end")
    one = ("minute_item", "minute_motion", "minute_dissent")
    parts = ("minute_motion_withdraw", "minute_vote", "minute_vote_remove", "minute_dissent_remove")
    return (
        {name: [board] for name in whole}
        | {name: [board, 1] for name in one}
        | {name: [board, 1, 1] for name in parts}
    )


def _of_approval() -> dict[str, list[Any]]:
    """The minutes that wait to be approved."""
    sent = Minutes.objects.get()
    ways = ("minutes_approval", "minutes_approvers", "minutes_send")
    own = ("edition", "edition_pdf", "approve", "hand_back", "post", "take_down")
    return {name: [sent.meeting_id] for name in ways} | {
        f"minutes_{name}": [sent.meeting_id, sent.pk] for name in own
    }


def address(world: World, name: str) -> str:
    """The address by its name, with the world's own rows in it."""
    if name in UNNAMED:
        return UNNAMED[name]
    if name.startswith("admin:"):
        return reverse(name, args=_admin_arguments(world, name))
    of_case = name.startswith(("case_", "document_")) and name != "case_list"
    slug = [world.case.slug] if of_case or name == "case" else []
    return reverse(name, args=world.given.get(name, slug))


def _agreed(home: make.House) -> MunicipalAgreement:
    found: MunicipalAgreement = MunicipalAgreement.objects.get(municipality=home.municipality)
    return found


def _about(case: Case, state: str) -> int:
    """The key of a mail about the case that stands so."""
    found: Notice = Notice.objects.filter(about=f"case:{case.pk}", state=state)[0]
    return found.pk


def _admin_arguments(world: World, name: str) -> list[Any]:
    """The key of some row of the model that an administration page is about."""
    home = world.home
    rows = {
        "body": home.board,
        "cooperationarea": home.area,
        "meeting": world.fresh,
        "membership": home.board.memberships.first(),
        "notice": Notice.objects.first(),
        "reminderdays": ReminderDays.objects.first(),
        "standin": StandIn.objects.earliest("pk"),
        "organisation": home.municipality,
        "person": home.stranger,
        "term": Term.objects.filter(framework=None).first(),
        "entryorder": EntryOrder.objects.first(),
        "standingpoint": StandingPoint.objects.first(),
        "event": world.committee.events.first(),
        "municipalagreement": MunicipalAgreement.objects.first(),
        "frameworkagreement": FrameworkAgreement.objects.first(),
        "councilday": CouncilDay.objects.first(),
    }
    _, _, page = name.partition(":")
    if page == "app_list":
        return ["bodies"]
    parts = page.split("_")
    if len(parts) != 3 or parts[2] in ("add", "changelist", "done"):
        return []
    row = rows[parts[1]]
    assert row is not None
    more: dict[str, list[Any]] = {"deed": ["skicka"], "file": [1]}
    return [row.pk, *more.get(parts[2], [])]
