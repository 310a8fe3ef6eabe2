"""Handing in an extract without an account: one errand, one address, and an end to it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bodies import actions
from bodies.agreement_states import Outcome, Party
from bodies.models import Adoption, Event, Notice, PersonalLink
from bodies.notices import deliver_due
from bodies.roles import Role
from samverkan.lib.dates import clock_at, now, today
from samverkan.lib.errors import DomainError
from tests import factories as make
from tests.agreements import Place, a_copy

pytestmark = pytest.mark.django_db
DECIDED = {"outcome": "adopted", "day": (today() - timedelta(3)).isoformat(), "paragraph": "87"}


@pytest.fixture
def place() -> Place:
    made = Place()
    made.sent()
    return made


def asked(place: Place, days: int = 14) -> PersonalLink:
    return actions.ask_for_extract(
        agreement_id=place.agreement.pk,
        version=None,
        by=place.by,
        expires_on=today() + timedelta(days),
    )


def url(link: PersonalLink) -> str:
    return reverse("extract", args=[link.key])


def extract(content: bytes = b"Utdrag ur protokollet") -> SimpleUploadedFile:
    return SimpleUploadedFile("utdrag.txt", content)


def test_what_was_decided_and_then_the_file(place: Place, client: Client) -> None:
    link = asked(place)
    assert "Vad beslutade" in client.get(url(link)).content.decode()
    second = client.post(url(link), DECIDED).content.decode()
    assert "§ 87" in second
    assert 'type="file"' in second
    answer = client.post(url(link), {**DECIDED, "step": "file", "file": extract()}, follow=True)
    assert "Tack, protokollsutdraget har kommit in" in answer.content.decode()
    row = Adoption.objects.get()
    assert (row.party, row.outcome, row.paragraph) == (Party.MUNICIPALITY, Outcome.ADOPTED, 87)
    assert (row.filename, row.extract_received_on) == ("utdrag.txt", today())
    told = Event.objects.get(verb="hand_in_extract")
    assert told.by is None
    assert f"Lämnat av {place.municipality} genom en personlig länk." in told.text
    link.refresh_from_db()
    assert link.opened_at
    assert link.used_at


def test_what_is_recorded_is_not_asked_for(place: Place, client: Client) -> None:
    adoption = place.adopted()
    link = asked(place)
    assert "Vad beslutade" not in client.get(url(link)).content.decode()
    client.post(url(link), {"step": "file", "file": extract()})
    adoption.refresh_from_db()
    assert adoption.filename == "utdrag.txt"
    client.post(url(link), {"step": "file", "file": extract(b"Den ratta filen")})
    adoption.refresh_from_db()
    assert adoption.size == 15, "the later file counts"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"outcome": ""}, "Välj vad kommunfullmäktige beslutade."),
        ({"day": ""}, "Skriv vilken dag fullmäktige sammanträdde."),
        ({"day": "i går"}, "Skriv dagen som 2027-02-03."),
        ({"day": "2199-01-01"}, "Dagen har inte varit än."),
        ({"paragraph": "x"}, "Skriv paragrafen med siffror."),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(
    place: Place, client: Client, wrong: dict[str, str], sentence: str
) -> None:
    page = client.post(url(asked(place)), DECIDED | wrong).content.decode()
    assert sentence in page
    kept = ({"day": DECIDED["day"], "paragraph": "87"} | wrong).values()
    assert all(f'value="{value}"' in page for value in kept if value)
    assert not Adoption.objects.exists()


def test_a_file_that_is_refused_is_the_only_thing_to_choose_again(
    place: Place, client: Client
) -> None:
    bad = SimpleUploadedFile("utdrag.exe", b"MZ")
    page = client.post(url(asked(place)), {**DECIDED, "step": "file", "file": bad})
    assert "går inte att ta emot" in page.content.decode()
    assert "§ 87" in page.content.decode()
    empty = client.post(url(asked(place)), {**DECIDED, "step": "file"}).content.decode()
    assert "Välj filen med protokollsutdraget." in empty
    assert not Adoption.objects.exists()


def test_nobody_guesses_an_address(place: Place, client: Client) -> None:
    asked(place)
    assert client.get(reverse("extract", args=[uuid4()])).status_code == 404


def test_it_ends_by_itself_and_when_another_is_made(place: Place, client: Client) -> None:
    first = asked(place, days=2)
    second = asked(place, days=2)
    assert client.get(url(first)).status_code == 410
    answer = client.get(url(second))
    assert (answer.status_code, answer["X-Robots-Tag"]) == (200, "noindex, nofollow")
    assert "no-store" in answer["Cache-Control"]
    with clock_at(now() + timedelta(3)):
        assert client.get(url(second)).status_code == 410
        assert client.post(url(second), DECIDED).status_code == 410


def test_the_action_asks_itself_whether_the_link_still_works(place: Place) -> None:
    """Revoked between the page and the press."""
    link = asked(place)
    place.adopted()
    actions.revoke_link(link_id=link.pk, by=place.by)
    with pytest.raises(DomainError, match="gäller inte längre"):
        actions.hand_in_extract(link=link, file=a_copy())


def test_the_registrar_gets_it_by_mail(place: Place) -> None:
    registrar = make.person(Role.MUNICIPAL_REGISTRAR, organisation=place.municipality)
    link = asked(place)
    notice = Notice.objects.get(recipient=registrar)
    assert notice.path == url(link)
    mail.outbox.clear()
    deliver_due()
    assert [each.to for each in mail.outbox if url(link) in str(each.body)]
    assert link.recipient == registrar


def test_a_revoked_link_is_not_mailed_and_the_story_tells(place: Place) -> None:
    make.person(Role.MUNICIPAL_REGISTRAR, organisation=place.municipality)
    actions.revoke_link(link_id=asked(place).pk, by=place.by)
    mail.outbox.clear()
    deliver_due()
    assert not mail.outbox
    assert place.agreement.events.latest("pk").verb == "revoke_link"


def test_no_link_works_for_ever(place: Place, client: Client) -> None:
    client.force_login(place.by)
    far = (today() + timedelta(91)).isoformat()
    page = client.post(f"/avtal/{place.agreement.pk}/lank/", {"expires_on": far})
    assert "En länk får fungera i högst 90 dagar" in page.content.decode()
    assert asked(place, days=90)


def test_a_draft_is_not_asked_about() -> None:
    made = Place()
    with pytest.raises(DomainError, match="inte skickat än"):
        asked(made)


def refused_by(place: Place) -> Adoption:
    return actions.record_refusal(
        agreement_id=place.agreement.pk,
        version=None,
        by=place.by,
        party=Party.MUNICIPALITY,
        day=today() - timedelta(40),
        note="För dyrt.",
    )


def no_then_yes(place: Place) -> Adoption:
    refused_by(place)
    return place.adopted()


def yes_to_the_text_before(place: Place) -> Adoption:
    adoption = place.adopted()
    place.changed()
    return adoption


def yes_that_holds(place: Place) -> Adoption:
    adoption = yes_to_the_text_before(place)
    answer_to_the_change(place, "holds")
    return adoption


def answer_to_the_change(place: Place, answer: str) -> None:
    actions.answer_version(
        agreement_id=place.agreement.pk, version=None, by=place.by, answer=answer, reason="Ny."
    )


@pytest.mark.parametrize("decided", [no_then_yes, yes_to_the_text_before, yes_that_holds])
def test_it_goes_to_the_yes_that_is_waiting(
    place: Place, decided: Callable[[Place], Adoption]
) -> None:
    adoption = decided(place)
    assert actions.hand_in_extract(link=asked(place), file=a_copy()) == adoption
    assert Adoption.objects.exclude(file="").get() == adoption


def test_after_a_no_it_is_asked_what_was_decided(place: Place, client: Client) -> None:
    no, link = refused_by(place), asked(place)
    assert "Vad beslutade" in client.get(url(link)).content.decode()
    given: dict[str, Any] = {"link": link, "file": a_copy()}
    assert actions.hand_in_extract(outcome="declined", day=no.day, **given) == no
    yes = actions.hand_in_extract(
        outcome="adopted", day=today() - timedelta(2), paragraph=9, **given
    )
    assert (yes.outcome, yes.paragraph) == (Outcome.ADOPTED, 9)
    assert Adoption.objects.count() == 2


def test_a_no_that_is_handed_in_gets_its_receipt(place: Place, client: Client) -> None:
    link = asked(place)
    assert "Tack" not in client.get(f"{url(link)}?klart=1").content.decode()
    no = {**DECIDED, "outcome": "declined", "step": "file", "file": extract()}
    page = client.post(url(link), no, follow=True).content.decode()
    assert "Tack, protokollsutdraget har kommit in" in page
    assert "<strong>utdrag.txt</strong>" in page
    assert "Vad beslutade" in page, "the council may think again"


def test_what_was_told_is_kept_when_another_records_meanwhile(place: Place, client: Client) -> None:
    link = asked(place)
    place.adopted()
    no = {**DECIDED, "outcome": "declined", "step": "file", "file": extract()}
    client.post(url(link), no)
    assert Adoption.objects.latest("pk").outcome == Outcome.DECLINED
    assert Adoption.objects.exclude(file="").get().outcome == Outcome.DECLINED


def test_when_it_must_be_adopted_anew_the_old_extract_stands(place: Place) -> None:
    old = yes_to_the_text_before(place)
    answer_to_the_change(place, "again")
    given: dict[str, Any] = {"link": asked(place), "file": a_copy()}
    with pytest.raises(DomainError, match="Välj vad"):
        actions.hand_in_extract(**given)
    new = actions.hand_in_extract(outcome="adopted", day=today(), paragraph=9, **given)
    old.refresh_from_db()
    assert (old.filename, new.version.number) == ("", 2)
