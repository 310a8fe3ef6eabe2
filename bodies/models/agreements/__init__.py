"""What the region and its municipalities have agreed, term by term."""

from bodies.models.agreements.adoption import Adoption
from bodies.models.agreements.agreement import MunicipalAgreement
from bodies.models.agreements.answer import VersionAnswer
from bodies.models.agreements.clause import Clause
from bodies.models.agreements.council_day import CouncilDay
from bodies.models.agreements.fee import Fee
from bodies.models.agreements.framework import FrameworkAgreement, FrameworkVersion
from bodies.models.agreements.signature import Signature
from bodies.models.agreements.template import AgreementTemplate

__all__ = [
    "Adoption",
    "AgreementTemplate",
    "Clause",
    "CouncilDay",
    "Fee",
    "FrameworkAgreement",
    "FrameworkVersion",
    "MunicipalAgreement",
    "Signature",
    "VersionAnswer",
]
