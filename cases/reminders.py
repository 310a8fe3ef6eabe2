"""What is reminded of: the one table. Who, of what, on which days, until what is done.

A new reminder is a row here and a function in `queries.falling_due` that finds what it is
about. Counting days, choosing people's own, writing and sending is `bodies.reminders`.
"""

from bodies.reminders import Rule
from bodies.roles import Role
from cases.queries import falling_due as find
from cases.queries import minutes_due as minutes
from cases.queries import written_due as written
from cases.queries.unanswered import attendance_unanswered

# The officer; the chiefs while there is none.
RESPONSIBLE = (Role.CASE_OFFICER, Role.CHIEF)

RULES: tuple[Rule, ...] = (
    Rule(
        key="reply_near",
        label="Svarsdagen närmar sig",
        who="Handläggaren, eller cheferna om ingen är utsedd",
        days=(-14, -7, -2),
        until="svaret är skickat",
        find=find.reply_near,
        roles=RESPONSIBLE,
    ),
    Rule(
        key="reply_today",
        label="Svarsdagen är i dag",
        who="Handläggaren, och registratorerna om det är beslutat",
        days=(0,),
        until="svaret är skickat",
        find=find.reply_today,
        roles=(*RESPONSIBLE, Role.REGISTRAR),
    ),
    Rule(
        key="reply_passed",
        label="Svarsdagen har passerat",
        who="Handläggaren och cheferna",
        days=(1, 7, 21),
        until="svaret är skickat",
        find=find.reply_passed,
        roles=RESPONSIBLE,
    ),
    Rule(
        key="papers_due",
        label="Handlingar till arbetsutskottet",
        who="Handläggaren",
        days=(-5, -1, 0),
        working=True,
        until="förslaget är lämnat till arbetsutskottet",
        find=find.papers_due,
        roles=RESPONSIBLE,
    ),
    Rule(
        key="samrad_coming",
        label="Samrådet närmar sig",
        who="Den som inte har läst och tagit ställning till allt",
        days=(-3, -1),
        working=True,
        until="alla ärenden har ett ställningstagande",
        find=find.samrad_coming,
        to_members=True,
    ),
    Rule(
        key="written_unanswered",
        label="Skriftligt samråd att svara på",
        who="Den som inte har tagit ställning till allt",
        days=(-3, -1, 0),
        working=True,
        until="alla ärenden har ett ställningstagande, eller sista dagen är slut",
        find=written.written_unanswered,
        to_members=True,
    ),
    Rule(
        key="written_over",
        label="Skriftligt samråd att anteckna",
        who="Sekreterarna",
        days=(1, 3, 7),
        working=True,
        until="utfallet är antecknat i alla ärenden",
        find=written.written_over,
        roles=(Role.BOARD_SECRETARY,),
    ),
    Rule(
        key="attendance_unanswered",
        label="Inte svarat om närvaro",
        who="Ledamöter och tillfrågade ersättare som inte har svarat",
        days=(-5, -2),
        working=True,
        until="svaret har kommit eller mötet har börjat",
        find=attendance_unanswered,
        to_members=True,
        answers=True,
    ),
    Rule(
        key="plan_broken",
        label="Planen håller inte längre",
        who="Handläggaren och cheferna",
        days=(0,),
        until="det finns möten som hinner före svarsdagen",
        find=find.plan_broken,
        roles=RESPONSIBLE,
    ),
    Rule(
        key="no_officer",
        label="Ärende utan handläggare",
        who="Cheferna",
        days=(2, 7),
        working=True,
        until="en handläggare är utsedd",
        find=find.no_officer,
        roles=(Role.CHIEF,),
    ),
    Rule(
        key="not_dispatched",
        label="Beslutat men inte skickat",
        who="Registratorerna och handläggaren",
        days=(2, 5),
        working=True,
        until="svaret är skickat",
        find=find.not_dispatched,
        roles=(*RESPONSIBLE, Role.REGISTRAR),
    ),
    Rule(
        key="urgent_report",
        label="Brådskande beslut att anmäla",
        who="Sekreterarna",
        days=(-7, -1),
        until="beslutet är anmält",
        find=find.urgent_report,
        roles=(Role.BOARD_SECRETARY,),
        required="KL 6:40",
    ),
    Rule(
        key="minutes_approve",
        label="Protokoll att justera",
        who="De som inte har justerat, och sekreterarna tills protokollet är skickat",
        days=(-4, -1, 1, 7),
        until="protokollet är justerat",
        find=minutes.to_approve,
        to_members=True,
        roles=(Role.BOARD_SECRETARY,),
        required="KL 5:69",
    ),
    Rule(
        key="minutes_post",
        label="Justering att anslå",
        who="Sekreterarna",
        days=(-1, 0, 1),
        until="justeringen är anslagen",
        find=minutes.to_announce,
        roles=(Role.BOARD_SECRETARY,),
        required="KL 8:12",
    ),
    Rule(
        key="notice_down",
        label="Anslag att ta ner",
        who="Sekreterarna",
        days=(0, 7),
        until="anslaget är nedtaget",
        find=minutes.may_come_down,
        roles=(Role.BOARD_SECRETARY,),
    ),
)
