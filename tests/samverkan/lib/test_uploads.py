"""What may be uploaded, with real bytes of each kind and of each trick."""

import io
import zipfile
from email.message import EmailMessage
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile

from samverkan.lib.content import OLE, TYPES
from samverkan.lib.errors import DomainError
from samverkan.lib.uploads import MAX_BYTES, MAX_FILES, check_count, check_upload, clean_name

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(40)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40)


def office(*names: str, mimetype: str = "", method: int = zipfile.ZIP_STORED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


def mail() -> bytes:
    letter = EmailMessage()
    letter["From"], letter["To"] = "prov@example.org", "region@example.org"
    letter["Date"], letter["Subject"] = "Wed, 03 Feb 2027 09:00:00 +0100", "Remiss"
    letter.set_content("Hej")
    return letter.as_bytes()


GOOD = {
    "missiv.pdf": PDF,
    "yttrande.docx": office("[Content_Types].xml", "word/document.xml"),
    "bilaga.xlsx": office("[Content_Types].xml", "xl/workbook.xml"),
    "bilder.pptx": office("[Content_Types].xml", "ppt/presentation.xml"),
    "utkast.odt": office("content.xml", mimetype=TYPES[".odt"]),
    "tabell.ods": office("content.xml", mimetype=TYPES[".ods"]),
    "anteckning.txt": "Å ä ö".encode("latin-1"),
    "lista.csv": "kommun;svar\nÅsele;ja\n".encode(),
    "brev.eml": mail(),
    "bild.png": PNG,
    "bild.jpg": JPEG,
    "bild.JPEG": JPEG,
}

BAD = {
    "webbsida.pdf": b"<!doctype html><html><script>alert(1)</script></html>",
    "text.pdf": b"inte en pdf",
    "webbsida.txt": b"  <html><body>hej</body></html>",
    "vektor.txt": b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>",
    "nul.txt": b"hej\0hej",
    "pdf.docx": PDF,
    "tomt.docx": office("something.txt"),
    "kalkyl.docx": office("[Content_Types].xml", "xl/workbook.xml"),
    "text.odt": office("content.xml", mimetype=TYPES[".ods"]),
    "utan-typ.odt": office("content.xml"),
    "hoptryckt.odt": office("content.xml", mimetype=TYPES[".odt"], method=zipfile.ZIP_DEFLATED),
    "avhugget.docx": office("[Content_Types].xml", "word/document.xml")[:-30],
    "dold.docx": b"<html></html>" + office("[Content_Types].xml", "word/document.xml"),
    "dold.txt": b"\xef\xbb\xbf<!-- hej --> <!-- hej -->\n<html>",
    "kommentarer.csv": b"<!---->" * 9000 + b"<script>",
    "pdf.txt": PDF,
    "binar.txt": b"hej" * 500_000 + b"\x01",
    "bild.png": JPEG,
    "brev.eml": b"bara text",
    "sida.eml": b"<html><body>From: a</body></html>",
}

MACROS = {
    "makro.docx": office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    "makro.xlsx": office("[Content_Types].xml", "xl/workbook.xml", "xl/macrosheets/sheet1.xml"),
    "makro.ods": office("Basic/Standard/Module1.xml", mimetype=TYPES[".ods"]),
}


@pytest.mark.parametrize("name", GOOD)
def test_allowed(name: str) -> None:
    content = GOOD[name]
    checked = check_upload(SimpleUploadedFile(name, content))
    assert checked.name == name
    assert checked.content_type == TYPES["." + name.rsplit(".", 1)[1].lower()]
    assert checked.size == len(content)
    assert checked.sha256 == sha256(content).hexdigest()


@pytest.mark.parametrize("name", BAD)
def test_content_that_is_not_what_the_name_says(name: str) -> None:
    with pytest.raises(DomainError, match="inte det som namnet säger"):
        check_upload(SimpleUploadedFile(name, BAD[name]))


@pytest.mark.parametrize("name", MACROS)
def test_macros_are_refused(name: str) -> None:
    with pytest.raises(DomainError, match=f"”{name}” innehåller makron"):
        check_upload(SimpleUploadedFile(name, MACROS[name]))


def test_locked_or_old_office_document() -> None:
    with pytest.raises(DomainError, match="låst med lösenord"):
        check_upload(SimpleUploadedFile("hemligt.docx", OLE + bytes(500)))


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("svar.doc", "docx"),
        ("svar.DOCM", "utan makron"),
        ("brev.msg", "eml"),
        ("allt.zip", "Packa"),
    ],
)
def test_kinds_with_an_advice(name: str, advice: str) -> None:
    with pytest.raises(DomainError, match=advice):
        check_upload(SimpleUploadedFile(name, PDF))


def test_a_file_on_disk_is_checked_and_wound_back() -> None:
    content = PDF + bytes(3_000_000)
    with TemporaryUploadedFile("stor.pdf", "text/html", len(content), None) as upload:
        upload.write(content)
        assert check_upload(upload).sha256 == sha256(content).hexdigest()
        assert upload.read(5) == b"%PDF-"


def test_too_many_files_at_once() -> None:
    check_count(MAX_FILES)
    with pytest.raises(DomainError, match="högst 20"):
        check_count(MAX_FILES + 1)


@pytest.mark.parametrize("name", ["program.exe", "sida.html", "utan-andelse", "x.svg"])
def test_kinds_that_are_not_on_the_list(name: str) -> None:
    with pytest.raises(DomainError, match="Välj PDF"):
        check_upload(SimpleUploadedFile(name, PDF))


def test_empty_file() -> None:
    with pytest.raises(DomainError, match="är tom"):
        check_upload(SimpleUploadedFile("tom.pdf", b""))


def test_too_large_file() -> None:
    large = SimpleUploadedFile("stor.pdf", PDF)
    large.size = MAX_BYTES + 1
    with pytest.raises(DomainError, match="högst 40 MB"):
        check_upload(large)


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("C:\\Users\\x\\missiv.pdf", "missiv.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("rad\nbryt\0.pdf", "radbryt.pdf"),
        ("Åsele kommun – svar.pdf", "Åsele kommun – svar.pdf"),
        ('a"b<c>.pdf', "a-b-c-.pdf"),
        ("", "fil"),
        ("..", "fil"),
        ("namn .pdf", "namn.pdf"),
        ("A\u030asele.pdf", "Åsele.pdf"),
        ("\u202efdp.txt", "fdp.txt"),
        ("x." + "y" * 300, "x." + "y" * 148),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
        # Disks count bytes: å is two of them, and none is cut in half.
        ("å" * 300 + ".pdf", "å" * 73 + ".pdf"),
        ("x" + "å" * 300 + ".pdf", "x" + "å" * 72 + ".pdf"),
        ("x." + "å" * 140, "x." + "å" * 74),
    ],
)
def test_names_are_cleaned(given: str, clean: str) -> None:
    assert clean_name(given) == clean
