"""Background work: the one table of what runs when, and how tasks are delivered.

A task is delivered at least once, so each is safe to run twice. No business time lives here
(no eta, no countdown): what is due stands in the database, and a task only looks.
"""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverkan.settings")

# Seconds. A task that a killed worker had taken comes back after VISIBILITY; a task that is
# alive must have ended before that, or it would run twice at once.
SOFT_LIMIT, HARD_LIMIT, VISIBILITY = 60, 75, 90

app = Celery("samverkan")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    broker_connection_retry_on_startup=True,
    # A web request that publishes must not hang on a Redis that is away: the outbox is swept
    # by the table below anyway.
    broker_transport_options={
        "visibility_timeout": VISIBILITY,
        "socket_connect_timeout": 0.5,
        "socket_timeout": 1,
        "max_retries": 0,
    },
    broker_connection_timeout=1,
    task_publish_retry=False,
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_soft_time_limit=SOFT_LIMIT,
    task_time_limit=HARD_LIMIT,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    timezone="Europe/Stockholm",
    beat_schedule={
        "deliver notices": {"task": "bodies.tasks.deliver_notices", "schedule": 30.0},
        "write reminders": {"task": "bodies.tasks.write_reminders", "schedule": 300.0},
        "make packets": {"task": "cases.tasks.make_packets", "schedule": 30.0},
        "clear pending uploads": {
            "task": "cases.tasks.clear_pending_uploads",
            "schedule": crontab(hour=3, minute=15),
        },
    },
)
app.autodiscover_tasks(["bodies", "cases"])
