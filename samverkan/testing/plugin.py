"""A pytest plugin that lets plain `pytest tests/x.py` work: it brings its own services.

It is named in pyproject.toml with `-p`, so that it acts before pytest-django reads settings.
"""

import contextlib
import os
from collections.abc import Generator

import pytest

from samverkan.embedded import ServiceError
from samverkan.testing.services import throwaway_services

KEPT_FROM_OUTSIDE = ("EMAIL_URL", "ALLOWED_HOSTS", "SITE_URL", "DEBUG", "DATABASE_POOL")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    """Start the services unless this is a worker of a run that has them."""
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
        # Each worker has its own numbered database in the one Redis, as it has in PostgreSQL.
        number = int(os.environ["PYTEST_XDIST_WORKER"].removeprefix("gw")) % 15 + 1
        os.environ["REDIS_URL"] += f"?virtual_host={number}"
    return (yield)
