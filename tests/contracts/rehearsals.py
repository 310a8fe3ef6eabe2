"""How to come to where each action can be taken, and then take it.

One function an action, named as it is; it prepares a case and gives back the deed.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bodies.actions import record_presence
from bodies.actions.attendance import Was
from bodies.models import StandingPoint
from bodies.models.membership import Seat
from cases import actions
from cases.actions.agenda_order import Arranged
from cases.actions.item_attendance import Gone
from cases.models import Case, Edition, Note
from cases.models.document import DocumentKind
from cases.outcomes import ConsultationOutcome, DecisionManner, DecisionOutcome, Relation
from cases.route import Step
from samverkan.lib.dates import today
from tests import factories as make
from tests.contracts.approval_rehearsals import APPROVAL
from tests.contracts.minutes_rehearsals import MINUTES
from tests.contracts.written_rehearsals import IN_WRITING

Deed = Callable[[], object]
Rehearsal = Callable[[make.House], Deed]
CHECKED = make.new_file().checked

# The transitions that need nothing but the step, the person and perhaps a reason.
PLAIN: dict[str, tuple[Step, str, dict[str, Any]]] = {
    "assess": (Step.REGISTERED, "chief", {}),
    "decline": (Step.ASSESSED, "chief", {"reason": "Berör inte oss."}),
    "start_drafting": (Step.ASSESSED, "officer", {}),
    "recall": (Step.PREPARATION, "officer", {"reason": "Ett fel i utkastet."}),
    "skip_consultation": (Step.CONSULTATION, "secretary", {"reason": "Ont om tid."}),
    "record_written_consultation": (
        Step.CONSULTATION,
        "secretary",
        {"outcome": ConsultationOutcome.CONSENSUS},
    ),
    "correct_consultation": (
        Step.BOARD,
        "secretary",
        {"outcome": ConsultationOutcome.CONSENSUS_WITH_NOTE, "note": "Kortare text."},
    ),
    "close": (Step.DISPATCHED, "registrar", {}),
    "strike_off": (Step.PREPARATION, "chief", {"reason": "Remissen drogs tillbaka."}),
    "reopen": (Step.CLOSED, "registrar", {"reason": "Ny remissomgång."}),
}
AT_THE_COMMITTEE: dict[str, dict[str, Any]] = {
    "forward": {"note": "Enigt."},
    "table": {"reason": "Tiden räckte inte."},
    "withdraw": {"reason": "Underlaget saknas."},
    "remit_back": {"reason": "Beskriv kostnaden."},
}


def rehearse(name: str, home: make.House) -> Deed:
    """Prepare and give back the deed. Raises KeyError for an action nobody has rehearsed."""
    if name in PLAIN:
        step, who, more = PLAIN[name]
        case = make.case_in(step, home)
        return transition(case, name, getattr(home, who), more)
    if name in AT_THE_COMMITTEE:
        case = make.case_in(Step.PREPARATION, home)
        make.placed(home, case, home.au, 8)
        return transition(case, name, home.secretary, AT_THE_COMMITTEE[name])
    return SPECIAL[name](home)


def transition(case: Case, name: str, by: object, more: dict[str, Any]) -> Deed:
    case.refresh_from_db()
    act = getattr(actions, name)
    return lambda: act(case_id=case.pk, version=case.version, by=by, **more)


def register_referral(home: make.House) -> Deed:
    return lambda: make.registered(home, files=[make.new_file()])


def edit_case(home: make.House) -> Deed:
    case = make.registered(home)
    facts = make.facts(title="En rättad rubrik")
    return transition(case, "edit_case", home.registrar, {"facts": facts})


def assign(home: make.House) -> Deed:
    case = make.registered(home, officer=None)
    return transition(case, "assign", home.chief, {"officer": home.officer})


def share(home: make.House) -> Deed:
    case = make.registered(home)
    places = [home.municipality, make.organisation()]
    return lambda: actions.share(case_id=case.pk, by=home.registrar, organisations=places)


def mark_secret(home: make.House) -> Deed:
    more = {"secrecy": make.SECRECY, "reason": "Bilagan är hemlig."}
    return transition(make.registered(home), "mark_secret", home.registrar, more)


def lift_secrecy(home: make.House) -> Deed:
    case = make.registered(home, secrecy=make.SECRECY)
    return transition(case, "lift_secrecy", home.registrar, {"reason": "Det är inte hemligt."})


def submit(home: make.House) -> Deed:
    case = make.case_in(Step.DRAFTING, home)
    make.document(home, case)
    return transition(case, "submit", home.officer, {})


def record_consultation(home: make.House) -> Deed:
    case = make.case_in(Step.CONSULTATION, home)
    meeting = make.consultation_meeting(home, case.items.get().meeting)
    said = {"outcome": ConsultationOutcome.CONSENSUS, "unannounced": make.ON_PAPER}
    more = {"meeting": meeting, **said}
    return transition(case, "record_consultation", home.secretary, more)


def typed(home: make.House) -> dict[str, Any]:
    """Where the secretary types at a samråd, and whose item it is."""
    case = make.announced(home, make.case_in(Step.CONSULTATION, home))
    item = case.items.get()
    meeting = make.consultation_meeting(home, item.meeting)
    return {"item": item, "meeting": meeting, "by": home.secretary}


def save_draft(home: make.House) -> Deed:
    here = typed(home)
    return lambda: actions.save_draft(**here, key="note", base="", text="Nämn avstånden.")


def record_samrad(home: make.House) -> Deed:
    here = typed(home)
    actions.save_draft(**here, key="outcome", base="", text="consensus")
    version = Case.objects.get().version
    return lambda: actions.record_samrad(**here, version=version)


def send_notes(home: make.House) -> Deed:
    meeting = typed(home)["meeting"]
    make.member(make.person(), home.board, Seat.CHAIR)
    return lambda: actions.send_notes(meeting_id=meeting.pk, by=home.secretary, seen=0, texts={})


def review_notes(home: make.House) -> Deed:
    meeting, chair = typed(home)["meeting"], make.person()
    make.member(chair, home.board, Seat.CHAIR)
    actions.send_notes(meeting_id=meeting.pk, by=home.secretary, seen=0, texts={})
    return lambda: actions.review_notes(meeting_id=meeting.pk, seen=1, by=chair)


DECISION = {
    "outcome": DecisionOutcome.APPROVED,
    "wording": "Nämnden antar yttrandet.",
    "relation": Relation.FOLLOWS,
}


def decide(home: make.House) -> Deed:
    case = make.case_in(Step.BOARD, home)
    make.placed(home, case, home.board, 12)
    return transition(case, "decide", home.secretary, {**DECISION, "paragraph": 1, "present": 5})


def number_agenda(home: make.House) -> Deed:
    case = make.case_in(Step.BOARD, home)
    meeting = make.placed(home, case, home.board, 12)
    return lambda: actions.number_agenda(meeting_id=meeting.pk, by=home.secretary)


def note_item_attendance(home: make.House) -> Deed:
    case = make.case_in(Step.BOARD, home)
    meeting = make.placed(home, case, home.board, 12)
    members = [seat.person_id for seat in home.board.memberships.all()]
    present = [Was(pk) for pk in members]
    record_presence(meeting_id=meeting.pk, present=present, by=home.secretary)
    given = {"item_id": meeting.items.get().pk, "meeting_id": meeting.pk}
    gone = [Gone(members[0], ground=1), Gone(members[1])]
    return lambda: actions.note_item_attendance(**given, gone=gone, by=home.secretary)


def decide_urgently(home: make.House) -> Deed:
    case = make.case_in(Step.BOARD, home)
    make.placed(home, case, home.board, 12, days=9)
    more = {**DECISION, "manner": DecisionManner.CHAIR_URGENT, "decided_on": today()}
    return transition(case, "decide_urgently", home.secretary, more)


def report_decision(home: make.House) -> Deed:
    decision = make.decided_urgently(home).decisions.get()
    meeting = make.meeting(home.board)
    return lambda: actions.report_decision(
        decision_id=decision.pk, meeting_id=meeting.pk, by=home.secretary
    )


def dispatch(home: make.House) -> Deed:
    case = make.case_in(Step.DECIDED, home)
    answer = make.document(home, case, DocumentKind.OPINION)
    more = {"sent_on": today(), "recipient": "Provdepartementet", "documents": [answer]}
    return transition(case, "dispatch", home.registrar, more)


def add_document(home: make.House) -> Deed:
    case = make.registered(home)
    return lambda: make.document(home, case)


def add_version(home: make.House) -> Deed:
    document = make.document(home, make.registered(home))
    file = make.new_file(content=b"Nytt")
    return lambda: actions.add_version(document_id=document.pk, by=home.registrar, file=file)


def void_document(home: make.House) -> Deed:
    document = make.document(home, make.registered(home))
    return lambda: actions.void_document(
        document_id=document.pk, by=home.registrar, reason="Fel ärende."
    )


def take_position(home: make.House) -> Deed:
    case = make.announced(home, make.case_in(Step.CONSULTATION, home))
    return lambda: actions.take_position(case_id=case.pk, by=home.pkd_member, stance="supports")


def read_agenda(home: make.House) -> Deed:
    meeting = make.meeting(home.au, 2)
    return lambda: actions.read_agenda(meeting=meeting, by=home.pkd_member)


def write_note(home: make.House) -> Deed:
    case = make.registered(home)
    return lambda: actions.write_note(case=case, by=home.chief, text="Fråga om kostnaden.")


def edit_note(home: make.House) -> Deed:
    key = note(home).pk
    return lambda: actions.edit_note(note_id=key, version=1, by=home.chief, text="Två frågor.")


def remove_note(home: make.House) -> Deed:
    key = note(home).pk
    return lambda: actions.remove_note(note_id=key, by=home.chief)


def note(home: make.House) -> Note:
    return actions.write_note(case=make.registered(home), by=home.chief, text="En fråga.")


def mark_read(home: make.House) -> Deed:
    case = make.case_in(Step.CONSULTATION, home)
    return lambda: actions.mark_read(case=case, by=home.pkd_member)


def keep_upload(home: make.House) -> Deed:
    file = make.new_file()
    return lambda: actions.keep_upload(by=home.registrar, content=file.content, checked=CHECKED)


def clear_pending_uploads(home: make.House) -> Deed:
    keep_upload(home)()
    return actions.clear_pending_uploads


def place_on_agenda(home: make.House) -> Deed:
    case, meeting = make.case_in(Step.PREPARATION, home), make.meeting(home.au, days=3)
    return lambda: actions.place_on_agenda(
        meeting_id=meeting.pk, case_id=case.pk, by=home.secretary
    )


def _agenda(home: make.House, count: int = 2) -> Any:
    """A coming meeting of RUN AU with some cases on it."""
    for _ in range(count):
        meeting = make.placed(home, make.case_in(Step.PREPARATION, home), home.au, 9, days=3)
    return meeting


def remove_from_agenda(home: make.House) -> Deed:
    item = _agenda(home).items.first()
    return lambda: actions.remove_from_agenda(item_id=item.pk, by=home.secretary)


def arrange_agenda(home: make.House) -> Deed:
    meeting = _agenda(home)
    lines = [Arranged("", 1, "break")]
    return lambda: actions.arrange_agenda(
        meeting_id=meeting.pk, version=1, lines=lines, by=home.secretary
    )


def fetch_standing_points(home: make.House) -> Deed:
    meeting = _agenda(home)
    StandingPoint.objects.create(body=home.au, kind="formal", title="Upprop", position=1)
    return lambda: actions.fetch_standing_points(meeting_id=meeting.pk, by=home.secretary)


def publish_agenda(home: make.House) -> Deed:
    meeting = _agenda(home)
    return lambda: actions.publish_agenda(meeting_id=meeting.pk, version=1, by=home.secretary)


def cancel_meeting(home: make.House) -> Deed:
    meeting = _agenda(home)
    return lambda: actions.cancel_meeting(
        meeting_id=meeting.pk, version=1, by=home.secretary, reason="Snöoväder."
    )


def move_meeting(home: make.House) -> Deed:
    meeting = _agenda(home)
    later = meeting.starts_at + timedelta(minutes=5)
    return lambda: actions.move_meeting(
        meeting_id=meeting.pk, version=1, by=home.secretary, starts_at=later, reason="Tågen."
    )


def ask_for_packet(home: make.House) -> Deed:
    meeting = _agenda(home)
    return lambda: actions.ask_for_packet(
        meeting_id=meeting.pk, edition=Edition.STAFF, by=home.secretary
    )


def make_packets(home: make.House) -> Deed:
    ask_for_packet(home)()
    return actions.make_packets


def send_summons(home: make.House) -> Deed:
    meeting = _agenda(home)
    actions.publish_agenda(meeting_id=meeting.pk, version=1, by=home.secretary)
    return lambda: actions.send_summons(meeting_id=meeting.pk, version=2, by=home.secretary)


SPECIAL: dict[str, Rehearsal] = (
    MINUTES
    | APPROVAL
    | IN_WRITING
    | {
        each.__name__: each
        for each in (
            register_referral,
            edit_case,
            assign,
            share,
            mark_secret,
            lift_secrecy,
            submit,
            record_consultation,
            save_draft,
            record_samrad,
            send_notes,
            review_notes,
            decide,
            number_agenda,
            note_item_attendance,
            decide_urgently,
            report_decision,
            dispatch,
            add_document,
            add_version,
            void_document,
            take_position,
            mark_read,
            read_agenda,
            write_note,
            edit_note,
            remove_note,
            keep_upload,
            clear_pending_uploads,
            place_on_agenda,
            remove_from_agenda,
            arrange_agenda,
            fetch_standing_points,
            publish_agenda,
            ask_for_packet,
            make_packets,
            send_summons,
            cancel_meeting,
            move_meeting,
        )
    }
)
