"""A throw-away PostgreSQL and Redis for one test run; any number of runs at the same time."""

import contextlib
import os
import re
import secrets
import shutil
from collections.abc import Iterator

import psutil

from samverkan.embedded import Postgres, Redis
from samverkan.embedded.account import SHORT, Account, throwaway_folder

PREFIX = "samverkan-test-"


@contextlib.contextmanager
def throwaway_services() -> Iterator[dict[str, str]]:
    """Yield the environment that the tests need, with the services running."""
    remove_leftovers()
    folder = throwaway_folder(Account.current(), f"{PREFIX}{os.getpid()}-")
    data = folder / "files"
    password = secrets.token_urlsafe()
    postgres = Postgres(folder, password=password, log=folder / "pg.log", durable=False)
    redis = Redis(log=folder / "redis.log")
    try:
        postgres.start()
        redis.start()
        yield {
            "SAMVERKAN_ENV": "test",
            "SAMVERKAN_DATA": str(data),
            "SAMVERKAN_DEMO": "0",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "DATABASE_URL": postgres.url,
            "REDIS_URL": redis.url,
        }
    finally:
        redis.stop()
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)


def remove_leftovers() -> None:
    """Remove the folders of test runs that were killed; their servers died with them."""
    for folder in SHORT.glob(f"{PREFIX}*"):
        found = re.match(rf"{PREFIX}(\d+)-", folder.name)
        ours = Account.current().uid or os.geteuid()
        if found and not psutil.pid_exists(int(found[1])) and folder.stat().st_uid == ours:
            shutil.rmtree(folder, ignore_errors=True)
