"""Every form says what to do in a sentence of its own, and its page that something is wrong."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

import bodies.forms
import cases.forms
from bodies.forms.agreement_rows import RowForm
from bodies.forms.refusable import RefusableForm
from bodies.forms.register import PasswordForm
from bodies.roles import Role
from cases.route import Step
from tests.cases.pages import press, step_url, text_of
from tests.factories import case_in, house, person

for package in (cases.forms, bodies.forms):
    for module in iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")


def below(kind: type[Any]) -> Iterator[type[Any]]:
    for each in kind.__subclasses__():
        yield each
        yield from below(each)


def test_every_needed_field_has_its_own_sentence() -> None:
    stock = str(forms.Field.default_error_messages["required"])
    silent = [
        f"{form.__name__}.{name}"
        for form in set(below(forms.BaseForm))
        if form.__module__.startswith(("cases.", "bodies."))
        # Those of the administration, and of accounts, are given theirs when they are made.
        and not issubclass(form, RefusableForm | RowForm | PasswordForm)
        for name, field in form.base_fields.items()
        if field.required and str(field.error_messages["required"]) == stock
    ]
    assert silent == []


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_reset_password",
        "admin:bodies_meeting_add",
        "admin:bodies_standin_add",
        "admin:bodies_term_add",
        "admin:bodies_membership_add",
    ],
)
@pytest.mark.django_db
def test_no_page_says_that_this_field_must_be_filled_in(client: Client, name: str) -> None:
    if name.startswith("admin:"):
        client.force_login(person(Role.ADMINISTRATOR))
    text = text_of(client.post(reverse(name), {}))
    assert "måste fyllas i" not in text
    assert "Fyll i ”" in text or "Skriv din e-postadress." in text


@pytest.mark.django_db
def test_title_says_that_something_is_wrong(client: Client) -> None:
    home = house()
    case = case_in(Step.ASSESSED, home)
    response = press(client, home.chief, case, "decline", reason="")
    assert f"<title>Fel: Avstå från att svara {case.registry_number}" in text_of(response)
    assert "<title>Avstå" in text_of(client.get(step_url(case, "decline")))
