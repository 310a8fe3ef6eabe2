"""The addresses of the work: Swedish, without å ä ö."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from cases.views.case import case


def later(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse(status=501)


CASE = "arenden/<slug:slug>/"
MEETING = "moten/<int:pk>/"

urlpatterns = [
    path("", later, name="home"),
    path("min-sida/", later, name="my_page"),
    path("infor-samradet/", later, name="next_consultation"),
    path("arenden/", later, name="case_list"),
    path("arenden/ny/remiss/", later, name="referral_new"),
    path(CASE, case, name="case"),
    path(f"{CASE}steg/<slug:name>/", later, name="case_step"),
    path(f"{CASE}andra/", later, name="case_edit"),
    path(f"{CASE}handlaggare/", later, name="case_assign"),
    path(f"{CASE}dela/", later, name="case_share"),
    path(f"{CASE}stallningstagande/", later, name="case_position"),
    path(f"{CASE}handlingar/ny/", later, name="document_new"),
    path(f"{CASE}handlingar/<int:act>/ny-version/", later, name="document_version_new"),
    path(f"{CASE}handlingar/<int:act>/makulera/", later, name="document_void"),
    path(f"{CASE}handlingar/<int:act>/<int:number>/", later, name="document_download"),
    path(MEETING, later, name="meeting"),
    path(f"{MEETING}arenden/", later, name="agenda_place"),
    path(f"{MEETING}arenden/<int:item>/flytta/", later, name="agenda_move"),
    path(f"{MEETING}arenden/<int:item>/ta-bort/", later, name="agenda_remove"),
    path(f"{MEETING}publicera/", later, name="agenda_publish"),
    path(f"{MEETING}stall-in/", later, name="meeting_cancel"),
]
