"""Somebody at a running site, without a browser: cookies, forms and the word of the server."""

import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from http.cookiejar import CookieJar

from tests.factories import PASSWORD
from tests.samverkan.checkout import Checkout


@dataclass(frozen=True)
class Answer:
    """What came back after redirects: the status, where it ended, and the page."""

    status: int
    url: str
    text: str


class Visitor:
    """Keeps cookies between requests, as a browser does."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> Answer:
        return self._ask(urllib.request.Request(self.site + path))

    def post(self, path: str, **fields: str) -> Answer:
        """Fetch the page at `path` and send its form back with these fields."""
        page = self.get(path)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
        assert token, page
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
        return self._ask(urllib.request.Request(self.site + path, data=data))

    def log_in(self, email: str) -> Answer:
        return self.post("/konto/logga-in/", login=email, password=PASSWORD)

    def _ask(self, request: urllib.request.Request) -> Answer:
        try:
            with self.opener.open(request, timeout=30) as page:
                return Answer(page.status, page.url, page.read().decode())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.url or "", error.read().decode())


def make_house(checkout: Checkout, database: str) -> str:
    """Fill the database of a running copy with a small region; return its registrar's e-mail."""
    script = "from tests.factories import house; print(house().registrar.email)"
    environ = checkout.environment(DATABASE_URL=database) | {"PYTHONPATH": "."}
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-v", "0", "-c", script],
        cwd=checkout.folder, env=environ, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return done.stdout.strip()
