"""Every form says what to do in a sentence of its own, and its page that something is wrong."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from django import forms
from django.test import Client

import cases.forms
from cases.route import Step
from tests.cases.pages import press, step_url, text_of
from tests.factories import case_in, house

for module in iter_modules(cases.forms.__path__):
    import_module(f"cases.forms.{module.name}")


def below(kind: type[Any]) -> Iterator[type[Any]]:
    for each in kind.__subclasses__():
        yield each
        yield from below(each)


def test_every_needed_field_has_its_own_sentence() -> None:
    stock = str(forms.Field.default_error_messages["required"])
    silent = [
        f"{form.__name__}.{name}"
        for form in set(below(forms.BaseForm))
        if form.__module__.startswith("cases.")
        for name, field in form.base_fields.items()
        if field.required and str(field.error_messages["required"]) == stock
    ]
    assert silent == []


@pytest.mark.django_db
def test_title_says_that_something_is_wrong(client: Client) -> None:
    home = house()
    case = case_in(Step.ASSESSED, home)
    response = press(client, home.chief, case, "decline", reason="")
    assert f"<title>Fel: Avstå från att svara {case.registry_number}" in text_of(response)
    assert "<title>Avstå" in text_of(client.get(step_url(case, "decline")))
