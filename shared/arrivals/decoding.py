"""Bytes of a message become text, whatever they say of themselves."""

import base64
import binascii
import codecs
import quopri
import re
import unicodedata
from collections.abc import Iterator

#: Codecs of Python's own that no mail uses, and that a hostile one might: slow, or not an alphabet at all.
_NO_ALPHABET = {"unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "mbcs", "oem"}
#: Names in use that Python does not know, and a name that nearly always means another.
_ALIASES = {
    "unicode-1-1-utf-7": "utf-7",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "x-sjis": "shift_jis",
    "x-gbk": "gbk",
    "x-mac-roman": "mac_roman",
    "x-euc-jp": "euc_jp",
    "cp-850": "cp850",
    "ansi": "cp1252",
}
#: Whoever says one of the first two writes the third, with its dashes and quotation marks.
_WESTERN, _MEANS_WESTERN = "cp1252", ("ascii", "iso8859-1")
_ENCODED = re.compile(r"=\?(?P<alphabet>[^?\s]{1,60})\?(?P<how>[bBqQ])\?(?P<text>[^?]*)\?=")
_BETWEEN = re.compile(r"(\?=)[ \t\r\n]+(=\?)")
_LONGEST_HEADER = 20_000
#: As many marks on one letter as Unicode's stream-safe text has (UAX 15).
_MOST_MARKS = 30
#: Signs that say how to read what follows, or nothing at all: a subject must not be able to turn a page round.
_UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff\u00ad]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_KEPT = "\n\t\u200c\u200d"


def decoded(data: bytes, claimed: str = "") -> str:
    """The text of these bytes. What they are beats what they claim to be; nothing is too wrong to be read somehow."""
    name = _codec(claimed)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and not name.startswith("utf-16"):
        name = "utf-16"
    if _one_byte_a_letter(name):
        utf8 = _strictly(data, "utf-8")
        if utf8 is not None:  # a text with accents that happens to be UTF-8 is UTF-8
            return utf8
    return _strictly(data, name) or (_as_utf8(data) if name == "utf-8" else data.decode(_WESTERN, "replace"))


def _codec(claimed: str) -> str:
    plain = claimed.strip().strip("\"'").lower()
    try:
        name = codecs.lookup(_ALIASES.get(plain, plain)).name
    except (LookupError, ValueError):
        return _WESTERN
    return _WESTERN if name in _MEANS_WESTERN or name.replace("-", "_") in _NO_ALPHABET else name


def _one_byte_a_letter(name: str) -> bool:
    return name.startswith(("cp125", "cp437", "cp85", "iso8859", "koi8", "mac", "utf-8"))


def _strictly(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (LookupError, ValueError):  # bytes that are no text of this alphabet, or a codec that makes no text
        return None


def _as_utf8(data: bytes) -> str:
    """UTF-8 with a broken letter here and there, or else what Western Europe wrote before it."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(not sign.isascii() for sign in text) - broken
    return text if broken <= sound else data.decode(_WESTERN, "replace")


def header_text(raw: str) -> str:
    """One header, in one line: encoded words decoded (RFC 2047) even where they are broken or cut in mid-letter."""
    line = _BETWEEN.sub(r"\1\2", _eight_bit(raw[:_LONGEST_HEADER]))
    pieces: list[str | tuple[str, bytes]] = []
    end = 0
    for found in _ENCODED.finditer(line):
        if found.start() > end:
            pieces.append(line[end : found.start()])
        data = _encoded_word(found["how"].lower(), found["text"])
        alphabet = found["alphabet"].partition("*")[0].lower()
        before = pieces[-1] if pieces else ""
        if isinstance(before, tuple) and before[0] == alphabet:  # a letter may be cut in two between two words
            pieces[-1] = (alphabet, before[1] + data)
        else:
            pieces.append((alphabet, data))
        end = found.end()
    pieces.append(line[end:])
    return one_line("".join(one if isinstance(one, str) else decoded(one[1], one[0]) for one in pieces))


def _eight_bit(raw: str) -> str:
    """A header with letters that should have been encoded: the parser hides each byte in a lone surrogate."""
    return decoded(raw.encode("utf-8", "surrogateescape"), "utf-8") if not raw.isascii() else raw


def _encoded_word(how: str, text: str) -> bytes:
    if how == "b":
        return from_base64(text.encode("ascii", "ignore"))
    return quopri.decodestring(text.encode("utf-8", "replace"), header=True)


def from_base64(data: bytes) -> bytes:
    """What these signs encode, as far as they go; whatever is no sign of base64 is passed over."""
    signs = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    if len(signs) % 4 == 1:  # the last sign says less than one byte
        signs = signs[:-1]
    try:
        return base64.b64decode(signs + b"=" * (-len(signs) % 4))
    except (binascii.Error, ValueError):
        return b""


def seen(text: str) -> str:
    """Text that can be kept and shown: line breaks alike, no NUL, no control sign, nothing that turns the page."""
    plain = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n"))
    plain = plain.replace("\u2028", "\n").replace("\u2029", "\n").replace("\x85", "\n")
    if plain.isascii():
        return _CONTROL.sub("", plain)
    return unicodedata.normalize("NFC", "".join(_shown(plain)))


def _shown(text: str) -> Iterator[str]:
    """The signs that can be seen. Of marks heaped on one letter the first few: sorting a million takes for ever."""
    heaped = 0
    for sign in text:
        heaped = heaped + 1 if unicodedata.combining(sign) else 0
        if heaped <= _MOST_MARKS and (sign in _KEPT or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co")):
            yield sign


def one_line(text: str) -> str:
    """The same in one line, with single gaps."""
    return " ".join(seen(text).split())
