"""The addresses of bodies and their meetings: Swedish, without å ä ö."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def later(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse(status=501)


urlpatterns = [
    path("organ/", later, name="body_list"),
    path("organ/<slug:key>/", later, name="body"),
    path("moten/", later, name="meeting_list"),
    path("moten/<int:year>/<int:month>/", later, name="meeting_month"),
    path("konto/demo/", later, name="demo_login"),
]
