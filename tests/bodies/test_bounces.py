"""What mail servers send back, in the shapes they send it; addresses are invented."""

import io
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import OperationalError

from bodies.models import Notice
from bodies.notices import bounces
from samverkan.lib.dates import now
from tests import factories as make

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parent / "bounces"
OURS = "<ours@samverkan.exempel.example>"


@pytest.fixture
def notice() -> Notice:
    return make.notice(make.person(), "sent", message_id=OURS)


def sample(name: str) -> bytes:
    return (SAMPLES / f"{name}.eml").read_bytes()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("postfix_failed", "550 5.1.1 <hanna.handlaggare@kommun.example>: Recipient address reje"),
        ("exchange_failed", "554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceeded"),
        ("qmail_failed", "failure notice"),
    ],
)
def test_what_came_back_is_stamped_with_the_servers_words(
    notice: Notice, name: str, said: str
) -> None:
    assert bounces.read(sample(name)) == notice
    notice.refresh_from_db()
    assert notice.bounced_at is not None
    assert notice.error.startswith(said)
    assert Notice.objects.needing_a_person().get() == notice


@pytest.mark.parametrize("name", ["postfix_delivered", "postfix_relayed"])
def test_what_arrived_is_stamped(notice: Notice, name: str) -> None:
    bounces.read(sample(name))
    notice.refresh_from_db()
    assert notice.delivered_at is not None
    assert (notice.bounced_at, notice.error) == (None, "")


@pytest.mark.parametrize("name", ["postfix_delayed", "out_of_office"])
def test_a_delay_and_a_holiday_are_no_news(notice: Notice, name: str) -> None:
    bounces.read(sample(name))
    notice.refresh_from_db()
    assert (notice.delivered_at, notice.bounced_at) == (None, None)


def test_what_was_passed_on_may_still_come_back(notice: Notice) -> None:
    bounces.read(sample("postfix_relayed"))
    bounces.read(sample("postfix_failed"))
    bounces.read(sample("postfix_relayed"))
    notice.refresh_from_db()
    assert notice.bounced_at is not None


def test_a_new_bounce_asks_for_a_person_again(notice: Notice) -> None:
    Notice.objects.update(bounced_at=now(), seen_at=now())
    bounces.read(sample("postfix_failed"))
    assert Notice.objects.needing_a_person().count() == 1


def test_somebody_elses_bounce(notice: Notice) -> None:
    other = sample("postfix_failed").replace(b"<ours@", b"<theirs@")
    assert bounces.read(other) is None
    notice.refresh_from_db()
    assert notice.bounced_at is None


@pytest.mark.parametrize(
    "rubbish",
    [
        b"",
        b"\xff\xfe\x00rubbish",
        b"Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status",
        b"Content-Type: message/delivery-status\n\nAction: failed\n",
        b"Content-Type: multipart/mixed\n\n" + b"--" * 5000,
        b"From: MAILER-DAEMON@x\nContent-Type: text/plain; charset=finns-inte\n\n<ours@x> \xe5",
        b"From: MAILER-DAEMON@x\nSubject: \x00\xe5\n\n<\x00@x> <\xe5@x> <a@b>",
        b"Subject: =?utf-8?q?=FF?=\nFrom: \xe5\nMessage-ID: <\xe5@x>\n\n",
        b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!!",
    ],
)
def test_rubbish_changes_nothing(notice: Notice, rubbish: bytes) -> None:
    assert bounces.read(rubbish) is None
    notice.refresh_from_db()
    assert notice.bounced_at is None


def test_odd_letters_in_what_the_server_says(notice: Notice) -> None:
    odd = sample("postfix_failed").replace(b"User unknown", b"Ok\x00\xe4nd \x1b[31m")
    bounces.read(odd)
    notice.refresh_from_db()
    assert notice.bounced_at is not None
    assert notice.error.isprintable()


def pipe(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> str:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    out = io.StringIO()
    call_command("read_bounce", stdout=out)
    return out.getvalue()


def test_piped_as_by_an_alias(notice: Notice, monkeypatch: pytest.MonkeyPatch) -> None:
    assert f"mejlet {notice.pk}" in pipe(monkeypatch, sample("postfix_failed"))
    assert "Inget" in pipe(monkeypatch, b"rubbish")


def test_the_server_keeps_it_while_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(raw: bytes) -> None:
        raise OperationalError("nere")

    monkeypatch.setattr(bounces, "read", away)
    with pytest.raises(SystemExit) as ended:
        pipe(monkeypatch, sample("postfix_failed"))
    assert ended.value.code == 75
