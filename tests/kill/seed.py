"""So many people, each with one letter that is due now; `python -m tests.kill.seed 500`."""

import sys
from uuid import uuid4

import django

django.setup()

from bodies.models import Body, Meeting, Notice, Person  # noqa: E402
from samverkan.lib.dates import now  # noqa: E402


def seed(count: int) -> None:
    body = Body.objects.create(key="prov", name="Provorganet", abbreviation="Prov", kind="board")
    meeting = Meeting.objects.create(body=body, starts_at=now())
    people = Person.objects.bulk_create(
        Person(first_name="Prov", last_name=f"Provsson {n}", email=f"prov-{n}@example.se")
        for n in range(count)
    )
    moment = now()
    Notice.objects.bulk_create(
        (
            Notice(
                rule="cancelled",
                about=f"meeting:{meeting.pk}",
                recipient=person,
                occasion="prov",
                subject="Ett möte är inställt",
                text="Mötet är inställt.",
                path=meeting.get_absolute_url(),
                created_at=moment,
                planned_at=moment,
                due_at=moment,
                message_id=f"<{uuid4()}@example.se>",
            )
            for person in people
        ),
        batch_size=1000,
    )


if __name__ == "__main__":
    seed(int(sys.argv[1]))
