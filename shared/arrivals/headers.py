"""The head of a message: who, to whom, about what, in answer to what; read without ever believing that it is right."""

import re
from collections.abc import Iterator
from email.message import Message
from email.utils import collapse_rfc2231_value

from shared.arrivals.decoding import header_text, one_line

#: Everywhere that a mail server or programme may have noted for whom a message is.
_FOR = (
    "to",
    "cc",
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "x-envelope-to",
    "x-forwarded-to",
    "resent-to",
    "apparently-to",
)
_ADDRESS = re.compile(r"[^\s<>@,;:\"'()\[\]\\]{1,64}@[^\s<>@,;:\"'()\[\]\\]{1,255}")
_IN_BRACKETS = re.compile(rf"<\s*({_ADDRESS.pattern})\s*>")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_COMMENT = re.compile(r"\s*\(([^()]{1,200})\)")
_ID = re.compile(r"<\s*([^<>\s]{1,500})\s*>")
#: No header needs more; a longer one was made to keep us busy.
_LONGEST = 50_000
_LONGEST_NAME, _MOST_ADDRESSES = 2_000, 200


class Head:
    """The headers of one part of a message, by name; the first of several counts."""

    def __init__(self, part: Message) -> None:
        self._raw: list[tuple[str, str]] = [(name.lower(), str(value)[:_LONGEST]) for name, value in part.raw_items()]

    def every(self, name: str) -> Iterator[str]:
        """Each header of that name, as it came."""
        return (value for known, value in self._raw if known == name)

    def raw(self, name: str) -> str:
        """The first header of that name, as it came; empty where there is none."""
        return next(self.every(name), "")

    def text(self, name: str) -> str:
        """The first header of that name as a person would read it, in one line."""
        return header_text(self.raw(name))

    def word(self, name: str) -> str:
        """The first word of a header that machines read, in small letters."""
        return self.text(name).partition(";")[0].strip().lower()

    def has(self, *names: str) -> bool:
        """Is there any of these?"""
        return any(known in names for known, _ in self._raw)


def sender(head: Head) -> tuple[str, str]:
    """The name and address of whoever wrote it; empty where the message does not say."""
    for name in ("from", "sender", "reply-to"):
        for raw in head.every(name):
            found = _first_person(raw)
            if found:
                return found
    return header_text(head.raw("from")), ""


def recipients(head: Head) -> tuple[str, ...]:
    """Every address that the message was for."""
    found = [header_text(one) for name in _FOR for raw in head.every(name) for one in _ADDRESS.findall(raw)]
    return tuple(dict.fromkeys(found))[:_MOST_ADDRESSES]


def ids(*raw: str) -> tuple[str, ...]:
    """The Message-IDs in these headers, without brackets; a bare one counts where no other is there."""
    found = [one for value in raw for one in _ID.findall(value)]
    if not found:
        found = [word for value in raw for word in value.split() if "@" in word and len(word) <= 500]
    return tuple(dict.fromkeys(one_line(one) for one in found))


def _first_person(raw: str) -> tuple[str, str] | None:
    """The first name and address. The address is what stands in brackets, never what a name pretends to be."""
    line = " ".join(raw[:_LONGEST_NAME].split())
    bracketed = _IN_BRACKETS.search(line)
    before = line[: bracketed.start()] if bracketed else line
    bare = _ADDRESS.search(_QUOTED.sub("", before))
    if bare and (bracketed is None or _QUOTED.sub("", before)[bare.end() :].lstrip().startswith(",")):
        comment = _COMMENT.match(line.partition(bare[0])[2])
        return header_text(comment[1]) if comment else "", header_text(bare[0])
    if bracketed is None:
        return None
    name = header_text(re.sub(r"\\(.)", r"\1", before.strip(" \"'<")))
    return name.strip(" \"'"), header_text(bracketed[1])


def file_name(part: Message) -> str:
    """What the sender calls this file; empty where they do not say."""
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        try:
            value = part.get_param(parameter, header=header)
        except (ValueError, IndexError, TypeError, AttributeError, LookupError):
            continue
        if isinstance(value, tuple):
            value = _in_pieces(value)
        if value:
            return last_part(header_text(str(value)))
    return ""


def _in_pieces(value: tuple[str | None, str | None, str]) -> str:
    """A name that was cut up and encoded as RFC 2231 says, or nearly so."""
    try:
        return str(collapse_rfc2231_value(value, errors="replace", fallback_charset="utf-8"))
    except (ValueError, LookupError, TypeError):
        return str(value[2] or "")


def last_part(name: str) -> str:
    """A bare name: whatever folder it wants to be put into is cut off."""
    return one_line(re.split(r"[/\\]", name)[-1]).strip(". ")[:120]
