"""Agreements as Word: filled from the term's template, one by one or all in a zip."""

from bodies.agreement_papers.filling import (
    WORD,
    agreement_name,
    all_agreements,
    check_template,
    filled,
    template_of,
)
from bodies.agreement_papers.shipped import shipped_template
from bodies.agreement_papers.words import WORDS

__all__ = [
    "WORD",
    "WORDS",
    "agreement_name",
    "all_agreements",
    "check_template",
    "filled",
    "shipped_template",
    "template_of",
]
