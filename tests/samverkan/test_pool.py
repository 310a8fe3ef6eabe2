"""A pool full of connections that a restart of PostgreSQL has killed is back at once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection
from django.db.backends.postgresql import base as stock

from samverkan.lib.healing_postgresql import base as healing

DEAD = 5
Backend = Callable[..., stock.DatabaseWrapper]


@pytest.fixture
def pooled(db: None) -> dict[str, Any]:
    """The settings of the tests' own database, with the pool that production has."""
    wanted = {**connection.settings_dict, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}
    return wanted | {"OPTIONS": {**wanted["OPTIONS"], "pool": {"max_size": DEAD, "timeout": 1.5}}}


def killed(backend: Backend, settings_dict: dict[str, Any]) -> stock.DatabaseWrapper:
    """A connection to be made from a pool whose every connection has just died."""
    busy = [backend(settings_dict, DEFAULT_DB_ALIAS) for _ in range(DEAD)]
    for each in busy:
        each.ensure_connection()
    pids = [each.connection.info.backend_pid for each in busy]
    for each in busy:
        each.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM unnest(%s) pid", [pids])
    return busy[0]


def test_the_first_request_after_a_restart_is_served(pooled: dict[str, Any]) -> None:
    wrapper = killed(healing.DatabaseWrapper, pooled)
    try:
        with wrapper.cursor() as cursor:
            cursor.execute("SELECT 1")
            assert cursor.fetchone() == (1,)
    finally:
        wrapper.close()
        wrapper.close_pool()


def test_djangos_own_backend_gives_up(pooled: dict[str, Any]) -> None:
    """The negative control: without the second question this request was a 503 page."""
    wrapper = killed(stock.DatabaseWrapper, pooled)
    try:
        with pytest.raises(OperationalError, match="get a connection"):
            wrapper.ensure_connection()
    finally:
        wrapper.close_pool()
