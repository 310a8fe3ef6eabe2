"""The lock: every package by its hash, no index named, and all that pyproject asks for."""

import re
import tomllib

import pytest
from django.conf import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCK = (settings.BASE_DIR / "requirements.lock").read_text()
PROJECT = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())
ASKED = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
# A package's line and the indented ones under it.
ENTRIES = re.findall(r"^([a-z0-9][^\s=]*)==(\S+)((?:.*\n(?:    .*\n)*))", LOCK, re.MULTILINE)


def test_every_package_has_a_hash() -> None:
    assert len(ENTRIES) > 40
    assert len(ENTRIES) == len(re.findall(r"^\S+==", LOCK, re.MULTILINE))
    assert [name for name, _, rest in ENTRIES if "--hash=sha256:" not in rest] == []


def test_it_names_no_index() -> None:
    assert not re.search(r"https?://|--index|--extra|--find-links|file:", LOCK)


@pytest.mark.parametrize("asked", ASKED)
def test_it_holds_what_is_asked_for(asked: str) -> None:
    wanted = Requirement(asked)
    locked = {canonicalize_name(name.partition("[")[0]): version for name, version, _ in ENTRIES}
    assert canonicalize_name(wanted.name) in locked
    assert wanted.specifier.contains(locked[canonicalize_name(wanted.name)])
