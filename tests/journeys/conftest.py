"""A running site with the demonstration in it, and a browser for whoever visits it."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test.utils import override_settings
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, sync_playwright
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from bodies.models import Person, ReminderDays, StandIn
from bodies.roles import Role
from cases.models import Case
from samverkan.lib.dates import now, today
from samverkan.testing import browser as chromium
from tests import factories as make

DESKTOP = ViewportSize(width=1280, height=900)
IPAD = ViewportSize(width=820, height=1180)
PHONE = ViewportSize(width=390, height=844)

# The journeys share one site, so one worker takes them all, in the order they are written. The
# tours of every page, which are half the time, have a site of their own, so that two can walk.
JOURNEYS, TOURS = pytest.mark.xdist_group("journeys"), pytest.mark.xdist_group("tours")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.django_db)
            item.add_marker(TOURS if item.path.stem == "test_every_page" else JOURNEYS)


@pytest.fixture
def _django_db_helper(site: str) -> None:
    """What pytest-django does around each marked test: here nothing, one site serves all.

    The mark itself must stand, or no test database is made for a run of journeys alone.
    """


@pytest.fixture
def files_of_its_own() -> None:
    """The journeys share the files of the one site they visit."""


@pytest.fixture(scope="package")
def site(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """The address of a site that holds the demonstration; emptied afterwards."""
    # Playwright keeps an event loop in this thread, which Django would take for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(DEMO=True, MEDIA_ROOT=media):
        call_command("demo", verbosity=0)
        if "SAMVERKAN_PICTURES" not in os.environ:  # a handbook shows no alarm on every page
            leave_mail_to_see_to()
        server = LiveServer("127.0.0.1")
        try:
            yield server.url
        finally:
            server.stop()
            call_command("flush", interactive=False, verbosity=0)
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def leave_mail_to_see_to() -> None:
    """One mail that failed and one that nobody is sure of, days of one's own, somebody away."""
    officer, chief = Person.objects.with_role(Role.CASE_OFFICER)[0], Person.objects.staff()[0]
    case = Case.objects.earliest("pk")
    about = {"about": f"case:{case.pk}", "path": case.get_absolute_url()}
    make.notice(officer, "failed", **about, error="550 5.1.1 Finns inte")
    make.notice(officer, "uncertain", **about, bounced_at=now(), due_at=now() + timedelta(1))
    ReminderDays.objects.create(rule="reply_near", days=[-10, -3])
    away = {"first_day": today(), "last_day": today() + timedelta(7)}
    StandIn.objects.create(person=officer, stand_in=chief, **away)


@pytest.fixture(scope="package")
def chrome() -> Iterator[Browser]:
    with sync_playwright() as play:
        started = play.chromium.launch(
            executable_path=chromium.find_or_get(), args=list(chromium.FLAGS)
        )
        yield started
        started.close()


@dataclass
class Visitor:
    """Somebody at a screen. What the browser complains of is kept and ends the test."""

    page: Page
    site: str
    scripted: bool = True
    posed: bool = False
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        self.page.goto(self.site + path)

    def heard(self, message: ConsoleMessage) -> None:
        # A refused form answers 409 or 403, which the browser also logs; that is no fault.
        # The camera hides the caret with a style of its own, which the policy refuses.
        expected = "status of 4" in message.text or (self.posed and "inline style" in message.text)
        if message.type == "error" and not expected:
            self.complaints.append(message.text)

    @property
    def text(self) -> str:
        return self.page.inner_text("body")


Visit = Callable[..., Visitor]


@pytest.fixture
def visit(site: str, chrome: Browser) -> Iterator[Visit]:
    """Sign in as a demonstration account by its name on the login page."""
    visitors: list[Visitor] = []

    def arrive(
        account: str | None = None, screen: ViewportSize = DESKTOP, javascript: bool = True
    ) -> Visitor:
        context = chrome.new_context(
            viewport=screen, java_script_enabled=javascript, locale="sv-SE"
        )
        context.set_default_timeout(15_000)
        visitor = Visitor(context.new_page(), site, javascript)
        visitor.page.on("console", visitor.heard)
        visitor.page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
        visitors.append(visitor)
        visitor.open("/konto/logga-in/")
        if account:
            visitor.page.get_by_role("button", name=account).first.click()
            visitor.page.wait_for_url(lambda url: "/konto/" not in url)
        return visitor

    yield arrive
    for visitor in visitors:
        visitor.page.context.close()
    assert [complaint for each in visitors for complaint in each.complaints] == []


class Camera:
    """Takes the handbook's pictures when a folder for them is named, else nothing."""

    def __init__(self, folder: str | None) -> None:
        self.folder = folder

    def __call__(self, visitor: Visitor, name: str) -> None:
        if self.folder is None:
            return
        visitor.posed = True
        visitor.page.screenshot(path=Path(self.folder) / f"{name}.png")


@pytest.fixture
def take() -> Camera:
    return Camera(os.environ.get("SAMVERKAN_PICTURES"))
