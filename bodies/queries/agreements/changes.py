"""What has happened to an agreement since somebody opened a form of it."""

from bodies.models import Event, MunicipalAgreement

# Told of the agreement, but nothing in it is another by then.
CHANGES_NOTHING = ("ask_for_extract",)
SHOWN = 10


def changes_since(agreement: MunicipalAgreement, version: int) -> list[Event]:
    """The events that made its version another than `version`, oldest first; 10 at most.

    Each act counts the version up by one and leaves one event.
    """
    count = min(agreement.version - version, SHOWN)
    told = Event.objects.filter(agreement=agreement).exclude(verb__in=CHANGES_NOTHING)
    return list(told.select_related("by").order_by("-pk")[:count])[::-1] if count > 0 else []
