"""Files in a form: checked at once, and not lost while the rest of the form is mended.

A field gives a list of `NewFile`. Its good files come back as ticked boxes when
something else was wrong: the view keeps them (`cases.views.uploads`), since forms
never write. What may be uploaded is decided in `samverkan.lib.uploads`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile

from bodies.models import Person
from cases.actions.documents import NewFile, pending_file
from cases.models import PendingUpload
from cases.models.document import DocumentKind
from samverkan.lib.errors import DomainError
from samverkan.lib.uploads import ACCEPT, CheckedFile, Upload, check_count, check_upload


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that waits for its form; `size` in bytes."""

    key: str
    name: str
    size: int

    @classmethod
    def of(cls, pending: PendingUpload) -> "KeptFile":
        return cls(str(pending.key), pending.filename, pending.size)


@dataclass(frozen=True, slots=True)
class Submitted:
    """What came with the form: new files, and the keys of kept ones still ticked."""

    files: "tuple[UploadedFile[Any], ...]" = ()
    keys: tuple[str, ...] = ()


class UploadsInput(forms.FileInput):
    """The file control, below a ticked box for each file that is already kept."""

    template_name = "cases/_uploads_input.html"
    needs_multipart_form = True
    allow_multiple_selected = True

    def __init__(self, *, multiple: bool) -> None:
        super().__init__({"accept": ACCEPT, "multiple": multiple})
        self.kept: list[KeptFile] = []

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Submitted:
        return Submitted(tuple(_all(files, name)), tuple(map(str, _all(data, f"{name}-kept"))))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files and f"{name}-kept" not in data

    def use_required_attribute(self, initial: Any) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return super().get_context(name, None, attrs) | {"kept": self.kept}

    def __deepcopy__(self, memo: dict[int, Any]) -> "UploadsInput":
        copied: UploadsInput = super().__deepcopy__(memo)
        copied.kept = []
        return copied


def _all(source: Mapping[str, Any], name: str) -> list[Any]:
    """Every value of a name, also from a plain dict as tests and calls may give it."""
    if hasattr(source, "getlist"):
        return [value for value in source.getlist(name) if value]
    value = source.get(name)
    return list(value) if isinstance(value, list | tuple) else [value] if value else []


class UploadsField(forms.Field):
    """Cleans to a list of `NewFile`: the kept ones still ticked, then the new ones.

    With `multiple` off a new file takes the kept one's place. `by` is whose kept
    files they are, set by the form. `fresh` holds the new files that were good,
    also when the field as a whole was not.
    """

    widget: UploadsInput

    def __init__(
        self,
        *,
        label: str,
        kind: str = DocumentKind.OTHER,
        title: str = "",
        multiple: bool = False,
        required: bool = False,
        help_text: str = "",
        missing: str = "Välj en fil.",
    ) -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            widget=UploadsInput(multiple=multiple),
            error_messages={"required": missing},
        )
        self.kind, self.title, self.multiple = kind, title, multiple
        self.by: Person | None = None
        self.fresh: list[NewFile] = []

    def clean(self, value: Submitted) -> list[NewFile]:
        errors: list[str] = []
        self.fresh = self._checked(value.files if self.multiple else value.files[-1:], errors)
        replaced = bool(self.fresh) and not self.multiple
        kept = [] if replaced else self._kept(value.keys, errors)
        if errors:
            raise forms.ValidationError([forms.ValidationError(text) for text in errors])
        if self.required and not (kept or self.fresh):
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return kept + self.fresh

    def _checked(self, files: "tuple[UploadedFile[Any], ...]", errors: list[str]) -> list[NewFile]:
        good: list[NewFile] = []
        try:
            check_count(len(files))
        except DomainError as error:
            errors.append(error.message)
            return good
        for file in files:
            try:
                checked = check_upload(cast(Upload, file))
            except DomainError as error:
                errors.append(error.message)
            else:
                good.append(NewFile(file, checked, self.kind, self.title))
        return good

    def _kept(self, keys: tuple[str, ...], errors: list[str]) -> list[NewFile]:
        found = []
        for key in dict.fromkeys(keys):
            try:
                found.append(self._waiting(key))
            except DomainError as error:
                errors.append(error.message)
        self.widget.kept = [KeptFile.of(file.pending) for file in found if file.pending]
        return found

    def _waiting(self, key: str) -> NewFile:
        if self.by is None or not _is_key(key):
            raise DomainError("Filen finns inte kvar. Välj den igen.")
        pending = pending_file(key=key, by=self.by)
        checked = CheckedFile(pending.filename, pending.content_type, pending.size, pending.sha256)
        return NewFile(pending.file, checked, self.kind, self.title, pending)


def _is_key(key: str) -> bool:
    try:
        UUID(key)
    except ValueError:
        return False
    return True


class UploadsMixin(forms.Form):
    """A form with `UploadsField`s; takes `by`, the person whose kept files may be used."""

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.upload_fields():
            field.by = by

    def upload_fields(self) -> list[UploadsField]:
        return [field for field in self.fields.values() if isinstance(field, UploadsField)]

    def new_files(self) -> list[NewFile]:
        """The files of every field of a valid form, in the fields' order."""
        return [
            file
            for name, field in self.fields.items()
            if isinstance(field, UploadsField)
            for file in self.cleaned_data.get(name, [])
        ]
