"""A note of one's own: the words, what they are about, and who may read them."""

from typing import Any

from django import forms

from bodies.models import Person
from cases.forms.fields import Text
from cases.models import Case, Document, Note
from cases.queries.notes import readers_near
from samverkan.lib.ordering import swedish_order


class NoteForm(forms.Form):
    text = Text(
        label="Anteckning",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Skriv något, eller ta bort anteckningen."},
    )
    document = forms.ModelChoiceField(
        label="Gäller",
        queryset=Document.objects.none(),
        required=False,
        empty_label="Hela ärendet",
        error_messages={"invalid_choice": "Handlingen finns inte. Välj i listan."},
    )
    shared_with = forms.ModelMultipleChoiceField(
        label="Vem får läsa den?",
        help_text="De som sitter i arbetsutskottet, samrådet eller nämnden, och handläggaren.",
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "Personen går inte att dela med. Välj i listan.",
            "invalid_pk_value": "Personen finns inte. Välj i listan.",
        },
    )

    def __init__(
        self,
        data: Any = None,
        *,
        case: Case,
        person: Person,
        note: Note | None = None,
        act: int | None = None,
    ) -> None:
        documents = Document.objects.visible_to(person).valid().filter(case=case)
        documents = documents.select_related("case").order_by("act")
        about = documents.filter(act=act).first() if act is not None else None
        super().__init__(data, initial=_initial(note, about))
        near = readers_near(case, person)
        kept = set(note.shared_with.values_list("pk", flat=True)) if note else set()
        people = Person.objects.filter(pk__in=near | kept).order_by(
            swedish_order("last_name"), swedish_order("first_name")
        )
        for name, rows in (("document", documents), ("shared_with", people)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows


def _initial(note: Note | None, document: Document | None) -> dict[str, Any]:
    if note is None:
        return {"document": document}
    return {
        "text": note.text,
        "document": note.document_id,
        "shared_with": list(note.shared_with.values_list("pk", flat=True)),
    }
