"""Plain text: words and nothing else, kept as UTF-8."""

import codecs
import re

from shared.files.checked import FileKind, FileRefused, Found, Why

#: What no text of a person's holds: signs that a terminal or a printer obeys.
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")
#: Text that a program would obey: a page, a drawing, a letter with commands in it, a script.
_OBEYED = re.compile(r"<\s*(html|script|svg|body|iframe|!doctype|\?xml)|\A\s*(\{\\rtf|%!ps|#!|<)", re.IGNORECASE)


def read(data: bytes) -> Found:
    """Raises `FileRefused`: not text, or text that is a program or a page."""
    words = _decoded(data)
    if words is None or _CONTROL.search(words) or _OBEYED.search(words):
        raise FileRefused(Why.WRONG_TYPE)
    if not words.strip():
        raise FileRefused(Why.EMPTY)
    return Found(FileKind.TEXT, "text/plain", ".txt", words.encode())


def _decoded(data: bytes) -> str | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _try(data, "utf-16")
    return next((words for way in ("utf-8-sig", "cp1252") if (words := _try(data, way)) is not None), None)


def _try(data: bytes, way: str) -> str | None:
    try:
        return data.decode(way)
    except UnicodeDecodeError:
        return None
