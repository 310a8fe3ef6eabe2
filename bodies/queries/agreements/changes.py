"""What has happened to an agreement: all of it, or since somebody opened a form of it."""

from django.db.models import Q, QuerySet

from bodies.models import Event, MunicipalAgreement

# Told of the agreement, but nothing in it is another by then.
CHANGES_NOTHING = ("ask_for_extract", "remind_missing", "revoke_link")
SHOWN = 10


def story(agreement: MunicipalAgreement) -> "QuerySet[Event]":
    """Everything, what happened to the common text too; the newest first."""
    told = Event.objects.filter(Q(agreement=agreement) | Q(framework=agreement.framework_id))
    return told.select_related("by")


def last_events(agreement: MunicipalAgreement, count: int) -> list[Event]:
    """The last so many that changed it, its text too, oldest first: each act leaves one."""
    own = Q(agreement=agreement) & ~Q(verb__in=CHANGES_NOTHING)
    told = Event.objects.filter(own | Q(framework=agreement.framework_id, verb="change_text"))
    return list(told.select_related("by").order_by("-pk")[:count])[::-1]


def changes_since(agreement: MunicipalAgreement, version: int) -> list[Event]:
    """What made its version another than `version`, oldest first; the last 10 at most.

    Each act counts the version up by one.
    """
    return last_events(agreement, max(0, min(agreement.version - version, SHOWN)))
