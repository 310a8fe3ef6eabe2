"""When each step of an agreement must be taken: counted backwards from the term's first day.

Pure: the days of the councils are given by whoever asks. Nothing here is law, and each
number is the house's own: how much room a step needs so that the next one is in time.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from bodies.agreement_states import Step
from samverkan.lib.dates import add_working_days, swedish_date

# Working days. Signed copies are scanned and checked before the term begins.
SIGNED_BEFORE = 5
# Four people in two places sign after the last council.
SIGNING = 10
# The minutes are approved within 14 days (KL 5:69), and the extract is then written and sent.
EXTRACT = 15
# The municipal executive must have said its word before its council meets (KL 5:26).
PAPERS = 20
# The municipality's officer writes the report that goes with the agreement.
SENT_BEFORE_PAPERS = 15
# The archive gets the signed copies when the term has begun.
ARCHIVING = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """The last day of each step. `guessed` is true while the municipality's council has no day."""

    first_day: date
    send_by: date
    papers_by: date
    council_by: date
    extract_by: date
    region_by: date
    signed_by: date
    archive_by: date
    guessed: bool = False

    def due(self, step: Step) -> date:
        """The last day of a step."""
        known = {
            Step.SENT: self.send_by,
            Step.COUNCIL: self.council_by,
            Step.EXTRACT: self.extract_by,
            Step.REGION_COUNCIL: self.region_by,
            Step.ARCHIVED: self.archive_by,
        }
        return known.get(step, self.signed_by)

    @property
    def broken(self) -> tuple[str, ...]:
        """What does not fit together, in sentences; empty when all of it does."""
        told = (
            (self.council_by, "Kommunfullmäktiges sista möte"),
            (self.region_by, "Regionfullmäktiges sista möte"),
            (self.extract_by, "Dagen då kommunens protokollsutdrag väntas"),
        )
        return tuple(
            f"{what}, {swedish_date(on)}, ligger efter den dag då allt ska vara "
            f"undertecknat, {swedish_date(self.signed_by)}."
            for on, what in told
            if on > self.signed_by
        )


# Municipalities whose council days are not known have the same plan.
@lru_cache(maxsize=1024)
def plan(
    first_day: date,
    *,
    council: date | None = None,
    papers: date | None = None,
    region: date | None = None,
) -> Plan:
    """From the first day back to when the agreement must be sent.

    `council` and `region` are the last days on which the two councils meet before then,
    `papers` when the municipality's wants its papers. What is not known is counted.
    """
    signed_by = add_working_days(first_day, -SIGNED_BEFORE)
    region_by = region or add_working_days(signed_by, -SIGNING)
    council_by = council or add_working_days(region_by, -EXTRACT)
    papers_by = papers or add_working_days(council_by, -PAPERS)
    return Plan(
        first_day=first_day,
        send_by=add_working_days(papers_by, -SENT_BEFORE_PAPERS),
        papers_by=papers_by,
        council_by=council_by,
        extract_by=add_working_days(council_by, EXTRACT),
        region_by=region_by,
        signed_by=signed_by,
        archive_by=add_working_days(first_day, ARCHIVING),
        guessed=council is None,
    )


@lru_cache(maxsize=1024)
def adopted_on(made: Plan, day: date) -> Plan:
    """The plan once the municipality's council has met: the extract is counted from that day."""
    return replace(made, extract_by=add_working_days(day, EXTRACT))
