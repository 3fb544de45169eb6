"""Raw bytes become what somebody said. Whatever they are, an answer comes back: nothing that was sent is lost."""

import re
from dataclasses import replace
from email.errors import MessageError
from email.message import Message

from shared.arrivals.arrived import Arrived, Automatic, File, Trouble
from shared.arrivals.automatic import bounce_of, suspected, why_automatic
from shared.arrivals.decoding import decoded, one_line, seen
from shared.arrivals.headers import Head, ids, recipients, sender
from shared.arrivals.parts import LARGEST, found_in, kind_of, parsed
from shared.arrivals.quoting import Cut, cut

#: More than this nobody reads on a page: the whole of a longer text is kept as a file besides.
LONGEST_WORDS = 60_000
_LONGEST_ANSWER = 200_000
_LONGEST_HEAD = 300_000
_LONGEST_FIELD = 20_000
#: More lines, or more lines that could part two pieces, than any mail programme makes: built to keep us busy.
_MOST_LINES, _MOST_EDGES = 1_000_000, 10_000
_FIELD = re.compile(
    rb"^(?:from|to|cc|subject|date|message-id|received|return-path|delivered-to|mime-version|content-type|reply-to|"
    rb"sender|x-[a-z-]+)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_STRUCTURE = re.compile(rb"^content-(?:type|disposition)[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
_ANSWER = re.compile(r"^\s*(?:re|aw|sv|odp|ynt|ateb|ath|rép?|رد|vs|antw|отв|відп)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
_FORWARD = re.compile(r"^\s*(?:fwd?|wg|pd|tr|rv|yml|ymlaen|i|enc|doorst|пересл|إعادة توجيه)\s*:", re.IGNORECASE)
_SENT_ON = re.compile(r"^[> \t]*(?:-{3,}|Begin) ?\s*(?:Forwarded|forwarded) message\b", re.MULTILINE)
_PGP = "-----BEGIN PGP MESSAGE-----"
_PGP_SIGNED = re.compile(
    r"-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Za-z-]+: [^\n]*\n)*\n(.*?)\n-----BEGIN PGP SIGNATURE-----.*?"
    r"(?:-----END PGP SIGNATURE-----|\Z)",
    re.DOTALL,
)


def read(raw: bytes) -> Arrived:
    """What a message says. Never raises: what cannot be read comes back with its `trouble` and its bytes.

    Only the first `LARGEST` bytes are looked at; a file that is cut there is named among those left out.
    """
    looked_at = raw[:LARGEST].replace(b"\r\n", b"\n").lstrip(b"\n\r \t\0")
    if not looked_at:
        return Arrived(raw, trouble=Trouble.EMPTY)
    if not _is_mail(looked_at):
        return _no_mail(raw, looked_at)
    try:
        return _read(raw, parsed(_without_envelope(looked_at)), cut_short=len(raw) > LARGEST)
    except (MessageError, ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError):
        return _no_mail(raw, looked_at)


def _is_mail(raw: bytes) -> bool:
    """Does it look like a message that anybody's programme made?"""
    head = raw.partition(b"\n\n")[0]
    if len(head) > _LONGEST_HEAD or not _FIELD.search(head[:5_000]):
        return False
    if raw.count(b"\n") > _MOST_LINES or raw.count(b"\n--") > _MOST_EDGES:
        return False
    return all(found.end() - found.start() <= _LONGEST_FIELD for found in _STRUCTURE.finditer(raw))


def _without_envelope(raw: bytes) -> bytes:
    """Some servers put the line of an old mailbox file in front: `From somebody Tue Mar  2 …`."""
    return raw.partition(b"\n")[2] if raw.startswith((b"From ", b">From ")) else raw


def _no_mail(raw: bytes, looked_at: bytes) -> Arrived:
    """Bytes that are no message, or one that nobody's programme makes: its text is still worth showing."""
    text = seen(decoded(looked_at[: LONGEST_WORDS * 2], "utf-8"))
    return Arrived(raw, words=text[:LONGEST_WORDS].strip(), trouble=Trouble.NOT_MAIL)


def _read(raw: bytes, message: Message, *, cut_short: bool) -> Arrived:
    head, kind = Head(message), kind_of(message)
    found = found_in(message, cut=cut_short)
    name, address = sender(head)
    subject = head.text("subject")
    text = "\n\n".join(words.strip("\n") for words in found.words if words.strip()).strip()
    encrypted = (found.encrypted and not text) or _PGP in text
    signed = _PGP_SIGNED.match(text)
    parts = _parts_of(signed[1] if signed else text, head, subject)
    automatic = why_automatic(head, kind, address, subject)
    arrived = Arrived(
        raw,
        message_id=next(iter(ids(head.raw("message-id"))), "")[:300],
        sent=head.text("date")[:100],
        from_name=name[:120],
        from_address=address[:254],
        to=recipients(head),
        subject=subject[:300],
        words=parts.words,
        signed_off=parts.signed_off,
        quoted=parts.quoted,
        files=tuple(found.files),
        left_out=tuple(found.left_out),
        answers=ids(head.raw("in-reply-to"), head.raw("references")),
        automatic=automatic,
        suspected=suspected(head),
        bounce=bounce_of(head, found.reports, found.returned, text) if automatic is Automatic.BOUNCE else None,
        trouble=_trouble(encrypted, bool(text or subject or found.files)),
    )
    return _short_enough(arrived)


def _trouble(encrypted: bool, says_something: bool) -> Trouble | None:
    if encrypted:
        return Trouble.ENCRYPTED
    return None if says_something else Trouble.EMPTY


def _parts_of(text: str, head: Head, subject: str) -> Cut:
    """Only an answer has a tail to cut off; what was sent on is meant to be read."""
    answer = bool(ids(head.raw("in-reply-to"), head.raw("references"))) or bool(_ANSWER.match(subject))
    if len(text) > _LONGEST_ANSWER or not answer or _FORWARD.match(subject) or _SENT_ON.search(text):
        return Cut(text, "", "")
    return cut(text)


def _short_enough(arrived: Arrived) -> Arrived:
    """A text that no page could show is kept whole as a file, and its beginning as the words."""
    if len(arrived.words) <= LONGEST_WORDS:
        return replace(arrived, quoted=arrived.quoted[:LONGEST_WORDS])
    whole = File("message.txt", "text/plain", arrived.whole.encode())
    begun = arrived.words[:LONGEST_WORDS].rpartition("\n")[0] or arrived.words[:LONGEST_WORDS]
    return replace(arrived, words=begun, signed_off="", quoted="", files=(whole, *arrived.files))


def first_line(arrived: Arrived) -> str:
    """What stands for words that are missing: the subject, or else the names of the files."""
    names = [file.name for file in arrived.files] + [name for name, _ in arrived.left_out]
    return one_line(arrived.subject or ", ".join(names))
