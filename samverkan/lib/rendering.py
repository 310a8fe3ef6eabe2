"""How forms are drawn: every field through the project's own component.

Only names of templates stand here; what a form asks is each app's own matter.
"""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Draw each field with ``components/field.html``, also in ``{{ form }}``."""

    form_template_name = "components/form_fields.html"
    field_template_name = "components/field.html"
