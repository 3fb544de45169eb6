"""Which signs our printed letters can show, and what stands in place of one that they cannot."""

import struct
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

#: Seen by nobody and drawn by no font, but they join letters and order them.
_UNSEEN = frozenset("\u200b\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069\u00ad\u2060")
#: Signs that turn round all that follows them; nobody writes them by hand. Some fonts claim to have them.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\ufeff")
#: Marks on a sign that choose how it is drawn: they go where their sign goes.
_VARIANTS = frozenset("\ufe0e\ufe0f")


class NotPrintable(ValueError):
    """A text in letters that we have no print for; somebody must make this letter by hand."""


def printable(text: str, fonts: tuple[Path, ...]) -> str:
    """The text in signs that one of the fonts has; a picture sign is told by its name: "(red heart)".

    Raises `NotPrintable` for a letter or number of a script that no font has.
    """
    known = signs_in(fonts)
    return "".join(one if one in known or one in _UNSEEN else _instead_of(one) for one in _plain(text))


def _plain(text: str) -> str:
    whole = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())
    return "".join(
        " " if sign == "\t" else sign
        for sign in whole
        if sign == "\t" or not (sign in _TURNING or unicodedata.category(sign) == "Cc")
    )


def _instead_of(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind.startswith("Z"):
        return " "
    if sign in _VARIANTS or kind in ("Cf", "Mn", "Me"):
        return ""
    name = unicodedata.name(sign, "")
    if kind.startswith(("L", "N", "Mc", "Co", "Cn")) or not name:
        raise NotPrintable(f"We have no print for the sign {sign!r}.")
    return f"({name.lower()})"


@lru_cache(maxsize=4)
def signs_in(fonts: tuple[Path, ...]) -> frozenset[str]:
    """Every sign that at least one of these TrueType fonts has."""
    return frozenset(sign for font in fonts for sign in _signs(font.read_bytes()))


def _signs(font: bytes) -> Iterator[str]:
    """From the font's own table of signs, "cmap"; of its forms the two that every font of today has: 4 and 12."""
    table = _table(font, b"cmap")
    for number in range(_whole("H", table, 2)):
        part = table[_whole("I", table, 8 + 8 * number) :]
        if (form := _whole("H", part, 0)) == 4:
            yield from _two_bytes(part)
        elif form == 12:
            yield from _four_bytes(part)


def _table(font: bytes, name: bytes) -> bytes:
    for number in range(_whole("H", font, 4)):
        tag, _sum, start, length = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        if tag == name:
            return font[start : start + length]
    raise ValueError(f"This font has no table {name!r}.")


def _two_bytes(part: bytes) -> Iterator[str]:
    many = _whole("H", part, 6) // 2
    ends, starts, steps, ranges = (16 + 2 * place for place in (-1, many, 2 * many, 3 * many))
    for number in range(many):
        at = 2 * number
        first, last = _whole("H", part, starts + at), _whole("H", part, ends + at)
        step, away = _whole("H", part, steps + at), _whole("H", part, ranges + at)
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code if not away else _whole("H", part, ranges + at + away + 2 * (code - first))
            if (glyph + step) % 0x10000 if not away or glyph else 0:
                yield chr(code)


def _four_bytes(part: bytes) -> Iterator[str]:
    for number in range(_whole("I", part, 12)):
        first, last, _glyph = struct.unpack_from(">III", part, 16 + 12 * number)
        yield from map(chr, range(first, last + 1))


def _whole(size: str, data: bytes, place: int) -> int:
    number: int = struct.unpack_from(f">{size}", data, place)[0]
    return number
