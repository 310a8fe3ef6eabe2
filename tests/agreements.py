"""What a test of agreements needs: a term with its text, and an agreement at any stage."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from bodies import actions
from bodies.actions.agreements.core import Copy
from bodies.actions.agreements.texts import Point
from bodies.agreement_states import Party, Signer
from bodies.models import (
    Adoption,
    FrameworkAgreement,
    FrameworkVersion,
    MunicipalAgreement,
    Organisation,
    Person,
    Signature,
    Term,
)
from bodies.roles import Role
from samverkan.lib.dates import today
from tests import factories as make

SIGNERS = [(party, kind) for party in Party for kind in Signer]


def term(year: int | None = None) -> Term:
    """The term whose boards begin on 1 January of `year`, the next year unless told."""
    year = year or today().year + 1
    made: Term = Term.objects.create(
        name=f"{year}–{year + 3}",
        election_day=date(year - 1, 9, 10),
        council_from=date(year - 1, 10, 15),
        council_to=date(year + 3, 10, 14),
        board_from=date(year, 1, 1),
        board_to=date(year + 3, 12, 31),
    )
    return made


def a_copy(content: bytes = b"Utdrag") -> Copy:
    file = make.new_file("utdrag.txt", content)
    return Copy(file.content, file.checked)


@dataclass
class Place:
    """One municipality and the administrator, with a framework that has one clause."""

    by: Person = field(default_factory=lambda: make.person(Role.ADMINISTRATOR))
    municipality: Organisation = field(default_factory=make.organisation)
    framework: FrameworkAgreement = field(init=False)

    def __post_init__(self) -> None:
        self.framework = actions.new_term(
            term=term(), by=self.by, text="Text.", clauses=[Point("Syfte", "Samverka.")]
        )

    @property
    def agreement(self) -> MunicipalAgreement:
        found: MunicipalAgreement = self.framework.agreements.get(municipality=self.municipality)
        return found

    @property
    def text(self) -> FrameworkVersion:
        found: FrameworkVersion = self.framework.versions.latest("number")
        return found

    def sent(self, days: int = 60) -> MunicipalAgreement:
        """Sent so many days ago."""
        return actions.send_agreement(
            agreement_id=self.agreement.pk,
            version=None,
            by=self.by,
            sent_on=today() - timedelta(days),
            sent_to="Kommunens registrator",
        )

    def adopted(self, party: str = Party.MUNICIPALITY, days: int = 30, **more: Any) -> Adoption:
        return actions.record_adoption(
            agreement_id=self.agreement.pk,
            version=None,
            by=self.by,
            party=party,
            day=today() - timedelta(days),
            **more,
        )

    def signed(
        self, party: str = Party.MUNICIPALITY, kind: str = Signer.ELECTED, days: int = 10
    ) -> Signature:
        return actions.record_signature(
            agreement_id=self.agreement.pk,
            version=None,
            by=self.by,
            party=party,
            kind=kind,
            name="Pim Påhittsson",
            day=today() - timedelta(days),
        )

    def changed(self) -> FrameworkVersion:
        return actions.change_text(
            framework_id=self.framework.pk,
            version=None,
            by=self.by,
            text="Ny text.",
            what_changed="Punkten om anslag.",
        )

    def complete(self) -> MunicipalAgreement:
        """All that both parties do, but for the archive."""
        self.sent()
        adoption = self.adopted()
        self.adopted(Party.REGION)
        for party, kind in SIGNERS:
            self.signed(party, kind)
        actions.receive_extract(
            adoption_id=adoption.pk, version=None, by=self.by, received_on=today()
        )
        return self.agreement
