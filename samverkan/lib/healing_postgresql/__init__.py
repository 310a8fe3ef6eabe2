"""Django's PostgreSQL backend with a pool that heals at the first request (`base.py`)."""
