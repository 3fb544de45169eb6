"""What a file really is: told by reading it to its end, never by its name or by what a browser says of it."""

import codecs
from collections.abc import Callable

from shared.files import boxes, office, pdfs, pictures, recordings, texts
from shared.files.checked import LARGEST, LARGEST_PHOTO, Checked, FileRefused, Found, Why
from shared.files.naming import safe_name, shown_name

Reader = Callable[[bytes], Found]

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
#: Programs of twenty years ago, and everything that hides in their files.
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")
#: Matroska and WebM, Flash, Windows Media, MPEG: what else a video comes in.
_VIDEOS = (b"\x1aE\xdf\xa3", b"FLV\x01", b"0&\xb2u\x8ef\xcf\x11", b"\0\0\x01\xba", b"\0\0\x01\xb3")
#: The first box of an MP4 or QuickTime file.
_BOXES = frozenset({b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})


def inspect(data: bytes, claimed: str) -> Checked:
    """Read it as what it begins like, and keep only what was understood. Raises `FileRefused`.

    `claimed` is what the person called it; nothing but the name it is shown under follows from that.
    """
    try:
        found = _read(data)
        if len(found.data) > LARGEST:
            raise FileRefused(Why.TOO_BIG)
    except FileRefused as refused:
        raise FileRefused(refused.why, shown_name(claimed)) from refused
    return Checked(found.kind, found.media_type, safe_name(claimed, found.ending), found.data)


def _read(data: bytes) -> Found:
    if not data:
        raise FileRefused(Why.EMPTY)
    reader = _reader(data)
    if len(data) > (LARGEST_PHOTO if reader is pictures.read else LARGEST):
        # Whoever is told that a video is too big makes it smaller, and is then told that we take none.
        video = reader is boxes.read and not boxes.says_sound(data)
        raise FileRefused(Why.VIDEO if video else Why.TOO_BIG)
    return reader(data)


def _reader(data: bytes) -> Reader:
    """Who can read something that begins like this. Raises `FileRefused` where nobody can."""
    riff = data[8:12] if data.startswith((b"RIFF", b"RF64")) else b""
    if data.startswith(_VIDEOS) or riff == b"AVI " or _is_transport_stream(data):
        raise FileRefused(Why.VIDEO)
    if data.startswith(_OLD_OFFICE):
        raise FileRefused(Why.LOCKED if _LOCKED_OFFICE in data else Why.OLD_OFFICE)
    by_beginning: tuple[tuple[bool, Reader], ...] = (
        (data.startswith(_PICTURES) or riff == b"WEBP", pictures.read),
        (data.startswith(b"%PDF-"), pdfs.read),
        (data.startswith(b"PK\x03\x04"), office.read),
        (riff == b"WAVE", recordings.read_wav),
        (data.startswith(b"OggS"), recordings.read_ogg),
        (data.startswith(b"ID3") or _is_frame(data), recordings.read_frames),
        (data[4:8] in _BOXES, boxes.read),
    )
    return next((reader for fits, reader in by_beginning if fits), texts.read)


def _is_frame(data: bytes) -> bool:
    """Eleven ones, as every frame of MP3 and AAC begins; the mark of a text in UTF-16 begins so too."""
    return data[:1] == b"\xff" and data[1:2] >= b"\xe0" and data[:2] != codecs.BOM_UTF16_LE


def _is_transport_stream(data: bytes) -> bool:
    """As television sends it: a G at every 188th place."""
    return len(data) > 188 * 4 and all(data[place] == 0x47 for place in range(0, 188 * 4, 188))
