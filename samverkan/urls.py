"""Every address of the site. The apps' own urls.py carry the Swedish paths."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from samverkan.health import health, metrics

# One login, with its limit on tries; whoever is not an administrator meets the 403 page.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # allauth's own way

urlpatterns = [
    path("halsa/", health, name="health"),
    path("halsa/metrics/", metrics, name="metrics"),
    path("konto/", include("samverkan.accounts")),
    path("admin/", admin.site.urls),
    path("", include("bodies.urls")),
    path("", include("cases.urls")),
]

handler500 = "samverkan.errors.server_error"
