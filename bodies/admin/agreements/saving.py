"""From what was typed on an agreement's page to acts, one by one, all of them or none.

The first act compares the version that the page was rendered with; the row is locked then.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.forms import BaseForm

from bodies import actions
from bodies.agreement_states import Outcome
from bodies.models import Adoption, Clause, Fee, MunicipalAgreement, Person, Signature
from samverkan.lib.errors import DomainError
from samverkan.lib.filing import filing


class Deed(NamedTuple):
    """An act of one form. `replaces` is None where the act takes no reason, else whether it
    writes over what somebody had decided, which needs one.
    """

    form: BaseForm
    act: Callable[..., object]
    given: dict[str, Any]
    replaces: bool | None = None


class RefusedDeedError(Exception):
    """The form, by its prefix (None is the page's own), and what was said."""

    def __init__(self, prefix: str | None, refusal: DomainError) -> None:
        super().__init__(refusal.message)
        self.prefix, self.refusal = prefix, refusal


def save_page(agreement: MunicipalAgreement, form: Any, formsets: list[Any], by: Person) -> int:
    """Do what the page asks for; how many acts it was. Raises RefusedDeedError."""
    reason = form.cleaned_data["reason"]
    version: int | None = form.cleaned_data["seen_version"]
    count = 0
    with filing():
        for deed in deeds_of(agreement, form, formsets):
            _do(deed, agreement_id=agreement.pk, version=version, by=by, reason=reason)
            # Locked from here on: each act counts the version up.
            version, count = None, count + 1
    return count


def _do(deed: Deed, *, reason: str, **whole: Any) -> None:
    try:
        if deed.replaces and not reason.strip():
            raise RefusedDeedError(None, DomainError("Skriv varför det ändras.", field="reason"))
        more = {} if deed.replaces is None else {"reason": reason}
        deed.act(**whole, **deed.given, **more)
    except DomainError as error:
        raise RefusedDeedError(deed.form.prefix, error) from error


def deeds_of(agreement: MunicipalAgreement, form: Any, formsets: list[Any]) -> Iterator[Deed]:
    """In the order in which they can be done: clauses before a council adopts them."""
    if "registry_reference" in form.changed_data:
        number = form.cleaned_data["registry_reference"]
        given = {"registry_reference": number}
        yield Deed(form, actions.edit_reference, given, bool(agreement.registry_reference))
    rows = [row for each in formsets for row in each.forms if row.has_changed()]
    for model, deed_of in DEEDS.items():
        for row in rows:
            if row._meta.model is model:
                yield deed_of(agreement, row)


def fee(agreement: MunicipalAgreement, row: Any) -> Deed:
    given = {"year": row.instance.year, **_only(row, "amount", "decided_on")}
    return Deed(row, actions.set_fee, given, row.instance.decided_on is not None)


def clause(agreement: MunicipalAgreement, row: Any) -> Deed:
    number = row.instance.number
    if row.instance.pk is None:
        last = agreement.clauses.order_by("-number").values_list("number", flat=True).first()
        number = (last or 0) + 1
    given = {"number": number, **_only(row, "heading", "text")}
    return Deed(row, actions.edit_clause, given, row.instance.pk is not None)


def adoption(agreement: MunicipalAgreement, row: Any) -> Deed:
    names = ("party", "council_name", "day", "paragraph", "note", "extract_received_on")
    given = _only(row, *names) | {"extract": row.cleaned_data["copy"]}
    if row.cleaned_data["outcome"] == Outcome.DECLINED:
        return Deed(row, actions.record_refusal, given)
    given["text_version"] = row.cleaned_data["text_version"]
    return Deed(row, actions.record_adoption, given)


def signature(agreement: MunicipalAgreement, row: Any) -> Deed:
    given = _only(row, "party", "kind", "name", "title", "day")
    return Deed(row, actions.record_signature, given | {"file": row.cleaned_data["copy"]})


def _only(row: Any, *names: str) -> dict[str, Any]:
    return {name: row.cleaned_data[name] for name in names}


DEEDS: dict[Any, Callable[[MunicipalAgreement, Any], Deed]] = {
    Fee: fee,
    Clause: clause,
    Adoption: adoption,
    Signature: signature,
}
