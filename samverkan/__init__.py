"""The project: composition root (this folder) and the shared bottom layer (`lib`)."""

# Here, so that every process that publishes a task knows where to.
from samverkan.celery import app as celery_app

__all__ = ["celery_app"]
