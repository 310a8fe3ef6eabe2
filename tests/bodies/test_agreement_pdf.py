"""/avtal/pdf/: what the matrix shows, as a paper."""

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from bodies.roles import Role
from tests import factories as make
from tests.agreements import Place

pytestmark = pytest.mark.django_db


def test_it_has_every_row_of_the_page(client: Client) -> None:
    place = Place(municipality=make.organisation(name="Avtalsköping"))
    place.sent()
    client.force_login(place.by)
    answer = client.get("/avtal/pdf/")
    assert answer["Content-Type"] == "application/pdf"
    paper = PdfReader(BytesIO(answer.getvalue()))
    assert paper.metadata is not None
    assert paper.metadata.title == f"Samverkansavtal {place.framework.term.name}"
    text = " ".join(word for page in paper.pages for word in page.extract_text().split())
    page = client.get("/avtal/").context
    for each in page["rows"]:
        assert each.row.agreement.municipality.name in text
        assert each.row.state_words in text
    for total in page["totals"]:
        assert total.label in text
        assert all(line in text for line in total.lines)


def test_others_get_their_own_rows_only(client: Client) -> None:
    place = Place(municipality=make.organisation(name="Avtalsköping"))
    place.sent()
    client.force_login(make.person(Role.MUNICIPAL_REGISTRAR, organisation=make.organisation()))
    paper = PdfReader(BytesIO(client.get("/avtal/pdf/").getvalue()))
    assert "Avtalsköping" not in "".join(page.extract_text() for page in paper.pages)


def test_there_is_none_of_a_term_without_agreements(client: Client) -> None:
    client.force_login(make.person(Role.ADMINISTRATOR))
    assert client.get("/avtal/pdf/").status_code == 404
