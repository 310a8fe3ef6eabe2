"""Agreements in the administration: lists by state, and acts on many told row by row."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bodies.models import CouncilDay, MunicipalAgreement, Person
from samverkan.lib.dates import today
from tests import factories as make
from tests.bodies.agreed import a_framework, an_agreement, said
from tests.bodies.filled import submit

pytestmark = pytest.mark.django_db
LIST = "/admin/bodies/municipalagreement/"


def do(office: Client, action: str, rows: list[MunicipalAgreement], **given: Any) -> Any:
    chosen = {"action": action, "_selected_action": [row.pk for row in rows]}
    return office.post(LIST, {**chosen, **given}, follow=True)


def test_lists_are_filtered_by_what_follows_from_facts(
    office: Client, administrator: Person
) -> None:
    framework = a_framework(administrator)
    draft = an_agreement(framework, make.organisation(name="Utkastby"), sent=None)
    sent = an_agreement(framework, make.organisation(name="Sändby"))
    for query, found in (("lage=draft", draft), ("lage=sent", sent), ("saknas=sent", draft)):
        assert list(office.get(f"{LIST}?{query}").context["cl"].result_list) == [found]
    page = office.get(f"{LIST}{draft.pk}/change/")
    assert "Inte skickat till kommunen" in page.content.decode()


def test_the_list_asks_as_often_for_many(office: Client, administrator: Person) -> None:

    framework = a_framework(administrator)
    counts = []
    for number in (1, 8):
        for each in range(number):
            an_agreement(framework, make.organisation(name=f"By {number} {each}"))
        with CaptureQueriesContext(connection) as asked:
            office.get(LIST)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_many_are_sent_after_a_question(office: Client, administrator: Person) -> None:
    row = an_agreement(a_framework(administrator), sent=None)
    asked = do(office, "send_out", [row])
    assert "Till vem?" in asked.content.decode()
    day = today().isoformat()
    do(office, "send_out", [row], confirm="ja", day=day, sent_to="Registratorn")
    row.refresh_from_db()
    assert (row.sent_to, row.sent_on) == ("Registratorn", today())


def test_refusals_are_told_row_by_row(office: Client, administrator: Person) -> None:
    framework = a_framework(administrator)
    yes = an_agreement(framework, make.organisation(name="Jaby"))
    none = an_agreement(framework, make.organisation(name="Tystby"))
    adoption = said(yes, administrator)
    day = today().isoformat()
    page = do(office, "receive_extracts", [yes, none], confirm="ja", day=day).content.decode()
    adoption.refresh_from_db()
    assert adoption.extract_received_on == today()
    assert "Tystby: Kommunfullmäktiges beslut är inte antecknat än." in page
    assert "Klart: 1 av 2 avtal." in page


def test_a_council_day_is_added(office: Client) -> None:
    place = make.organisation()
    day = today().isoformat()
    answer = submit(office, "councilday", "add", organisation=place.pk, day=day)
    assert answer.status_code == 302
    assert CouncilDay.objects.get().organisation == place
