"""MP4: boxes within boxes. A recording is one whose tracks are all sound."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from shared.files.checked import FileKind, FileRefused, Found, Why

#: Boxes that hold boxes, on the way to what a track is.
_WITHIN = frozenset({b"moov", b"trak", b"mdia"})
#: Labels, among them where it was recorded.
_LABELS = frozenset({b"udta", b"meta", b"uuid", b"free", b"skip"})
_APPLE_PHOTO = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")
_SOUND = frozenset({b"soun"})
#: Chapters and the like, beside the sound.
_BESIDE = frozenset({b"text", b"sbtl"})
_DEEPEST = 8


@dataclass(frozen=True)
class Box:
    """One box: where it begins, where its contents begin, where it ends."""

    name: bytes
    start: int
    inside: int
    end: int


def read(data: bytes) -> Found:
    """Raises `FileRefused`: a video, a photo in Apple's own form, or boxes that do not fit into each other."""
    if data[8:12] in _APPLE_PHOTO:
        raise FileRefused(Why.APPLE_PHOTO)
    found = list(_all(data, 0, len(data)))
    handlers = [data[box.inside + 8 : box.inside + 12] for box in found if box.name == b"hdlr"]
    if b"vide" in handlers:
        raise FileRefused(Why.VIDEO)
    if not {b"ftyp", b"moov", b"mdat"} <= {box.name for box in found} or set(handlers) - _BESIDE != _SOUND:
        raise FileRefused(Why.BROKEN)
    return Found(FileKind.RECORDING, "audio/mp4", ".m4a", _without_labels(data, found))


def says_sound(data: bytes) -> bool:
    """Does it say of itself that it is a recording? Only believed where there is no need to know."""
    return data[8:11] in (b"M4A", b"M4B")


def _all(data: bytes, start: int, end: int, depth: int = 0) -> Iterator[Box]:
    at = start
    while at < end:
        box = _box(data, at, end)
        yield box
        if box.name in _WITHIN and depth < _DEEPEST:
            yield from _all(data, box.inside, box.end, depth + 1)
        at = box.end


def _box(data: bytes, at: int, end: int) -> Box:
    if at + 8 > end:
        raise FileRefused(Why.BROKEN)
    size, name = struct.unpack_from(">I4s", data, at)
    inside = at + 8
    if size == 1 and at + 16 <= end:
        size, inside = struct.unpack_from(">Q", data, at + 8)[0], at + 16
    box = Box(name, at, inside, end if size == 0 else at + size)
    if box.end > end or box.end < inside:
        raise FileRefused(Why.BROKEN)
    return box


def _without_labels(data: bytes, found: list[Box]) -> bytes:
    """Labels become empty room of the same length, so that everything else stays where the file says it is."""
    kept = bytearray(data)
    for box in found:
        if box.name in _LABELS:
            kept[box.start + 4 : box.start + 8] = b"free"
            kept[box.inside : box.end] = bytes(box.end - box.inside)
    return bytes(kept)
