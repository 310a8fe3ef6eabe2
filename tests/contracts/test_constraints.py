"""Every fact that the database keeps about cases: what it refuses, and what it lets through.

Those about bodies are in tests/bodies/test_constraints.py, told in the same way.
"""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from cases.models import (
    AgendaItem,
    Case,
    CaseEvent,
    Consultation,
    Decision,
    Dispatch,
    Document,
    Note,
    Position,
    ReadMark,
    Referral,
    Stage,
    laws,
    minutes_laws,
    written_laws,
)
from cases.outcomes import ConsultationOutcome, ItemOutcome, Relation
from samverkan.lib.dates import now
from tests import factories as make
from tests.contracts import (
    approval_facts,
    attendance_facts,
    minutes_facts,
    samrad_facts,
    share_facts,
    written_facts,
)
from tests.contracts.packet_facts import PACKET_FACTS
from tests.contracts.rows import (
    AFTER,
    HERE,
    LATER,
    MARKED,
    OTHER,
    RECORDED,
    SAMRAD,
    SKIPPED,
    TOO_LATE,
    VOIDED,
    WHEN,
    WHOLE,
    Act,
    another_board,
    board_meeting,
    called_off,
    cancelled_samrad,
    committee_meeting,
    decided,
    mended,
    moved,
    one_case,
    read_by,
    reported,
    row,
    samrad_on,
    series,
    treated,
    version,
)

pytestmark = pytest.mark.django_db

# name: pairs of what the database refuses and what it lets through. Several acts in a row
# are done one after the other, and only the last is refused.
FACTS: dict[str, list[tuple[list[Act], list[Act]]]] = {
    "cases_case_number": [
        ([row(Case, number=7), row(Case, number=7)], [row(Case, number=7), row(Case, number=8)]),
        (
            [row(Case, number=7), row(Case, number=7)],
            [row(Case, number=7), row(Case, number=7, year=2031)],
        ),
    ],
    "cases_case_number_from_one": [([row(Case, number=0)], [row(Case, number=1)])],
    "cases_case_reply_after_arrival": [
        (
            [row(Case, received_on=date(2030, 2, 2), reply_due=date(2030, 2, 1))],
            [row(Case, received_on=date(2030, 2, 2), reply_due=date(2030, 2, 2)), row(Case)],
        )
    ],
    "cases_case_closed_and_when": [
        ([row(Case, step="closed")], [row(Case, step="closed", closed_at=WHEN)]),
        ([row(Case, closed_at=WHEN)], [row(Case)]),
    ],
    "cases_case_known_step": [([row(Case, step="lost")], [row(Case, step="board")])],
    "cases_case_secret_by_what_who_and_when": [
        ([row(Case, **MARKED | {name: blank})], [row(Case, **MARKED), row(Case)])
        for name, blank in (
            ("legal_ground", ""),
            ("open_title", ""),
            ("marked_at", None),
            ("marked_by", None),
        )
    ],
    "cases_consultation_once_a_round": [
        ([row(Consultation), row(Consultation)], [row(Consultation), row(Consultation, round=2)])
    ],
    "cases_consultation_outcome_unless_skipped": [
        ([row(Consultation, outcome="")], [row(Consultation)]),
        ([row(Consultation, **SKIPPED | {"outcome": "consensus"})], [row(Consultation, **SKIPPED)]),
        ([row(Consultation, **SKIPPED, **SAMRAD)], [row(Consultation, **SAMRAD)]),
    ],
    "cases_consultation_at_a_meeting": [
        ([row(Consultation, manner="meeting")], [row(Consultation, manner="meeting", **SAMRAD)])
    ],
    "cases_consultation_skipped_with_reason": [
        ([row(Consultation, **SKIPPED | {"reason": ""})], [row(Consultation, **SKIPPED)]),
        (
            [row(Consultation, outcome=ConsultationOutcome.NOT_TREATED)],
            [row(Consultation, outcome=ConsultationOutcome.NOT_TREATED, reason="Ont om tid.")],
        ),
    ],
    "cases_consultation_note_where_due": [
        ([row(Consultation, outcome=outcome)], [row(Consultation, outcome=outcome, note="Så.")])
        for outcome in ("consensus_with_note", "differing_views")
    ],
    "cases_consultation_after_committee": [
        ([row(Consultation, alone=True)], [treated("forwarded"), row(Consultation, alone=True)]),
        ([row(Consultation, alone=True)], [row(Consultation, alone=True, **SKIPPED)]),
        *(
            (
                [treated(outcome), row(Consultation, alone=True)],
                [treated(outcome), row(Consultation, alone=True, **SKIPPED)],
            )
            for outcome in ("tabled", "remitted_back", "withdrawn")
        ),
        (
            [
                row(AgendaItem, **AFTER, **RECORDED, outcome="forwarded"),
                row(Consultation, alone=True, manner="meeting", **SAMRAD),
            ],
            [treated("forwarded"), row(Consultation, alone=True, manner="meeting", **SAMRAD)],
        ),
    ],
    "cases_consultation_where_it_was": [
        ([row(Consultation, meeting=where)], [row(Consultation, **SAMRAD)])
        # Another body's meeting, one about older cases, and one that was called off.
        for where in (board_meeting, samrad_on(-3, agenda_of=-20), cancelled_samrad)
    ],
    "cases_consultation_locked_when_decided": [
        ([row(Decision), mended], [row(Consultation), mended])
    ],
    "cases_decision_by_deciding_body": [
        ([row(Decision, body=lambda home: home.samrad)], [row(Decision)])
    ],
    "cases_decision_by_the_body_that_met": [
        ([decided(4, meeting=committee_meeting(3))], [decided(4)])
    ],
    "cases_meeting_with_outcomes": [
        ([decided(4), moved], [row(AgendaItem, **HERE), moved]),
        ([decided(4), called_off], [row(AgendaItem, **HERE), called_off]),
        ([treated("forwarded"), moved], [treated("withdrawn"), moved]),
    ],
    "cases_area_with_open_cases": [
        ([row(Case), another_board], [row(Case, step="closed", closed_at=WHEN), another_board])
    ],
    "cases_decision_strategy_by_the_board": [
        (
            [row(Decision, case=row(Case, kind="strategy"))],
            [row(Decision), decided(4, case=row(Case, kind="strategy"))],
        )
    ],
    "cases_decision_after_consultation": [
        ([row(Decision, alone=True)], [row(Consultation), row(Decision, alone=True)]),
        ([decided(4, alone=True)], [row(Consultation), decided(4, alone=True)]),
    ],
    "cases_decision_relation_fits_advice": [
        (
            [row(Consultation), row(Decision, relation="no_advice", skipped_reason="Så.")],
            [row(Consultation), row(Decision)],
        ),
        (
            [row(Consultation, **SKIPPED), row(Decision)],
            [
                row(Consultation, **SKIPPED),
                row(Decision, relation="no_advice", skipped_reason="Så."),
            ],
        ),
    ],
    "cases_decision_not_before_samrad": [
        (
            [row(Consultation, **TOO_LATE), decided(4)],
            [row(Consultation, **SAMRAD), decided(4)],
        ),
        (
            [row(Consultation, **TOO_LATE), row(Decision)],
            [row(Consultation, **SAMRAD), row(Decision)],
        ),
    ],
    "cases_decision_year_of_its_day": [
        (
            [row(Decision, decided_on=date(2030, 1, 1), year=2029)],
            [row(Decision, decided_on=date(2030, 1, 1), year=2030)],
        )
    ],
    "cases_decision_once_a_round": [
        ([row(Decision), row(Decision)], [row(Decision), row(Decision, round=2)])
    ],
    "cases_decision_board_has_meeting_and_paragraph": [
        ([decided(None)], [decided(4)]),
        ([decided(4, meeting=None)], [decided(4)]),
        ([decided(4, present=None)], [decided(4)]),
        ([decided(4, seats=None)], [decided(4)]),
        ([row(Decision, paragraph=4)], [row(Decision)]),
        ([row(Decision, **HERE)], [row(Decision)]),
    ],
    "cases_decision_quorate": [
        ([decided(4, present=2, seats=4)], [decided(4, present=3, seats=4)]),
        ([decided(4, present=2, seats=5)], [decided(4, present=3, seats=5)]),
    ],
    "cases_decision_departs_with_reason": [
        ([row(Decision, relation=way)], [row(Decision, relation=way, relation_reason="Därför.")])
        for way in (Relation.IN_PART, Relation.DEPARTS)
    ],
    "cases_decision_no_advice_with_reason": [
        (
            [row(Decision, relation=Relation.NO_ADVICE)],
            [row(Decision, relation=Relation.NO_ADVICE, skipped_reason="Brådskade.")],
        )
    ],
    "cases_decision_has_wording": [([row(Decision, wording="")], [row(Decision)])],
    "cases_dispatch_once_a_round": [
        ([row(Dispatch), row(Dispatch)], [row(Dispatch), row(Dispatch, round=2)])
    ],
    "cases_document_act": [
        (
            [row(Document), row(Document)],
            [row(Document), row(Document, act=2), row(Document, **OTHER)],
        )
    ],
    "cases_document_voided_who_when_why": [
        ([row(Document, **VOIDED | {"void_reason": ""})], [row(Document, **VOIDED)]),
        ([row(Document, **VOIDED | {"voided_at": None})], [row(Document, **VOIDED)]),
        ([row(Document, **VOIDED | {"voided_by": None})], [row(Document)]),
    ],
    "cases_document_version_once": [([version(1), version(1)], [version(1), version(2)])],
    "cases_item_once_a_meeting": [
        (
            [row(AgendaItem, **HERE), row(AgendaItem, **HERE)],
            [row(AgendaItem, **HERE), row(AgendaItem, **HERE, **OTHER)],
        )
    ],
    "cases_item_outcome_who_and_when": [
        (
            [row(AgendaItem, **HERE, outcome=ItemOutcome.DECIDED)],
            [row(AgendaItem, **HERE, outcome=ItemOutcome.DECIDED, **RECORDED)],
        ),
        ([row(AgendaItem, **HERE, **RECORDED)], [row(AgendaItem, **HERE)]),
    ],
    "cases_item_stopped_with_reason": [
        (
            [row(AgendaItem, **HERE, **RECORDED, outcome=outcome)],
            [row(AgendaItem, **HERE, **RECORDED, outcome=outcome, note="Därför.")],
        )
        for outcome in ("tabled", "remitted_back", "withdrawn")
    ],
    "cases_item_minutes": [
        ([row(AgendaItem, **HERE, minutes=wrong)], [row(AgendaItem, **HERE, minutes=right)])
        for wrong, right in ((0, 1), (601, 600), (601, None))
    ],
    "cases_number_series_once": [
        (
            [series("RUN", 2030), series("RUN", 2030)],
            [series("RUN", 2030), series("RUN", 2031), series("RS", 2030)],
        )
    ],
    "cases_position_one_each": [
        (
            [row(Position), row(Position)],
            [row(Position), row(Position, round=2), row(Position, person=lambda h: h.chief)],
        )
    ],
    "cases_note_says_something": [([row(Note, text="")], [row(Note)])],
    "cases_note_which_version": [
        (
            [row(Note, document=row(Document), document_version=version)],
            [row(Note, document=row(Document), document_version=1)],
        )
        for version in (None, 0)
    ]
    + [([row(Note, document_version=1)], [row(Note)])],
    **PACKET_FACTS,
    "cases_agenda_reading_one_each": [
        ([read_by("chief"), read_by("chief")], [read_by("chief"), read_by("officer")])
    ],
    "cases_read_mark_one_each": [
        ([row(ReadMark), row(ReadMark)], [row(ReadMark), row(ReadMark, **OTHER)])
    ],
    "cases_referral_has_sender": [([row(Referral, sender_name="")], [row(Referral)])],
    "cases_report_at_the_boards_meeting": [
        ([reported(committee_meeting(30))], [reported(board_meeting)]),
        (
            [reported(board_meeting, decided_on=date(2099, 1, 2), year=2099)],
            [reported(board_meeting)],
        ),
        (
            [reported(board_meeting, **WHOLE)],
            [reported(board_meeting)],
        ),
    ],
    "cases_stage_one_open": [
        ([row(Stage), row(Stage)], [row(Stage, left_at=LATER, left_by="assess"), row(Stage)])
    ],
    "cases_stage_left_when_and_how": [
        ([row(Stage, left_at=LATER)], [row(Stage, left_at=LATER, left_by="assess")]),
        ([row(Stage, left_by="assess")], [row(Stage)]),
        (
            [row(Stage, entered_at=LATER, left_at=WHEN, left_by="assess")],
            [row(Stage, entered_at=WHEN, left_at=WHEN, left_by="assess")],
        ),
    ],
} | attendance_facts.FACTS
FACTS |= (
    written_facts.FACTS
    | share_facts.FACTS
    | samrad_facts.FACTS
    | minutes_facts.FACTS
    | approval_facts.FACTS
)


def pairs() -> list[Any]:
    return [
        pytest.param(name, *pair, id=f"{name}-{number}")
        for name, found in FACTS.items()
        for number, pair in enumerate(found)
    ]


@pytest.mark.parametrize(("name", "refused", "let_through"), pairs())
def test_it_is_kept(name: str, refused: list[Act], let_through: list[Act]) -> None:
    home = make.house()
    for act in refused[:-1]:
        act(home)
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        refused[-1](home)
    diagnosis = getattr(caught.value.__cause__, "diag", None)
    assert getattr(diagnosis, "constraint_name", None) == name


@pytest.mark.parametrize(("name", "refused", "let_through"), pairs())
def test_it_keeps_no_more(name: str, refused: list[Act], let_through: list[Act]) -> None:
    home = make.house()
    for act in let_through:
        act(home)


def test_every_named_fact_is_here() -> None:
    named = {
        constraint.name
        for model in apps.get_app_config("cases").get_models()
        for constraint in model._meta.constraints
    }
    spanning = {
        *laws.DECISION_NEVER,
        *laws.CONSULTATION_NEVER,
        *laws.CHANGE_NEVER,
        *laws.REPORT_NEVER,
        *laws.MINUTE_ITEM_NEVER,
        *laws.DISSENT_NEVER,
        *laws.OTHERS_NEVER,
        *minutes_laws.NEVER,
        *written_laws.NEVER,
    }
    assert named | spanning == set(FACTS)


def test_history_is_never_changed_nor_deleted() -> None:
    case = one_case(make.house())
    CaseEvent.objects.create(case=case, at=now(), verb="prov", text="Prov.", round=1, step="x")
    for statement in ("UPDATE cases_caseevent SET text = ''", "DELETE FROM cases_caseevent"):
        with (
            pytest.raises(Exception, match="append_only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert CaseEvent.objects.get().text == "Prov."
