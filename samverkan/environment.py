"""Where settings come from: the environment, else what `make run` left for this checkout.

Kept apart from settings.py so that the rules (what is demanded in production, what a local
start may make up) can be tested without importing Django. Nothing here may import Django.
"""

import json
import os
import secrets
from collections.abc import Mapping, MutableMapping
from pathlib import Path

# What production cannot do without, and the sentence that tells an operator how to set it.
REQUIRED_IN_PRODUCTION = {
    "SECRET_KEY": (
        "a long random text, the same on every start: python3 -c "
        "'import secrets; print(secrets.token_urlsafe(50))'"
    ),
    "ALLOWED_HOSTS": "the site's host names, comma-separated: samverkan.example.se",
    "DATABASE_URL": "the PostgreSQL database: postgresql://user:password@host:5432/name",
    "REDIS_URL": "the Redis that carries background work: redis://host:6379/0",
    "EMAIL_URL": "the server that takes outgoing mail: smtp+tls://user:password@host:587",
}
MODES = ("local", "test", "production")


class BadEnvironment(SystemExit):
    """The environment does not allow a start; its text says what to set, in full sentences."""


def mode(environ: Mapping[str, str]) -> str:
    """Return SAMVERKAN_ENV (default "local"); anything outside MODES is refused."""
    found = environ.get("SAMVERKAN_ENV", "local")
    if found not in MODES:
        raise BadEnvironment(f"SAMVERKAN_ENV is {found!r}; it must be one of {', '.join(MODES)}.")
    return found


def refuse_unfit_production(environ: Mapping[str, str], *, demo: bool) -> None:
    """Stop a production start that lacks a value or has the demonstration's open doors on."""
    if demo:
        raise BadEnvironment(
            "SAMVERKAN_DEMO is on, which lets anybody log in without a password. "
            "Production refuses to start with it: unset SAMVERKAN_DEMO, "
            "or unset SAMVERKAN_ENV if this is a demonstration."
        )
    missing = [name for name in REQUIRED_IN_PRODUCTION if not environ.get(name)]
    if missing:
        lines = [f"  {name}: {REQUIRED_IN_PRODUCTION[name]}" for name in missing]
        raise BadEnvironment(
            "Production (SAMVERKAN_ENV=production) needs these environment variables:\n"
            + "\n".join(lines)
        )


def add_running_services(environ: MutableMapping[str, str], data_dir: Path) -> None:
    """Fill in DATABASE_URL and REDIS_URL from a `make run` that is up in this checkout."""
    try:
        found = json.loads((data_dir / "services.json").read_text())
    except (FileNotFoundError, ValueError):
        return
    for name in ("DATABASE_URL", "REDIS_URL"):
        if name in found:
            environ.setdefault(name, found[name])


def local_secret(data_dir: Path, name: str) -> str:
    """Return this checkout's own secret, made on first use and readable by its owner only."""
    path = data_dir / name
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    value = secrets.token_urlsafe(50)
    with os.fdopen(handle, "w") as file:
        file.write(value)
    return value
