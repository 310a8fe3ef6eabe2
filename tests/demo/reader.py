"""Reading a page as a browser would: its links, its forms, and what its fields are called."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

UNLABELLED = {"hidden", "submit", "button", "reset", "image"}
Attributes = dict[str, str]


@dataclass
class Page:
    """What a page holds, each in the order it stands."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)
    gets: list[str] = field(default_factory=list)
    controls: list[tuple[str, Attributes, bool]] = field(default_factory=list)
    labelled: set[str] = field(default_factory=set)
    inline: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)

    def without_label(self) -> list[Attributes]:
        """Controls that no `<label>` is for and that do not say themselves what they are."""
        return [
            given
            for _, given, inside in self.controls
            if not (inside or given.get("id") in self.labelled or self._says_itself(given))
        ]

    def _says_itself(self, given: Attributes) -> bool:
        names = given.get("aria-labelledby", "").split()
        return bool(given.get("aria-label")) or (bool(names) and set(names) <= set(self.ids))

    def dead_ends(self) -> list[str]:
        """Links within the page to a place that is not there."""
        inner = [link[1:] for link in self.links if link.startswith("#") and len(link) > 1]
        return [name for name in inner if name not in self.ids]


class Reader(HTMLParser):
    """Fills a Page."""

    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._labels = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._note(tag, given)
        if tag == "label":
            self._labels += 1
            self.page.labelled.add(given.get("for", ""))
        elif tag == "a" and "href" in given:
            self.page.links.append(given["href"])
        elif tag == "form":
            forms = self.page.posts if given.get("method", "").lower() == "post" else self.page.gets
            forms.append(given.get("action", ""))
        elif tag in ("input", "select", "textarea") and given.get("type") not in UNLABELLED:
            self.page.controls.append((tag, given, self._labels > 0))

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self._labels -= 1

    def _note(self, tag: str, given: Attributes) -> None:
        if "id" in given:
            self.page.ids.append(given["id"])
        if tag == "style" or (tag == "script" and "src" not in given and "type" not in given):
            self.page.inline.append(tag)
        self.page.inline += [name for name in given if name == "style" or name.startswith("on")]
        if tag in ("h1", "h2", "h3", "h4"):
            self.page.headings.append(tag)


def read(content: str) -> Page:
    reader = Reader()
    reader.feed(content)
    return reader.page
