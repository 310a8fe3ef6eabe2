"""A production start that lacks something says so once, without a traceback, and ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from samverkan.testing.__main__ import PRODUCTION

# Each starts one of the site's own programs.
pytestmark = pytest.mark.journey
ROOT = Path(__file__).resolve().parents[2]
STARTS = [
    ["-m", "gunicorn", "samverkan.wsgi"],
    ["-m", "celery", "--app", "samverkan", "worker"],
    ["manage.py", "check"],
]


def start(command: list[str], environ: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """Run a program with nothing of the tests' own settings left in its environment."""
    decided = ("SAMVERKAN_", "DJANGO_", *PRODUCTION)
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(decided)}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=inherited | environ,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("command", STARTS, ids=lambda command: command[-1])
def test_a_bare_production_start_lists_what_is_missing(command: list[str]) -> None:
    done = start(command, {"SAMVERKAN_ENV": "production"})
    assert done.returncode == 1
    assert done.stderr.count("DATABASE_URL: the PostgreSQL database") == 1
    assert "Traceback" not in done.stderr


def test_production_refuses_the_demonstration() -> None:
    done = start(["manage.py", "check"], PRODUCTION | {"SAMVERKAN_DEMO": "1"})
    assert done.returncode == 1
    assert "unset SAMVERKAN_DEMO" in done.stderr


def test_a_complete_production_is_fit_to_deploy() -> None:
    command = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = start(command, PRODUCTION)
    assert done.returncode == 0, done.stderr


def test_a_command_without_a_database_says_what_to_do(tmp_path: Path) -> None:
    nowhere = {"DATABASE_URL": "postgresql://x@127.0.0.1:1/x", "SAMVERKAN_DATA": str(tmp_path)}
    done = start(["manage.py", "migrate"], nowhere)
    assert done.returncode == 1
    assert "Start `make run` in this checkout first" in done.stderr
    assert "Traceback" not in done.stderr
