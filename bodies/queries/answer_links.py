"""The address behind which one person answers whether they come to one meeting, and nothing else.

Signed, not stored: it is made anew for each letter when the letter leaves, stands in no table
that anybody can read, and ends by itself when the meeting begins or the seat does. Whoever
opens it only looks; the answer is a button on the page, since mail programs open links.
"""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

_signer = Signer(salt="bodies.answer")
WAYS = {"ja": "yes", "distans": "distance", "nej": "no"}


def answer_path(meeting_id: int, person_id: int) -> str:
    """The address for this person and this meeting; whoever holds it may answer."""
    return reverse("meeting_answer_link", args=[_signer.sign(f"{meeting_id}-{person_id}")])


def read_answer_key(key: str) -> tuple[int, int] | None:
    """(meeting, person), or None for a key that nobody was given."""
    try:
        meeting, _, person = _signer.unsign(key).partition("-")
    except BadSignature:
        return None
    return int(meeting), int(person)
