"""Files to try: harmless ones of every kind, and what somebody with bad intentions, or bad luck, would send."""

import io
import struct
import wave
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Encryption, Name, Pdf
from PIL import Image

GPS = 0x8825
ORIENTATION = 0x0112


def a_picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **how: Any) -> bytes:
    """A small picture, red above and blue below, so that one can tell which way is up."""
    picture = Image.new(mode, size, "red")
    picture.paste(Image.new(mode, (size[0], size[1] // 2), "blue"), (0, size[1] // 2))
    to = io.BytesIO()
    picture.save(to, form, **how)
    return to.getvalue()


def a_photo_from_inverness(turned: int = 1) -> bytes:
    """A photo as a telephone takes it: with the place, the time and the telephone in it, and perhaps on its side."""
    known = Image.Exif()
    known[ORIENTATION] = turned
    known[0x010F] = "A telephone of Morag's"
    known[0x0132] = "2027:03:02 10:00:00"
    known.get_ifd(GPS).update({1: "N", 2: (57.0, 28.0, 38.0), 3: "W", 4: (4.0, 13.0, 30.0)})
    return a_picture(exif=known, comment=b"At home")


def a_pdf(change: Callable[[Pdf], None] | None = None, **save: Any) -> bytes:
    """One empty page, and what `change` does to it."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 200))
    if change is not None:
        change(pdf)
    to = io.BytesIO()
    pdf.save(to, **save)
    return to.getvalue()


def a_locked_pdf(user: str = "secret") -> bytes:
    """Nobody opens it without the password; with an empty one it can be read, and not printed."""
    return a_pdf(encryption=Encryption(user=user, owner="owner"))


def script() -> Dictionary:
    """What a PDF can do as soon as somebody looks at it."""
    return Dictionary(S=Name.JavaScript, JS="app.alert('hello')")


def with_nested_script(pdf: Pdf) -> None:
    """A script in an action that follows another, in a link on a page: nothing at the surface says so."""
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
    link.A = Dictionary(S=Name.URI, URI="https://council.example", Next=Array([Dictionary(S=Name.Named), script()]))
    pdf.pages[0].obj.Annots = Array([link])


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(*more: str) -> str:
    """A list of relations; each of `more` is one element."""
    return f'<Relationships xmlns="{_RELATIONS}">{"".join(more)}</Relationships>'


def relation(kind: str, target: str, mode: str = "External") -> str:
    """One relation to something else."""
    return f'<Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'


def a_docx(more: Mapping[str, str | bytes] = {}, main: str = WORD, words: str = "<w:t>Hello</w:t>") -> bytes:
    """A Word text, or with `main` another kind; `more` are parts besides, or instead."""
    place = "/xl/workbook.xml" if main == EXCEL else "/word/document.xml"
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return a_zip(
        {
            "[Content_Types].xml": f'<Types><Override PartName="{place}" ContentType="{main}"/></Types>',
            "_rels/.rels": relations(relation("officeDocument", place[1:], "Internal")),
            place[1:]: f"<w:document {w}><w:body>{words}</w:body></w:document>",
            **more,
        }
    )


def an_odt(more: Mapping[str, str | bytes] = {}, kind: str = "text", manifest: str = "") -> bytes:
    """An OpenDocument text, or spreadsheet."""
    return a_zip(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "META-INF/manifest.xml": f'<manifest xmlns:m="urn:m">{manifest}</manifest>',
            "content.xml": "<office><p>Hello</p></office>",
            **more,
        }
    )


def a_zip(parts: Mapping[str, str | bytes]) -> bytes:
    """A packed folder."""
    to = io.BytesIO()
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return to.getvalue()


def a_wav(seconds: float = 0.1) -> bytes:
    """Silence."""
    to = io.BytesIO()
    with wave.open(to, "wb") as opened:
        opened.setnchannels(1)
        opened.setsampwidth(2)
        opened.setframerate(8000)
        opened.writeframes(b"\0\0" * int(8000 * seconds))
    return to.getvalue()


def an_mp3(frames: int = 10, label: bytes = b"") -> bytes:
    """Frames of 128 kbit/s at 44.1 kHz, each 417 bytes long; before them a label, if there is one."""
    head = b"ID3\x04\0\0" + bytes((0, 0, len(label) >> 7, len(label) & 0x7F)) + label if label else b""
    return head + (b"\xff\xfb\x90\x00" + b"\0" * 413) * frames


def an_aac(frames: int = 10) -> bytes:
    """Frames of ADTS, each 32 bytes long."""
    length = 32
    head = bytes((0xFF, 0xF1, 0x50, 0x80 | length >> 11, length >> 3 & 0xFF, (length & 7) << 5 | 0x1F, 0xFC))
    return (head + b"\0" * (length - 7)) * frames


def an_ogg(first: bytes = b"OpusHead", pages: int = 4) -> bytes:
    """Pages, of which the first says what the stream is."""

    def page(flags: int, number: int, data: bytes) -> bytes:
        return b"OggS\0" + struct.pack("<BqIIIB", flags, 0, 1, number, 0, 1) + bytes([len(data)]) + data

    return page(2, 0, first) + b"".join(page(0, number, b"sound") for number in range(1, pages))


def box(name: bytes, inside: bytes = b"") -> bytes:
    """One box of an MP4."""
    return struct.pack(">I", 8 + len(inside)) + name + inside


def an_mp4(handler: bytes = b"soun", brand: bytes = b"M4A ", place: bytes = b"", *more: bytes) -> bytes:
    """A recording, or with another handler a video; `place` is where it was made."""
    tracks = b"".join(
        box(b"trak", box(b"mdia", box(b"hdlr", b"\0" * 8 + one + b"\0" * 13))) for one in (handler, *more)
    )
    moov = box(b"moov", box(b"mvhd", b"\0" * 20) + tracks + box(b"udta", box(b"\xa9xyz", place)))
    return box(b"ftyp", brand + b"\0\0\0\0" + brand) + moov + box(b"mdat", b"sound" * 20)
