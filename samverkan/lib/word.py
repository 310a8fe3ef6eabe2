"""Fill a Word template (docx) with words. Jinja runs in its sandbox; what is filled in is escaped.

Knows no app and no model. Whether a template that people wrote holds is their own module's to say.
"""

from io import BytesIO
from typing import IO, Any

from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment


def word(template: IO[bytes], words: dict[str, Any]) -> bytes:
    """The filled Word file. Raises jinja2.TemplateError for a template that cannot be filled."""
    paper = DocxTemplate(template)
    jinja = SandboxedEnvironment(undefined=StrictUndefined)
    paper.render(words, jinja, autoescape=True)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()
