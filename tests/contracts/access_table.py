"""Who gets what at each address: the table that test_access.py holds the site to.

A new address without a row fails. The case in question is the officer's, at RUN AU,
and shared with the samråd and with one municipality; the POST is an empty form, so
200 there means "let in, and told what is missing".
"""

from tests.contracts.world import ANONYMOUS, DELEGATES, OUTSIDE, ROLES, STAFF

Statuses = dict[str, int]
Row = tuple[Statuses, Statuses]  # GET, POST

GROUPS = {"staff": STAFF, "delegates": DELEGATES, "outside": OUTSIDE}
LOGIN = 302  # to the login page
NO_METHOD = 405


def each(everybody: int, *, anonymous: int = LOGIN, **exceptions: int) -> Statuses:
    """One status for everybody signed in, but for the groups and then the roles named."""
    found = dict.fromkeys(ROLES, everybody)
    for name in sorted(exceptions, key=lambda given: given not in GROUPS):
        found |= dict.fromkeys(GROUPS.get(name, (name,)), exceptions[name])
    return found | {ANONYMOUS: anonymous}


def page(get: Statuses) -> Row:
    """Only to be looked at."""
    return get, each(NO_METHOD)


def act_on_case(*allowed: str, post: int = 200) -> Row:
    """Outside the case it is not there; inside only some may."""
    return (
        each(403, outside=404, **dict.fromkeys(allowed, 200)),
        each(403, outside=404, **dict.fromkeys(allowed, post)),
    )


def button(*allowed: str) -> Row:
    """A deed without a page of its own."""
    return each(NO_METHOD), each(403, **dict.fromkeys(allowed, 302))


EVERYBODY = page(each(200))
OPEN_PAGE = (each(200, anonymous=200), each(NO_METHOD, anonymous=NO_METHOD))
OPEN_FORM = (each(200, anonymous=200), each(200, anonymous=200))
REDIRECTED = each(302)
WRITERS = ("registrar", "officer", "secretary", "chief")
STEERERS = ("registrar", "secretary", "chief", "administrator")

# The tests run no demonstration.
DEMO_ONLY = (each(404, anonymous=404), each(NO_METHOD, anonymous=NO_METHOD))
PLANS_MEETINGS = each(403, secretary=200, administrator=200)
# The agenda of RUN AU is out: PKD AU has no seat there, and nobody outside has.
SEES_AGENDA = each(404, staff=200, run_member=200)
IN_WRITING = each(404, staff=403, delegates=403, secretary=200)
FOLLOWS_MINUTES = each(404, staff=200, run_member=200)
KEEPS_MINUTES = each(404, staff=403, run_member=403, secretary=200)
KEEPS_AGREEMENTS = (
    each(403, outside=404, run_member=404, administrator=200),
    each(403, outside=404, run_member=404, administrator=200),
)

SITE: dict[str, Row] = {
    "home": page(REDIRECTED),
    "health": OPEN_PAGE,
    "metrics": OPEN_PAGE,
    "my_page": page(each(403, staff=200)),
    "next_consultation": (each(200), REDIRECTED),
    "case_list": EVERYBODY,
    "referral_new": (each(403, registrar=200), each(403, registrar=200)),
    "case": page(each(200, outside=404)),
    "case_step": act_on_case("officer", "secretary", "chief"),
    "case_edit": act_on_case("registrar", "officer"),
    "case_assign": act_on_case("registrar", "chief", post=409),
    "case_share": act_on_case("registrar", "officer", "secretary"),
    "case_secrecy": act_on_case("registrar"),
    "case_secrecy_lift": (
        each(403, outside=404, registrar=409),
        each(403, outside=404, registrar=409),
    ),
    "case_position": act_on_case(*DELEGATES),
    "case_note_new": (each(200, outside=404), each(200, outside=404)),
    "case_note_edit": (each(404, pkd_member=200), each(404, pkd_member=200)),
    "case_note_remove": (each(404, pkd_member=200), each(404, pkd_member=302)),
    "document_new": act_on_case(*WRITERS),
    "document_version_new": act_on_case(*WRITERS),
    "document_void": act_on_case("registrar"),
    "document_download": page(each(200, outside=404)),
    "body_list": EVERYBODY,
    "body": EVERYBODY,
    "meeting_list": EVERYBODY,
    "post_list": DEMO_ONLY,
    "post_letter": DEMO_ONLY,
    "post_html": DEMO_ONLY,
    "calendar": (each(200), each(200)),
    "calendar_revoke": (each(NO_METHOD), each(404, chief=302)),
    "calendar_feed": OPEN_PAGE,
    "agreement_matrix": EVERYBODY,
    "agreement_excel": EVERYBODY,
    "agreement_pdf": EVERYBODY,
    "agreement": page(each(200, outside=404, run_member=404)),
    "agreement_file": page(each(200, outside=404, run_member=404)),
    "extract": OPEN_FORM,
    "agreement_word": page(each(200, outside=404, run_member=404)),
    "agreement_zip": page(each(200, outside=404, run_member=404)),
    "agreement_template": (each(403, administrator=200), each(403, administrator=200)),
    "agreement_template_file": page(each(403, administrator=200)),
    "extract_ask": KEEPS_AGREEMENTS,
    "extract_revoke": (each(NO_METHOD), each(403, outside=404, run_member=404, administrator=302)),
    "meeting_attendance": (each(403, secretary=200), each(403, secretary=409)),
    "item_attendance": (each(403, secretary=200), each(403, secretary=409)),
    "meeting_answer": (each(403, delegates=200), each(403, delegates=200)),
    "meeting_answer_link": OPEN_FORM,
    "meeting_month": EVERYBODY,
    "meeting_year": EVERYBODY,
    "year_plan": (PLANS_MEETINGS, PLANS_MEETINGS),
    "meeting": EVERYBODY,
    "meeting_summons": page(SEES_AGENDA),
    "meeting_agenda_word": page(SEES_AGENDA),
    # An empty form names no edition.
    "meeting_packets": (SEES_AGENDA, each(404)),
    "meeting_packet": page(SEES_AGENDA),
    "meeting_summon": (each(403, secretary=200), each(403, secretary=409)),
    # The samråd has not met; nobody but staff reads its notes before they are gone through.
    "meeting_notes": (each(404, staff=200), each(404, staff=403, secretary=200)),
    "meeting_notes_pdf": page(each(404)),
    "meeting_notes_word": page(each(404)),
    "meeting_notes_review": (each(NO_METHOD), each(404, staff=403)),
    "case_consultation": page(each(404)),
    # The board's meeting today has one §, a formal point; nobody has moved anything.
    "minutes": page(each(403, secretary=200)),
    "minutes_number": button("secretary"),
    "minutes_point": (each(NO_METHOD), each(403, secretary=200)),
    "minutes_end": (each(NO_METHOD), each(403, secretary=200)),
    "minute_item": (each(403, secretary=200), each(403, secretary=200)),
    "minute_motion": (each(403, secretary=200), each(403, secretary=200)),
    "minute_motion_withdraw": (each(NO_METHOD), each(403, secretary=404)),
    "minute_vote": (each(403, secretary=200), each(403, secretary=200)),
    "minute_vote_remove": (each(NO_METHOD), each(403, secretary=404)),
    "minute_dissent": (each(403, secretary=200), each(403, secretary=200)),
    "minute_dissent_remove": (each(NO_METHOD), each(403, secretary=404)),
    # The minutes wait for the approval of the board's member, who presided.
    "minutes_approval": page(FOLLOWS_MINUTES),
    "minutes_edition": page(FOLLOWS_MINUTES),
    "minutes_edition_pdf": page(FOLLOWS_MINUTES),
    "minutes_approvers": (KEEPS_MINUTES, KEEPS_MINUTES),
    "minutes_send": (KEEPS_MINUTES, KEEPS_MINUTES),
    "minutes_post": (KEEPS_MINUTES, KEEPS_MINUTES),
    "minutes_take_down": (KEEPS_MINUTES, KEEPS_MINUTES),
    "minutes_approve": (
        each(404, staff=403, run_member=200),
        each(404, staff=403, run_member=302),
    ),
    "minutes_hand_back": (
        each(404, staff=403, secretary=200, run_member=200),
        each(404, staff=403, secretary=200, run_member=200),
    ),
    "samrad": page(each(403, secretary=200)),
    "samrad_draft": (each(403, secretary=200), each(403, secretary=302)),
    "samrad_record": (each(NO_METHOD), each(403, secretary=409)),
    "agenda_place": button("secretary"),
    "agenda_order": (each(403, secretary=200), each(403, secretary=200)),
    "agenda_points_fetch": (each(NO_METHOD), each(403, secretary=409)),
    "agenda_remove": button("secretary"),
    "decision_report": (each(403, secretary=200), each(403, secretary=302)),
    "agenda_publish": (each(403, secretary=200), each(403, secretary=409)),
    "meeting_move": (each(403, secretary=200), each(403, secretary=200)),
    # The cancelled samråd is held in writing; the empty forms lack a day or a reason.
    "written_round": (each(404, staff=200, delegates=200), IN_WRITING),
    "written_round_extend": (IN_WRITING, IN_WRITING),
    "written_round_end": (IN_WRITING, IN_WRITING),
    "meeting_cancel": (each(403, secretary=200), each(403, secretary=200)),
    "case_mail": page(each(403, staff=200, outside=404)),
    "meeting_mail": page(each(403, staff=200)),
    "notice_list": page(each(403, **dict.fromkeys(STEERERS, 200))),
    "notice_send_now": act_on_case(*STEERERS),
    "notice_stop": act_on_case(*STEERERS),
    "notice_send_again": act_on_case(*STEERERS),
    "notice_acknowledge": act_on_case(*STEERERS),
    "reminder_rules": page(each(403, staff=200)),
    "outbox": (each(403, administrator=200), each(403, administrator=200)),
    "mail_settings": (each(200), each(200)),
    "stand_in_new": (each(200), each(200)),
    "stand_in_end": (each(NO_METHOD), each(404, officer=302)),
    "demo_login": (each(405, anonymous=405), each(404, anonymous=404)),
    "account_login": (each(302, anonymous=200), each(302, anonymous=200)),
    "account_logout": (each(200), REDIRECTED),
    "account_inactive": OPEN_PAGE,
    "account_change_password": (each(200), each(200)),
    "account_reset_password": OPEN_FORM,
    "account_reset_password_done": OPEN_PAGE,
    "account_reset_password_from_key": OPEN_FORM,
    "account_reset_password_from_key_done": OPEN_PAGE,
}


def office(get: int, post: int) -> Row:
    """A page of the administration: everybody else is shown to its door."""
    return each(302, administrator=get), each(302, administrator=post)


# By the page alone, so that another model needs no row; a page of its own does.
MODEL_PAGES: dict[str, Row] = {
    "add": office(200, 200),
    "change": office(200, 200),
    "changelist": office(200, 200),
    "delete": office(302, 302),  # what others refer to is not deleted, and the page says so
    "history": office(200, 200),
}
ADMIN: dict[str, Row] = {
    "admin:index": office(200, 200),
    "admin:app_list": office(200, 200),
    "admin:autocomplete": office(403, NO_METHOD),
    "admin:jsi18n": office(200, NO_METHOD),
    "admin:login": (
        each(403, anonymous=302, administrator=302),
        each(403, anonymous=302, administrator=200),
    ),
    "admin:logout": office(NO_METHOD, 302),
    "admin:password_change": office(200, 200),
    "admin:password_change_done": office(200, NO_METHOD),
    "admin:view_on_site": office(404, 404),
    "admin:(?P<url>.*)$": office(404, 404),
    "admin:<path:object_id>/": office(302, 302),
    "admin:bodies_person_account": office(200, 200),
    "admin:bodies_person_delete": office(200, 302),
    "admin:bodies_councilday_delete": office(403, 403),
    "admin:bodies_municipalagreement_add": office(403, 403),  # they come with a new term
    "admin:bodies_municipalagreement_delete": office(403, 403),
    "admin:bodies_municipalagreement_deed": office(200, 200),
    "admin:bodies_frameworkagreement_delete": office(403, 403),
    "admin:bodies_frameworkagreement_text": office(200, 200),
    "admin:bodies_frameworkagreement_answers": office(200, 200),
    "admin:bodies_frameworkagreement_file": office(404, NO_METHOD),  # its text is no file
    "admin:bodies_term_delete": office(200, 302),
    "admin:bodies_entryorder_delete": office(200, 302),
    "admin:bodies_standingpoint_delete": office(200, 302),
    "admin:bodies_reminderdays_delete": office(200, 302),
    "admin:bodies_standin_delete": office(200, 302),
    "admin:bodies_standin_change": office(200, 403),  # other days are another row
}
# What the application writes by itself: read, never changed.
for model in ("event", "notice"):
    ADMIN[f"admin:bodies_{model}_add"] = office(403, 403)
    ADMIN[f"admin:bodies_{model}_change"] = office(200, 403)
    ADMIN[f"admin:bodies_{model}_delete"] = office(403, 403)


def row(name: str) -> Row | None:
    """What is decided for an address; None if nobody has."""
    return SITE.get(name) or ADMIN.get(name) or _of_a_model(name)


def _of_a_model(name: str) -> Row | None:
    app, _, page_name = name.partition(":")
    return MODEL_PAGES.get(page_name.rpartition("_")[2]) if app == "admin" else None
