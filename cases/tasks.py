"""Celery tasks of this app: each is one domain call, safe to run twice."""

from celery import shared_task

from cases import actions


@shared_task(name="cases.tasks.clear_pending_uploads")  # type: ignore[untyped-decorator]  # Celery is untyped
def clear_pending_uploads() -> int:
    return actions.clear_pending_uploads()


@shared_task(name="cases.tasks.make_packets")  # type: ignore[untyped-decorator]  # Celery is untyped
def make_packets() -> int:
    return actions.make_packets()
