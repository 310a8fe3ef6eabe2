"""A page's form as a browser would post it: what it holds, with some answers changed."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client


class FormReader(HTMLParser):
    """Collects the controls of the form with the given id, or of all forms."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id = form_id
        self.inside = False
        self.data: dict[str, list[str]] = {}
        self.select = ""
        self.textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("id") == self.form_id
        name = given.get("name") or ""
        if not self.inside:
            return
        if tag == "input" and name:
            self.take_input(name, given)
        elif tag == "select":
            self.select = name
            self.data.setdefault(name, [])
        elif tag == "option" and "selected" in given:
            self.data[self.select].append(given.get("value") or "")
        elif tag == "textarea":
            self.textarea = name
            self.data[name] = [""]

    def take_input(self, name: str, given: dict[str, str | None]) -> None:
        kind = given.get("type")
        if kind in ("submit", "button"):
            return
        if kind not in ("checkbox", "radio") or "checked" in given:
            self.data.setdefault(name, []).append(given.get("value") or "")

    def handle_data(self, data: str) -> None:
        if self.textarea and self.inside:
            self.data[self.textarea] = [self.data[self.textarea][0] + data]

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.textarea = ""


def filled(page: Any, form_id: str, **changes: Any) -> dict[str, Any]:
    """What posting the page's form would send; None among the changes leaves a name out."""
    reader = FormReader(form_id)
    reader.feed(page.content.decode())
    data: dict[str, Any] = dict(reader.data)
    data.update(changes)
    return {name: value for name, value in data.items() if value is not None}


def submit(client: Client, model: str, address: str, **changes: Any) -> Any:
    """Open an admin page of the model ("add", "12/change"), change some answers, save."""
    url = f"/admin/bodies/{model}/{address}/"
    page = client.get(url)
    assert page.status_code == 200
    return client.post(url, filled(page, f"{model}_form", **changes))
