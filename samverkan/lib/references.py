"""The forms of other authorities' numbers: checked where a form exists, free elsewhere."""

import re
import unicodedata

from stdnum.exceptions import ValidationError
from stdnum.se import orgnr

from samverkan.lib.errors import DomainError

# Departments of today and those that ended with 2022 (M, N, I): their numbers live on.
DEPARTMENTS = ("SB", "Ju", "UD", "Fö", "S", "Fi", "U", "KN", "Ku", "LI", "A", "M", "N", "I")
_PREFIX = {name.lower(): name for name in DEPARTMENTS}
# {Department}{year}/{number}, until about 2021 followed by the unit: M2020/01926/NV.
MINISTRY = re.compile(
    r"^([A-Za-zÖö]{1,2}) ?([12]\d{3}) ?/ ?(\d{5})(?: ?/ ?([A-Za-zÅÄÖåäö0-9]{1,8}))?$", re.ASCII
)
SERIES = re.compile(r"^(SOU|DS) ?([12]\d{3}) ?: ?(\d{1,3})$", re.IGNORECASE | re.ASCII)
LOOKS_LIKE_SERIES = re.compile(r"^(SOU|DS)[\s\d:.-]*(\d|$)", re.IGNORECASE)


def ministry_number(text: str) -> str:
    """A ministry's registration number in its own form, `M2020/01926/NV`.

    The prefix may be typed in any case; the unit is kept as typed. Raises
    DomainError saying how it should look.
    """
    found = MINISTRY.match(_tidy(text))
    if not found or found[1].lower() not in _PREFIX:
        raise DomainError(
            "Skriv departementets nummer som det står i missivet, till exempel M2020/01926."
        )
    prefix, year, number, unit = found.groups()
    return f"{_PREFIX[prefix.lower()]}{year}/{number}" + (f"/{unit}" if unit else "")


def _tidy(text: str) -> str:
    """One space between words, and ö as one character however it was typed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def inquiry_number(text: str) -> str:
    """SOU or Ds in the usual form; any other name of a report is kept as written.

    Raises DomainError when it begins as SOU or Ds but is not one.
    """
    text = _tidy(text)
    if found := SERIES.match(text):
        series = "SOU" if found[1].upper() == "SOU" else "Ds"
        return f"{series} {found[2]}:{int(found[3])}"
    if LOOKS_LIKE_SERIES.match(text):
        raise DomainError("Skriv utredningens nummer som SOU 2020:73 eller Ds 2022:11.")
    return text


def organisation_number(text: str) -> str:
    """A Swedish organisation number as `232100-0222`. Raises DomainError."""
    try:
        digits: str = orgnr.validate(text)
    except ValidationError as error:
        raise DomainError(
            "Organisationsnumret stämmer inte. Skriv tio siffror, till exempel 232100-0222."
        ) from error
    return f"{digits[:6]}-{digits[6:]}"
