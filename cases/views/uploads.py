"""Keeping the good files of a form that was not yet right."""

from bodies.models import Person
from cases import actions
from cases.forms.uploads_field import KeptFile, UploadsMixin


def keep_uploads(form: UploadsMixin, by: Person) -> None:
    """Call before a posted form is shown again: its good files come back as ticked boxes."""
    for field in form.upload_fields():
        for file in field.fresh:
            pending = actions.keep_upload(by=by, content=file.content, checked=file.checked)
            field.widget.kept.append(KeptFile.of(pending))
        field.fresh = []
