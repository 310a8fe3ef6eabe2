"""Forms for documents: a new act, a new version of one, and why one is voided."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms

from bodies.models import Person
from bodies.roles import Role
from cases.actions.documents import NewFile, same_file, seen_by
from cases.forms.fields import DayField, Text
from cases.forms.steps import text_area
from cases.forms.uploads_field import UploadsField, UploadsMixin
from cases.models import Case, Document
from cases.models.document import Direction, DocumentKind
from cases.route import Step, in_address
from samverkan.lib.dates import today
from samverkan.lib.uploads import ALLOWED

DRAWN_UP = frozenset(
    {DocumentKind.DRAFT_OPINION, DocumentKind.OFFICER_REPORT, DocumentKind.OPINION}
)
RECEIVED = frozenset({DocumentKind.COVER_LETTER, DocumentKind.INQUIRY_REPORT, DocumentKind.INPUT})
# As an address calls them.
KINDS = {in_address(kind.label): kind for kind in DocumentKind}
SHARED = (
    "Ärendet är delat. Förslag till yttrande och tjänsteskrivelser syns för dem utanför regionen "
    "först när ärendelistan är publicerad, andra handlingar genast om du inte kryssar här."
)
ONE_FILE = f"{ALLOWED}. Högst 40 MB."


class DocumentForm(UploadsMixin):
    """A new act. Without a title of its own it is called what the file is called.

    `anyway` is asked for only when the case has the file already.
    """

    file = UploadsField(label="Fil", required=True, help_text=ONE_FILE)
    title = Text(
        label="Rubrik", required=False, max_length=200, help_text="Lämna tomt för filens namn."
    )
    kind = forms.ChoiceField(
        label="Slag",
        choices=DocumentKind.choices(),
        error_messages={"required": "Välj vad för slags handling det är."},
    )
    direction = forms.ChoiceField(
        label="Handlingen är",
        choices=[
            (Direction.INCOMING.value, "Inkommen utifrån"),
            (Direction.DRAWN_UP.value, "Upprättad här"),
            (Direction.OUTGOING.value, "Utgående"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj om handlingen är inkommen, upprättad eller utgående."},
    )
    dated = DayField(
        label="Inkom eller upprättades",
        error_messages={"required": "Skriv vilken dag handlingen kom in eller upprättades."},
    )
    counterpart = Text(
        label="Från eller till",
        required=False,
        max_length=200,
        help_text="Vem handlingen kom från eller gick till.",
    )
    is_internal = forms.BooleanField(
        label="Arbetsmaterial som bara regionen ser",
        required=False,
        help_text="Arbetsmaterial syns inte för förtroendevalda och kommuner, "
        "inte heller när ärendet är delat.",
    )

    anyway = forms.BooleanField(label="Lägg till den ändå, som en ny handling", required=False)

    def __init__(self, *args: Any, case: Case, by: Person, kind: str = "", **kwargs: Any) -> None:
        known = KINDS.get(kind) or usual_kind(case)
        direction = usual_direction(known, by)
        proposed = {"kind": known.value, "direction": direction.value, "dated": today()}
        super().__init__(*args, initial=proposed, by=by, **kwargs)
        self.case = case
        if seen := seen_by(case):
            self.fields["is_internal"].help_text = f"{SHARED} {seen}"

    @property
    def same(self) -> Document | None:
        """The act that holds the file already, when that is why the form came back."""
        return same_file(self.case, self.new_files()[0]) if "anyway" in self.errors else None

    def clean_dated(self) -> date:
        day: date = self.cleaned_data["dated"]
        if day > today():
            raise forms.ValidationError("Skriv en dag som inte ligger i framtiden.")
        return day

    def arguments(self) -> dict[str, Any]:
        """What `actions.add_document` takes, beside the case and the person."""
        rest = {name: self.cleaned_data[name] for name in RECORDED}
        kind, title = self.cleaned_data["kind"], self.cleaned_data["title"]
        return rest | {"file": replace(self.new_files()[0], kind=kind, title=title)}


RECORDED = ("direction", "dated", "counterpart", "is_internal", "anyway")


def usual_kind(case: Case) -> DocumentKind:
    """What the case waits for: after the decision its answer."""
    return DocumentKind.OPINION if case.step == Step.DECIDED else DocumentKind.OTHER


def usual_direction(kind: DocumentKind, by: Person) -> Direction:
    """What the kind says; else a registrar receives, and the others draw up."""
    if kind in RECEIVED or (kind not in DRAWN_UP and by.has_role(Role.REGISTRAR)):
        return Direction.INCOMING
    return Direction.DRAWN_UP


class VersionForm(UploadsMixin):
    """A new version of an act."""

    file = UploadsField(label="Den nya filen", required=True, help_text=ONE_FILE)
    note = Text(
        label="Vad som ändrats",
        required=False,
        max_length=300,
        help_text="Till exempel: synpunkter från kommunerna inarbetade.",
    )

    def arguments(self) -> dict[str, Any]:
        file: NewFile = self.new_files()[0]
        return {"file": file, "note": self.cleaned_data["note"]}


class VoidForm(forms.Form):
    reason = Text(
        label="Varför handlingen makuleras",
        widget=text_area(3),
        error_messages={"required": "Skriv varför."},
        help_text="Till exempel: fel fil, eller hör till ett annat ärende.",
    )
