"""What the letters that came in say."""

from datetime import date

from cases.actions.register import ReferralFacts
from cases.demo.world import World

DAYS = "Dagar i demonstrationen är påhittade där de inte är kända."


def referral(
    world: World,
    title: str,
    sender: str,
    received_on: date,
    *,
    reply_due: date | None = None,
    inquiry: str = "",
    sender_reference: str = "",
    summary: str = DAYS,
) -> ReferralFacts:
    """The facts of a remiss from a known organisation; what is unknown stays blank."""
    known = world.organisations[sender]
    return ReferralFacts(
        title=title,
        sender=known,
        sender_name=known.formal_name or known.name,
        sender_reference=sender_reference,
        inquiry=inquiry,
        reply_address=known.email,
        reply_due=reply_due,
        received_on=received_on,
        summary=summary,
    )
