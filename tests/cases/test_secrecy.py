"""A case marked as secret: who sees it, what is said of it outside, and the acts themselves."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from bodies import reminders
from bodies.models import Notice, NoticeChoice, Person
from bodies.notices import deliver_due
from bodies.roles import Role
from cases import actions
from cases.models import AgendaItem, Case, CaseEvent
from cases.queries.meeting_page import agenda_rows
from cases.queries.steps import letter_of
from cases.route import Step
from samverkan.lib.dates import clock_at, now, today
from samverkan.lib.errors import NotAllowed
from tests import factories as make
from tests.cases.pages import shown

pytestmark = pytest.mark.django_db
SECRET = "Hemliga grottor"
OPEN_TITLE = make.SECRECY.open_title


@pytest.fixture
def home() -> make.House:
    return make.house()


def mark(home: make.House, case: Case) -> Case:
    reason = "Bilagan är hemlig."
    return make.step(case, "mark_secret", home.registrar, secrecy=make.SECRECY, reason=reason)


class TestWhoSees:
    """One world: a case at the samråd, first open, then marked, then lifted."""

    def test_only_those_who_work_with_it_and_those_it_is_shared_with(
        self, home: make.House
    ) -> None:
        case = make.announced(home, make.case_in(Step.CONSULTATION, home))
        other = make.person(Role.CASE_OFFICER)
        seated = make.person(Role.CASE_OFFICER)
        make.member(seated, home.pkd_au)
        everybody = [
            *(home.registrar, home.chief, home.secretary, home.officer, seated),
            *(home.pkd_member, home.run_member),
            *(other, home.administrator),
            *(home.stranger, home.municipal),
        ]
        assert self.seeing(everybody) == everybody[:9]
        mark(home, case)
        assert self.seeing(everybody) == everybody[:7]
        make.step(case, "lift_secrecy", home.registrar, reason="Inte hemligt.")
        assert self.seeing(everybody) == everybody[:9]

    def seeing(self, people: list[Person]) -> list[Person]:
        return [person for person in people if Case.objects.visible_to(person).exists()]

    def test_agendas_and_lists_leave_it_out(self, client: Client, home: make.House) -> None:
        meeting = make.meeting(home.au, days=2)
        for title in (SECRET, "Öppna vidder"):
            case = make.case_in(Step.PREPARATION, home, title=title, summary=f"Om {title}.")
            actions.place_on_agenda(meeting_id=meeting.pk, case_id=case.pk, by=home.secretary)
        secret = mark(home, Case.objects.get(title=SECRET))
        other = make.person(Role.CASE_OFFICER)
        titles = [row.case.title for row in agenda_rows(meeting, other)]
        assert titles == ["Öppna vidder"]
        assert len(agenda_rows(meeting, home.chief)) == 2
        for url in ("/arenden/", "/min-sida/", meeting.get_absolute_url()):
            assert SECRET not in shown(client, other, url)
        assert SECRET in shown(client, home.registrar, "/arenden/")
        client.force_login(other)
        for url in (secret.get_absolute_url(), f"{secret.get_absolute_url()}mejl/"):
            assert client.get(url).status_code == 404

    def test_no_ledger_of_all_mail_tells_of_it(self, client: Client, home: make.House) -> None:
        case = make.registered(home, title=SECRET, reply_due=today() + timedelta(20))
        about = {"about": f"case:{case.pk}", "path": case.get_absolute_url()}
        lost = make.notice(
            home.officer, "failed", **about, subject=case.registry_number, text=SECRET
        )
        admin = reverse("admin:bodies_notice_changelist")
        detail = reverse("admin:bodies_notice_change", args=[lost.pk])
        assert case.registry_number in shown(client, home.administrator, "/aviseringar/")
        assert SECRET in shown(client, home.administrator, detail)
        mark(home, case)
        for url in ("/aviseringar/", "/aviseringar/?regel=svarsdagen-narmar-sig", admin):
            assert case.registry_number not in shown(client, home.administrator, url)
        assert client.get(detail).status_code == 302
        assert client.get(reverse("notice_stop", args=[lost.pk])).status_code == 404
        assert case.registry_number in shown(client, home.registrar, "/aviseringar/")


class TestMail:
    """Whatever was written before the marking, no letter that leaves names the case."""

    def sent(self, hours: int = 0) -> list[str]:
        """The letters that leave then, whole."""
        mail.outbox.clear()
        with clock_at(now() + timedelta(hours=hours)):
            reminders.write_due()
            deliver_due()
        return [str(message.message()) for message in mail.outbox]

    @pytest.fixture
    def case(self, home: make.House) -> Case:
        """Its mail is written and waits: turn, officer, a reply that is late; marked after."""
        for person in (home.chief, home.registrar):
            NoticeChoice.objects.create(person=person, kind="reply_passed", manner="daily")
        with clock_at(now() - timedelta(9)):
            facts = {"title": SECRET, "summary": "Var grottorna ligger."}
            case = make.registered(
                home, **facts, officer=None, received_on=today(), reply_due=today() + timedelta(1)
            )
            case = make.step(case, "assess", home.chief, officer=home.officer)
            make.step(case, "assign", home.chief, officer=make.person(Role.CASE_OFFICER))
            actions.share(case_id=case.pk, by=home.registrar, organisations=[make.organisation()])
        reminders.write_due()
        return case

    def test_at_once_and_gathered(self, home: make.House, case: Case) -> None:
        rules = set(Notice.objects.unsent().values_list("rule", flat=True))
        assert {"turn", "officer", "reply_passed"} <= rules
        assert Notice.objects.filter(text__contains=SECRET, daily=True).exists()
        mark(home, case)
        letters = self.sent(hours=24)
        assert len(letters) >= 3
        assert any("Samverkan i dag" in letter for letter in letters)
        for letter in letters:
            for word in (SECRET, "Hemliga", "grottor", case.registry_number, case.slug, OPEN_TITLE):
                assert word not in letter

    def test_unmarked_they_do(self, case: Case) -> None:
        """The control: without the marking the same letters name it."""
        letters = self.sent(hours=24)
        assert letters
        assert all(case.registry_number in letter for letter in letters)

    def test_to_a_delegate(self, home: make.House) -> None:
        case = make.case_in(Step.PREPARATION, home, title=SECRET)
        committee = make.meeting(home.au, days=2, hour=8)
        joint = make.meeting(home.samrad, days=2, hour=13, follows=committee)
        actions.place_on_agenda(meeting_id=committee.pk, case_id=case.pk, by=home.secretary)
        case.refresh_from_db()
        mark(home, case)
        deliver_due()
        for meeting in (committee, joint):
            actions.publish_agenda(meeting_id=meeting.pk, version=1, by=home.secretary)
        letters = self.sent()
        letters += self.sent(hours=31)  # past seven the next morning, whatever the time is now
        rules = set(Notice.objects.filter(state="sent").values_list("rule", flat=True))
        assert {"agenda", "samrad_coming"} <= rules
        for letter in letters:
            assert SECRET not in letter
            assert case.registry_number not in letter

    def test_the_answer_bears_the_public_title(self, home: make.House) -> None:
        case = mark(home, make.registered(home, title=SECRET))
        letter = str(letter_of(case))
        assert OPEN_TITLE in letter
        assert SECRET not in letter
        assert case.public_title == OPEN_TITLE


class TestMarking:
    def post(self, client: Client, case: Case, **typed: Any) -> Any:
        url = f"{case.get_absolute_url()}sekretess/{typed.pop('more', '')}"
        return client.post(url, {"version": case.version} | typed)

    def test_marked_changed_and_lifted(self, client: Client, home: make.House) -> None:
        case = make.registered(home, title=SECRET)
        client.force_login(home.registrar)
        answer = self.post(client, case)
        text = answer.content.decode()
        for sentence in ("Skriv lagrummet", "Skriv vad ärendet ska heta utåt", "Skriv varför"):
            assert sentence in text
        typed = {"legal_ground": "OSL 15 kap. 2 §", "open_title": "En remiss", "reason": "Grottor."}
        assert self.post(client, case, **typed)["Location"] == case.get_absolute_url()
        stale = self.post(client, case, **typed)
        assert stale.status_code == 409
        assert "Grottor." in stale.content.decode()
        case.refresh_from_db()
        assert (case.is_secret, case.marked_by, case.legal_ground) == (
            True,
            home.registrar,
            "OSL 15 kap. 2 §",
        )
        assert "OSL 15 kap. 2 §" in shown(client, home.registrar, case.get_absolute_url())
        assert self.post(client, case, more="ta-bort/").status_code == 200
        assert self.post(client, case, more="ta-bort/", reason="Fel.").status_code == 302
        case.refresh_from_db()
        assert (case.is_secret, case.public_title) == (False, SECRET)
        told = CaseEvent.objects.filter(verb__endswith="_secrecy") | CaseEvent.objects.filter(
            verb="mark_secret"
        )
        assert [event.text for event in told.order_by("pk")] == [
            "Ärendet sekretessmarkerades: OSL 15 kap. 2 §. Skäl: Grottor.",
            "Sekretessmarkeringen (OSL 15 kap. 2 §) togs bort. Skäl: Fel.",
        ]

    def test_only_by_the_registrar(self, home: make.House) -> None:
        case = make.registered(home)
        for person in (home.officer, home.chief, home.secretary, home.administrator):
            with pytest.raises(NotAllowed):
                make.step(case, "mark_secret", person, secrecy=make.SECRECY, reason="Så.")
            with pytest.raises(NotAllowed):
                make.step(case, "lift_secrecy", person, reason="Så.")

    def test_when_it_is_registered(self, client: Client, home: make.House) -> None:
        client.force_login(home.registrar)
        typed = {
            "title": SECRET,
            "sender_name": "Provdepartementet",
            "received_on": today().isoformat(),
            "legal_ground": "OSL 15 kap. 2 §",
        }
        text = client.post("/arenden/ny/remiss/", typed).content.decode()
        assert "Skriv vad ärendet ska heta utåt." in text
        client.post("/arenden/ny/remiss/", typed | {"open_title": OPEN_TITLE})
        case = Case.objects.get()
        assert case.is_secret
        assert case.public_title == OPEN_TITLE
        assert "OSL 15 kap. 2 §" in CaseEvent.objects.get(verb="register").text

    def test_those_who_share_it_are_reminded(self, client: Client, home: make.House) -> None:
        case = make.case_in(Step.PREPARATION, home, title=SECRET)
        meeting = make.placed(home, case, home.au, 9, days=3)
        urls = (f"{case.get_absolute_url()}dela/", f"{meeting.get_absolute_url()}publicera/")
        law = "Sekretess gäller även mellan myndigheter"
        assert all(law not in shown(client, home.secretary, url) for url in urls)
        case.refresh_from_db()
        mark(home, case)
        assert all(law in shown(client, home.secretary, url) for url in urls)
        assert AgendaItem.objects.count() == 1
