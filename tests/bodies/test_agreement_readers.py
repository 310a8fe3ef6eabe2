"""What each reader of agreements meets: their own term, nothing false, and nothing too soon."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse

from bodies import actions
from bodies.agreement_reminders.finding import papers
from bodies.agreement_states import SIGNATURE_STEPS, Step
from bodies.models import Clause, CouncilDay, MunicipalAgreement
from bodies.queries.agreements import matrix
from bodies.roles import Role
from samverkan.lib.dates import clock_at, start_of_day, today
from samverkan.lib.errors import DomainError
from tests import factories as make
from tests.agreements import Place, term

pytestmark = pytest.mark.django_db
MATRIX = "/avtal/"


def test_a_municipality_opens_its_own_term_while_the_next_is_drafted(client: Client) -> None:
    by, place = make.person(Role.ADMINISTRATOR), make.organisation(code="2480")
    now, coming = term(today().year - 1), term(today().year + 3)
    actions.new_term(term=now, by=by, text="Text.")
    actions.send_agreement(
        agreement_id=MunicipalAgreement.objects.get().pk,
        version=None,
        by=by,
        sent_on=today(),
        sent_to="Registrator",
    )
    actions.new_term(term=coming, by=by, text="Ny text.")
    client.force_login(make.person(Role.MUNICIPAL_REGISTRAR, organisation=place))
    page = client.get(MATRIX).context
    assert (page["term"], len(page["rows"])) == (now, 1)
    assert page["map"] is None, "it would say that the others have none"
    client.force_login(by)
    page = client.get(MATRIX).context
    assert page["term"] == coming
    assert page["map"] is not None


def test_a_signature_is_not_late_before_its_council() -> None:
    place = Place()
    place.sent()
    (row,) = matrix(place.framework.term, place.by, place.framework.first_day).rows
    late = {cell.step for cell in row.cells if cell.is_late}
    assert Step.COUNCIL in late
    assert not late & {Step.EXTRACT, *SIGNATURE_STEPS.values()}


def test_no_papers_are_asked_for_while_the_region_has_a_question_to_answer() -> None:
    place = Place()
    make.person(Role.MUNICIPAL_REGISTRAR, organisation=place.municipality)
    first, only = place.framework.first_day, f"agreement:{place.agreement.pk}"
    due = {"day": first - timedelta(10), "papers_due": first - timedelta(12)}
    CouncilDay.objects.create(organisation=place.municipality, **due)
    place.sent()
    assert list(papers(only)), "the control"
    place.adopted()
    place.changed()
    assert list(papers(only)) == []


def test_the_reason_of_its_end_is_nobody_elses(client: Client) -> None:
    place = Place()
    place.complete()
    given = {"agreement_id": place.agreement.pk, "version": None, "by": place.by}
    end = place.framework.last_day
    actions.end_agreement(**given, ended_on=end, reason="Kommunen lämnar.")  # type: ignore[arg-type]
    client.force_login(place.by)
    for deed, there in (("svara", False), ("avsluta", True)):
        url = reverse("admin:bodies_municipalagreement_deed", args=[place.agreement.pk, deed])
        assert (b"Kommunen l\xc3\xa4mnar." in client.get(url).content) == there


def test_what_is_over_is_not_sent() -> None:
    place = Place()
    given = {"agreement_id": place.agreement.pk, "version": None, "by": place.by}
    day = place.framework.first_day
    actions.end_agreement(**given, ended_on=day, reason="Felaktigt upplagt.")  # type: ignore[arg-type]
    over = clock_at(start_of_day(day + timedelta(1)))
    with over, pytest.raises(DomainError, match="avslutat"):
        actions.send_agreement(**given, sent_on=today(), sent_to="K")  # type: ignore[arg-type]


def test_the_question_has_its_way_to_the_answer(client: Client) -> None:
    place = Place()
    place.sent()
    place.adopted()
    place.changed()
    client.force_login(place.by)
    args = [place.agreement.pk, "svara"]
    url = reverse("admin:bodies_municipalagreement_deed", args=args)
    page = client.get(place.agreement.get_absolute_url()).content.decode()
    assert f'<a href="{url}">Svara</a>' in page
    assert client.get(url).status_code == 200


def test_a_day_before_it_was_sent_is_told_before_the_file_is_asked_for(client: Client) -> None:
    place = Place()
    place.sent()
    given = {"agreement_id": place.agreement.pk, "version": None, "by": place.by}
    link = actions.ask_for_extract(**given, expires_on=today())  # type: ignore[arg-type]
    typed = {"outcome": "adopted", "day": "2020-05-04", "paragraph": 7}
    page = client.post(reverse("extract", args=[link.key]), typed)
    assert "Avtalet skickades" in page.content.decode()
    assert not page.context["knows"]


def test_who_gets_the_link_and_whether_it_has_a_point_is_said(client: Client) -> None:
    place = Place()
    client.force_login(place.by)
    url = reverse("extract_ask", args=[place.agreement.pk])

    def shown() -> str:
        return client.get(url).content.decode()

    assert "inte skickat till kommunen än" in shown()
    assert "lämna adressen till kommunen själv" in shown()
    place.sent()
    who = make.person(Role.MUNICIPAL_REGISTRAR, organisation=place.municipality)
    assert f"{who.full_name}, kommunens registrator, får ett mejl" in shown()
    assert "callout-attention" not in shown()


def test_an_own_clause_is_taken_out_of_a_draft(client: Client) -> None:
    place = Place()
    given: dict[str, Any] = {"agreement_id": place.agreement.pk, "version": None, "by": place.by}
    clause = actions.edit_clause(**given, number=1, heading="Buss", text="Linje 1.")
    client.force_login(place.by)
    page = reverse("admin:bodies_municipalagreement_change", args=[place.agreement.pk])
    way = reverse(
        "admin:bodies_municipalagreement_deed",
        args=[place.agreement.pk, "ta-bort-villkor", clause.pk],
    )
    assert way in client.get(page).content.decode()
    assert "Skriv varför." in client.post(way, {"seen_version": 2}).content.decode()
    typed = {"seen_version": place.agreement.version, "reason": "Gäller inte längre."}
    assert client.post(way, typed).status_code == 302
    assert not Clause.objects.filter(agreement=place.agreement).exists()
    assert "Buss togs bort: Gäller inte längre." in place.agreement.events.latest("pk").text


def test_a_clause_that_stands_is_not_taken_out() -> None:
    place = Place()
    given: dict[str, Any] = {"version": None, "by": place.by}
    clause = actions.edit_clause(
        agreement_id=place.agreement.pk, **given, number=1, heading="Buss", text="Linje 1."
    )
    common = Clause.objects.filter(agreement=None).earliest("pk")
    place.sent()
    place.adopted()
    for each, match in ((clause, "ligger fast"), (common, "gemensamt villkor")):
        with pytest.raises(DomainError, match=match):
            actions.remove_clause(clause_id=each.pk, **given, reason="Fel.")
    with pytest.raises(ProgrammingError, match="Cannot delete"), transaction.atomic():
        Clause.objects.filter(pk=common.pk).delete()


def test_a_no_says_whose_it_was() -> None:
    place = Place()
    place.sent()
    refused: dict[str, Any] = {"version": None, "by": place.by, "party": "municipality"}
    actions.record_refusal(
        agreement_id=place.agreement.pk, **refused, day=today(), paragraph=3, note="För dyrt."
    )
    (row,) = matrix(place.framework.term, place.by).rows
    assert row.state_words == "Kommunen sade nej"


def test_days_and_amounts_in_the_history_are_swedish() -> None:
    place = Place()
    actions.edit_framework(
        framework_id=place.framework.pk,
        version=None,
        by=place.by,
        title="Avtal",
        first_day=place.framework.first_day,
        last_day=place.framework.last_day,
        reason="Kortare namn.",
    )
    text = place.framework.events.get(verb="edit_framework").text
    assert f"1 januari {place.framework.first_day.year} till 31 december" in text
