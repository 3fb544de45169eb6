"""A file that any calendar takes: one entry, as RFC 5545 wants it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

#: The longest line in octets, without its end (RFC 5545, 3.1).
LONGEST = 75
_ESCAPED = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


@dataclass(frozen=True)
class Entry:
    """One appointment. `uid` names it for good; a higher `sequence` replaces what a calendar has under that name.

    All moments know their zone. `changed_at` is when it became what it is.
    """

    uid: str
    sequence: int
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    summary: str
    where: str = ""
    details: str = ""


def written(entry: Entry) -> bytes:
    """The whole file. It has no METHOD: somebody saves it, and nobody is invited by it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Bywhen//Appointments//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        f"UID:{_text(entry.uid)}",
        f"SEQUENCE:{entry.sequence}",
        f"DTSTAMP:{_moment(entry.changed_at)}",
        f"DTSTART:{_moment(entry.starts_at)}",
        f"DTEND:{_moment(entry.ends_at)}",
        f"SUMMARY:{_text(entry.summary)}",
        *([f"LOCATION:{_text(entry.where)}"] if entry.where else []),
        *([f"DESCRIPTION:{_text(entry.details)}"] if entry.details else []),
        "STATUS:CONFIRMED",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """As a value that ends where it should: what would end it, or begin a line of its own, is escaped (3.3.11)."""
    plain = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", words)
    seen = re.sub(r"[\x00-\x09\x0e-\x1f\x7f]", " ", plain)
    return "".join(_ESCAPED.get(sign, sign) for sign in seen)


def _folded(line: str) -> bytes:
    """One line with its end; a long one goes on in the next after a space, and no letter is torn in two."""
    pieces, piece = [], b""
    for sign in line:
        octets = sign.encode()
        if len(piece) + len(octets) > LONGEST:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
