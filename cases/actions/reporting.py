"""Reporting to the board what was decided for it without a meeting (KL 6:40)."""

from django.db import transaction

from bodies.models import Person
from cases import policies
from cases.actions.agenda import lock_meeting
from cases.actions.core import lock_case, record
from cases.models import Decision, Report
from cases.outcomes import DecisionManner
from samverkan.lib.dates import now, swedish_date
from samverkan.lib.errors import WrongStep


@transaction.atomic
def report_decision(*, decision_id: int, meeting_id: int, by: Person) -> Report:
    """Note that the decision was reported at this meeting of its board; it is done once.

    Raises NotAllowed, WrongStep (reported already, another body, not yet met).
    """
    policies.check_run_meetings(by)
    meeting = lock_meeting(meeting_id)
    decision = Decision.objects.select_related("body").get(pk=decision_id)
    case = lock_case(decision.case_id)
    if meeting.is_cancelled or not meeting.has_begun:
        raise WrongStep("Det som anmäls antecknas från och med mötesdagen.")
    if meeting.body_id != decision.body_id or meeting.day < decision.decided_on:
        raise WrongStep(f"Beslutet anmäls på ett senare möte med {decision.body.abbreviation}.")
    if decision.manner == DecisionManner.BOARD:
        raise WrongStep("Nämnden har själv fattat beslutet, så det anmäls inte.")
    if Report.objects.filter(decision=decision).exists():
        raise WrongStep("Beslutet är redan anmält.")
    report: Report = Report.objects.create(
        decision=decision, meeting=meeting, reported_at=now(), reported_by=by
    )
    text = f"{decision.title} anmäldes på {meeting.body.abbreviation} {swedish_date(meeting.day)}."
    record(case, "report_decision", text, by=by, meeting=meeting.pk)
    return report
