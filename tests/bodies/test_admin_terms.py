"""A new term, another text and its answers in the administration: told first, then acts."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bodies import actions
from bodies.agreement_states import Party, question_open
from bodies.models import CouncilDay, Event, FrameworkAgreement, Organisation, Person
from bodies.queries.agreements import facts_of
from samverkan.lib.dates import swedish_date, today
from tests import factories as make
from tests.agreements import Place, term
from tests.bodies.filled import filled, submit
from tests.samverkan.lib.test_uploads import PDF

pytestmark = pytest.mark.django_db
FRAMEWORK = "/admin/bodies/frameworkagreement/"


@pytest.fixture
def place(administrator: Person) -> Place:
    return Place(by=administrator, municipality=make.organisation(name="Enby"))


def post(office: Client, url: str, form_id: str, **given: Any) -> Any:
    page = office.get(url)
    return office.post(url, filled(page, form_id, **given), follow=True)


def another(place: Place, name: str) -> Place:
    """Another municipality of the same framework, with a draft of its own."""
    municipality = Organisation.objects.get(name=name)
    other = object.__new__(Place)
    other.by, other.municipality, other.framework = place.by, municipality, place.framework
    return other


def test_a_new_term_shows_its_plan_and_makes_drafts(office: Client, place: Place) -> None:
    later = term(place.framework.last_day.year + 1)
    day = later.board_from - timedelta(40)
    CouncilDay.objects.create(organisation=place.municipality, day=day)
    chosen = office.get(f"{FRAMEWORK}add/")
    assert [str(each) for each in chosen.context["form"].fields["term"].queryset] == [str(later)]
    url = f"{FRAMEWORK}add/?term={later.pk}"
    page = office.get(url)
    text = page.content.decode()
    assert "Enby" in text
    assert swedish_date(day) in text
    assert page.context["form"]["text"].value() == "Text."
    data = filled(
        page,
        "term_form",
        text="Ny text.",
        **{"villkor-1-heading": "Buss", "villkor-1-text": "Linje 1."},
    )
    done = office.post(url, data, follow=True)
    assert "lades upp med utkast till 1 avtal" in done.content.decode()
    made = FrameworkAgreement.objects.get(term=later)
    newest = made.versions.get()
    assert newest.text == "Ny text."
    assert [each.heading for each in newest.clauses.order_by("number")] == ["Syfte", "Buss"]
    assert office.post(url, data).status_code == 200
    assert FrameworkAgreement.objects.count() == 2


def test_another_first_day_is_planned_before_it_is_saved(office: Client, place: Place) -> None:
    later = term(place.framework.last_day.year + 1)
    url = f"{FRAMEWORK}add/?term={later.pk}"
    day = later.board_from + timedelta(31)
    again = post(office, url, "term_form", first_day=day.isoformat(), text="Min text.")
    assert "Planen är räknad om" in again.content.decode()
    assert "Min text." in again.content.decode()
    assert FrameworkAgreement.objects.count() == 1
    office.post(url, filled(again, "term_form"))
    assert FrameworkAgreement.objects.get(term=later).first_day == day


def test_a_file_may_be_the_text(office: Client, place: Place) -> None:
    later = term(place.framework.last_day.year + 1)
    url = f"{FRAMEWORK}add/?term={later.pk}"
    data = filled(office.get(url), "term_form", text="")
    office.post(url, {**data, "file": SimpleUploadedFile("avtal.pdf", PDF)})
    made = FrameworkAgreement.objects.get(term=later)
    page = office.get(f"{FRAMEWORK}{made.pk}/change/").content.decode()
    assert f'<a href="{FRAMEWORK}{made.pk}/fil/1/">avtal.pdf</a>' in page
    file: Any = office.get(f"{FRAMEWORK}{made.pk}/fil/1/")
    assert b"".join(file.streaming_content) == PDF


def test_a_changed_text_says_whose_word_it_puts_in_question(office: Client, place: Place) -> None:
    url = f"{FRAMEWORK}{place.framework.pk}/texten/"
    assert "Ingen har antagit texten än" in office.get(url).content.decode()
    place.sent()
    place.adopted()
    page = office.get(url)
    assert "Kommunfullmäktige i Enby" in page.content.decode()
    refused = office.post(url, filled(page, "text_form"))
    assert "Skriv vad som har ändrats." in refused.content.decode()
    done = office.post(url, filled(page, "text_form", what_changed="Anslaget."), follow=True)
    assert done.redirect_chain[-1][0] == f"{FRAMEWORK}{place.framework.pk}/svar/"
    assert place.framework.versions.count() == 2


def test_a_stale_text_keeps_what_was_typed(office: Client, place: Place) -> None:
    url = f"{FRAMEWORK}{place.framework.pk}/texten/"
    page = office.get(url)
    place.changed()
    data = filled(page, "text_form", what_changed="Anslaget.", text="Min nya text.")
    stale = office.post(url, data)
    assert stale.status_code == 409
    assert "Min nya text." in stale.content.decode()
    office.post(url, filled(stale, "text_form"))
    assert place.framework.versions.latest("number").text == "Min nya text."


def test_answers_are_given_several_at_once(office: Client, administrator: Person) -> None:
    for name in ("Tvåby", "Treby"):
        make.organisation(name=name)
    place = Place(by=administrator, municipality=make.organisation(name="Enby"))
    places = [place, another(place, "Tvåby"), another(place, "Treby")]
    for each in places:
        each.sent()
        each.adopted()
    place.changed()
    url = f"{FRAMEWORK}{place.framework.pk}/svar/"
    page = office.get(url)
    one, two, three = (each.agreement for each in places)
    nothing = office.post(url, filled(page, "answers_form", reason="Skrivfel."))
    assert "Välj ett svar för minst en kommun." in nothing.content.decode()
    chosen = {f"answer-{one.pk}": "holds", f"answer-{two.pk}": "again"}
    why = office.post(url, filled(page, "answers_form", **chosen))
    assert "Skriv varför." in why.content.decode()
    office.post(url, filled(why, "answers_form", reason="Skrivfel."))
    facts = facts_of([one, two, three])
    assert [question_open(facts[row.pk], today()) for row in (one, two, three)] == [
        False,
        False,
        True,
    ]
    assert Event.objects.filter(verb="answer_version", text__contains="Skrivfel.").count() == 2
    twice = office.post(url, filled(page, "answers_form", reason="Igen.", **chosen))
    assert twice.status_code == 409


def test_answers_to_what_has_changed_are_all_kept_back(office: Client, place: Place) -> None:
    place.sent()
    place.adopted()
    place.changed()
    url = f"{FRAMEWORK}{place.framework.pk}/svar/"
    page = office.get(url)
    place.adopted(Party.REGION)
    given = {f"answer-{place.agreement.pk}": "holds", "reason": "Skrivfel."}
    stale = office.post(url, filled(page, "answers_form", **given))
    assert stale.status_code == 409
    assert "Enby: Någon annan har ändrat avtalet" in stale.content.decode()
    assert "Skrivfel." in stale.content.decode()
    office.post(url, filled(stale, "answers_form"))
    assert place.agreement.answers.count() == 1


def test_title_and_days_are_changed_with_a_reason(office: Client, place: Place) -> None:
    row = place.framework
    address = f"{row.pk}/change"
    refused = submit(office, "frameworkagreement", address, title="Ny titel")
    assert "Skriv varför." in refused.content.decode()
    page = office.get(f"{FRAMEWORK}{address}/")
    typed = {"title": "Ny titel", "reason": "Nytt namn."}
    data = filled(page, "frameworkagreement_form", **typed)
    place.changed()
    stale = office.post(f"{FRAMEWORK}{address}/", data)
    assert stale.status_code == 409
    assert "Ny titel" in stale.content.decode()
    office.post(f"{FRAMEWORK}{address}/", filled(stale, "frameworkagreement_form"))
    row.refresh_from_db()
    assert row.title == "Ny titel"
    assert "Nytt namn." in Event.objects.filter(framework=row).latest("pk").text


def test_days_that_leave_out_what_happened_are_refused(office: Client, place: Place) -> None:
    row = place.framework
    actions.end_agreement(
        agreement_id=place.agreement.pk,
        version=None,
        by=place.by,
        ended_on=row.last_day,
        reason="Uppsagt.",
    )
    day = (row.last_day - timedelta(1)).isoformat()
    given: dict[str, Any] = {"last_day": day, "reason": "Kortare."}
    answer = submit(office, "frameworkagreement", f"{row.pk}/change", **given)
    assert (
        "Ett avtal har antagits, undertecknats eller avslutats utanför de dagarna."
        in answer.content.decode()
    )
