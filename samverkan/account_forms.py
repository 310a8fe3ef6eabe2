"""The account pages' forms: allauth's own, with nothing standing inside or between the fields.

Only how the forms are drawn, and what they say of an empty field, is settled here. A
placeholder repeats the label, and a link between two fields is in the way of the keyboard:
the pages have that link below.
"""

from typing import Any

from allauth.account import forms as stock
from django import forms

from samverkan.lib.needed import say_what_is_needed

NEEDED = {
    "login": "Skriv din e-postadress.",
    "email": "Skriv din e-postadress.",
    "password": "Skriv ditt lösenord.",
    "oldpassword": "Skriv ditt nuvarande lösenord.",
    "password1": "Skriv ett nytt lösenord.",
    "password2": "Skriv det nya lösenordet en gång till.",
}


class _Plain(forms.Form):
    """Takes away placeholders and links, keeps the rules for a password, says what is needed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_what_is_needed(self.fields, NEEDED)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in ("password", "oldpassword"):
                field.help_text = ""


class LoginForm(_Plain, stock.LoginForm):  # type: ignore[misc]  # allauth is untyped
    """E-mail and password."""


class ChangePasswordForm(_Plain, stock.ChangePasswordForm):  # type: ignore[misc]  # allauth is untyped
    """The old password, and the new one twice."""


class ResetPasswordForm(_Plain, stock.ResetPasswordForm):  # type: ignore[misc]  # allauth is untyped
    """The address that the link is sent to."""


class ResetPasswordKeyForm(_Plain, stock.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth is untyped
    """The new password twice, behind the link."""
