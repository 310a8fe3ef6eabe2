"""PDF by typst: archivable (PDF/A-2a) and readable aloud (PDF/UA-1), in Swedish.

What people have typed goes in as data and never as markup, so nothing in it can be run. The
typeface comes along and the machine's own are left out: a paper is the same everywhere.
Knows no app and no model; the papers lie in templates/pdf/, with `paper.typ` in common.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

PDF = "application/pdf"


@cache
def _folder() -> Path:
    return Path(settings.BASE_DIR) / "templates" / "pdf"


def pdf(template: str, data: dict[str, Any]) -> bytes:
    """The paper `template` (without .typ) of `data`, which must be JSON; it says `title`.

    Raises KeyError without a title, which PDF/UA asks for (ISO 14289-1, 7.1), and
    typst.TypstError for a paper that cannot be set.
    """
    folder = _folder()
    given = {"title": data["title"], **data}
    return typst.compile(
        str(folder / f"{template}.typ"),
        root=str(folder),
        font_paths=[str(folder)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(given, ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
    )
