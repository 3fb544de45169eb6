"""What a file really is: kept when it is harmless, refused with a reason when it is not."""

import io
import zipfile

import pytest

from shared.files.checked import LARGEST, LARGEST_PHOTO, FileKind, FileRefused, Why
from shared.files.inspection import inspect
from tests.files.things import (
    EXCEL,
    a_docx,
    a_locked_pdf,
    a_pdf,
    a_picture,
    a_wav,
    a_zip,
    an_aac,
    an_mp3,
    an_mp4,
    an_odt,
    an_ogg,
    box,
    relation,
    relations,
)

# what is sent, what it is called, what it is kept as, media type, name, reason
TAKEN = [
    (a_picture(), "gate.jpg", FileKind.PICTURE, "image/jpeg", "gate.jpg", "a photo"),
    (a_picture("PNG"), "screen.png", FileKind.PICTURE, "image/png", "screen.png", "a picture of a screen"),
    (a_picture("PNG", mode="RGBA"), "a.png", FileKind.PICTURE, "image/png", "a.png", "one that can be seen through"),
    (a_picture("PNG", mode="L"), "a.png", FileKind.PICTURE, "image/png", "a.png", "black and white"),
    (a_picture("WEBP"), "a.webp", FileKind.PICTURE, "image/jpeg", "a.jpg", "a form that not every program opens"),
    (a_picture(mode="CMYK"), "a.jpg", FileKind.PICTURE, "image/jpeg", "a.jpg", "from a printing house"),
    (a_picture(), "letter.pdf", FileKind.PICTURE, "image/jpeg", "letter.jpg", "called by a wrong name"),
    (a_pdf(), "letter.pdf", FileKind.PDF, "application/pdf", "letter.pdf", "a letter"),
    (a_pdf(), "letter.exe", FileKind.PDF, "application/pdf", "letter.exe.pdf", "called like a program"),
    (a_locked_pdf(user=""), "bank.pdf", FileKind.PDF, "application/pdf", "bank.pdf", "may be read, not printed"),
    (b"Hello, \xc3\xa1!", "note.txt", FileKind.TEXT, "text/plain", "note.txt", "plain words"),
    ("Fàilte".encode("utf-16"), "note.txt", FileKind.TEXT, "text/plain", "note.txt", "as Windows saves them"),
    (b"caf\xe9", "note.csv", FileKind.TEXT, "text/plain", "note.txt", "as an old Windows saved them"),
    (an_mp3(), "voice.mp3", FileKind.RECORDING, "audio/mpeg", "voice.mp3", "a recording"),
    (an_mp3(label=b"Morag's phone"), "v.mp3", FileKind.RECORDING, "audio/mpeg", "v.mp3", "with a label"),
    (an_aac(), "voice.aac", FileKind.RECORDING, "audio/aac", "voice.aac", "another form of it"),
    (a_wav(), "voice.wav", FileKind.RECORDING, "audio/wav", "voice.wav", "and another"),
    (an_ogg(), "voice.opus", FileKind.RECORDING, "audio/ogg", "voice.ogg", "a voice message"),
    (an_mp4(), "memo.m4a", FileKind.RECORDING, "audio/mp4", "memo.m4a", "a voice memo"),
    (an_mp4(b"soun", b"M4A ", b"", b"text"), "m.m4a", FileKind.RECORDING, "audio/mp4", "m.m4a", "with chapters"),
    (an_mp4(brand=b"3gp5"), "memo.3gp", FileKind.RECORDING, "audio/mp4", "memo.m4a", "from an old telephone"),
]


@pytest.mark.parametrize(("data", "claimed", "kind", "media_type", "name", "reason"), TAKEN)
def test_what_is_harmless_is_kept_as_what_it_is(
    data: bytes, claimed: str, kind: FileKind, media_type: str, name: str, reason: str
) -> None:
    found = inspect(data, claimed)
    assert (found.kind, found.media_type, found.name) == (kind, media_type, name), reason
    again = inspect(found.data, found.name)
    assert (again.kind, again.media_type, again.name) == (kind, media_type, name), "what is kept opens again"


@pytest.mark.parametrize(
    ("data", "ending", "kind"),
    [
        (a_docx(), "docx", FileKind.DOCUMENT),
        (a_docx(main=EXCEL), "xlsx", FileKind.SPREADSHEET),
        (an_odt(), "odt", FileKind.DOCUMENT),
        (an_odt(kind="spreadsheet"), "ods", FileKind.SPREADSHEET),
        (
            a_docx({"word/_rels/document.xml.rels": relations(relation("hyperlink", "https://council.example"))}),
            "docx",
            FileKind.DOCUMENT,
        ),
        (
            a_docx(words="<w:instrText> PAGE </w:instrText><w:t>DDEAUTO is a word like others</w:t>"),
            "docx",
            FileKind.DOCUMENT,
        ),
    ],
)
def test_office_documents_without_a_will_of_their_own_are_kept(data: bytes, ending: str, kind: FileKind) -> None:
    found = inspect(data, f"statement.{ending}")
    assert (found.kind, found.name) == (kind, f"statement.{ending}")
    with zipfile.ZipFile(io.BytesIO(found.data)) as before, zipfile.ZipFile(io.BytesIO(data)) as after:
        assert {one: before.read(one) for one in before.namelist()} == {
            one: after.read(one) for one in after.namelist()
        }
    assert inspect(found.data, found.name).data == found.data


def with_same_name_twice() -> bytes:
    to = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(a_docx())) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("word/Document.xml", "<another/>")
    return to.getvalue()


def locked_docx() -> bytes:
    data = bytearray(a_docx())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 1)
    return bytes(data)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
LOCKED_MARK = "EncryptedPackage".encode("utf-16-le")

# what is sent, why it is refused, reason
REFUSED = [
    (b"", Why.EMPTY, "nothing at all"),
    (b" \r\n\t ", Why.EMPTY, "nothing but spaces"),
    (SVG, Why.WRONG_TYPE, "a drawing with a script"),
    (b"\xef\xbb\xbf  " + SVG, Why.WRONG_TYPE, "the same after some spaces"),
    (b"<!DOCTYPE html><p>Hello", Why.WRONG_TYPE, "a web page"),
    (b"Hello <SCRIPT>alert(1)</SCRIPT>", Why.WRONG_TYPE, "words with a script"),
    (b"{\\rtf1 hello}", Why.WRONG_TYPE, "a letter with commands in it"),
    (b"#!/bin/sh\nrm -rf .", Why.WRONG_TYPE, "a program in words"),
    (b"MZ\x90\0\x03\0\0\0", Why.WRONG_TYPE, "a program"),
    (b"\x7fELF\x02\x01", Why.WRONG_TYPE, "another program"),
    (b"GIF89a\x01\0\x01\0\0\0\0;", Why.WRONG_TYPE, "a kind of picture that we do not take"),
    (b"words and\0nothing", Why.WRONG_TYPE, "words with a NUL"),
    (a_zip({"photo.jpg": a_picture()}), Why.WRONG_TYPE, "a packed folder"),
    (a_zip({"mimetype": "application/epub+zip"}), Why.WRONG_TYPE, "a book"),
    (
        a_docx(main="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"),
        Why.WRONG_TYPE,
        "slides",
    ),
    (an_mp4(b"vide", b"isom"), Why.VIDEO, "a video"),
    (an_mp4(b"vide", b"M4A "), Why.VIDEO, "a video that says that it is a recording"),
    (an_mp4(b"soun", b"qt  ", b"", b"vide"), Why.VIDEO, "a video with its sound"),
    (an_ogg(b"\x80theora"), Why.VIDEO, "a video in another wrapping"),
    (b"\x1aE\xdf\xa3" + b"\0" * 40, Why.VIDEO, "and in another"),
    (b"RIFF\0\0\0\0AVI LIST", Why.VIDEO, "and in an old one"),
    ((b"G" + b"\0" * 187) * 6, Why.VIDEO, "as television sends it"),
    (box(b"ftyp", b"isom") + b"\0" * LARGEST, Why.VIDEO, "too big: but smaller would not help"),
    (box(b"ftyp", b"M4A ") + b"\0" * LARGEST, Why.TOO_BIG, "a recording that is too long"),
    (box(b"ftyp", b"heic\0\0\0\0mif1"), Why.APPLE_PHOTO, "as some telephones keep photos"),
    (box(b"ftyp", b"avif\0\0\0\0mif1"), Why.APPLE_PHOTO, "as some browsers save them"),
    (OLD, Why.OLD_OFFICE, "a Word file of twenty years ago"),
    (OLD + LOCKED_MARK, Why.LOCKED, "a locked Word file of today"),
    (a_locked_pdf(), Why.LOCKED, "a locked PDF"),
    (locked_docx(), Why.LOCKED, "a packed folder with a lock"),
    (an_odt(manifest="<encryption-data/>"), Why.LOCKED, "a locked OpenDocument"),
    (a_picture()[:400], Why.BROKEN, "half a photo"),
    (b"\xff\xd8\xff\xe0" + b"\0" * 40, Why.BROKEN, "the beginning of one"),
    (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, Why.BROKEN, "the beginning of another"),
    (b"%PDF-1.7\n" + b"x" * 1000, Why.BROKEN, "the beginning of a PDF"),
    (a_pdf(lambda pdf: pdf.pages.remove(p=1)), Why.EMPTY, "a PDF without a page"),
    (a_docx()[:-40], Why.BROKEN, "a folder without its list"),
    (a_docx(words="<w:t>"), Why.BROKEN, "a text that does not end"),
    (a_docx({"word/../../outside.xml": "<a/>"}), Why.BROKEN, "a part that wants to lie elsewhere"),
    (with_same_name_twice(), Why.BROKEN, "one name twice, for two programs"),
    (an_mp3(frames=2), Why.BROKEN, "two frames are chance"),
    (an_mp3()[:4] + b"\x01" * 5000, Why.BROKEN, "one frame, and then anything"),
    (b"RIFF\x10\0\0\0WAVEdata\x04\0\0\0\0\0\0\0", Why.BROKEN, "sound of which nobody knows the pitch"),
    (an_ogg() + b"PK\x03\x04", Why.BROKEN, "a voice message with a folder behind it"),
    (an_ogg()[:-3], Why.BROKEN, "one that is cut off"),
    (an_mp4() + b"PK\x03\x04" * 5, Why.BROKEN, "a memo with a folder behind it"),
    (box(b"ftyp", b"M4A "), Why.BROKEN, "a memo that says nothing"),
    (b"\0\0\0\x18ftypM4A " + b"\xff" * 40, Why.BROKEN, "boxes larger than the file"),
    (b"x" * (LARGEST + 1), Why.TOO_BIG, "a long text"),
    (a_picture() + b"\0" * LARGEST_PHOTO, Why.TOO_BIG, "a photo of more than twenty megabytes"),
]


@pytest.mark.parametrize(("data", "why", "reason"), REFUSED)
def test_what_cannot_be_taken_is_refused_for_its_reason(data: bytes, why: Why, reason: str) -> None:
    with pytest.raises(FileRefused) as refused:
        inspect(data, "what.jpg")
    assert (refused.value.why, refused.value.name) == (why, "what.jpg"), reason
