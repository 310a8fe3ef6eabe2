"""The work: cases, their documents, and what each body made of them."""

from cases.models.agenda_change import AgendaChange, AgendaReading, FrozenAgenda
from cases.models.agenda_item import AgendaItem
from cases.models.case import Case
from cases.models.consultation import Consultation
from cases.models.decision import Decision
from cases.models.dispatch import Dispatch
from cases.models.dissent import Dissent
from cases.models.document import Document, DocumentVersion
from cases.models.draft import ConsultationDraft, DraftKey
from cases.models.event import CaseEvent
from cases.models.item_attendance import ItemAbsence, Recusal
from cases.models.meeting_notes import MeetingNotes, NotesReview
from cases.models.minute_item import MinuteItem, ParagraphSeries
from cases.models.minutes import Approval, Approver, ApproverRole, Minutes, MinutesReturn
from cases.models.minutes_notice import MinutesExtract, PostedNotice
from cases.models.motion import Motion
from cases.models.note import Note
from cases.models.packet import Edition, Packet, PacketState
from cases.models.pending_upload import PendingUpload
from cases.models.position import Position, ReadMark
from cases.models.referral import Referral
from cases.models.registry import NumberSeries
from cases.models.report import Report
from cases.models.share import Share
from cases.models.stage import Stage
from cases.models.vote import Ballot, Vote
from cases.models.written_round import WrittenCase, WrittenRound

__all__ = [
    "AgendaChange",
    "AgendaItem",
    "AgendaReading",
    "Approval",
    "Approver",
    "ApproverRole",
    "Ballot",
    "Case",
    "CaseEvent",
    "Consultation",
    "ConsultationDraft",
    "Decision",
    "Dispatch",
    "Dissent",
    "Document",
    "DocumentVersion",
    "DraftKey",
    "Edition",
    "FrozenAgenda",
    "ItemAbsence",
    "MeetingNotes",
    "MinuteItem",
    "Minutes",
    "MinutesExtract",
    "MinutesReturn",
    "Motion",
    "Note",
    "NotesReview",
    "NumberSeries",
    "Packet",
    "PacketState",
    "ParagraphSeries",
    "PendingUpload",
    "Position",
    "PostedNotice",
    "ReadMark",
    "Recusal",
    "Referral",
    "Report",
    "Share",
    "Stage",
    "Vote",
    "WrittenCase",
    "WrittenRound",
]
