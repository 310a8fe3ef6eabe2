"""The addresses of bodies and their meetings: Swedish, without å ä ö."""

from django.urls import path

from bodies.views.bodies import body_list, body_page
from bodies.views.demo import demo_login
from bodies.views.meetings import meeting_list, meeting_month

urlpatterns = [
    path("organ/", body_list, name="body_list"),
    path("organ/<slug:key>/", body_page, name="body"),
    path("moten/", meeting_list, name="meeting_list"),
    path("moten/<int:year>/<int:month>/", meeting_month, name="meeting_month"),
    path("konto/demo/", demo_login, name="demo_login"),
]
