"""`make test`: the checks, cheapest first, then pytest; the first failure ends it.

Arguments go to pytest alone, without the checks: `make test ARGS="tests/x.py -q"`.
"""

import os
import secrets
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from samverkan.testing import browser

BASE_DIR = Path(__file__).resolve().parent.parent.parent
# Invented values that only let the production settings be read and checked.
PRODUCTION = {
    "SAMVERKAN_ENV": "production",
    "SAMVERKAN_DEMO": "0",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "ALLOWED_HOSTS": "samverkan.example.se",
    "DATABASE_URL": "postgresql://check@127.0.0.1:1/check",
    "DATABASE_POOL": "0",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "EMAIL_URL": "smtp+tls://check@127.0.0.1:587",
}
PROGRAMS = ("djade",)  # not to be had as a module of Python's
# No database is there to compare with, and makemigrations would warn of that.
MANAGE = ["-W", "ignore:Got an error checking", "manage.py"]
Check = tuple[str, list[str], dict[str, str]]  # its name, its arguments, its environment
CHECKS: list[Check] = [
    ("formatting (make fmt mends it)", ["-m", "ruff", "format", "--check", "-q", "."], {}),
    ("lint", ["-m", "ruff", "check", "-q", "."], {}),
    ("import contracts", ["-c", "from importlinter.cli import lint_imports_command as c; c()"], {}),
    (
        "security lint",
        ["-m", "bandit", "-q", "-c", "pyproject.toml", "-r", "samverkan", "bodies", "cases"],
        {},
    ),
    ("types", ["-m", "mypy"], {}),
    ("production settings", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
    ("missing migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"], PRODUCTION),
]


def main(arguments: list[str]) -> int:
    """Run what is asked for; return the exit code of the first thing that failed."""
    os.chdir(BASE_DIR)
    fast = arguments == ["--fast"]
    if arguments and not fast:
        return run(["-m", "pytest", *arguments])
    if code := run_checks([*CHECKS, templates_check()]):
        return code
    selection = ["-m", "not journey"] if fast else []
    if not fast:
        try:
            os.environ["CHROMIUM"] = browser.find_or_get()
        except browser.NoBrowser as error:
            print(f"\n{error}", file=sys.stderr)
            return 1
    return run(["-m", "pytest", "-n", "2", "--dist", "loadgroup", *selection])


def run_checks(checks: list[Check]) -> int:
    """Run them two at a time, told in their order; return the code of the first that failed."""
    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(checked, command, environ) for _, command, environ in checks]
        for (name, _, _), running in zip(checks, done, strict=True):
            print(f"· {name}", flush=True)
            code, said = running.result()
            print(said, end="", flush=True)
            if code:
                pool.shutdown(cancel_futures=True)
                print(f"\nThe check failed: {name}", file=sys.stderr)
                return code
    return 0


def checked(command: list[str], environ: dict[str, str]) -> tuple[int, str]:
    """Run one check; return its exit code and everything it said."""
    found = subprocess.run(
        whole(command),
        env={**os.environ, **environ},
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return found.returncode, found.stdout


def templates_check() -> Check:
    """Return the check of the templates' formatting, with the files it takes by name."""
    files = sorted(str(path) for path in Path("templates").rglob("*.html"))
    return ("templates", ["djade", "--check", "--target-version", "5.2", *files], {})


def run(command: list[str], environ: dict[str, str] | None = None) -> int:
    """Run this Python (or a program beside it) with the arguments; return its exit code."""
    sys.stdout.flush()
    found = subprocess.run(whole(command), env={**os.environ, **(environ or {})}, check=False)
    return found.returncode


def whole(command: list[str]) -> list[str]:
    """The command with the program that runs it."""
    if command[0] in PROGRAMS:
        return [str(Path(sys.executable).parent / command[0]), *command[1:]]
    return [sys.executable, *command]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
