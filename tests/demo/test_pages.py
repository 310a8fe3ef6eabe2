"""Every page of the demonstration, in every role: no dead link, no field without a label."""

from collections import Counter, deque
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from bodies.queries import demo_accounts
from tests.demo.reader import Page, read

ACCOUNTS = (
    "Registrator",
    "Handläggare",
    "Nämndsekreterare",
    "Chef",
    "RUN-ledamot",
    "PKD AU-ledamot",
    "Kommunens registrator",
    "Administratör",
)
# How many pages of one kind each visitor opens; the rest are only looked up.
ENOUGH = 1
MANY = {"case": 5, "case_step": 8, "meeting": 4, "case_list": 2, "body": 2}
# Leaves, and so ends the tour; and Django's own, which has its own tests.
NOT_VISITED = {"account_logout"}


@dataclass
class Tour:
    """One visitor following links from the start page, and what was wrong on the way."""

    client: Client
    wrong: list[str] = field(default_factory=list)
    opened: Counter[str] = field(default_factory=Counter)

    def walk(self) -> None:
        waiting, seen = deque([("/", "")]), {"/"}
        while waiting:
            url, source = waiting.popleft()
            page = self._open(url, source)
            for link in page.links + page.gets if page else []:
                target = urldefrag(urljoin(url, link)).url
                if target not in seen and is_ours(target):
                    seen.add(target)
                    waiting.append((target, url))

    def _open(self, url: str, source: str) -> Page | None:
        kind = self._kind(url, source)
        if kind in NOT_VISITED or self.opened[kind] >= MANY.get(kind, ENOUGH):
            return None
        self.opened[kind] += 1
        answer = self.client.get(url, follow=True)
        if answer.status_code >= 400:
            self.wrong.append(f"{url} (from {source}) answers {answer.status_code}")
        if answer.streaming or not answer["Content-Type"].startswith("text/html"):
            return None
        page = read(answer.content.decode())
        self.wrong += [f"{url}: {fault}" for fault in faults(page, kind)]
        return page

    def _kind(self, url: str, source: str) -> str:
        try:
            match = resolve(urlsplit(url).path)
        except Resolver404:
            self.wrong.append(f"{url} (from {source}) is no address")
            return "account_logout"
        return f"{match.namespace}:{match.url_name}" if match.namespace else str(match.url_name)


def is_ours(url: str) -> bool:
    parts = urlsplit(url)
    return not parts.netloc and parts.path.startswith("/") and not parts.path.startswith("/static/")


def faults(page: Page, kind: str) -> list[str]:
    found = [f"no label for {given}" for given in page.without_label()]
    found += [f"no #{name} to come to" for name in page.dead_ends()]
    found += [f"{name} inline" for name in page.inline]
    found += [f"two of #{name}" for name, number in Counter(page.ids).items() if number > 1]
    found += [] if page.headings.count("h1") == 1 else ["not one h1"]
    for action in page.posts + page.gets:
        found += [] if action == "" or leads_somewhere(action) else [f"form to {action}"]
    # Django's administration has its own headings and is looked at in the browser.
    return [fault for fault in found if not (kind.startswith("admin:") and "h1" in fault)]


def leads_somewhere(action: str) -> bool:
    path = urlsplit(action).path
    try:
        return path == "" or bool(resolve(path)) or False
    except Resolver404:
        return not path.startswith("/")


def visitor(role: str) -> Client:
    """A browser in which the first account with the role has pressed its button."""
    client = Client()
    person = next(account for account in demo_accounts() if account.role == role)
    client.post("/konto/demo/", {"person": person.id})
    return client


@pytest.mark.parametrize("role", ACCOUNTS)
def test_no_dead_links_and_no_field_without_a_label(role: str) -> None:
    tour = Tour(visitor(role))
    tour.walk()
    assert tour.wrong == []
    assert sum(tour.opened.values()) > 10, tour.opened


def test_every_account_is_toured() -> None:
    assert {account.role for account in demo_accounts()} == set(ACCOUNTS)


@pytest.mark.parametrize("url", ["/konto/logga-in/", "/konto/losenord/glomt/"])
def test_the_pages_before_one_is_known(url: str) -> None:
    page = read(Client().get(url).content.decode())
    assert faults(page, "account") == []


def test_a_control_without_a_label_is_seen() -> None:
    page = read('<label for="a">A</label><input id="a"><input id="b"><a href="#c">c</a>')
    assert page.without_label() == [{"id": "b"}]
    assert page.dead_ends() == ["c"]
