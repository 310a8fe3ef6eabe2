"""What the frame round every page needs: the places in the rail, and the demonstration mark.

Only names of URLs and facts about the request stand here; nothing that asks the database.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


@dataclass(frozen=True)
class Place:
    """One entry in the rail: its words, address, icon, and whether the page lies under it."""

    label: str
    url: str
    icon: str
    current: bool


STAFF_PLACES = (
    ("Min sida", "my_page", "home"),
    ("Ärenden", "case_list", "case"),
    ("Möten", "meeting_list", "meeting"),
    ("Avtal", "agreement_matrix", "agreement"),
    ("Organ", "body_list", "body"),
)
ADMIN_PLACES = (("Mejl", "notice_list", "mail"), ("Administration", "admin:index", "admin"))


def frame(request: HttpRequest) -> dict[str, object]:
    """Give ``places`` (empty for everyone but the region's staff) and ``demo`` to every page."""
    return {"places": _places(request), "demo": settings.DEMO}


def _places(request: HttpRequest) -> list[Place]:
    user = getattr(request, "user", None)
    if user is None or not getattr(user, "is_region_staff", False):
        return []
    rows = [*STAFF_PLACES, *ADMIN_PLACES] if user.is_staff else STAFF_PLACES
    return [_place(request.path, label, reverse(name), icon) for label, name, icon in rows]


def _place(path: str, label: str, url: str, icon: str) -> Place:
    return Place(label=label, url=url, icon=icon, current=path.startswith(url))
