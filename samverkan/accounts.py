"""Logging in: allauth's views under Swedish addresses, and nobody signs up by themselves.

Only the addresses listed here exist; allauth's own urls.py is not included, so that no
page of it turns up that has no template of ours.
"""

from typing import Any

from allauth.account import views
from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import URLPattern, path, re_path

from bodies.queries import demo_accounts


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """An administrator creates accounts; there is no sign-up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "Fel e-postadress eller lösenord. Skriv dem igen.",
        "incorrect_password": "Fel lösenord. Skriv det igen.",
        "enter_current_password": "Skriv ditt nuvarande lösenord.",
        "too_many_login_attempts": "För många försök. Vänta några minuter och försök igen.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class LoginView(views.LoginView):  # type: ignore[misc]  # allauth is untyped
    """allauth's, with the demonstration's people beside the form where there are any."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if settings.DEMO:
            context["demo_accounts"] = demo_accounts()
        return context


urlpatterns: list[URLPattern] = [
    path("logga-in/", LoginView.as_view(), name="account_login"),
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
