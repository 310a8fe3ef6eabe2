"""Every address of the site. The apps' own urls.py carry the Swedish paths."""

from django.contrib import admin
from django.urls import include, path

from samverkan.health import health

urlpatterns = [
    path("halsa/", health, name="health"),
    path("konto/", include("samverkan.accounts")),
    path("admin/", admin.site.urls),
    path("", include("bodies.urls")),
    path("", include("cases.urls")),
]

handler500 = "samverkan.errors.server_error"
