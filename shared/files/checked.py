"""What a file is found to be, and why one is refused."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

#: In bytes: what we keep of one file, and a photo before it is made smaller.
LARGEST = 10_000_000
LARGEST_PHOTO = 20_000_000
#: How many files somebody can send with one thing that they tell us, or add to it at one time.
MOST = 10


class FileKind(StrEnum):
    """What somebody can attach."""

    PICTURE = "picture"
    PDF = "pdf"
    DOCUMENT = "document"
    SPREADSHEET = "spreadsheet"
    TEXT = "text"
    RECORDING = "recording"


class Why(StrEnum):
    """Why a file is refused; `components/file_refusal.html` says what to do about it."""

    WRONG_TYPE = "wrong-type"
    VIDEO = "video"
    APPLE_PHOTO = "apple-photo"
    OLD_OFFICE = "old-office"
    TOO_BIG = "too-big"
    TOO_BIG_TOGETHER = "too-big-together"
    EMPTY = "empty"
    BROKEN = "broken"
    VIRUS = "virus"
    LOCKED = "locked"
    ACTIVE = "active"
    TOO_MANY = "too-many"
    TOO_OFTEN = "too-often"
    NOTHING_CHOSEN = "nothing-chosen"


class FileRefused(Exception):
    """This file cannot be taken: why, and what it was called, made fit to be shown."""

    def __init__(self, why: Why, name: str = "") -> None:
        super().__init__(f"{name or 'The file'}: {why}")
        self.why, self.name = why, name


@dataclass(frozen=True)
class Found:
    """What a reader made of some bytes: what they are, and the bytes that we keep. `ending` has its dot."""

    kind: FileKind
    media_type: str
    ending: str
    data: bytes


@dataclass(frozen=True)
class Checked:
    """A file that may be kept. `waiting`: no virus scanner could be reached, so nobody may open it yet."""

    kind: FileKind
    media_type: str
    name: str
    data: bytes
    waiting: bool = False

    @property
    def sha256(self) -> str:
        """The fingerprint of its bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()
