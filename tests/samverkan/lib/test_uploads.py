"""What may be uploaded, with real bytes of each kind and of each trick."""

import io
import zipfile
from email.message import EmailMessage
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from samverkan.lib.errors import DomainError
from samverkan.lib.uploads import MAX_BYTES, TYPES, check_upload, clean_name

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(40)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40)


def office(*names: str, mimetype: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
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
    "makro.docx": office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    "kalkyl.docx": office("[Content_Types].xml", "xl/workbook.xml"),
    "text.odt": office("content.xml", mimetype=TYPES[".ods"]),
    "bild.png": JPEG,
    "brev.eml": b"bara text",
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


@pytest.mark.parametrize(
    "name", ["program.exe", "sida.html", "makro.docm", "utan-andelse", "x.svg"]
)
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
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_names_are_cleaned(given: str, clean: str) -> None:
    assert clean_name(given) == clean
