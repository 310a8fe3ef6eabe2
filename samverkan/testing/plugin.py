"""A pytest plugin that lets plain `pytest tests/x.py` work: it brings its own services.

It is named in pyproject.toml with `-p`, so that it acts before pytest-django reads settings.
"""

import contextlib
import gc
import os
from collections.abc import Generator

import psycopg
import pytest
from psycopg import sql

from samverkan.embedded import ServiceError
from samverkan.testing.services import throwaway_services
from samverkan.testing.template import DATABASE

KEPT_FROM_OUTSIDE = ("EMAIL_URL", "ALLOWED_HOSTS", "SITE_URL", "DEBUG", "DATABASE_POOL")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    """Start the services unless this is a worker of a run that has them."""
    # Django makes and drops so many small objects that looking for cycles at Python's own pace
    # costs every tenth second of the run.
    gc.set_threshold(100_000, 50, 100)
    if "PYTEST_XDIST_WORKER" not in os.environ:
        for name in KEPT_FROM_OUTSIDE:  # the tests decide these, not the developer's shell
            os.environ.pop(name, None)
        stack = contextlib.ExitStack()
        early_config.add_cleanup(stack.close)
        try:
            os.environ.update(stack.enter_context(throwaway_services()))
        except ServiceError as error:
            raise pytest.UsageError(str(error)) from error
    else:
        give_worker_its_own(os.environ["PYTEST_XDIST_WORKER"])
    return (yield)


def give_worker_its_own(worker: str) -> None:
    """Give a worker of a run a database in PostgreSQL and a numbered one in Redis."""
    os.environ["REDIS_URL"] += f"?virtual_host={int(worker.removeprefix('gw')) % 15 + 1}"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        copy = sql.Identifier(f"{DATABASE}_{worker}")
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        connection.execute(statement.format(copy, sql.Identifier(DATABASE)))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let `--dist loadgroup` see its groups.

    xdist 3.8 writes the group at the end of a test's `_nodeid`, which pytest 9.2 no longer
    reads: without this the tests of a group are spread, and each worker builds their world.
    """
    for item in items:
        known, told = getattr(item, "_id", None), getattr(item, "_nodeid", "")
        if known is not None and "@" in told:
            item._id = type(known).parse(told)
