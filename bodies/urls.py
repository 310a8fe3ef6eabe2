"""The addresses of bodies and their meetings: Swedish, without å ä ö."""

from django.urls import path

from bodies.views.agreement import agreement_file, agreement_page
from bodies.views.agreement_papers import (
    agreement_template,
    agreement_template_file,
    agreement_word,
    agreement_zip,
)
from bodies.views.agreements import agreement_excel, agreement_matrix, agreement_pdf
from bodies.views.answers import meeting_answer, meeting_answer_link
from bodies.views.bodies import body_list, body_page
from bodies.views.calendar import calendar_page, calendar_revoke
from bodies.views.demo import demo_login
from bodies.views.extract import extract_page
from bodies.views.extract_ask import extract_ask, extract_revoke
from bodies.views.meeting_year import meeting_year
from bodies.views.meetings import meeting_list, meeting_month
from bodies.views.notice_settings import (
    mail_settings,
    reminder_rules,
    stand_in_end,
    stand_in_new,
)
from bodies.views.notices import notice_deed, notice_list
from bodies.views.outbox import outbox_page
from bodies.views.post import post_html, post_letter, post_list
from bodies.views.year_plan import year_plan

# An act on one mail: its words in the address, and its name.
DEEDS = {
    "skicka-nu": "notice_send_now",
    "stoppa": "notice_stop",
    "skicka-igen": "notice_send_again",
    "tagen-om-hand": "notice_acknowledge",
}

urlpatterns = [
    path("avtal/", agreement_matrix, name="agreement_matrix"),
    path("avtal/word/", agreement_zip, name="agreement_zip"),
    path("avtal/mall/<int:pk>/", agreement_template, name="agreement_template"),
    path("avtal/mall/<int:pk>/fil/", agreement_template_file, name="agreement_template_file"),
    path("avtal/<int:pk>/word/", agreement_word, name="agreement_word"),
    path("avtal/pdf/", agreement_pdf, name="agreement_pdf"),
    path("avtal/excel/", agreement_excel, name="agreement_excel"),
    path("avtal/utdrag/<uuid:key>/", extract_page, name="extract"),
    path("avtal/<int:pk>/", agreement_page, name="agreement"),
    path("avtal/<int:pk>/lank/", extract_ask, name="extract_ask"),
    path("avtal/<int:pk>/lank/<int:key>/aterkalla/", extract_revoke, name="extract_revoke"),
    path("avtal/<int:pk>/<slug:kind>/<int:key>/", agreement_file, name="agreement_file"),
    path("organ/", body_list, name="body_list"),
    path("organ/<slug:key>/", body_page, name="body"),
    path("moten/", meeting_list, name="meeting_list"),
    path("moten/<int:year>/<int:month>/", meeting_month, name="meeting_month"),
    path("moten/ar/<int:year>/", meeting_year, name="meeting_year"),
    path("moten/<int:pk>/svar/", meeting_answer, name="meeting_answer"),
    path("svar/<str:key>/", meeting_answer_link, name="meeting_answer_link"),
    path("moten/planera/", year_plan, name="year_plan"),
    path("aviseringar/", notice_list, name="notice_list"),
    path("aviseringar/regler/", reminder_rules, name="reminder_rules"),
    path("aviseringar/utkorg/", outbox_page, name="outbox"),
    *(
        path(f"aviseringar/<int:pk>/{words}/", notice_deed, {"page": name}, name=name)
        for words, name in DEEDS.items()
    ),
    path("konto/mejl/", mail_settings, name="mail_settings"),
    path("konto/mejl/ersattare/", stand_in_new, name="stand_in_new"),
    path("konto/mejl/ersattare/<int:pk>/ta-bort/", stand_in_end, name="stand_in_end"),
    path("konto/kalender/", calendar_page, name="calendar"),
    path("konto/kalender/<int:pk>/avsluta/", calendar_revoke, name="calendar_revoke"),
    path("post/", post_list, name="post_list"),
    path("post/<slug:file>/<int:number>/", post_letter, name="post_letter"),
    path("post/<slug:file>/<int:number>/html/", post_html, name="post_html"),
    path("konto/demo/", demo_login, name="demo_login"),
]
