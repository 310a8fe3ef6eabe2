"""/konto/mejl/: how one wants one's mail, on which days, and who stands in."""

from datetime import timedelta

import pytest
from django import forms
from django.test import Client

from bodies.forms.days import DaysField, days_as_typed, days_in_words
from bodies.models import Event, NoticeChoice, Person, ReminderDays, StandIn
from bodies.reminders import all_rules
from bodies.roles import Role
from samverkan.lib.dates import today
from tests import factories as make

pytestmark = pytest.mark.django_db
URL = "/konto/mejl/"
NEW = f"{URL}ersattare/"
RULES = {rule.key: rule for rule in all_rules()}


@pytest.fixture
def home() -> make.House:
    return make.house()


def given(client: Client, **changes: str) -> dict[str, str]:
    """What the page's form would send, with some answers changed."""
    form = client.get(URL).context["form"]
    return {name: form[name].value() or "" for name in form.fields} | changes


def test_only_what_was_changed_is_saved(client: Client, home: make.House) -> None:
    client.force_login(home.officer)
    sent = given(client, hur_turn="daily", dagar_reply_near="10, 3")
    assert client.post(URL, sent)["Location"] == URL
    assert list(NoticeChoice.objects.values_list("person", "kind", "manner")) == [
        (home.officer.pk, "turn", "daily")
    ]
    row = ReminderDays.objects.get()
    assert (row.person, row.rule, row.days) == (home.officer, "reply_near", [-10, -3])
    assert Event.objects.filter(by=home.officer).count() == 2
    client.post(URL, given(client))
    assert Event.objects.filter(by=home.officer).count() == 2
    assert 'value="10, 3"' in client.get(URL).content.decode()
    client.post(URL, given(client, dagar_reply_near=""))
    assert not ReminderDays.objects.exists()


def test_nothing_is_saved_and_nothing_lost_when_one_answer_is_wrong(
    client: Client, home: make.House
) -> None:
    client.force_login(home.officer)
    sent = given(client, hur_turn="never", dagar_reply_near="snart", dagar_papers_due="4")
    page = client.post(URL, sent).content.decode()
    assert "”snart” är inget tal. Skriv antal dagar med komma emellan" in page
    assert 'value="snart"' in page
    assert 'value="4"' in page
    assert '<option value="never" selected>' in page
    assert not NoticeChoice.objects.exists()
    assert not ReminderDays.objects.exists()


def test_what_the_law_needs_is_shown_and_not_chosen(client: Client, home: make.House) -> None:
    client.force_login(home.secretary)
    page = client.get(URL).content.decode()
    assert "Det går inte att välja bort (KL 6:40)" in page
    assert "hur_urgent_report" not in page
    client.post(URL, given(client, hur_urgent_report="never"))
    assert not NoticeChoice.objects.exists()


def test_a_delegate_chooses_among_what_delegates_get(client: Client, home: make.House) -> None:
    client.force_login(home.pkd_member)
    form = client.get(URL).context["form"]
    assert {kind.key for kind in form.kinds} == {
        "agenda",
        "summons",
        "attendance_unanswered",
        "cancelled",
        "minutes",
        "minutes_approve",
        "moved",
        "notes",
        "samrad_coming",
        "substitute_asked",
        "substitute_released",
        "written",
        "written_unanswered",
    }
    client.post(URL, given(client, hur_agenda="daily", dagar_samrad_coming="5"))
    assert NoticeChoice.objects.get().person == home.pkd_member
    assert ReminderDays.objects.get().days == [-5]


@pytest.mark.parametrize(
    ("who", "mine", "not_mine"),
    [
        ("officer", {"turn", "reply_near", "not_dispatched"}, {"no_officer", "agreement_fee"}),
        ("administrator", {"turn", "agreement_fee", "agreement_extract"}, {"reply_near", "agenda"}),
        (
            "municipal",
            {"agreement_papers", "agreement_extract"},
            {"turn", "agenda", "agreement_fee"},
        ),
    ],
)
def test_everybody_is_asked_about_what_they_may_get(
    client: Client, home: make.House, who: str, mine: set[str], not_mine: set[str]
) -> None:
    client.force_login(getattr(home, who))
    shown = {kind.key for kind in client.get(URL).context["form"].kinds}
    assert mine <= shown
    assert not shown & not_mine


def test_a_municipal_registrar_chooses_about_agreements(client: Client, home: make.House) -> None:
    client.force_login(home.municipal)
    client.post(URL, given(client, hur_agreement_extract="daily", dagar_agreement_extract="0, 3"))
    assert NoticeChoice.objects.get().kind == "agreement_extract"
    assert ReminderDays.objects.get().days == [0, 3]


def test_cases_stand_before_agreements() -> None:
    keys = list(RULES)
    assert keys.index("reply_near") < keys.index("agreement_papers")


def test_the_usual_days_are_those_that_hold_for_all(client: Client, home: make.House) -> None:
    ReminderDays.objects.create(rule="reply_near", days=[-20])
    client.force_login(home.officer)
    assert "Tomt betyder 20 dagar före." in client.get(URL).content.decode()


@pytest.mark.parametrize("who", ["officer", "pkd_member", "municipal"])
def test_linked_from_the_menu_for_everybody(client: Client, home: make.House, who: str) -> None:
    client.force_login(getattr(home, who))
    assert f'href="{URL}"' in client.get("/organ/").content.decode()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("14, 7, 2 dagar före", [-14, -7, -2]),
        ("14 7 2", [-14, -7, -2]),
        ("7; 7 och 1 dag innan", [-7, -1]),
        ("-3", [-3]),
        ("", []),
        ("  ", []),
    ],
)
def test_days_before_as_people_write_them(text: str, days: list[int]) -> None:
    assert DaysField(RULES["reply_near"], []).clean(text) == days


@pytest.mark.parametrize(
    ("rule", "text", "days"),
    [
        ("papers_due", "5 arbetsdagar före och samma dag", [-5, 0]),
        ("papers_due", "2, 0", [-2, 0]),
        ("reply_passed", "1, 7", [1, 7]),
        ("reply_passed", "3 dagar efter", [3]),
        ("agreement_signature", "10, 3", [-10, -3]),
        ("agreement_signature", "10, 3 före och 1 efter", [-10, -3, 1]),
    ],
)
def test_days_count_as_the_rule_does(rule: str, text: str, days: list[int]) -> None:
    assert DaysField(RULES[rule], []).clean(text) == days


@pytest.mark.parametrize(
    ("rule", "text", "said"),
    [
        ("reply_near", "i förrgår", "är inget tal"),
        ("reply_near", "3 efter", "går ut före dagen"),
        ("reply_passed", "3 före", "går ut efter dagen"),
        ("reply_near", "0", "minst 1"),
        ("reply_near", "121", "högst 120"),
        ("reply_near", "1,2,3,4,5,6,7", "högst 6"),
        ("reply_near", "9" * 99, "högst 120"),
    ],
)
def test_days_that_cannot_be_used(rule: str, text: str, said: str) -> None:
    with pytest.raises(forms.ValidationError, match=said):
        DaysField(RULES[rule], []).clean(text)


def test_days_both_ways_stand_as_they_are_typed() -> None:
    field = DaysField(RULES["agreement_signature"], [])
    assert field.label == "Antal arbetsdagar före eller efter"
    assert days_as_typed([-10, -3, 1]) == "10, 3 före, 1 efter"
    assert field.clean(days_as_typed([-10, -3, 1])) == [-10, -3, 1]


@pytest.mark.parametrize(
    ("days", "working", "words"),
    [
        ([-14, -7, -2], False, "14, 7 och 2 dagar före"),
        ([-1], True, "1 arbetsdag före"),
        ([0], False, "samma dag"),
        ([-1, 0, 3], False, "1 dag före, samma dag och 3 dagar efter"),
    ],
)
def test_days_in_words(days: list[int], working: bool, words: str) -> None:
    assert days_in_words(days, working=working) == words


class TestStandIn:
    def days(self, first: int = 0, last: int = 7) -> dict[str, str]:
        return {
            "first_day": str(today() + timedelta(first)),
            "last_day": str(today() + timedelta(last)),
        }

    def test_chosen_shown_and_taken_away(self, client: Client, home: make.House) -> None:
        client.force_login(home.officer)
        sent = self.days() | {"stand_in": str(home.chief.pk)}
        page = client.post(NEW, sent, follow=True).content.decode()
        assert f"{home.chief.full_name} får dina mejl från" in page
        row = StandIn.objects.get()
        assert (row.person, row.stand_in) == (home.officer, home.chief)
        client.force_login(home.chief)
        assert f"Du får mejlen till {home.officer.full_name}" in client.get(URL).content.decode()
        end = f"{NEW}{row.pk}/ta-bort/"
        assert client.post(end).status_code == 404
        client.force_login(home.officer)
        assert client.get(end).status_code == 405
        assert client.post(end)["Location"] == URL
        assert not StandIn.objects.exists()
        assert client.post(end).status_code == 404

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"stand_in": ""}, "Välj en person."),
            ({"stand_in": "999999"}, "Välj en person i listan."),
            ({"first_day": "i morgon"}, "Skriv dagen så här"),
            ({"last_day": ""}, "Välj en dag."),
            ({"last_day": "2020-01-01", "first_day": "2020-01-01"}, "har redan varit"),
            ({"last_day": "2020-01-01"}, "ligger före den första"),
        ],
    )
    def test_a_clear_sentence_and_nothing_lost(
        self, client: Client, home: make.House, changes: dict[str, str], said: str
    ) -> None:
        client.force_login(home.officer)
        sent = self.days() | {"stand_in": str(home.chief.pk)} | changes
        answer = client.post(NEW, sent)
        assert answer.status_code == 200
        page = answer.content.decode()
        assert said in page
        if "stand_in" not in changes:
            assert f'<option value="{home.chief.pk}" selected>' in page
        assert not StandIn.objects.exists()

    def test_two_at_once(self, client: Client, home: make.House) -> None:
        client.force_login(home.officer)
        client.post(NEW, self.days() | {"stand_in": str(home.chief.pk)})
        sent = self.days(7, 9) | {"stand_in": str(home.secretary.pk)}
        assert "redan en ersättare" in client.post(NEW, sent).content.decode()

    def offered(self, client: Client, person: Person) -> set[Person]:
        client.force_login(person)
        return set(client.get(NEW).context["form"].fields["stand_in"].queryset)

    def test_staff_for_staff(self, client: Client, home: make.House) -> None:
        make.person(Role.CHIEF, email=None)
        make.person(Role.CHIEF, is_active=False)
        expected = {home.registrar, home.secretary, home.chief, home.administrator}
        assert self.offered(client, home.officer) == expected

    def test_those_of_the_same_bodies_for_delegates(self, client: Client, home: make.House) -> None:
        fellow, other = make.person(), make.person()
        make.member(fellow, home.pkd_au, seat="substitute")
        make.member(other, make.body("annat"))
        offered = self.offered(client, home.pkd_member)
        assert fellow in offered
        assert not offered & {other, home.pkd_member, home.officer, home.stranger}

    def test_nobody_for_somebody_without_a_seat(self, client: Client, home: make.House) -> None:
        assert self.offered(client, home.stranger) == set()
        assert "Ingen att välja än" in client.get(NEW).content.decode()

    def test_the_registrars_of_a_municipality_for_each_other(
        self, client: Client, home: make.House
    ) -> None:
        fellow = make.person(Role.MUNICIPAL_REGISTRAR, organisation=home.municipality)
        make.person(Role.MUNICIPAL_REGISTRAR, organisation=make.organisation(name="Annanby"))
        make.person(organisation=home.municipality)
        assert self.offered(client, home.municipal) == {fellow}
