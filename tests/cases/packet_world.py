"""A meeting with documents of every sort, whole and not, for what is asked of its packet."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.test import Client
from docx import Document as Word
from pikepdf import Array, Dictionary, Encryption, Name, Pdf
from PIL import Image

from bodies.models import Person
from cases import actions
from cases.actions.documents import NewFile
from cases.demo.paper import pdf
from cases.models import Case, DocumentVersion, Edition, Packet
from cases.models.document import Direction, DocumentKind
from cases.route import Step
from samverkan.lib.content import TYPES
from samverkan.lib.dates import today
from samverkan.lib.uploads import CheckedFile
from tests import factories as make


class Given:
    """RUN AU with two cases: the first has documents of every sort, the second is secret."""

    def __init__(self, names: Iterable[str]) -> None:
        self.home, self.files = make.house(), settings.MEDIA_ROOT
        self.meeting = make.meeting(self.home.au, days=3, hour=9)
        self.case, self.secret = (make.case_in(Step.PREPARATION, self.home) for _ in range(2))
        for case in (self.case, self.secret):
            actions.place_on_agenda(
                meeting_id=self.meeting.pk, case_id=case.pk, by=self.home.secretary
            )
        version = Case.objects.values_list("version", flat=True).get(pk=self.secret.pk)
        actions.mark_secret(
            case_id=self.secret.pk, version=version, by=self.home.registrar,
            secrecy=make.SECRECY, reason="Bilagan är hemlig.",
        )  # fmt: skip
        for name in names:
            self.add(name, FILES[name])
        self.add("arbete.pdf", pdf("Internt", "Bara för oss."), is_internal=True)
        for lost in DocumentVersion.objects.filter(document__title="borta"):
            default_storage.delete(str(lost.file))
        actions.publish_agenda(meeting_id=self.meeting.pk, version=1, by=self.home.secretary)
        self.meeting.refresh_from_db()

    def add(self, name: str, content: bytes, **more: Any) -> None:
        kind = TYPES[f".{name.rpartition('.')[2]}"]
        plain = make.new_file(name, content)
        checked = CheckedFile(name, kind, len(content), plain.checked.sha256)
        file = NewFile(plain.content, checked, DocumentKind.OTHER, name.rpartition(".")[0])
        actions.add_document(
            case_id=self.case.pk, by=self.home.registrar, file=file,
            direction=Direction.DRAWN_UP, dated=today(), **more,
        )  # fmt: skip

    def made(self, edition: Edition = Edition.MEMBERS) -> Packet:
        actions.ask_for_packet(meeting_id=self.meeting.pk, edition=edition, by=self.home.secretary)
        while actions.make_packets():
            pass
        return Packet.objects.filter(edition=edition).latest("pk")

    def client(self, person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    @property
    def url(self) -> str:
        return f"/moten/{self.meeting.pk}/handlingar/"


def _word() -> bytes:
    paper, out = Word(), BytesIO()
    paper.add_heading("Förslag till beslut", 1)
    paper.add_paragraph("Nämnden föreslås #anta <b>yttrandet</b>.")
    table = paper.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "År", "2027"
    paper.save(out)
    return out.getvalue()


def _picture() -> bytes:
    out = BytesIO()
    Image.new("RGBA", (300, 100), (0, 90, 60, 120)).save(out, "PNG")
    return out.getvalue()


def _turned() -> bytes:
    out = BytesIO()
    with Pdf.open(BytesIO(pdf("Liggande", "På högkant."))) as paper:
        paper.pages[0].rotate(90, relative=False)
        paper.save(out)
    return out.getvalue()


def _locked() -> bytes:
    out = BytesIO()
    with Pdf.open(BytesIO(pdf("Hemlig", "Låst."))) as paper:
        paper.save(out, encryption=Encryption(owner="a", user="b"))
    return out.getvalue()


def _empty() -> bytes:
    out = BytesIO()
    with Pdf.new() as paper:
        paper.save(out)
    return out.getvalue()


def _blank() -> bytes:
    """A page of no size, turned askew, with nothing on it and a script."""
    out = BytesIO()
    with Pdf.new() as paper:
        page = paper.add_blank_page()
        page.obj.MediaBox, page.obj.Rotate = Array([0, 0, 0, 0]), 45
        page.obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS="app.alert(1)"))
        paper.save(out)
    return out.getvalue()


def _with_root(**more: Any) -> bytes:
    out = BytesIO()
    with Pdf.open(BytesIO(pdf("Lager", "Under ytan."))) as paper:
        for name, value in more.items():
            paper.Root[f"/{name}"] = value
        paper.save(out)
    return out.getvalue()


def _carrying() -> bytes:
    out = BytesIO()
    with Pdf.open(BytesIO(pdf("Med bilaga", "Texten."))) as paper:
        paper.attachments["tal.txt"] = b"1"
        paper.save(out)
    return out.getvalue()


FILES = {
    "helt.pdf": pdf("Betänkandet", "Hela texten."),
    "liggande.pdf": _turned(),
    "tjanste.docx": _word(),
    "karta.png": _picture(),
    "brev.txt": "Hej Åsa!\n\nVi tycker *så* här.".encode("cp1252"),
    "skadad.pdf": pdf("Skadad", "Det som är kvar.")[:-60],
    "blank.pdf": _blank(),
    "lager.pdf": _with_root(
        OCProperties=Dictionary(D=Dictionary(OFF=Array([Dictionary(Type=Name.OCG)])))
    ),
    "samling.pdf": _with_root(Collection=Dictionary()),
    "bilaga.pdf": _carrying(),
    "trasig.pdf": b"%PDF-1.7\nnej",
    "last.pdf": _locked(),
    "tom.pdf": _empty(),
    "borta.pdf": pdf("Borta", "Försvunnen."),
    "ark.xlsx": b"PK",
}
