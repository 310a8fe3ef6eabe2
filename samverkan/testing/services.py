"""A throw-away PostgreSQL and Redis for one test run; any number of runs at the same time."""

import contextlib
import fcntl
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from samverkan.embedded import Postgres, Redis
from samverkan.embedded.account import SHORT, Account, throwaway_folder
from samverkan.testing.template import copy_cluster

PREFIX = "samverkan-test-"


@contextlib.contextmanager
def throwaway_services() -> Iterator[dict[str, str]]:
    """Yield the environment that the tests need, with the services running."""
    remove_leftovers()
    folder = throwaway_folder(Account.current(), PREFIX)
    lock = held(folder)
    postgres = Postgres(
        folder,
        password=copy_cluster(folder),
        log=folder / "postgres.log",
        durable=False,
        sockets=folder / "sockets",
    )
    redis = Redis(log=folder / "redis.log", folder=folder / "redis")
    try:
        postgres.start()
        redis.start()
        yield {
            "SAMVERKAN_ENV": "test",
            "SAMVERKAN_DATA": str(folder / "files"),
            "SAMVERKAN_DEMO": "0",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "DATABASE_URL": postgres.url,
            "REDIS_URL": redis.url,
        }
    finally:
        redis.stop()
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)
        lock.close()


def held(folder: Path) -> TextIO:
    """Mark a folder as in use for as long as the returned file is open and we are alive."""
    file = (folder / "in-use").open("w")
    fcntl.flock(file, fcntl.LOCK_EX)
    return file


def remove_leftovers() -> None:
    """Remove the folders of test runs that were killed; their servers died with them."""
    for folder in SHORT.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError), (folder / "in-use").open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
