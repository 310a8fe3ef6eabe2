"""Logging in: allauth's views under Swedish addresses, and nobody signs up by themselves.

Only the addresses listed here exist; allauth's own urls.py is not included, so that no
page of it turns up that has no template of ours.
"""

from allauth.account import views
from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import URLPattern, path, re_path


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """An administrator creates accounts; there is no sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


urlpatterns: list[URLPattern] = [
    path("logga-in/", views.login, name="account_login"),
    path("logga-ut/", views.logout, name="account_logout"),
    path("inaktivt/", views.account_inactive, name="account_inactive"),
    path("losenord/", views.password_change, name="account_change_password"),
    path("losenord/glomt/", views.password_reset, name="account_reset_password"),
    path("losenord/skickat/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^losenord/nytt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "losenord/klart/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
