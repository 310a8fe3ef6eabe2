"""The addresses of the work: Swedish, without å ä ö."""

from django.urls import path, register_converter

from cases.views.agenda import (
    agenda_place,
    agenda_publish,
    agenda_remove,
)
from cases.views.agenda_order import agenda_order, agenda_points_fetch
from cases.views.attendance import item_attendance, meeting_attendance
from cases.views.calendar import calendar_feed
from cases.views.case import case
from cases.views.delegates import case_position, next_consultation
from cases.views.documents import (
    document_download,
    document_new,
    document_version_new,
    document_void,
)
from cases.views.home import home, my_page
from cases.views.lists import case_list
from cases.views.mail import case_mail, meeting_mail
from cases.views.meeting_changes import meeting_cancel, meeting_move
from cases.views.meeting_notes import (
    case_consultation,
    meeting_notes,
    meeting_notes_pdf,
    meeting_notes_review,
    meeting_notes_word,
)
from cases.views.meetings import meeting
from cases.views.minute_item import (
    minute_dissent,
    minute_dissent_remove,
    minute_item,
    minute_motion,
    minute_motion_withdraw,
    minute_vote,
    minute_vote_remove,
)
from cases.views.minutes import minutes, minutes_end, minutes_number, minutes_point
from cases.views.minutes_approval import (
    minutes_approval,
    minutes_edition,
    minutes_edition_pdf,
)
from cases.views.minutes_deeds import (
    minutes_approve,
    minutes_approvers,
    minutes_hand_back,
    minutes_post,
    minutes_send,
    minutes_take_down,
)
from cases.views.notes import case_note_edit, case_note_new, case_note_remove
from cases.views.packets import meeting_packet, meeting_packets
from cases.views.papers import meeting_agenda_word, meeting_summons
from cases.views.register import case_edit, referral_new
from cases.views.reporting import decision_report
from cases.views.samrad import samrad, samrad_draft, samrad_record
from cases.views.secrecy import case_secrecy, case_secrecy_lift
from cases.views.sharing import case_assign, case_share
from cases.views.steps import case_step
from cases.views.summons import meeting_summon
from cases.views.written import written_round, written_round_end, written_round_extend
from cases.workflow import ROUTES


class StepInAddress:
    """A transition: `forward` in the code is `skicka-vidare-till-samradet` in the address."""

    regex = "[a-z0-9-]+"
    slugs = {way.name: way.slug for route in ROUTES for way in route.transitions}
    names = {slug: name for name, slug in slugs.items()}

    def to_python(self, value: str) -> str:
        if value not in self.names:
            raise ValueError(value)
        return self.names[value]

    def to_url(self, value: str) -> str:
        if value not in self.slugs:
            raise ValueError(value)
        return self.slugs[value]


register_converter(StepInAddress, "way")

CASE = "arenden/<slug:slug>/"
MEETING = "moten/<int:pk>/"
MINUTES = f"{MEETING}protokoll/"
PARAGRAPH = f"{MINUTES}<int:number>/"
APPROVAL = f"{MEETING}protokoll/justering/"
EDITION = f"{APPROVAL}<int:edition>/"

urlpatterns = [
    path("kalender/<uuid:key>.ics", calendar_feed, name="calendar_feed"),
    path("", home, name="home"),
    path("min-sida/", my_page, name="my_page"),
    path("infor-samradet/", next_consultation, name="next_consultation"),
    path("arenden/", case_list, name="case_list"),
    path("arenden/ny/remiss/", referral_new, name="referral_new"),
    path(CASE, case, name="case"),
    path(f"{CASE}steg/<way:name>/", case_step, name="case_step"),
    path(f"{CASE}andra/", case_edit, name="case_edit"),
    path(f"{CASE}handlaggare/", case_assign, name="case_assign"),
    path(f"{CASE}mejl/", case_mail, name="case_mail"),
    path(f"{CASE}dela/", case_share, name="case_share"),
    path(f"{CASE}sekretess/", case_secrecy, name="case_secrecy"),
    path(f"{CASE}sekretess/ta-bort/", case_secrecy_lift, name="case_secrecy_lift"),
    path(f"{CASE}stallningstagande/", case_position, name="case_position"),
    path(f"{CASE}anteckningar/ny/", case_note_new, name="case_note_new"),
    path(f"{CASE}anteckningar/<int:pk>/", case_note_edit, name="case_note_edit"),
    path(f"{CASE}anteckningar/<int:pk>/ta-bort/", case_note_remove, name="case_note_remove"),
    path(f"{CASE}handlingar/ny/", document_new, name="document_new"),
    path(
        f"{CASE}handlingar/<int:act>/ny-version/", document_version_new, name="document_version_new"
    ),
    path(f"{CASE}handlingar/<int:act>/makulera/", document_void, name="document_void"),
    path(f"{CASE}handlingar/<int:act>/<int:number>/", document_download, name="document_download"),
    path(MEETING, meeting, name="meeting"),
    path(f"{MEETING}kallelse.pdf", meeting_summons, name="meeting_summons"),
    path(f"{MEETING}arendelista.docx", meeting_agenda_word, name="meeting_agenda_word"),
    path(f"{MEETING}kallelse/", meeting_summon, name="meeting_summon"),
    path(f"{MEETING}handlingar/", meeting_packets, name="meeting_packets"),
    path(f"{MEETING}handlingar/<slug:slug>.pdf", meeting_packet, name="meeting_packet"),
    path(f"{MEETING}narvaro/", meeting_attendance, name="meeting_attendance"),
    path(f"{MEETING}narvaro/<int:item>/", item_attendance, name="item_attendance"),
    path(f"{CASE}samrad/<int:number>.pdf", case_consultation, name="case_consultation"),
    path(f"{MEETING}anteckningar/", meeting_notes, name="meeting_notes"),
    path(f"{MEETING}anteckningar.pdf", meeting_notes_pdf, name="meeting_notes_pdf"),
    path(f"{MEETING}anteckningar.docx", meeting_notes_word, name="meeting_notes_word"),
    path(f"{MEETING}anteckningar/genomgangna/", meeting_notes_review, name="meeting_notes_review"),
    path(MINUTES, minutes, name="minutes"),
    path(f"{MINUTES}numrera/", minutes_number, name="minutes_number"),
    path(f"{MINUTES}punkt/", minutes_point, name="minutes_point"),
    path(f"{MINUTES}slut/", minutes_end, name="minutes_end"),
    path(PARAGRAPH, minute_item, name="minute_item"),
    path(f"{PARAGRAPH}yrkande/", minute_motion, name="minute_motion"),
    path(
        f"{PARAGRAPH}yrkande/<int:motion>/ta-tillbaka/",
        minute_motion_withdraw,
        name="minute_motion_withdraw",
    ),
    path(f"{PARAGRAPH}omrostning/<int:vote>/", minute_vote, name="minute_vote"),
    path(
        f"{PARAGRAPH}omrostning/<int:vote>/ta-bort/", minute_vote_remove, name="minute_vote_remove"
    ),
    path(f"{PARAGRAPH}reservation/", minute_dissent, name="minute_dissent"),
    path(
        f"{PARAGRAPH}reservation/<int:dissent>/ta-bort/",
        minute_dissent_remove,
        name="minute_dissent_remove",
    ),
    path(APPROVAL, minutes_approval, name="minutes_approval"),
    path(f"{APPROVAL}justerare/", minutes_approvers, name="minutes_approvers"),
    path(f"{APPROVAL}skicka/", minutes_send, name="minutes_send"),
    path(EDITION, minutes_edition, name="minutes_edition"),
    path(f"{APPROVAL}<int:edition>.pdf", minutes_edition_pdf, name="minutes_edition_pdf"),
    path(f"{EDITION}justera/", minutes_approve, name="minutes_approve"),
    path(f"{EDITION}tillbaka/", minutes_hand_back, name="minutes_hand_back"),
    path(f"{EDITION}anslag/", minutes_post, name="minutes_post"),
    path(f"{EDITION}anslag/ta-ner/", minutes_take_down, name="minutes_take_down"),
    path(f"{MEETING}samrad/", samrad, name="samrad"),
    path(f"{MEETING}samrad/<int:item>/", samrad_draft, name="samrad_draft"),
    path(f"{MEETING}samrad/<int:item>/anteckna/", samrad_record, name="samrad_record"),
    path(f"{MEETING}skriftligt/", written_round, name="written_round"),
    path(f"{MEETING}skriftligt/sista-dag/", written_round_extend, name="written_round_extend"),
    path(f"{MEETING}skriftligt/avsluta/", written_round_end, name="written_round_end"),
    path(f"{MEETING}mejl/", meeting_mail, name="meeting_mail"),
    path(f"{MEETING}arenden/", agenda_place, name="agenda_place"),
    path(f"{MEETING}ordning/", agenda_order, name="agenda_order"),
    path(f"{MEETING}ordning/hamta/", agenda_points_fetch, name="agenda_points_fetch"),
    path(f"{MEETING}arenden/<int:item>/ta-bort/", agenda_remove, name="agenda_remove"),
    path(f"{MEETING}anmal/<int:decision>/", decision_report, name="decision_report"),
    path(f"{MEETING}publicera/", agenda_publish, name="agenda_publish"),
    path(f"{MEETING}stall-in/", meeting_cancel, name="meeting_cancel"),
    path(f"{MEETING}flytta/", meeting_move, name="meeting_move"),
]
