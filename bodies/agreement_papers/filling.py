"""Fill the term's Word template, and find out beforehand whether it can be filled.

A template is written by people at a desk, so it is tried when it is chosen and never trusted.
"""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import IO, Any

from django.core.files import File
from jinja2 import TemplateError, UndefinedError

from bodies.agreement_papers.shipped import shipped_template
from bodies.agreement_papers.words import WORDS, empty_sample, sample, words_of, words_of_all
from bodies.models import AgreementTemplate, FrameworkAgreement, MunicipalAgreement
from samverkan.lib.content import TYPES
from samverkan.lib.errors import DomainError
from samverkan.lib.uploads import clean_name
from samverkan.lib.word import word

WORD = TYPES[".docx"]
# A small file may unpack to a large one.
MOST_UNPACKED = 50_000_000


def filled(agreement: MunicipalAgreement, template: bytes | None = None) -> bytes:
    """The agreement as a Word file, from its term's template unless another is given.

    Raises DomainError when the template cannot be filled with this agreement.
    """
    return _filled(template or template_of(agreement.framework), words_of(agreement))


def all_agreements(agreements: Sequence[MunicipalAgreement]) -> bytes:
    """A zip with one Word file for each. They must be of one term. Raises as `filled` does."""
    out, template = BytesIO(), template_of(agreements[0].framework)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for agreement, words in zip(agreements, words_of_all(agreements), strict=True):
            archive.writestr(agreement_name(agreement), _filled(template, words))
    return out.getvalue()


def _filled(template: bytes, words: dict[str, Any]) -> bytes:
    try:
        return word(BytesIO(template), words)
    except Exception as error:  # as when a template is tried
        raise DomainError(
            f"Avtalsmallen går inte att fylla i för {words['kommun']}. Den frågar kanske efter en "
            "rad som avtalet inte har. Rätta mallen och välj den igen."
        ) from error


def agreement_name(agreement: MunicipalAgreement) -> str:
    """Samverkansavtal Umeå 2027–2030.docx"""
    return clean_name(
        f"Samverkansavtal {agreement.municipality.name} {agreement.framework.term.name}.docx"
    )


def template_of(framework: FrameworkAgreement) -> bytes:
    """The one chosen last, else the one that comes along."""
    chosen: AgreementTemplate | None = framework.templates.order_by("-pk").first()
    if chosen is None or not chosen.file:
        return shipped_template()
    with chosen.file.open() as content:
        return bytes(content.read())


def check_template(content: "File[bytes] | IO[bytes]", field: str = "file") -> None:
    """Try the template. Raises DomainError that says what is wrong with it, by `field`."""
    content.seek(0)
    paper = BytesIO(content.read())
    content.seek(0)
    try:
        _check_size(paper)
        for words in (sample(), empty_sample()):
            paper.seek(0)
            word(paper, words)
    except UndefinedError as error:
        known = ", ".join(WORDS)
        raise DomainError(
            f"Mallen frågar efter något som inte finns ({error.message}). Orden är: {known}.",
            field=field,
        ) from error
    except TemplateError as error:
        raise DomainError(
            f"Mallen har ett fel i det som står inom klamrar ({error}). Rätta och välj den igen.",
            field=field,
        ) from error
    except DomainError:
        raise
    except Exception as error:  # python-docx and lxml raise what they like
        raise DomainError(
            "Mallen går inte att läsa. Spara den som docx i Word och välj den igen.", field=field
        ) from error


def _check_size(paper: BytesIO) -> None:
    with zipfile.ZipFile(paper) as archive:
        if sum(each.file_size for each in archive.infolist()) > MOST_UNPACKED:
            raise DomainError("Mallen är för stor. Ta bort bilder och välj den igen.", field="file")
    paper.seek(0)
