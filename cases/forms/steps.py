"""Forms of the transitions: what each asks for. Shape only; the actions say what is right."""

from typing import Any

from django import forms

from bodies.models import Meeting, Person
from bodies.roles import Role
from cases.forms.fields import Text
from cases.models import Case
from cases.outcomes import ConsultationOutcome
from cases.queries.facts import consultation_meetings, consultation_of
from cases.route import Transition
from samverkan.lib.dates import swedish_date

# What the reason is for, where the plain word does not say it.
REASON_HELP = {
    "decline": "Regionen är inbjuden att svara, inte skyldig. Skälet står kvar i ärendet.",
    "skip_consultation": "Skälet kommer att stå i nämndens beslut.",
    "remit_back": "Vad ska utredas eller ändras? Ärendet börjar en ny omgång från utkastet.",
    "table": "Ärendet står kvar hos organet och tas upp på ett senare möte.",
    "withdraw": "Ärendet tas inte upp på mötet. Det står kvar hos organet.",
    "strike_off": "Ärendet avslutas utan svar. Det behåller sitt nummer och sin historik.",
    "reopen": "Ärendet börjar en ny omgång från utkastet.",
}


def text_area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class StepForm(forms.Form):
    """The form of a transition that asks for nothing but a confirmation."""

    def __init__(self, *args: Any, case: Case, way: Transition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.way = case, way
        self.prepare()

    def prepare(self) -> None:
        """Fill in choices and proposals from the case."""

    def arguments(self) -> dict[str, Any]:
        """What the action is called with, beside the case, its version and the person."""
        return dict(self.cleaned_data)


class NoteForm(StepForm):
    note = Text(
        label="Anteckning från mötet",
        required=False,
        widget=text_area(),
        help_text="Står i ärendet tillsammans med utfallet.",
    )


class ReasonForm(StepForm):
    reason = Text(label="Skäl", widget=text_area(), error_messages={"required": "Skriv varför."})

    def prepare(self) -> None:
        self.fields["reason"].help_text = REASON_HELP.get(self.way.name, "")


class AssessmentForm(StepForm):
    officer = forms.ModelChoiceField(
        Person.objects.none(),
        label="Handläggare",
        required=False,
        empty_label="Utses senare",
        help_text="Handläggaren får ett mejl när det är dags att börja.",
    )
    note = Text(label="Anteckning", required=False, widget=text_area(3))

    def prepare(self) -> None:
        officer: Any = self.fields["officer"]
        officer.queryset = Person.objects.with_role(Role.CASE_OFFICER)
        self.initial.setdefault("officer", self.case.officer_id)


class MeetingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """A meeting by its day."""

    def label_from_instance(self, obj: Meeting) -> str:
        return f"{obj.body.name} {swedish_date(obj.day)}"


class ConsultationForm(StepForm):
    """What the samråd said in writing, or how the record of it is put right."""

    outcome = forms.ChoiceField(
        label="Vad samrådet kom fram till",
        choices=ConsultationOutcome.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad samrådet kom fram till."},
    )
    note = Text(
        label="Medskick eller meningar",
        required=False,
        needed_when="behövs vid medskick och olika meningar",
        widget=text_area(),
        help_text="Vid medskick: vad samrådet skickar med. "
        "Vid olika meningar: vilka de var och vem som hade vilken.",
    )
    reason = Text(
        label="Varför ärendet inte behandlades",
        required=False,
        needed_when="behövs om ärendet inte behandlades",
        widget=text_area(2),
        help_text="Skälet kommer att stå i nämndens beslut.",
    )

    def prepare(self) -> None:
        if said := consultation_of(self.case):
            for name in ("outcome", "note", "reason"):
                self.initial.setdefault(name, getattr(said, name))


class MeetingConsultationForm(ConsultationForm):
    """What the samråd said at its meeting; the latest that has been is proposed."""

    meeting = MeetingChoice(
        Meeting.objects.none(),
        label="Samrådets möte",
        empty_label=None,
        error_messages={"required": "Välj vilket möte det var."},
    )
    unannounced = Text(
        label="Hur ledamöterna fick ärendet",
        required=False,
        needed_when="behövs om ärendelistan inte publicerades",
        widget=text_area(2),
        help_text="Till exempel: Handlingarna delades ut på mötet. Står i historiken.",
    )
    field_order = ("meeting", "outcome", "note", "reason", "unannounced")

    def prepare(self) -> None:
        super().prepare()
        held = consultation_meetings(self.case)
        keys = [each.pk for each in held]
        meeting: Any = self.fields["meeting"]
        meeting.queryset = Meeting.objects.filter(pk__in=keys).select_related("body")
        if held:
            self.initial.setdefault("meeting", keys[-1])
        if all(each.is_published for each in held):
            del self.fields["unannounced"]
