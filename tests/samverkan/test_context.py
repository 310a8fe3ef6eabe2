"""The rail: who has one, and which place is marked as the one we stand in."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory, override_settings

from samverkan.lib.context import Place, frame


def places(path: str = "/", **user: object) -> list[Place]:
    request = RequestFactory().get(path)
    request.user = SimpleNamespace(**user) if user else AnonymousUser()  # type: ignore[assignment]
    found = frame(request)["places"]
    assert isinstance(found, list)
    return found


def test_nobody_in_particular_has_no_rail() -> None:
    assert places() == []


def test_delegate_has_no_rail() -> None:
    assert places(is_region_staff=False, is_staff=False) == []


def test_staff_have_the_places_without_administration() -> None:
    labels = [place.label for place in places(is_region_staff=True, is_staff=False)]
    assert labels == ["Min sida", "Ärenden", "Möten", "Avtal", "Organ"]


def test_administrator_has_administration_too() -> None:
    assert places(is_region_staff=True, is_staff=True)[-1].url == "/admin/"


@pytest.mark.parametrize(
    ("path", "label"),
    [("/arenden/RUN-1-2026/", "Ärenden"), ("/moten/7/arenden/", "Möten"), ("/organ/", "Organ")],
)
def test_one_place_is_current(path: str, label: str) -> None:
    current = [
        place.label for place in places(path, is_region_staff=True, is_staff=True) if place.current
    ]
    assert current == [label]


@pytest.mark.parametrize("demo", [True, False])
def test_demonstration_is_told(demo: bool) -> None:
    with override_settings(DEMO=demo):
        assert frame(RequestFactory().get("/"))["demo"] is demo
