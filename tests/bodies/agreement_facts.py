"""What the database keeps about agreements, as rows that it refuses and rows that it lets through.

Told in the same way as, and proved by, tests/bodies/test_constraints.py.
"""

from datetime import date, timedelta

from bodies.models import (
    AgreementTemplate,
    Clause,
    CouncilDay,
    Fee,
    FrameworkVersion,
    MunicipalAgreement,
    PersonalLink,
    Signature,
    VersionAnswer,
)
from tests.bodies.agreement_rows import (
    CAME,
    DAY,
    ENDED,
    FIRST,
    HALF,
    LAST,
    MADE,
    REVOKED,
    SENT,
    TOLD,
    VOID,
    WHOLE,
    Act,
    adoption,
    agreement,
    changed,
    council,
    framework,
    neighbour,
    place,
    region,
    row,
    said,
    signature,
    text,
    the_adoption,
    voided,
    who,
)

ARCHIVED = changed(agreement, archived_on=DAY)


def ends() -> Act:
    """The agreement ends before its time."""
    return changed(agreement, **ENDED)


FACTS: dict[str, list[tuple[list[Act], list[Act]]]] = {
    "bodies_framework_days_in_order": [
        ([changed(framework, last_day=date(2026, 12, 31))], [changed(framework, last_day=FIRST)])
    ],
    "bodies_framework_version_once": [
        ([row(FrameworkVersion), row(FrameworkVersion)], [row(FrameworkVersion), TOLD])
    ],
    "bodies_framework_version_what_changed": [([row(FrameworkVersion, number=2)], [TOLD])],
    "bodies_framework_version_text_or_file": [
        ([row(FrameworkVersion, text="")], [row(FrameworkVersion, text="", **WHOLE)])
    ],
    "bodies_framework_version_whole_file": [
        ([row(FrameworkVersion, **HALF)], [row(FrameworkVersion, **WHOLE)])
    ],
    "bodies_agreement_template_whole_file": [
        ([row(AgreementTemplate, **HALF)], [row(AgreementTemplate, **WHOLE)])
    ],
    "bodies_agreement_once_a_term": [
        (
            [row(MunicipalAgreement), row(MunicipalAgreement)],
            [row(MunicipalAgreement), row(MunicipalAgreement, municipality=neighbour)],
        )
    ],
    "bodies_agreement_sent_when_to_whom": [
        (
            [row(MunicipalAgreement, sent_on=SENT)],
            [row(MunicipalAgreement, sent_on=SENT, sent_to="Kim")],
        )
    ],
    "bodies_agreement_ended_with_reason": [
        (
            [row(MunicipalAgreement, ended_on=date(2028, 5, 1))],
            [row(MunicipalAgreement, **ENDED)],
        )
    ],
    "bodies_agreement_archived_after_sent": [
        (
            [changed(agreement, archived_on=date(2026, 8, 31))],
            [changed(agreement, archived_on=SENT)],
        ),
        ([row(MunicipalAgreement, archived_on=SENT)], [row(MunicipalAgreement)]),
    ],
    "bodies_agreement_with_a_municipality": [
        ([row(MunicipalAgreement, municipality=region)], [row(MunicipalAgreement)])
    ],
    "bodies_agreement_ends_within_its_days": [
        (
            [row(MunicipalAgreement, **ENDED | {"ended_on": date(2026, 12, 31)})],
            [row(MunicipalAgreement, **ENDED | {"ended_on": FIRST})],
        )
    ],
    "bodies_agreement_sent_before_adoption": [
        (
            [said(), changed(agreement, sent_on=date(2026, 11, 3))],
            [said(), changed(agreement, sent_on=DAY)],
        )
    ],
    "bodies_framework_days_hold_what_happened": [
        (
            [row(Signature, day=LAST), changed(framework, last_day=date(2030, 12, 30))],
            [row(Signature), changed(framework, last_day=date(2030, 12, 30))],
        ),
        (
            [row(MunicipalAgreement, **ENDED), changed(framework, last_day=date(2028, 4, 30))],
            [row(MunicipalAgreement, **ENDED), changed(framework, last_day=date(2028, 5, 1))],
        ),
    ],
    "bodies_framework_days_hold_the_fees": [
        (
            [row(Fee, decided_on=DAY), changed(framework, last_day=date(2027, 12, 31))],
            [row(Fee), changed(framework, last_day=date(2027, 12, 31))],
        )
    ],
    "bodies_clause_of_one_text": [
        ([row(Clause)], [row(Clause, version=text)]),
        ([row(Clause, version=text, agreement=agreement)], [row(Clause, agreement=agreement)]),
    ],
    "bodies_clause_common_once": [
        (
            [row(Clause, version=text), row(Clause, version=text)],
            [row(Clause, version=text), row(Clause, version=text, number=2)],
        )
    ],
    "bodies_clause_own_once": [
        (
            [row(Clause, agreement=agreement), row(Clause, agreement=agreement)],
            [row(Clause, agreement=agreement), row(Clause, version=text)],
        )
    ],
    "bodies_fee_once_a_year": [([row(Fee), row(Fee)], [row(Fee), row(Fee, year=2029)])],
    "bodies_fee_not_negative": [([row(Fee, amount=-1)], [row(Fee, amount=0)])],
    "bodies_fee_decided_with_amount": [
        ([row(Fee, amount=None, decided_on=DAY)], [row(Fee, decided_on=DAY)])
    ],
    "bodies_fee_for_a_year_of_its_own": [([row(Fee, year=2031)], [row(Fee, year=2030)])],
    "bodies_adoption_party": [([said(party="staten")], [said(party="region")])],
    "bodies_adoption_outcome": [([said(outcome="kanske")], [said(outcome="declined")])],
    "bodies_adoption_by_a_council": [
        ([said(council_name="")], [said(council_name="", council=council(place))])
    ],
    "bodies_adoption_once_a_version": [
        ([said(), said()], [said(), said(outcome="declined"), said(party="region")]),
        ([said(), said()], [said(**VOID), said()]),
        ([said(), said()], [said(), said(outcome="declined"), said()]),
    ],
    "bodies_adoption_extract_after_meeting": [
        ([said(extract_received_on=date(2026, 11, 1))], [said(**CAME)])
    ],
    "bodies_adoption_extract_with_its_day": [([said(**WHOLE)], [said(**WHOLE, **CAME)])],
    "bodies_adoption_whole_file": [([said(**HALF, **CAME)], [said(**WHOLE, **CAME)])],
    "bodies_adoption_voided_who_when_why": [([said(**VOID | {"void_reason": ""})], [said(**VOID)])],
    "bodies_adoption_of_its_own_text": [
        ([said(version=lambda: text(1, 2031))], [said(version=lambda: text(2))])
    ],
    "bodies_adoption_by_the_partys_council": [
        ([said(council=council(neighbour))], [said(council=council(place))]),
        ([said(council=council(place, "board"))], [said(council=council(place))]),
        (
            [said(party="region", council=council(place))],
            [said(party="region", council=council(region))],
        ),
    ],
    "bodies_adoption_after_it_was_sent": [
        ([said(day=date(2026, 8, 31))], [said(day=SENT)]),
        ([said(day=date(2026, 8, 31))], [said(day=date(2026, 8, 31), party="region")]),
    ],
    "bodies_adoption_before_its_end": [
        ([said(day=date(2031, 1, 1))], [said(day=LAST)]),
        ([ends(), said(day=date(2028, 5, 2))], [ends(), said(day=date(2028, 5, 1))]),
    ],
    "bodies_adoption_not_in_archive": [
        ([the_adoption, ARCHIVED, voided(the_adoption)], [the_adoption, voided(the_adoption)])
    ],
    "bodies_signature_before_its_end": [
        (
            [ends(), row(Signature, day=date(2028, 5, 2))],
            [ends(), row(Signature, day=date(2028, 5, 1))],
        )
    ],
    "bodies_signature_not_in_archive": [
        ([signature, ARCHIVED, voided(signature)], [signature, voided(signature)])
    ],
    "bodies_agreement_ends_after_what_happened": [
        (
            [row(Signature, day=date(2028, 5, 2)), ends()],
            [row(Signature, day=date(2028, 5, 1)), ends()],
        )
    ],
    "bodies_agreement_archived_after_its_steps": [
        ([said(), changed(agreement, archived_on=SENT)], [said(), ARCHIVED]),
        (
            [said(extract_received_on=LAST), ARCHIVED],
            [said(extract_received_on=DAY), ARCHIVED],
        ),
    ],
    "bodies_adoption_void_after_signatures": [
        ([row(Signature), voided(the_adoption)], [row(Signature, **VOID), voided(the_adoption)])
    ],
    "bodies_signature_party": [
        ([row(Signature, party="staten", **VOID)], [row(Signature, **VOID)])
    ],
    "bodies_signature_kind": [([row(Signature, kind="okänd")], [row(Signature)])],
    "bodies_signature_by_somebody": [([row(Signature, name="")], [row(Signature)])],
    "bodies_signature_one_of_each_kind": [
        ([row(Signature), row(Signature)], [row(Signature), row(Signature, kind="official")]),
        ([row(Signature), row(Signature)], [row(Signature, **VOID), row(Signature)]),
    ],
    "bodies_signature_whole_file": [([row(Signature, **HALF)], [row(Signature, **WHOLE)])],
    "bodies_signature_voided_who_when_why": [
        ([row(Signature, **VOID | {"voided_by": None})], [row(Signature, **VOID)])
    ],
    "bodies_signature_of_its_adoption": [
        (
            [row(Signature, adoption=lambda: the_adoption("region"))],
            [row(Signature, adoption=lambda: the_adoption("region"), party="region")],
        ),
        (
            [row(Signature, adoption=lambda: adoption(outcome="declined"))],
            [row(Signature)],
        ),
    ],
    "bodies_signature_after_adoption": [
        ([row(Signature, day=date(2026, 11, 1))], [row(Signature, day=DAY)])
    ],
    "bodies_version_answer_known": [
        ([row(VersionAnswer, answer="kanske")], [row(VersionAnswer, answer="again")])
    ],
    "bodies_version_answer_once": [
        (
            [row(VersionAnswer), row(VersionAnswer)],
            [row(VersionAnswer), row(VersionAnswer, version=lambda: text(3))],
        )
    ],
    "bodies_version_answer_with_reason": [([row(VersionAnswer, reason="")], [row(VersionAnswer)])],
    "bodies_version_answer_of_its_own_text": [
        ([row(VersionAnswer, version=lambda: text(2, 2031))], [row(VersionAnswer)])
    ],
    "bodies_version_answer_to_a_question": [
        ([row(VersionAnswer, version=text)], [row(VersionAnswer)])
    ],
    "bodies_council_day_once": [
        (
            [row(CouncilDay), row(CouncilDay)],
            [row(CouncilDay), row(CouncilDay, organisation=neighbour)],
        )
    ],
    "bodies_council_day_papers_before": [
        (
            [row(CouncilDay, papers_due=date(2026, 11, 3))],
            [row(CouncilDay, papers_due=DAY)],
        )
    ],
    "bodies_personal_link_one_open": [
        (
            [row(PersonalLink), row(PersonalLink)],
            [row(PersonalLink, **REVOKED, revoked_by=who), row(PersonalLink)],
        )
    ],
    "bodies_personal_link_revoked_by_somebody": [
        ([row(PersonalLink, **REVOKED)], [row(PersonalLink, **REVOKED, revoked_by=who)]),
        (
            [row(PersonalLink, revoked_by=who, revoked_at=MADE - timedelta(1))],
            [row(PersonalLink, revoked_by=who, revoked_at=MADE)],
        ),
    ],
    "bodies_personal_link_opened_before_used": [
        (
            [row(PersonalLink, used_at=MADE)],
            [row(PersonalLink, used_at=MADE, opened_at=MADE)],
        )
    ],
}
