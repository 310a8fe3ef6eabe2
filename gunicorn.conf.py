"""How gunicorn serves the site, here and in production; it reads this file by its name."""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
loglevel = "warning"
graceful_timeout = 5
control_socket_disable = True  # it would make a file in the user's home


def on_starting(server: object) -> None:
    """Read the settings before any worker is made: an unfit start is said once, and ends."""
    from samverkan import settings  # noqa: F401  # for what it checks
