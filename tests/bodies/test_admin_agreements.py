"""Agreements in the administration: lists by state, and council days."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bodies.models import CouncilDay, Person
from samverkan.lib.dates import today
from tests import factories as make
from tests.bodies.agreed import a_framework, an_agreement
from tests.bodies.filled import submit

pytestmark = pytest.mark.django_db
LIST = "/admin/bodies/municipalagreement/"


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


def test_a_council_day_is_added(office: Client) -> None:
    place = make.organisation()
    day = today().isoformat()
    answer = submit(office, "councilday", "add", organisation=place.pk, day=day)
    assert answer.status_code == 302
    assert CouncilDay.objects.get().organisation == place
