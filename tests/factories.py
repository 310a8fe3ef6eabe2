"""Functions that make what a test needs; a case reaches a step through the real actions."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from hashlib import sha256
from itertools import count
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile

from bodies.models import (
    Body,
    CooperationArea,
    Meeting,
    Membership,
    Notice,
    Organisation,
    Person,
    SeatRule,
)
from bodies.roles import Role
from cases import actions
from cases.actions.documents import NewFile
from cases.actions.register import ReferralFacts
from cases.actions.secrecy import Secrecy
from cases.models import Case, Document
from cases.models.document import Direction, DocumentKind
from cases.outcomes import ConsultationOutcome, DecisionManner, DecisionOutcome, Relation
from cases.route import Step
from samverkan.lib.dates import STOCKHOLM, now, today
from samverkan.lib.uploads import CheckedFile

_numbers = count(1)
SECRECY = Secrecy("OSL 21 kap. 3 §", "Remiss från en myndighet")
ON_PAPER = "Handlingarna delades ut på mötet."
PASSWORD = "ett-lagom-langt-losenord"


def someone(*roles: Role, **fields: Any) -> Person:
    """A person who is not in the database yet."""
    n = next(_numbers)
    fields.setdefault("first_name", "Prov")
    fields.setdefault("last_name", f"Person{n:05d}")
    fields.setdefault("email", f"prov{n}@example.org")
    return Person(password=_hashed(), roles=[role.value for role in roles], **fields)


@cache
def _hashed() -> str:
    """Everybody has the same password, hashed once."""
    return make_password(PASSWORD)


def person(*roles: Role, **fields: Any) -> Person:
    made = someone(*roles, **fields)
    made.save()
    return made


def organisation(kind: str = "municipality", **fields: Any) -> Organisation:
    fields.setdefault("name", f"Organisation {next(_numbers)}")
    made: Organisation = Organisation.objects.create(kind=kind, **fields)
    return made


def body(key: str, kind: str = "board", **fields: Any) -> Body:
    fields.setdefault("name", key.capitalize())
    fields.setdefault("abbreviation", key.upper())
    made: Body = Body.objects.create(key=key, kind=kind, **fields)
    return made


def member(who: Person, where: Body, seat: str = "member", **fields: Any) -> Membership:
    fields.setdefault("valid_from", date(2020, 1, 1))
    made: Membership = Membership.objects.create(person=who, body=where, seat=seat, **fields)
    return made


def meeting(
    where: Body, days: int = 0, hour: int = 9, follows: Meeting | None = None, **fields: Any
) -> Meeting:
    """A meeting `days` from today (negative: past) at `hour` in Sweden."""
    starts = datetime.combine(today() + timedelta(days), time(hour), tzinfo=STOCKHOLM)
    made: Meeting = Meeting.objects.create(body=where, starts_at=starts, follows=follows, **fields)
    return made


def notice(to: Person, state: str = "waiting", **fields: Any) -> Notice:
    """A mail as it stands in the outbox, about nothing that anybody can open."""
    n, moment = next(_numbers), now()
    given = {
        "rule": "turn",
        "about": "person:0",
        "recipient": to,
        "occasion": f"prov {n}",
        "subject": f"Prov {n}",
        "text": "Prov",
        "path": "/",
        "planned_at": moment,
        "due_at": moment,
        "created_at": moment,
        "message_id": f"<prov-{n}@example.org>",
        "sent_at": moment if state == "sent" else None,
        "doubted_at": moment if state == "uncertain" else None,
        "stopped_because": "Prov." if state == "stopped" else "",
    }
    made: Notice = Notice.objects.create(state=state, **(given | fields))
    return made


@dataclass
class House:
    """A small region: one area with its bodies, and one person in each role."""

    area: CooperationArea
    au: Body
    samrad: Body
    board: Body
    pkd_au: Body
    registrar: Person
    officer: Person
    secretary: Person
    chief: Person
    administrator: Person
    run_member: Person
    pkd_member: Person
    municipality: Organisation
    municipal: Person
    stranger: Person


def house() -> House:
    """The regional development area: RUN with five members, its AU, PKD AU and the samråd."""
    board = body("run", "board", abbreviation="RUN", decides=True, series="RUN")
    au, pkd_au, samrad = Body.objects.bulk_create(
        Body(key=key, kind=kind, abbreviation=short, name=name, parent=parent)
        for key, kind, short, name, parent in (
            ("run-au", "working_committee", "RUN AU", "Run-au", board),
            ("pkd-au", "working_committee", "PKD AU", "Pkd-au", None),
            ("samrad", "consultation", "Samrådet", "Samrådet", None),
        )
    )
    rules = {board: False, pkd_au: True}
    SeatRule.objects.bulk_create(
        SeatRule(body=samrad, source=source, seats=1, takes_all=whole)
        for source, whole in rules.items()
    )
    area: CooperationArea = CooperationArea.objects.create(
        key="regional-utveckling",
        name="Samverkan inom regional utveckling",
        board=board,
        preparing_committee=au,
        consultation=samrad,
    )
    municipality = organisation(name="Provköping")
    who = {
        "run_member": someone(),
        "pkd_member": someone(),
        "registrar": someone(Role.REGISTRAR),
        "officer": someone(Role.CASE_OFFICER),
        "secretary": someone(Role.BOARD_SECRETARY),
        "chief": someone(Role.CHIEF),
        "administrator": someone(Role.ADMINISTRATOR),
        "municipal": someone(Role.MUNICIPAL_REGISTRAR, organisation=municipality),
        "stranger": someone(),
    }
    others = [someone() for _ in range(4)]
    Person.objects.bulk_create([*who.values(), *others])
    first = {"seat": "member", "valid_from": date(2020, 1, 1)}
    seats = [Membership(person=each, body=board, **first) for each in (who["run_member"], *others)]
    seats += [Membership(person=who["run_member"], body=each, **first) for each in (au, samrad)]
    seats += [Membership(person=who["pkd_member"], body=pkd_au, on_behalf_of=municipality, **first)]
    Membership.objects.bulk_create(seats)
    return House(
        area=area,
        au=au,
        samrad=samrad,
        board=board,
        pkd_au=pkd_au,
        municipality=municipality,
        **who,
    )


def facts(**changes: Any) -> ReferralFacts:
    given: dict[str, Any] = {
        "title": "Provremissen",
        "sender_name": "Provdepartementet",
        "received_on": today(),
        "reply_due": today() + timedelta(90),
    }
    return ReferralFacts(**(given | changes))


def new_file(
    name: str = "missiv.txt", content: bytes = b"Hej", kind: str = "other", title: str = ""
) -> NewFile:
    checked = CheckedFile(
        name=name,
        content_type="text/plain",
        size=len(content),
        sha256=sha256(content).hexdigest(),
    )
    return NewFile(content=ContentFile(content), checked=checked, kind=kind, title=title)


def registered(home: House, **changes: Any) -> Case:
    officer = changes.pop("officer", home.officer)
    files, secrecy = changes.pop("files", ()), changes.pop("secrecy", None)
    return actions.register_referral(
        by=home.registrar,
        facts=facts(**changes),
        area=home.area,
        officer=officer,
        files=files,
        secrecy=secrecy,
    )


def document(home: House, case: Case, kind: str = DocumentKind.DRAFT_OPINION) -> Document:
    return actions.add_document(
        case_id=case.pk,
        by=home.registrar,
        file=new_file(kind=kind),
        direction=Direction.DRAWN_UP,
        dated=today(),
    )


def step(case: Case, name: str, by: Person, **more: Any) -> Case:
    """Take a transition with the version the database has now."""
    version = Case.objects.values_list("version", flat=True).get(pk=case.pk)
    moved: Case = getattr(actions, name)(case_id=case.pk, version=version, by=by, **more)
    return moved


def placed(home: House, case: Case, where: Body, hour: int, days: int = 0) -> Meeting:
    """Put the case on a meeting of the body, made if there is none at that hour."""
    starts = datetime.combine(today() + timedelta(days), time(hour), tzinfo=STOCKHOLM)
    found = Meeting.objects.filter(body=where, starts_at=starts).first()
    chosen = found or meeting(where, days, hour)
    actions.place_on_agenda(meeting_id=chosen.pk, case_id=case.pk, by=home.secretary)
    return chosen


def decided_urgently(home: House, day: date | None = None, **changes: Any) -> Case:
    """A case that the chair decided for the board, without a samråd (KL 6:39)."""
    return step(
        case_in(Step.DRAFTING, home, **changes),
        "decide_urgently",
        home.secretary,
        manner=DecisionManner.CHAIR_URGENT,
        decided_on=day or today(),
        outcome=DecisionOutcome.APPROVED,
        wording="Ordföranden antar yttrandet.",
        relation=Relation.NO_ADVICE,
        skip_reason="Tiden var för kort.",
    )


def consultation_meeting(home: House, committee: Meeting, hour: int = 10) -> Meeting:
    """The samråd's meeting that follows the committee's, made if there is none."""
    found = Meeting.objects.filter(body=home.samrad, follows=committee).first()
    return found or meeting(home.samrad, 0, hour, follows=committee)


def announced(home: House, case: Case) -> Case:
    """The case on the agenda of a samråd that is published, so that its members may speak."""
    item = case.items.filter(round=case.round, meeting__body=home.au).first()
    samrad = consultation_meeting(home, item.meeting if item else placed(home, case, home.au, 8))
    if not samrad.is_published:
        actions.publish_agenda(meeting_id=samrad.pk, version=samrad.version, by=home.secretary)
    case.refresh_from_db()
    return case


def case_in(target: Step, home: House, **changes: Any) -> Case:
    """A case at `target`, through the real actions, with today's meetings at 8, 10 and 12."""
    case = registered(home, **changes)
    if target == Step.DECLINED:
        return step(case, "decline", home.chief, reason="Berör inte regionen.")
    for walked in WALK:
        if case.step == target:
            break
        case = walked(home, case)
    case.refresh_from_db()
    assert case.step == target
    return case


def _assess(home: House, case: Case) -> Case:
    return step(case, "assess", home.chief, officer=home.officer)


def _start(home: House, case: Case) -> Case:
    return step(case, "start_drafting", home.officer)


def _submit(home: House, case: Case) -> Case:
    document(home, case)
    return step(case, "submit", home.officer)


def _forward(home: House, case: Case) -> Case:
    placed(home, case, home.au, 8)
    return step(case, "forward", home.secretary)


def _consult(home: House, case: Case) -> Case:
    committee = case.items.get(round=case.round, meeting__body=home.au).meeting
    return step(
        case,
        "record_consultation",
        home.secretary,
        meeting=consultation_meeting(home, committee),
        outcome=ConsultationOutcome.CONSENSUS,
        unannounced=ON_PAPER,
    )


def _decide(home: House, case: Case) -> Case:
    placed(home, case, home.board, 12)
    return step(
        case,
        "decide",
        home.secretary,
        outcome=DecisionOutcome.APPROVED,
        wording="Nämnden antar yttrandet som sitt.",
        relation=Relation.FOLLOWS,
        present=5,
    )


def _dispatch(home: House, case: Case) -> Case:
    answer = document(home, case, DocumentKind.OPINION)
    return step(
        case,
        "dispatch",
        home.registrar,
        sent_on=today(),
        recipient="Provdepartementet",
        documents=[answer],
    )


def _close(home: House, case: Case) -> Case:
    return step(case, "close", home.registrar)


WALK = (_assess, _start, _submit, _forward, _consult, _decide, _dispatch, _close)
