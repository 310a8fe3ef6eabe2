"""Celery tasks of this app: each only looks and claims, and is safe to run twice."""

from celery import shared_task

from bodies import notices, reminders


@shared_task(name="bodies.tasks.deliver_notices")  # type: ignore[untyped-decorator]  # Celery is untyped
def deliver_notices() -> int:
    return notices.deliver_due()


@shared_task(name="bodies.tasks.write_reminders")  # type: ignore[untyped-decorator]  # Celery is untyped
def write_reminders() -> int:
    return reminders.write_due()
