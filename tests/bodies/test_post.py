"""The demonstration's mail page: what was sent, as its reader sees it, and only there."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from bodies import notices
from samverkan.lib.mailbox import letters
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known")]


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.DEMO = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    return tmp_path


def sent(*subjects: str) -> None:
    person = make.person(email="las@example.se")
    for subject in subjects:
        letter = notices.Letter(subject, "Hej å ä ö", "/arenden/")
        notices.post(
            rule="prov", about="prov:1", occasion=subject, recipients=[person], letter=letter
        )
    notices.deliver_due()


def test_letters_stand_newest_first_and_open(folder: Path, client: Client) -> None:
    sent("Det första", "Det andra <b>")
    page = client.get("/post/").content.decode()
    assert page.index("Det andra &lt;b&gt;") < page.index("Det första")
    assert "las@example.se" in page
    newest = next(letters(folder))
    url = f"/post/{newest.file}/{newest.number}/"
    shown = client.get(url).content.decode()
    assert "Hej å ä ö" in shown
    assert "Message-ID" in shown
    assert f'src="{url}html/"' in shown


def test_the_letter_itself_may_run_and_fetch_nothing(folder: Path, client: Client) -> None:
    sent("Ett brev")
    newest = next(letters(folder))
    answer = client.get(f"/post/{newest.file}/{newest.number}/html/")
    assert "Hej å ä ö" in answer.content.decode()
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script" not in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_an_empty_box_and_a_broken_file(folder: Path, client: Client) -> None:
    assert "Inga mejl än" in client.get("/post/").content.decode()
    (folder / "20270203-101500-1.log").write_bytes(b"\xff\xfe\x00 not a letter")
    assert "Utan ämne" in client.get("/post/").content.decode()
    assert client.get("/post/20270203-101500-1/7/").status_code == 404
    assert client.get("/post/passwd/1/").status_code == 404


ODD = b"""\
Subject: Udda
To: las@example.se
Date: Wed, 03 Feb 2027 09:15:00 -0000
MIME-Version: 1.0
Content-Type: text/plain; charset="x-okand"
Content-Transfer-Encoding: 8bit

Hej \xc3\xa5 \xff
"""


def test_an_unknown_alphabet_is_read_as_well_as_it_can_be(folder: Path, client: Client) -> None:
    (folder / "20270203-101500-1.log").write_bytes(ODD)
    page = client.get("/post/20270203-101500-1/1/").content.decode()
    assert "Hej å \N{REPLACEMENT CHARACTER}" in page
    assert "3 februari 2027 kl. 10.15" in page, "by the clock in Sweden"


@pytest.mark.parametrize("url", ["/post/", "/post/20270203-101500-1/1/"])
def test_nowhere_but_in_a_demonstration(
    folder: Path, client: Client, settings: Settings, url: str
) -> None:
    settings.DEMO = False
    client.force_login(make.house().administrator)
    assert client.get(url).status_code == 404
    settings.DEMO, settings.EMAIL_FILE_PATH = True, None
    assert client.get(url).status_code == 404
