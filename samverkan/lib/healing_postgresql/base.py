"""The database backend: Django's own for PostgreSQL, back as soon as the server is.

psycopg's pool tries the connections it holds one by one and waits longer between each. After
a restart of PostgreSQL all of them are dead, and a pool that has seen a busy hour is not
through them before the request gives up: the reader met the 503 page at a site that was well.
Knows no app and no model. Named by `ENGINE` in the settings when there is a pool.
"""

from typing import Any

from django.db.backends.postgresql import base
from psycopg_pool import PoolTimeout


class DatabaseWrapper(base.DatabaseWrapper):
    """Throws all dead connections out of the pool when none was had in time, and asks again.

    Raises PoolTimeout when there is none then either: at most twice the pool's `timeout`.
    """

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        try:
            return super().get_new_connection(conn_params)
        except PoolTimeout:
            self.pool.check()
            return super().get_new_connection(conn_params)
