"""Rows written straight into the tables, right but for one thing: for tests of constraints."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

from django.db import models
from django.db.models import F

from bodies.models import Meeting
from cases.models import (
    AgendaItem,
    AgendaReading,
    Case,
    Consultation,
    ConsultationDraft,
    Decision,
    Dispatch,
    Document,
    DocumentVersion,
    ItemAbsence,
    MinuteItem,
    Note,
    NumberSeries,
    Position,
    ReadMark,
    Recusal,
    Referral,
    Report,
    Share,
    Stage,
)
from cases.outcomes import (
    ConsultationManner,
    DecisionManner,
    ItemOutcome,
    Relation,
)
from samverkan.lib.dates import now, today
from tests import factories as make

Act = Callable[[make.House], object]
_numbers = count(1)


def one_case(home: make.House) -> Case:
    """The one case that the rows hang on."""
    found = Case.objects.filter(title="Ett ärende").first()
    return found or row(Case, title="Ett ärende")(home)


def defaults(model: type[models.Model], home: make.House) -> dict[str, Any]:
    """What makes a row right; the tests change one thing at a time."""
    who, when = home.secretary, now()
    if model is Case:
        return {
            "kind": "external_referral",
            "series": "RUN",
            "number": next(_numbers),
            "year": 2030,
            "area": home.area,
            "final_body": home.board,
            "step": "registered",
            "received_on": today(),
            "registered_at": when,
            "registered_by": who,
        }
    own: dict[type[models.Model], dict[str, Any]] = {
        AgendaItem: {"position": 1},
        Consultation: {"manner": "written", "outcome": "consensus", "recorded_by": who},
        ConsultationDraft: {
            "meeting": board_meeting(home),
            "key": "note",
            "saved_at": when,
            "saved_by": who,
        },
        Decision: {
            "body": home.board,
            "manner": DecisionManner.DELEGATED,
            "decided_on": today(),
            "year": today().year,
            "outcome": "approved",
            "wording": "Nämnden antar yttrandet.",
            "relation": Relation.FOLLOWS,
            "recorded_by": who,
        },
        Dispatch: {"sent_on": today(), "recipient": "Departementet", "recorded_by": who},
        Document: {"act": 1, "dated": today(), "created_at": when, "created_by": who},
        Note: {"person": who, "text": "En fråga.", "written_at": when},
        Position: {"person": who, "stance": "supports", "updated_at": when},
        ReadMark: {"person": who, "read_at": when},
        Referral: {"sender_name": "Departementet"},
        Share: {"shared_at": when, "shared_by": who},
        Stage: {"step": "registered", "entered_at": when},
    }
    given = {"case": one_case(home)} | own[model]
    names = {field.name for field in model._meta.get_fields()}
    if "round" in names:
        given["round"] = 1
    if "recorded_at" in names and model is not AgendaItem:
        given["recorded_at"] = when
    return given


def row(model: type[models.Model], **changes: Any) -> Callable[[make.House], Any]:
    """An act that writes a row with these columns; a function is asked with the house."""

    def act(home: make.House) -> Any:
        given = {key: value(home) if callable(value) else value for key, value in changes.items()}
        whole = defaults(model, home) | given
        come_this_far(model, whole, home)
        return model._default_manager.create(**whole)

    return act


def read_by(who: str) -> Act:
    """An act that notes that one of the house has read a meeting's agenda."""

    def act(home: make.House) -> AgendaReading:
        met = Meeting.objects.first() or make.meeting(home.au, 2)
        made: AgendaReading = AgendaReading.objects.create(
            meeting=met, person=getattr(home, who), at=now()
        )
        return made

    return act


def come_this_far(model: type[models.Model], whole: dict[str, Any], home: make.House) -> None:
    """What must be there before the row: AU's word before the samråd's, and that before RUN's."""
    if model is Decision and whole.get("paragraph") and whole.get("meeting"):
        minuted(whole["case"], whole["meeting"], whole["paragraph"])(home)
    if whole.pop("alone", False) or model not in (Consultation, Decision):
        return
    round_ = {"case": whole["case"], "round": whole["round"]}
    if (
        model is Consultation
        and not AgendaItem.objects.filter(**round_, outcome="forwarded").exists()
    ):
        forwarded = {"outcome": ItemOutcome.FORWARDED, "recorded_at": now()}
        meeting = committee_meeting(-5 - whole["round"])
        row(AgendaItem, **round_, **forwarded, recorded_by=home.secretary, meeting=meeting)(home)
    if model is Decision and not Consultation.objects.filter(**round_).exists():
        none = whole["relation"] == Relation.NO_ADVICE
        row(Consultation, **round_, **(SKIPPED if none else {}))(home)


def minuted(case: Case, meeting: Meeting, number: int) -> Act:
    """The § of the case's item at the meeting, made if there is none."""

    def act(home: make.House) -> object:
        item = AgendaItem.objects.filter(case=case, meeting=meeting).first()
        item = item or row(AgendaItem, case=case, meeting=meeting)(home)
        found = MinuteItem.objects.filter(item=item).first()
        return found or minute(item=item, meeting=meeting, number=number)(home)

    return act


def minute(**changes: Any) -> Act:
    """A § of the board's minutes, but for the changes."""

    def act(home: make.House) -> object:
        told = {key: value(home) if callable(value) else value for key, value in changes.items()}
        meeting: Any = told.get("meeting") or board_meeting(home)
        given = {"meeting": meeting, "body": meeting.body, "year": meeting.day.year, "number": 1}
        given |= {"position": 1, "made_at": WHEN, "made_by": home.secretary}
        given |= {} if told.get("item") else {"title": "Sammanträdets öppnande"}
        return MinuteItem.objects.create(**(given | told))

    return act


def treated(outcome: str) -> Act:
    """An item of the preparing committee that left it so."""
    return row(AgendaItem, **BEFORE, **RECORDED, outcome=outcome, note="Därför.")


def committee_meeting(days: int) -> Callable[[make.House], object]:
    def find(home: make.House) -> object:
        known = home.au.meetings.filter(starts_at__date=today() + timedelta(days)).first()
        return known or make.meeting(home.au, days)

    return find


def samrad_on(days: int, agenda_of: int | None = None) -> Callable[[make.House], object]:
    """A samråd that day; it follows the preparing committee's meeting that day or another."""

    def find(home: make.House) -> object:
        known = home.samrad.meetings.filter(starts_at__date=today() + timedelta(days)).first()
        if known:
            return known
        committee = make.meeting(home.au, days if agenda_of is None else agenda_of, 8)
        return make.meeting(home.samrad, days, 13, follows=committee)

    return find


def cancelled_samrad(home: make.House) -> object:
    committee = make.meeting(home.au, -3, 8)
    gone = {"state": "cancelled", "state_reason": "Snö."}
    return make.meeting(home.samrad, -3, 13, follows=committee, **gone)


def mended(home: make.House) -> object:
    return Consultation.objects.update(note="Rättat efteråt.")


def moved(home: make.House) -> object:
    return Meeting.objects.update(starts_at=F("starts_at") + timedelta(1))


def called_off(home: make.House) -> object:
    return Meeting.objects.update(state="cancelled", state_reason="Storm")


def another_board(home: make.House) -> object:
    other = make.body("annan", decides=True, series="ANN")
    return type(home.area)._default_manager.update(board=other)


def secretary(home: make.House) -> object:
    return home.secretary


def board_meeting(home: make.House) -> object:
    return home.board.meetings.first() or make.meeting(home.board, 5)


def reported(at: Act, **changes: Any) -> Act:
    """A delegated decision, but for the changes, reported at the meeting."""

    def act(home: make.House) -> object:
        told = {"decision": row(Decision, **changes)(home), "meeting": at(home)}
        return Report.objects.create(**told, reported_at=now(), reported_by=home.secretary)

    return act


def version(number: int) -> Act:
    def act(home: make.House) -> object:
        document = Document.objects.first() or row(Document)(home)
        return DocumentVersion.objects.create(
            document=document, number=number, size=1, created_at=now(), created_by=home.secretary
        )

    return act


def series(name: str, year: int) -> Act:
    return lambda home: NumberSeries.objects.create(series=name, year=year)


def decided(paragraph: int | None, **more: Any) -> Act:
    """A board's decision, whole."""
    return row(Decision, **(WHOLE | {"paragraph": paragraph} | more))


def out(model: type[ItemAbsence | Recusal], **changes: Any) -> Act:
    """A person who takes no part in the case's item at the board."""

    def act(home: make.House) -> object:
        item = AgendaItem.objects.filter(meeting__body=home.board).first()
        item = item or row(AgendaItem, **HERE)(home)
        given = {"person": home.run_member, "noted_at": WHEN, "noted_by": home.secretary}
        given |= {"ground": 1} if model is Recusal else {}
        told = {key: value(home) if callable(value) else value for key, value in changes.items()}
        return model.objects.create(item=item, meeting=item.meeting, **(given | told))

    return act


WHOLE = {"manner": "board", "meeting": board_meeting, "paragraph": 1, "present": 3, "seats": 5}
OTHER = {"case": row(Case)}  # another case
WHEN = now()
LATER = WHEN + timedelta(1)
MARKED = {
    "legal_ground": "OSL 21 kap. 3 §",
    "open_title": "Ett ärende",
    "marked_at": WHEN,
    "marked_by": secretary,
}
RECORDED = {"recorded_at": WHEN, "recorded_by": secretary}
VOIDED = {"voided_at": WHEN, "voided_by": secretary, "void_reason": "Fel ärende."}
HERE = {"meeting": board_meeting}
BEFORE = {"meeting": committee_meeting(-5)}
AFTER = {"meeting": committee_meeting(30)}
SAMRAD = {"meeting": samrad_on(-4)}
TOO_LATE = {"meeting": samrad_on(9)}  # it meets later than the board's
SHARED_BODY = {"body": lambda home: home.samrad}
SHARED_PLACE = {"organisation": lambda home: home.municipality}
SKIPPED = {"manner": ConsultationManner.SKIPPED, "outcome": "", "reason": "Brådskar."}
