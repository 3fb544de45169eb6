"""The parts of a message: which are words, which are files, and which are neither."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message

from shared.arrivals.arrived import File, LeftOut
from shared.arrivals.decoding import decoded, from_base64, one_line, seen
from shared.arrivals.headers import Head, file_name, last_part
from shared.arrivals.html_words import html_words

#: A message within a message within a message: nobody forwards deeper than this.
_DEEPEST = 30
MOST_FILES = 40
#: What one message may weigh: more is cut off where it is read, and the part that was cut is named.
LARGEST = 25 * 1024 * 1024
#: The last two are also used for what is only signed, in one piece with its signature: that cannot be read either.
_ENCRYPTED = {
    "multipart/encrypted",
    "application/pgp-encrypted",
    "application/pkcs7-mime",
    "application/x-pkcs7-mime",
}
_SIGNATURES = {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
#: Texts that a programme reads, not a person.
_NO_WORDS = {"text/calendar", "text/vcard", "text/x-vcard", "text/directory", "text/csv", "text/xml"}
_ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/heic": "heic",
    "image/webp": "webp",
    "application/pdf": "pdf",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "text/calendar": "ics",
    "text/plain": "txt",
    "text/html": "html",
    "application/ms-tnef": "dat",
}
_NEEDS_HTML = re.compile(r"\bhtml\b", re.IGNORECASE)


@dataclass
class Found:
    """What the parts of one message hold, gathered in their order."""

    words: list[str] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    left_out: list[tuple[str, LeftOut]] = field(default_factory=list)
    encrypted: bool = False
    #: What a mail server reports of a letter: its fields, and the letter or the head of it.
    reports: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)


def found_in(message: Message, *, cut: bool) -> Found:
    """Everything that the message holds. `cut`: its end is missing, so its last file is not whole."""
    found = Found()
    _look_into(message, found, 0)
    if cut and found.files:
        found.left_out.append((found.files.pop().name, LeftOut.CUT_SHORT))
    if len(found.files) > MOST_FILES:
        found.left_out += [(file.name, LeftOut.TOO_MANY) for file in found.files[MOST_FILES:]]
        del found.files[MOST_FILES:]
    return found


def _look_into(part: Message, found: Found, depth: int) -> None:
    kind = kind_of(part)
    if depth > _DEEPEST:
        found.left_out.append((_name(part, kind), LeftOut.TOO_MANY))
    elif kind in _ENCRYPTED:
        found.encrypted = True
    elif kind in _SIGNATURES:
        return
    elif kind == "multipart/alternative":
        _choose(part, found, depth)
    elif kind == "message/rfc822" and not _within_report(found):
        _forwarded(part, found, depth)
    elif kind.startswith("message/") or kind == "text/rfc822-headers":
        _report(part, kind, found)
    elif part.is_multipart():
        if kind == "multipart/report":
            found.reports.append("")
        for one in _inside(part):
            _look_into(one, found, depth + 1)
    else:
        _leaf(part, kind, found)


def _within_report(found: Found) -> bool:
    return bool(found.reports)


def _inside(part: Message) -> Iterator[Message]:
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from (one for one in payload if isinstance(one, Message))


def kind_of(part: Message) -> str:
    """The kind that a part says it is: `text/plain` where it says nothing that can be read."""
    kind = Head(part).word("content-type")
    if not re.fullmatch(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+", kind):
        kind = "text/plain"
    return kind if part.is_multipart() or not kind.startswith("multipart/") else "text/plain"


def _choose(part: Message, found: Found, depth: int) -> None:
    """Of several wordings of one text: the plain one, unless it only says that the message is HTML."""
    plain, rich = Found(), Found()
    for one in _inside(part):
        _look_into(one, plain if kind_of(one) == "text/plain" else rich, depth + 1)
    said, shown = "\n".join(plain.words).strip(), "\n".join(rich.words).strip()
    stub = len(shown) > 4 * len(said) and len(said) < 200 and _NEEDS_HTML.search(said)
    found.words += rich.words if shown and (not said or stub) else plain.words
    for wording in (plain, rich):
        found.files += wording.files
        found.left_out += wording.left_out
        found.reports += wording.reports
        found.returned += wording.returned
    # One wording that can be read is enough.
    found.encrypted = found.encrypted or ((plain.encrypted or rich.encrypted) and not (said or shown))


def _leaf(part: Message, kind: str, found: Found) -> None:
    head = Head(part)
    name = file_name(part)
    attached = head.word("content-disposition") == "attachment"
    if kind.startswith("text/") and kind not in _NO_WORDS and not attached and not name:
        text = text_of(part)
        found.words.append(html_words(text) if kind == "text/html" else _unflowed(text, part))
        return
    data = data_of(part)
    if data or name:
        found.files.append(File(name or _name(part, kind), kind, data))


def text_of(part: Message) -> str:
    """The text of a part, whatever it says about its letters."""
    try:
        claimed = str(part.get_param("charset") or "")
    except (ValueError, IndexError, TypeError, AttributeError, LookupError):
        claimed = ""
    return seen(decoded(data_of(part), claimed))


def data_of(part: Message) -> bytes:
    """The bytes of a part, decoded as far as they can be."""
    how = Head(part).word("content-transfer-encoding")
    payload = part.get_payload()
    if not isinstance(payload, str):
        return b""
    raw = payload.encode("utf-8", "surrogateescape")
    if how == "base64":
        return from_base64(raw)
    try:
        data = part.get_payload(decode=True)
    except (ValueError, IndexError, TypeError, LookupError, RecursionError):
        return raw
    return data if isinstance(data, bytes) and (data or not raw.strip()) else raw


def _unflowed(text: str, part: Message) -> str:
    """Lines that a mail programme broke are made whole again where it says that it broke them (RFC 3676)."""
    try:
        flowed = str(part.get_param("format") or "").lower() == "flowed"
        joined = "" if str(part.get_param("delsp") or "").lower() == "yes" else " "
    except (ValueError, IndexError, TypeError, AttributeError, LookupError):
        return text
    if not flowed:
        return text
    lines: list[list[str]] = []
    open_at: int | None = None  # how deep the line is quoted that goes on in the next one
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        words = line[depth:].removeprefix(" ")
        goes_on = words.endswith(" ") and words != "-- "
        if open_at == depth and lines:
            lines[-1] += [joined, words]
        else:
            lines.append([">" * depth + " " if depth else "", words])
        if goes_on:
            lines[-1][-1] = words.rstrip(" ")
        open_at = depth if goes_on else None
    return "\n".join("".join(pieces) for pieces in lines)


def _forwarded(part: Message, found: Found, depth: int) -> None:
    """A message that was sent on whole: its words belong to what the person shows us, and so do its files."""
    inner = next(_inside(part), None)
    if inner is None:
        return
    head = Head(inner)
    lines = [
        f"{name}: {head.text(name.lower())}" for name in ("From", "Date", "To", "Subject") if head.has(name.lower())
    ]
    inside = Found()
    _look_into(inner, inside, depth + 1)
    found.words.append("\n".join(["-" * 24, *lines, "", *inside.words]))
    found.files += inside.files
    found.left_out += inside.left_out
    found.encrypted = found.encrypted or inside.encrypted


def _report(part: Message, kind: str, found: Found) -> None:
    """What a server tells about a letter: the fields of its report, or the letter itself."""
    inner = list(_inside(part))
    text = "\n".join(_as_text(one) for one in inner) if inner else text_of(part)
    if kind in ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers"):
        found.returned.append(text)
    else:
        found.reports.append(text)


def _as_text(message: Message) -> str:
    """The head of a message, a line for each field."""
    head = "\n".join(f"{name}: {one_line(str(value))}" for name, value in message.raw_items())
    return head + "\n"


def _name(part: Message, kind: str) -> str:
    """A name for a file that came without one."""
    subject = last_part(Head(part).text("content-description"))
    ending = _ENDINGS.get(kind, "")
    return subject or (f"file.{ending}" if ending else "file")


def parsed(raw: bytes) -> Message:
    """The message as a tree of parts. Raises what Python's parser raises on what it does not understand."""
    return message_from_bytes(raw)
