"""Registering a remiss: a minute with the letter, one thread from then on, nothing typed lost."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bodies.roles import Role
from cases.models import Case, CaseEvent, PendingUpload
from cases.route import Step
from samverkan.lib.dates import swedish_date, today
from samverkan.lib.uploads import MAX_BYTES
from tests.factories import House, house, meeting, organisation, person, registered

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
URL = "/arenden/ny/remiss/"


@pytest.fixture
def home() -> House:
    return house()


@pytest.fixture
def rut(home: House, client: Client) -> Client:
    """The registrar, signed in."""
    client.force_login(home.registrar)
    return client


def letter(**changes: Any) -> dict[str, Any]:
    """What the registrar types with the letter at hand."""
    typed = {
        "title": "Stärkt äganderätt, flexibla skyddsformer och naturvård i skogen",
        "sender_name": "Miljödepartementet",
        "sender_reference": "M2020/01926/NV",
        "inquiry": "SOU 2020:73",
        "received_on": today().isoformat(),
        "reply_due": (today() + timedelta(90)).isoformat(),
        "summary": "Om skogen.",
    }
    return typed | changes


def pdf(name: str = "missiv.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF)


def page(response: Any) -> str:
    return str(response.content.decode())


def test_form_is_there(rut: Client) -> None:
    response = rut.get(URL)
    assert response.status_code == 200
    assert f'value="{today().isoformat()}"' in page(response)


def test_registers_and_leads_to_the_case(rut: Client, home: House) -> None:
    department = organisation("department", name="Miljödepartementet", email="m@example.org")
    response = rut.post(
        URL,
        letter(
            sender_name="miljödepartementet ",
            officer=home.officer.pk,
            letter=pdf(),
            reports=[pdf("sou.pdf"), pdf("bilaga.pdf")],
        ),
    )
    case = Case.objects.get()
    assert response.status_code == 302
    assert response["Location"] == case.get_absolute_url()
    assert (case.registry_number, case.step, case.officer) == (
        f"RUN 1-{today().year}",
        Step.REGISTERED,
        home.officer,
    )
    referral = case.referral
    assert (referral.sender, referral.sender_name) == (department, "Miljödepartementet")
    assert (referral.sender_reference, referral.inquiry) == ("M2020/01926/NV", "SOU 2020:73")
    assert referral.reply_address == "m@example.org"
    assert list(case.documents.order_by("act").values_list("kind", "title")) == [
        ("cover_letter", "Missiv"),
        ("inquiry_report", "sou"),
        ("inquiry_report", "bilaga"),
    ]


def test_one_event_is_written(rut: Client, home: House) -> None:
    rut.post(URL, letter())
    event = CaseEvent.objects.get()
    assert (event.verb, event.by) == ("register", home.registrar)


def test_says_the_number_and_the_day_for_papers(rut: Client, home: House) -> None:
    au = meeting(home.au, 40)
    meeting(home.samrad, 41, follows=au)
    meeting(home.board, 50)
    response = rut.post(URL, letter(), follow=True)
    day = swedish_date(au.day - timedelta(home.au.papers_days))
    told = [str(message) for message in response.context["messages"]]
    assert told == [
        f"RUN 1-{today().year} är registrerat. Handlingarna ska vara klara senast {day}."
    ]


def test_says_plainly_that_no_meeting_makes_it(rut: Client) -> None:
    response = rut.post(URL, letter(), follow=True)
    (told,) = (str(message) for message in response.context["messages"])
    assert "Inget ordinarie möte hinner före svarsdagen." in told


def test_unknown_sender_is_kept_as_written(rut: Client) -> None:
    rut.post(URL, letter(sender_name="Norrtåg AB", sender_reference="Fritt 12", inquiry=""))
    referral = Case.objects.get().referral
    assert (referral.sender, referral.sender_name) == (None, "Norrtåg AB")
    assert referral.sender_reference == "Fritt 12"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("sou 2020 : 73", "SOU 2020:73"), ("DS 2022:11", "Ds 2022:11"), ("promemoria", "")],
)
def test_inquiry_is_written_in_its_own_form(rut: Client, typed: str, kept: str) -> None:
    rut.post(URL, letter(inquiry=typed))
    assert Case.objects.get().referral.inquiry == kept


def test_date_in_words(rut: Client) -> None:
    rut.post(URL, letter(received_on="3 februari 2021", reply_due="30 apr 2021"))
    case = Case.objects.get()
    assert (case.received_on, case.reply_due) == (date(2021, 2, 3), date(2021, 4, 30))


# What goes wrong -----------------------------------------------------------------------


def tomorrow() -> str:
    return (today() + timedelta(1)).isoformat()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "Skriv remissens rubrik."),
        ("title", "a\0b", "Texten innehåller ett tecken som inte går att spara."),
        ("sender_name", "", "Skriv vem som har skickat remissen."),
        ("sender_reference", "12345", "Skriv departementets nummer som det står i missivet"),
        ("inquiry", "SOU 73", "Skriv utredningens nummer som SOU 2020:73 eller Ds 2022:11."),
        ("received_on", tomorrow, "Remissen kan inte ha kommit in i framtiden."),
        ("received_on", "i går", "Skriv dagen som 2027-02-03 eller 3 februari 2027."),
        ("reply_due", "2019-12-31", "Svarsdagen ligger före den dag remissen kom in."),
        ("reply_due", "0001-01-01", "Skriv ett år mellan 1900 och 2100."),
        ("reply_due", "9999-12-31", "Skriv ett år mellan 1900 och 2100."),
        ("officer", "999999", "Välj en handläggare i listan."),
        ("officer", "\0", "Null-tecken är inte tillåtna."),
        ("reply_address", "m.remissvar", "Skriv en e-postadress, till exempel namn@exempel.se."),
    ],
)
def test_bad_input_is_a_sentence_by_the_field(
    rut: Client, field: str, value: Any, sentence: str
) -> None:
    organisation("department", name="Miljödepartementet")
    typed = letter(received_on="2021-01-04", reply_due="2021-04-30")
    response = rut.post(URL, typed | {field: value() if callable(value) else value})
    assert response.status_code == 200
    (error,) = response.context["form"].errors[field]
    assert error.startswith(sentence)
    assert f'id="id_{field}_error"' in page(response)
    assert not Case.objects.exists()


def test_case_officers_only(rut: Client, home: House) -> None:
    response = rut.post(URL, letter(officer=home.secretary.pk))
    assert response.context["form"].errors["officer"] == ["Välj en handläggare i listan."]


def test_nothing_typed_or_uploaded_is_lost(rut: Client, home: House) -> None:
    typed = letter(reply_due="2019-12-31", officer=home.officer.pk, own_initiative="on")
    response = rut.post(URL, typed | {"letter": pdf(), "reports": [pdf("sou.pdf")]})
    text = page(response)
    for value in ("Stärkt äganderätt", "Miljödepartementet", "M2020/01926/NV", "Om skogen."):
        assert value in text
    assert f'value="{home.officer.pk}" selected' in text
    assert response.context["form"]["own_initiative"].value() is True
    kept = {pending.filename: str(pending.key) for pending in PendingUpload.objects.all()}
    assert set(kept) == {"missiv.pdf", "sou.pdf"}
    assert all(key in text for key in kept.values())
    rut.post(URL, letter() | {"letter-kept": kept["missiv.pdf"], "reports-kept": kept["sou.pdf"]})
    titles = Case.objects.get().documents.order_by("act").values_list("title", flat=True)
    assert list(titles) == ["Missiv", "sou"]
    assert not PendingUpload.objects.exists()


def test_web_page_named_pdf_is_refused_and_the_rest_kept(rut: Client) -> None:
    bad = SimpleUploadedFile("missiv.pdf", b"<!doctype html><script>")
    response = rut.post(URL, letter() | {"letter": bad, "reports": [pdf("sou.pdf")]})
    assert response.context["form"].errors["letter"] == [
        "”missiv.pdf” är inte det som namnet säger. Spara om filen och välj den igen."
    ]
    assert [pending.filename for pending in PendingUpload.objects.all()] == ["sou.pdf"]


def test_fifty_megabytes_are_refused(rut: Client) -> None:
    big = SimpleUploadedFile("sou.pdf", b"%PDF-1.7\n" + b"0" * (50 * 1000 * 1000))
    assert (big.size or 0) > MAX_BYTES
    response = rut.post(URL, letter() | {"reports": [big]})
    (error,) = response.context["form"].errors["reports"]
    assert error == "”sou.pdf” är för stor. En fil får vara högst 40 MB."


# The same remiss twice -----------------------------------------------------------------


@pytest.mark.parametrize(
    "same",
    [
        {"sender_reference": "m2020/01926"},
        {"sender_reference": "M2020/01926/NV"},
        {"inquiry": "sou 2020:73"},
        {"title": "PROVREMISSEN", "sender_name": "provdepartementet"},
    ],
)
def test_same_remiss_is_shown_first(rut: Client, home: House, same: dict[str, str]) -> None:
    first = registered(home, sender_reference="M2020/01926/NV", inquiry="SOU 2020:73")
    other = {"title": "Annan", "sender_reference": "", "inquiry": ""}
    response = rut.post(URL, letter(**(other | same)))
    text = page(response)
    assert response.status_code == 200
    assert f'href="{first.get_absolute_url()}"' in text
    assert first.registry_number in text
    sentence = f"Remissen verkar redan vara registrerad som {first.registry_number}."
    assert f'<a href="#id_anyway">{sentence}' in text
    assert "<title>Fel: Registrera remiss" in text
    assert Case.objects.count() == 1
    rut.post(URL, letter(**(other | same), anyway="on"))
    assert Case.objects.count() == 2


def test_another_remiss_is_not_taken_for_it(rut: Client, home: House) -> None:
    registered(home, sender_reference="M2020/01926", inquiry="SOU 2020:73")
    rut.post(URL, letter(sender_reference="M2020/01927", inquiry="SOU 2020:7"))
    assert Case.objects.count() == 2


def test_pressing_twice_registers_once(rut: Client) -> None:
    rut.post(URL, letter())
    rut.post(URL, letter())
    assert Case.objects.count() == 1


# The plan while one types --------------------------------------------------------------


def test_plan_without_javascript(rut: Client, home: House) -> None:
    au = meeting(home.au, 40)
    meeting(home.samrad, 41, follows=au)
    meeting(home.board, 50)
    response = rut.post(URL, letter(title="", show_plan="1") | {"letter": pdf()})
    text = page(response)
    assert not response.context["form"].errors
    assert swedish_date(au.day) in text
    assert "missiv.pdf" in text
    assert not Case.objects.exists()


def test_asking_for_the_plan_still_says_what_is_wrong(rut: Client) -> None:
    response = rut.post(URL, letter(title="", reply_due="i vår", show_plan="1"))
    assert set(response.context["form"].errors) == {"reply_due"}


def test_plan_as_a_piece_of_the_page(rut: Client, home: House) -> None:
    first = registered(home, inquiry="SOU 2020:73")
    asked = {"reply_due": (today() + timedelta(90)).isoformat(), "inquiry": "sou 2020:73"}
    response = rut.get(URL, asked, headers={"HX-Request": "true"})
    text = page(response)
    assert "<html" not in text
    assert "Planen går inte ihop" in text
    assert "Begär anstånd" in text
    assert first.registry_number in text


@pytest.mark.parametrize("asked", [{"reply_due": "x"}, {"inquiry": "SOU"}, {}])
def test_piece_of_the_page_bears_bad_input(rut: Client, asked: dict[str, str]) -> None:
    response = rut.get(URL, asked, headers={"HX-Request": "true"})
    assert response.status_code == 200


# Who may -------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["officer", "secretary", "chief", "municipal", "run_member"])
def test_others_may_not(client: Client, home: House, role: str) -> None:
    client.force_login(getattr(home, role))
    assert client.get(URL).status_code == 403
    assert client.post(URL, letter()).status_code == 403
    assert not Case.objects.exists()


def test_stranger_signs_in_first(client: Client) -> None:
    assert client.get(URL).status_code == 302


def test_wrong_method(rut: Client) -> None:
    assert rut.put(URL).status_code == 405


def test_without_an_area_it_says_what_is_missing(client: Client) -> None:
    client.force_login(person(Role.REGISTRAR))
    assert "administratör" in page(client.get(URL))


def test_url_by_name() -> None:
    assert reverse("referral_new") == URL


def test_first_key_goes_into_the_first_field(rut: Client) -> None:
    assert 'name="title"' in page(rut.get(URL)).split("autofocus")[0].rsplit("<input", 1)[1]
    assert "autofocus" not in page(rut.post(URL, letter(title=""))).split('name="title"')[1]
