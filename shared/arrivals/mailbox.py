"""What every mailbox can do: hand over what is new, one message after the other, and put away what is done with."""

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

#: Where messages go in the mailbox once they are with us, and those that nobody could read.
DONE, TROUBLE = "Done", "Trouble"


class MailboxTrouble(Exception):
    """The mailbox cannot be used now; its sentence says why. `key` is the message on which it broke, if one was."""

    def __init__(self, sentence: str, key: str = "") -> None:
        super().__init__(sentence)
        self.key = key


@dataclass(frozen=True)
class Message:
    """One message as it lies in a mailbox; `received_at` is when the mailbox got it, by its own clock."""

    key: str
    raw: bytes
    received_at: datetime | None


class Opened(Protocol):
    """A mailbox that is open. What is not settled is handed over again the next time."""

    def messages(self, most: int, passing_over: Collection[str] = ()) -> Iterator[Message]:
        """New messages, the oldest first, without those of these keys. Raises `MailboxTrouble`."""

    def settle(self, key: str, *, readable: bool = True) -> None:
        """Put it away for good, after it is safe with us. Raises `MailboxTrouble`."""


class Mailbox(Protocol):
    """A mailbox that a setting names."""

    def opened(self) -> AbstractContextManager[Opened]:
        """Open it for a while. Raises `MailboxTrouble`."""
