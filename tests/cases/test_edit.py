"""Mending the facts of a remiss until the answer has gone."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cases.models import Case, CaseEvent
from cases.route import Step
from samverkan.lib.dates import today
from tests.factories import House, case_in, house, organisation, registered

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> House:
    return house()


@pytest.fixture
def case(home: House) -> Case:
    return registered(home, sender_reference="Fritt 12", inquiry="SOU 2020:73")


def url(case: Case) -> str:
    return f"{case.get_absolute_url()}andra/"


def typed(case: Case, **changes: Any) -> dict[str, Any]:
    return {
        "version": case.version,
        "title": case.title,
        "sender_name": case.referral.sender_name,
        "sender_reference": case.referral.sender_reference,
        "inquiry": case.referral.inquiry,
        "received_on": case.received_on.isoformat(),
        "reply_due": case.reply_due.isoformat() if case.reply_due else "",
    } | changes


def test_form_holds_what_is_registered(client: Client, home: House, case: Case) -> None:
    client.force_login(home.registrar)
    text = client.get(url(case)).content.decode()
    for value in (case.title, "Provdepartementet", "Fritt 12", "SOU 2020:73"):
        assert f'value="{value}"' in text
    assert f'value="{case.reply_due}"' in text


def test_saves_and_leads_back(client: Client, home: House, case: Case) -> None:
    client.force_login(home.officer)
    ministry = organisation("department", name="Miljödepartementet")
    later = today() + timedelta(120)
    response = client.post(
        url(case),
        typed(
            case,
            sender_name="Miljödepartementet",
            sender_reference="M2020/01926",
            reply_due=later.isoformat(),
        ),
    )
    assert response["Location"] == case.get_absolute_url()
    case = Case.objects.get()
    assert (case.reply_due, case.referral.sender) == (later, ministry)


def test_event_says_what_changed(client: Client, home: House, case: Case) -> None:
    client.force_login(home.registrar)
    client.post(url(case), typed(case, title="Nytt namn"))
    event = CaseEvent.objects.filter(verb="edit").get()
    assert event.text == "Uppgifterna ändrades: rubrik."


def test_stale_form_keeps_the_text(client: Client, home: House, case: Case) -> None:
    client.force_login(home.registrar)
    client.post(url(case), typed(case, title="Först"))
    response = client.post(url(case), typed(case, title="Sedan"))
    text = response.content.decode()
    assert response.status_code == 409
    assert 'value="Sedan"' in text
    assert 'name="version" value="2"' in text
    assert Case.objects.get().title == "Först"


def test_bad_dates_are_a_sentence_by_the_field(client: Client, home: House, case: Case) -> None:
    client.force_login(home.registrar)
    early = (case.received_on - timedelta(1)).isoformat()
    response = client.post(url(case), typed(case, reply_due=early))
    assert response.context["form"].errors["reply_due"] == [
        "Svarsdagen ligger före den dag remissen kom in."
    ]


def test_locked_when_the_answer_has_gone(client: Client, home: House) -> None:
    case = case_in(Step.DISPATCHED, home)
    client.force_login(home.registrar)
    response = client.post(url(case), typed(case, title="Nytt"))
    assert response.status_code == 409
    assert "Uppgifterna är låsta" in response.content.decode()


def test_stranger_does_not_see_it(client: Client, home: House, case: Case) -> None:
    client.force_login(home.stranger)
    assert client.get(url(case)).status_code == 404
    assert client.post(url(case), typed(case)).status_code == 404


def test_without_the_right(client: Client, home: House, case: Case) -> None:
    client.force_login(home.secretary)
    assert client.get(url(case)).status_code == 403
    assert client.post(url(case), typed(case, title="Nytt")).status_code == 403


def test_unknown_number_and_wrong_method(client: Client, home: House, case: Case) -> None:
    client.force_login(home.registrar)
    assert client.get("/arenden/RUN-999-2026/andra/").status_code == 404
    assert client.put(url(case)).status_code == 405
