"""The sweep reads what is not sent, and costs the same however much was sent before."""

import pytest
from django.db import connection

from bodies.models import Notice
from bodies.models.notice import NoticeQuerySet
from samverkan.lib.dates import now
from tests import factories as make

pytestmark = pytest.mark.django_db
# Enough that reading them all would be dearer; bench/mail.py measures with a million.
SENT_BEFORE = 5_000
SENT = """
    INSERT INTO bodies_notice (rule, about, recipient_id, occasion, subject, text, path, state,
        daily, planned_at, due_at, attempts, refusals, message_id, created_at, sent_at, error,
        stopped_because)
    SELECT 'old', 'prov:1', %s, n, 'Ett', 'Två', '/', 'sent', false, now(), now(), 1, 0,
        '<' || n || '@example.se>', now(), now(), '', ''
    FROM generate_series(1, %s) AS n
"""


@pytest.fixture(autouse=True)
def _many_sent() -> None:
    with connection.cursor() as cursor:
        cursor.execute(SENT, [make.person().pk, SENT_BEFORE])
        cursor.execute("ANALYZE bodies_notice")


def test_every_look_uses_the_index_of_the_unsent() -> None:
    due: NoticeQuerySet = Notice.objects.due(now()).order_by("due_at", "pk")[:10]
    for look in (due.select_for_update(skip_locked=True), Notice.objects.for_digest(now())):
        plan = look.explain()
        assert "bodies_notice_unsent" in plan, plan
        assert "Seq Scan" not in plan, plan
