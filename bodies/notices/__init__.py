"""The outbox: posting a notice inside an action, and delivering what is due.

PostgreSQL is the truth. Posting only writes rows; a worker is nudged after the
commit, and the sweep finds what a lost nudge left behind.
"""

from bodies.notices.kinds import Kind, Subject, all_kinds, kind_of, register, register_subject
from bodies.notices.posting import Letter, nudge, post
from bodies.notices.sending import deliver_due

__all__ = [
    "Kind",
    "Letter",
    "Subject",
    "all_kinds",
    "deliver_due",
    "kind_of",
    "nudge",
    "post",
    "register",
    "register_subject",
]
