"""One message that has arrived, as far as it could be read: who wrote it, what they said, what they sent with it."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class Automatic(StrEnum):
    """Why a message is no person's: it is kept, but never answered, or two machines would write to each other."""

    BOUNCE = "bounce"
    REPLY = "auto-reply"
    RECEIPT = "receipt"
    LIST = "list"
    BULK = "bulk"
    LOOP = "loop"


class Trouble(StrEnum):
    """Why a message could not be read as it was meant; somebody has to look at it."""

    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    NOT_MAIL = "not-mail"
    FAULT = "fault"


class LeftOut(StrEnum):
    """Why a file of a message is not kept with it."""

    CUT_SHORT = "cut-short"
    TOO_MANY = "too-many"


@dataclass(frozen=True)
class File:
    """A file as it came. `claimed` is what the sender's programme calls it: never to be believed."""

    name: str
    claimed: str
    data: bytes


@dataclass(frozen=True)
class Bounce:
    """What a mail server says about a letter that it could not take further.

    `letters` are the Message-IDs that it may be about, without their brackets; `said` is its reason.
    """

    letters: tuple[str, ...]
    for_good: bool
    said: str


@dataclass(frozen=True)
class Arrived:
    """Everything that one message says.

    `words` are the person's own new ones; `signed_off` is the signature under them and `quoted` what they answered,
    both cut off with care and never thrown away. `to` holds every address that the message was for, `answers` the
    Message-IDs in front of which it stands, both without brackets. `raw` is the message itself.
    """

    raw: bytes
    message_id: str = ""
    sent: str = ""
    from_name: str = ""
    from_address: str = ""
    to: tuple[str, ...] = ()
    subject: str = ""
    words: str = ""
    signed_off: str = ""
    quoted: str = ""
    files: tuple[File, ...] = ()
    left_out: tuple[tuple[str, LeftOut], ...] = ()
    answers: tuple[str, ...] = ()
    automatic: Automatic | None = None
    suspected: bool = False
    bounce: Bounce | None = None
    trouble: Trouble | None = None

    @property
    def whole(self) -> str:
        """All of its text, in the order in which it was written."""
        return "\n\n".join(part for part in (self.words, self.signed_off, self.quoted) if part)

    @property
    def once(self) -> str:
        """The same for one message however often it comes, by whatever way; another for every other message."""
        said = [self.message_id, self.sent, self.from_address, self.subject, self.whole]
        said += [f"{file.name} {hashlib.sha256(file.data).hexdigest()}" for file in self.files]
        if not any((self.message_id, self.whole, self.files)):
            said.append(hashlib.sha256(self.raw).hexdigest())
        return hashlib.sha256("\0".join(said).encode()).hexdigest()
