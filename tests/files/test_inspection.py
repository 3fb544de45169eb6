"""What a file really is: kept when it is harmless, refused with a reason when it is not."""

import io
import struct
import zipfile
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, Stream, String
from PIL import Image

from shared.files import pictures
from shared.files.checked import LARGEST, LARGEST_PHOTO, FileKind, FileRefused, Why
from shared.files.inspection import inspect
from tests.files.things import (
    EXCEL,
    WORD,
    a_docx,
    a_locked_pdf,
    a_pdf,
    a_photo_from_inverness,
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
    script,
    with_nested_script,
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


def with_action(key: str, value: pikepdf.Object) -> bytes:
    def change(pdf: Pdf) -> None:
        pdf.Root[key] = value

    return a_pdf(change)


def with_annotation(subtype: str) -> bytes:
    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name("/" + subtype))])

    return a_pdf(change)


def with_attachment(pdf: Pdf) -> None:
    pdf.attachments["inside.exe"] = b"MZ"


def with_form(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=String("<xdp/>"))


def with_far_contents(pdf: Pdf) -> None:
    pdf.pages[0].obj.Contents = Stream(pdf, b"", F="/etc/passwd")


def spelt_otherwise(data: bytes) -> bytes:
    """The same, with a name written so that a search for it finds nothing."""
    spelt = data.replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS ", b"/#4aS ")
    assert spelt != data
    return spelt


ACTIVE = [
    (a_pdf(with_nested_script), "a script deep in a link"),
    (a_pdf(with_nested_script, object_stream_mode=ObjectStreamMode.generate), "packed, so that no search finds it"),
    (spelt_otherwise(a_pdf(with_nested_script)), "spelt otherwise"),
    (with_action("/OpenAction", script()), "a script as it opens"),
    (with_action("/OpenAction", Dictionary(S=Name.URI, URI="https://a.example")), "a web page as it opens"),
    (with_action("/OpenAction", Dictionary(S=Name.Launch, F="cmd.exe")), "a program as it opens"),
    (with_action("/AA", Dictionary(WC=Dictionary(S=Name.Named))), "an action as it closes"),
    (with_action("/Names", Dictionary(JavaScript=Dictionary(Names=Array([])))), "a list of scripts"),
    (with_action("/Foo", Dictionary(S=Name.SubmitForm)), "sends what was typed elsewhere"),
    (with_action("/Foo", Array([Array([Dictionary(S=Name.GoToE)])])), "opens a file inside"),
    (a_pdf(with_attachment), "a program inside"),
    (a_pdf(with_form), "a form with a program"),
    (a_pdf(with_far_contents), "contents in another file"),
    *((with_annotation(one), one) for one in ("RichMedia", "Movie", "Screen", "3D", "FileAttachment", "Sound")),
    (a_docx({"word/vbaProject.bin": b"macro"}), "macros"),
    (a_docx(main=WORD.replace("document.main", "document.macroEnabled.main")), "says that it has macros"),
    (a_docx({"word/embeddings/oleObject1.bin": b"ole"}), "an object of another program"),
    (a_docx({"word/activeX/activeX1.xml": "<a/>"}), "a control"),
    (
        a_docx({"word/_rels/document.xml.rels": relations(relation("attachedTemplate", "https://a.example/x.dotm"))}),
        "a template from elsewhere",
    ),
    (
        a_docx({"word/_rels/document.xml.rels": relations(relation("image", "https://a.example/seen.png"))}),
        "a picture that tells who looks",
    ),
    (a_docx({"word/_rels/document.xml.rels": relations(relation("oleObject", "x", "Internal"))}), "an object"),
    (a_docx(words='<w:fldSimple w:instr=" DDEAUTO cmd "/>'), "a field that starts a program"),
    (a_docx(words="<w:instrText> DD</w:instrText><w:r/><w:instrText>EAUTO cmd </w:instrText>"), "one in two pieces"),
    (a_docx({"word/footnotes.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "words that unfold"),
    (a_docx({"xl/externalLinks/externalLink1.xml": "<a/>"}, main=EXCEL), "figures from another file"),
    (a_docx({"xl/connections.xml": "<a/>"}, main=EXCEL), "figures from a database"),
    (a_docx({"xl/macrosheets/sheet1.xml": "<a/>"}, main=EXCEL), "macros of the old kind"),
    (an_odt({"Basic/Standard/Module1.xml": "<a/>"}), "macros"),
    (an_odt({"content.xml": '<a xmlns:s="urn:s"><s:event-listener/></a>'}), "a script for an event"),
    (an_odt({"content.xml": '<a xmlns:x="urn:x"><image x:href="https://a.example/seen.png"/></a>'}), "tells who looks"),
    (an_odt({"Object 1": b"ole"}, manifest='<e m:media-type="application/vnd.sun.star.oleobject"/>'), "an object"),
]


@pytest.mark.parametrize(("data", "reason"), ACTIVE)
def test_what_can_act_by_itself_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(FileRefused) as refused:
        inspect(data, "statement.pdf")
    assert (refused.value.why, refused.value.name) == (Why.ACTIVE, "statement.pdf"), reason


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


@pytest.mark.parametrize("turned", [1, 3, 6, 8])
def test_a_photo_comes_the_right_way_up_and_does_not_say_where_it_was_taken(turned: int) -> None:
    sent = a_photo_from_inverness(turned)
    assert b"Morag" in sent and b"At home" in sent
    with Image.open(io.BytesIO(sent)) as before:
        assert before.getexif().get_ifd(0x8825), "the place is in it"
    kept = inspect(sent, "home.jpg").data
    with Image.open(io.BytesIO(kept)) as after:
        assert not after.getexif() and "comment" not in after.info
        assert after.size == ((60, 40) if turned in (1, 3) else (40, 60))
        corner = {1: (2, 2), 3: (57, 37), 6: (37, 2), 8: (2, 57)}[turned]
        red, _, blue = after.convert("RGB").getpixel(corner)
    assert red > 200 > 50 > blue, "what was above is where the telephone says"
    assert b"Morag" not in kept and b"2027:03:02" not in kept and b"Exif" not in kept


def test_what_hides_behind_a_photo_is_left_behind() -> None:
    polyglot = a_picture() + a_zip({"run.exe": b"MZ"})
    assert zipfile.is_zipfile(io.BytesIO(polyglot))
    assert not zipfile.is_zipfile(io.BytesIO(inspect(polyglot, "both.jpg").data))


def test_what_hides_around_a_pdf_is_left_behind() -> None:
    polyglot = a_pdf() + a_zip({"run.exe": b"MZ"})
    kept = inspect(polyglot, "both.pdf").data
    assert not zipfile.is_zipfile(io.BytesIO(kept))
    assert b"run.exe" not in kept


def test_what_hides_in_front_of_a_document_is_no_document() -> None:
    with pytest.raises(FileRefused) as refused:
        inspect(b"<html><script>alert(1)</script>" + a_docx(), "both.docx")
    assert refused.value.why is Why.WRONG_TYPE


def test_labels_of_a_recording_are_left_behind() -> None:
    for sent in (
        an_mp3(label=b"Morag's phone"),
        an_mp4(place=b"Morag's phone"),
        a_wav() + b"LIST\x0d\0\0\0Morag's phone",
    ):
        assert b"Morag" in sent
        assert b"Morag" not in inspect(sent, "memo").data
    assert len(inspect(an_mp4(place=b"home"), "memo").data) == len(an_mp4(place=b"home")), "nothing has moved"


def test_a_picture_that_unfolds_to_more_than_memory_holds_is_too_big() -> None:
    """Nine hundred million points in a file of a few lines; nothing of it is decoded."""
    small = bytearray(a_picture("PNG"))
    small[16:24] = struct.pack(">II", 30_000, 30_000)
    small[29:33] = struct.pack(">I", zlib.crc32(small[12:29]))
    with pytest.raises(FileRefused) as refused:
        inspect(bytes(small), "bomb.png")
    assert refused.value.why is Why.TOO_BIG


def test_a_folder_that_unfolds_to_more_than_a_disk_holds_is_too_big() -> None:
    bomb = a_docx({f"word/media/{number}.bin": bytes(26_000_000) for number in range(4)})
    assert len(bomb) < 200_000
    with pytest.raises(FileRefused) as refused:
        inspect(bomb, "bomb.docx")
    assert refused.value.why is Why.TOO_BIG


def test_a_pdf_that_goes_round_in_circles_is_walked_once() -> None:
    def round_and_round(pdf: Pdf) -> None:
        pdf.Root.Foo = pdf.make_indirect(Dictionary())
        pdf.Root.Foo.Bar = Array([pdf.Root.Foo, pdf.Root])

    assert inspect(a_pdf(round_and_round), "circle.pdf").kind is FileKind.PDF


def test_a_pdf_that_only_says_which_page_comes_first_is_kept() -> None:
    def first_page(pdf: Pdf) -> None:
        pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])

    assert inspect(a_pdf(first_page), "letter.pdf").kind is FileKind.PDF


def test_a_photo_that_is_still_too_big_is_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "LARGEST", 2_000)
    monkeypatch.setattr(pictures, "_SMALLER", (400, 30))
    noise = Image.effect_noise((300, 200), 90)
    sent = io.BytesIO()
    noise.save(sent, "JPEG")
    with Image.open(io.BytesIO(inspect(sent.getvalue(), "noise.jpg").data)) as kept:
        assert max(kept.size) == 30


def test_the_same_photo_sent_twice_is_kept_as_the_same_bytes() -> None:
    for sent in (a_photo_from_inverness(), a_pdf(), a_docx(), an_odt()):
        assert inspect(sent, "one").sha256 == inspect(sent, "two").sha256
