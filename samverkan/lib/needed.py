"""What a form says of a field that is needed and was left empty: what to do, by its name.

For forms whose fields others make (Django's administration, allauth); ours say it themselves.
"""

from collections.abc import Mapping

from django import forms

STOCK = str(forms.Field.default_error_messages["required"])


def say_what_is_needed(
    fields: Mapping[str, forms.Field], words: Mapping[str, str] | None = None
) -> None:
    """Give each needed field `words` of its own, else a sentence with its label."""
    for name, field in fields.items():
        if field.required and str(field.error_messages.get("required")) == STOCK:
            what = "Välj i" if isinstance(field, forms.ChoiceField) else "Fyll i"
            label = str(field.label or name)
            sentence = f"{what} ”{label[:1].upper()}{label[1:]}”."
            field.error_messages["required"] = (words or {}).get(name, sentence)
