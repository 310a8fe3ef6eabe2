"""Every address of the site. The apps' own urls.py carry the Swedish paths."""

import importlib.util

from django.contrib import admin
from django.urls import include, path

from samverkan.health import health

urlpatterns = [
    path("halsa/", health, name="health"),
    path("konto/", include("samverkan.accounts")),
    path("admin/", admin.site.urls),
]
for app in ("bodies", "cases"):  # until both are there
    if importlib.util.find_spec(f"{app}.urls") is not None:
        urlpatterns.append(path("", include(f"{app}.urls")))
