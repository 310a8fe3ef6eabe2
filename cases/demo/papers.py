"""The next samråd has been summoned, and its papers lie ready to be fetched."""

from cases import actions
from cases.demo.meetings import Calendar
from cases.demo.world import World
from cases.models import Edition


def tell(region: World, calendar: Calendar) -> None:
    """Nothing if its agenda is not out."""
    meeting, by = calendar.now.consultation, region.accounts["secretary"]
    meeting.refresh_from_db()
    if not meeting.is_published:
        return
    actions.send_summons(
        meeting_id=meeting.pk,
        version=meeting.version,
        by=by,
        note="Ni som deltar på distans ansluter tio minuter före.",
    )
    actions.ask_for_packet(meeting_id=meeting.pk, edition=Edition.MEMBERS, by=by)
    actions.make_packets()
