"""The administration of meetings: bad input gets a sentence by its field, good input an event."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client

from bodies.models import Body, Event, Meeting, Person
from samverkan.lib.dates import STOCKHOLM, clock_at, local_date, now, today
from tests import factories as make
from tests.bodies.filled import filled, submit

pytestmark = pytest.mark.django_db


def at(days: int, hour: int = 9) -> str:
    return f"{today() + timedelta(days)}T{hour:02}:00"


def sentence(answer: Any, field: str) -> str:
    """What the page says by the field."""
    assert answer.status_code in (200, 409), "it was saved"
    errors = answer.context["adminform"].form.errors
    return " ".join(errors.get(field, [f"nothing by {field}: {errors}"]))


def test_a_new_meeting_gets_its_days_from_the_body_s_rules(office: Client) -> None:
    board = make.body("run", papers_days=10, summons_days=5)
    answer = submit(office, "meeting", "add", body=board.pk, starts_at=at(40), place="Salen")
    assert answer.status_code == 302
    meeting = Meeting.objects.get()
    assert meeting.starts_at == datetime.combine(
        today() + timedelta(40), datetime.min.time().replace(hour=9), tzinfo=STOCKHOLM
    )
    assert meeting.papers_due == today() + timedelta(30)
    assert meeting.summons_due == today() + timedelta(35)


def test_saving_leaves_one_event_by_the_administrator(
    office: Client, administrator: Person
) -> None:
    board = make.body("run")
    submit(office, "meeting", "add", body=board.pk, starts_at=at(40))
    event = Event.objects.get()
    assert (event.verb, event.by, event.body) == ("add_meeting", administrator, board)
    assert event.meeting == Meeting.objects.get()
    assert event.text.startswith("Mötet i RUN ")
    assert event.text.endswith("lades upp.")


def test_changing_tells_what_changed_and_raises_the_version(office: Client) -> None:
    meeting = make.meeting(make.body("run"), 40)
    submit(office, "meeting", f"{meeting.pk}/change", place="Nya salen")
    meeting.refresh_from_db()
    assert (meeting.place, meeting.version) == ("Nya salen", 2)
    assert "ändrades: lokal" in Event.objects.get().text


def test_saving_without_changes_leaves_nothing(office: Client) -> None:
    board = make.body("run")
    submit(office, "meeting", "add", body=board.pk, starts_at=at(40))
    meeting = Meeting.objects.get()
    assert submit(office, "meeting", f"{meeting.pk}/change").status_code == 302
    meeting.refresh_from_db()
    assert (meeting.version, Event.objects.count()) == (1, 1)


def test_a_moved_meeting_gets_new_days_unless_somebody_chose_them(office: Client) -> None:
    board = make.body("run", papers_days=10, summons_days=5)
    submit(office, "meeting", "add", body=board.pk, starts_at=at(40))
    meeting = Meeting.objects.get()
    chosen = today() + timedelta(20)
    submit(office, "meeting", f"{meeting.pk}/change", summons_due=chosen.isoformat())
    submit(office, "meeting", f"{meeting.pk}/change", starts_at=at(50))
    meeting.refresh_from_db()
    assert (meeting.papers_due, meeting.summons_due) == (today() + timedelta(40), chosen)


def test_a_meeting_in_the_past_is_refused_by_its_field(office: Client) -> None:
    board = make.body("run")
    answer = submit(
        office, "meeting", "add", body=board.pk, starts_at=at(-3), place="Kvar i fältet"
    )
    assert "Mötet ligger i det förflutna." in sentence(answer, "starts_at")
    assert "Kvar i fältet" in answer.content.decode()
    assert not Meeting.objects.exists()


def test_a_meeting_earlier_today_is_not_past(office: Client) -> None:
    board = make.body("run")
    evening = datetime.combine(today(), time(20), tzinfo=STOCKHOLM)
    with clock_at(evening):
        answer = submit(office, "meeting", "add", body=board.pk, starts_at=at(0))
        assert answer.status_code == 302
        meeting = Meeting.objects.get()
        for when, found in (("kommande", 1), ("tidigare", 0)):
            listed = office.get(f"/admin/bodies/meeting/?nar={when}").context["cl"]
            assert listed.result_count == found, when
        page = office.get(f"/admin/bodies/body/{board.pk}/change/").content.decode()
        assert f"/admin/bodies/meeting/{meeting.pk}/change/" in page


def test_a_meeting_that_has_been_may_be_added_on_purpose(office: Client) -> None:
    board = make.body("run")
    answer = submit(office, "meeting", "add", body=board.pk, starts_at=at(-3), in_the_past="on")
    assert answer.status_code == 302
    assert Meeting.objects.get().is_over


def test_a_coming_meeting_is_not_moved_into_the_past(office: Client) -> None:
    meeting = make.meeting(make.body("run"), 10)
    answer = submit(office, "meeting", f"{meeting.pk}/change", starts_at=at(-1))
    assert "Mötet ligger i det förflutna." in sentence(answer, "starts_at")


def test_a_meeting_that_has_been_keeps_its_time_but_not_its_place(office: Client) -> None:
    meeting = make.meeting(make.body("run"), -10)
    answer = submit(office, "meeting", f"{meeting.pk}/change", starts_at=at(10))
    assert "Mötet har redan varit" in sentence(answer, "starts_at")
    assert submit(office, "meeting", f"{meeting.pk}/change", place="Rätt sal").status_code == 302


def test_no_two_at_once(office: Client) -> None:
    board = make.body("run")
    make.meeting(board, 10)
    answer = submit(office, "meeting", "add", body=board.pk, starts_at=at(10))
    assert answer.status_code == 200
    assert "Organet har redan ett möte som börjar då." in answer.content.decode()


def test_it_may_begin_where_a_cancelled_one_was(office: Client) -> None:
    board = make.body("run")
    make.meeting(board, 10, state="cancelled", state_reason="Storm")
    assert submit(office, "meeting", "add", body=board.pk, starts_at=at(10)).status_code == 302


def test_a_meeting_never_changes_body(office: Client) -> None:
    meeting = make.meeting(make.body("run"), 10)
    other = make.body("hsn")
    answer = submit(office, "meeting", f"{meeting.pk}/change", body=other.pk)
    assert "Ett möte kan inte byta organ." in sentence(answer, "body")


@pytest.mark.parametrize("field", ["papers_due", "summons_due"])
def test_papers_and_summons_come_before_the_meeting(office: Client, field: str) -> None:
    board = make.body("run")
    late = (today() + timedelta(11)).isoformat()
    answer = submit(office, "meeting", "add", body=board.pk, starts_at=at(10), **{field: late})
    assert "Välj en dag före det." in sentence(answer, field)


def test_a_stale_form_is_refused_and_keeps_what_was_typed(office: Client) -> None:
    meeting = make.meeting(make.body("run"), 10)
    url = f"/admin/bodies/meeting/{meeting.pk}/change/"
    mine = filled(office.get(url), "meeting_form", place="Min sal")
    submit(office, "meeting", f"{meeting.pk}/change", place="Deras sal")
    answer = office.post(url, mine)
    assert answer.status_code == 409
    assert "Någon annan har ändrat mötet" in answer.content.decode()
    assert "Min sal" in answer.content.decode()
    meeting.refresh_from_db()
    assert meeting.place == "Deras sal"
    again = office.post(url, filled(answer, "meeting_form"))
    assert again.status_code == 302
    meeting.refresh_from_db()
    assert meeting.place == "Min sal"


def test_an_ordinary_mistake_does_not_hide_a_stale_form(office: Client) -> None:
    meeting = make.meeting(make.body("run"), 10)
    url = f"/admin/bodies/meeting/{meeting.pk}/change/"
    mine = filled(office.get(url), "meeting_form", starts_at="")
    submit(office, "meeting", f"{meeting.pk}/change", place="Deras sal")
    answer = office.post(url, mine)
    assert answer.status_code == 200
    assert office.post(url, filled(answer, "meeting_form", starts_at=at(10))).status_code == 409


class TestSamrad:
    """A samråd takes its agenda from a meeting of the committee that prepares its cases."""

    @pytest.fixture
    def home(self, db: None) -> make.House:
        return make.house()

    def add(self, office: Client, home: make.House, starts: str, follows: object) -> Any:
        return submit(
            office, "meeting", "add", body=home.samrad.pk, starts_at=starts, follows=follows
        )

    def test_follows_a_meeting_of_the_committee(self, office: Client, home: make.House) -> None:
        committee = make.meeting(home.au, 10, 8)
        assert self.add(office, home, at(10, 10), committee.pk).status_code == 302
        assert Meeting.objects.get(body=home.samrad).follows == committee

    def test_must_follow_one(self, office: Client, home: make.House) -> None:
        answer = self.add(office, home, at(10), "")
        assert "Välj vilket möte" in sentence(answer, "follows")

    def test_never_follows_another_body(self, office: Client, home: make.House) -> None:
        board = make.meeting(home.board, 10, 8)
        answer = self.add(office, home, at(10, 10), board.pk)
        assert "det utskott som bereder" in sentence(answer, "follows")

    def test_begins_after_it(self, office: Client, home: make.House) -> None:
        committee = make.meeting(home.au, 10, 13)
        answer = self.add(office, home, at(10, 10), committee.pk)
        assert "Samrådet måste börja efter mötet i RUN AU" in sentence(answer, "starts_at")

    def test_never_follows_a_cancelled_one(self, office: Client, home: make.House) -> None:
        gone = make.meeting(home.au, 10, 8, state="cancelled", state_reason="Storm")
        answer = self.add(office, home, at(10, 10), gone.pk)
        assert "är inställt" in sentence(answer, "follows")

    def test_is_the_only_one(self, office: Client, home: make.House) -> None:
        committee = make.meeting(home.au, 10, 8)
        make.meeting(home.samrad, 11, follows=committee)
        answer = self.add(office, home, at(10, 10), committee.pk)
        assert "Ett annat samråd följer redan" in sentence(answer, "follows")

    def test_keeps_a_published_agenda(self, office: Client, home: make.House) -> None:
        first, second = make.meeting(home.au, 10, 8), make.meeting(home.au, 11, 8)
        published: dict[str, Any] = {
            "agenda_published_at": now(),
            "agenda_published_by": home.secretary,
        }
        samrad = make.meeting(home.samrad, 12, follows=first, **published)
        answer = submit(office, "meeting", f"{samrad.pk}/change", follows=second.pk)
        assert "är publicerad" in sentence(answer, "follows")

    def test_is_not_overtaken(self, office: Client, home: make.House) -> None:
        committee = make.meeting(home.au, 10, 8)
        make.meeting(home.samrad, 10, 10, follows=committee)
        answer = submit(office, "meeting", f"{committee.pk}/change", starts_at=at(10, 12))
        assert "följer på det här mötet" in sentence(answer, "starts_at")

    def test_an_ordinary_body_follows_nothing(self, office: Client, home: make.House) -> None:
        committee = make.meeting(home.au, 10, 8)
        answer = submit(
            office,
            "meeting",
            "add",
            body=home.board.pk,
            starts_at=at(12),
            follows=committee.pk,
        )
        assert "Bara ett samråd följer på" in sentence(answer, "follows")

    def test_only_meetings_of_committees_are_offered(
        self, office: Client, home: make.House
    ) -> None:
        committee = make.meeting(home.au, 10, 8)
        make.meeting(home.board, 10, 12)
        asked = {"app_label": "bodies", "model_name": "meeting", "field_name": "follows"}
        offered = office.get("/admin/autocomplete/", asked | {"term": ""}).json()["results"]
        assert [row["id"] for row in offered] == [str(committee.pk)]

    def offered(self, office: Client, term: str) -> list[int]:
        asked = {"app_label": "bodies", "model_name": "meeting", "field_name": "follows"}
        answer = office.get("/admin/autocomplete/", asked | {"term": term})
        return [int(row["id"]) for row in answer.json()["results"]]

    def test_the_nearest_is_offered_first(self, office: Client, home: make.House) -> None:
        far, past, near, old = (make.meeting(home.au, days) for days in (90, -5, 3, -200))
        assert self.offered(office, "") == [m.pk for m in (near, far, past, old)]

    def test_is_found_by_its_date(self, office: Client, home: make.House) -> None:
        first, second = (
            make.meeting(home.au, (date(2031, month, 3) - today()).days) for month in (2, 10)
        )
        for term in (
            "2031-02-03",
            "2031-02",
            "3 februari",
            "feb 2031",
            "3 feb 2031",
            "run februari",
        ):
            assert self.offered(office, term) == [first.pk], term
        assert self.offered(office, "2031") == [first.pk, second.pk]
        for term in ("4 februari", "1931", "0000-00-00", "99", "2031-99", "mar"):
            assert self.offered(office, term) == [], term

    def test_the_choice_is_marked_as_required(self, office: Client, home: make.House) -> None:
        marked = '<label class="required" for="id_follows">'
        new = office.get(f"/admin/bodies/meeting/add/?body={home.samrad.pk}").content.decode()
        assert marked in new
        other = office.get(f"/admin/bodies/meeting/add/?body={home.board.pk}").content.decode()
        assert marked not in other
        # What the page's script goes by when the body is chosen on the page.
        assert f'data-required-for="{home.samrad.pk}"' in other

    def test_one_without_keeps_its_page(self, office: Client, home: make.House) -> None:
        """An old samråd may have been entered without."""
        meeting = make.meeting(home.samrad, -100)
        answer = submit(office, "meeting", f"{meeting.pk}/change", place="Salen")
        assert answer.status_code == 302


def test_meetings_are_added_on_the_body_s_own_page(office: Client) -> None:
    board: Body = make.body("run", papers_days=10)
    rows = {
        "meetings-TOTAL_FORMS": "2",
        "meetings-0-starts_at": at(20),
        "meetings-0-body": board.pk,
        "meetings-1-starts_at": at(50),
        "meetings-1-place": "Salen",
        "meetings-1-body": board.pk,
    }
    assert submit(office, "body", f"{board.pk}/change", **rows).status_code == 302
    days = [(local_date(m.starts_at) - today()).days for m in Meeting.objects.all()]
    assert days == [20, 50]
    assert Event.objects.filter(verb="add_meeting", body=board).count() == 2


def test_a_refused_row_on_the_body_s_page_is_a_sentence_too(office: Client) -> None:
    board = make.body("run")
    rows = {
        "meetings-TOTAL_FORMS": "1",
        "meetings-0-starts_at": at(-2),
        "meetings-0-body": board.pk,
    }
    answer = submit(office, "body", f"{board.pk}/change", **rows)
    assert answer.status_code == 200
    assert "Mötet ligger i det förflutna." in answer.content.decode()
    assert not Meeting.objects.exists()


def test_only_an_administrator(client: Client) -> None:
    home = make.house()
    client.force_login(home.secretary)
    answer = client.post("/admin/bodies/meeting/add/", {"body": home.board.pk})
    assert answer.status_code in (302, 403)
    assert not Meeting.objects.exists()
