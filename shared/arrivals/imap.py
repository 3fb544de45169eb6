"""A mailbox on a mail server, by IMAP: always encrypted, the server's name always checked."""

import imaplib
import re
import ssl
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from shared.arrivals.mailbox import DONE, TROUBLE, MailboxTrouble, Message
from shared.arrivals.parts import LARGEST

#: Seconds for each answer of the server: letters that are to leave wait as long.
PATIENCE = 20.0
_RECEIVED = re.compile(rb'INTERNALDATE "([^"]+)"')


@dataclass(frozen=True)
class ImapMailbox:
    """A mailbox, read from `imaps://name:password@host:993/INBOX`, or `imap://…` for STARTTLS."""

    host: str
    port: int
    name: str
    password: str
    folder: str
    tls_from_the_start: bool
    patience: float = PATIENCE

    @classmethod
    def at(cls, place: str) -> "ImapMailbox":
        """Reads the setting. Raises ValueError, never with the password in it."""
        url = urlsplit(place)
        try:
            port = url.port
        except ValueError as why:
            raise ValueError("BYWHEN_MAILBOX names a port that is no number.") from why
        folder = unquote(url.path).strip("/") or "INBOX"
        if not url.hostname or not url.username:
            raise ValueError("BYWHEN_MAILBOX must look like imaps://name:password@host/INBOX.")
        if not folder.isascii() or not folder.isprintable():
            raise ValueError("BYWHEN_MAILBOX names a folder with letters that not every mail server knows.")
        secure = url.scheme == "imaps"
        name, password = unquote(url.username), unquote(url.password or "")
        return cls(url.hostname, port or (993 if secure else 143), name, password, folder, secure)

    @contextmanager
    def opened(self) -> Iterator["OpenedImap"]:
        """Signed in, with the folder open. Raises `MailboxTrouble`."""
        try:
            opened = self._connected()
        except (OSError, imaplib.IMAP4.error, ValueError) as why:
            raise MailboxTrouble(f"The mailbox {self} cannot be opened: {_plain(why)}") from why
        try:
            yield opened
        finally:
            opened.close()

    def _connected(self) -> "OpenedImap":
        trust = ssl.create_default_context()
        if self.tls_from_the_start:
            server: imaplib.IMAP4 = imaplib.IMAP4_SSL(self.host, self.port, ssl_context=trust, timeout=self.patience)
        else:
            server = imaplib.IMAP4(self.host, self.port, timeout=self.patience)
        try:
            if not self.tls_from_the_start:
                server.starttls(trust)  # raises where the server offers none: a password never goes in the clear
            server.login(self.name, self.password)
            _must(server.select(_quoted(self.folder)))
            return OpenedImap(server, self)
        except BaseException:
            server.shutdown()
            raise

    def __str__(self) -> str:
        return f"{self.folder} on {self.host}:{self.port}"


class OpenedImap:
    """The folder, open: messages that nobody has seen are new."""

    def __init__(self, server: imaplib.IMAP4, mailbox: ImapMailbox) -> None:
        self._server, self._mailbox = server, mailbox
        self._folders: dict[str, str] = {}
        self._can = _abilities(server)

    def close(self) -> None:
        """Sign out. What is done is done: a clumsy farewell is no trouble."""
        try:
            self._server.logout()
        except (OSError, imaplib.IMAP4.error):
            self._server.shutdown()

    def messages(self, most: int, passing_over: Collection[str] = ()) -> Iterator[Message]:
        """Each unseen message, the oldest first; it stays unseen until it is settled. A break in one is told by key."""
        keys = self._ask("", lambda: _must(self._server.uid("SEARCH", "UNSEEN", "UNDELETED")))
        fresh = [
            key for key in b" ".join(one for one in keys if one).decode("ascii").split() if key not in passing_over
        ]
        for key in sorted(fresh, key=int)[:most]:
            # Not more than we look at: a larger one is cut off here, and the file that was cut is named.
            wanted = f"(INTERNALDATE BODY.PEEK[]<0.{LARGEST + 1}>)"
            answer = self._ask(key, lambda key=key, wanted=wanted: _must(self._server.uid("FETCH", key, wanted)))
            found = _message(key, answer)
            if found is not None:
                yield found

    def settle(self, key: str, *, readable: bool = True) -> None:
        """Mark it as seen and move it; where the server lets us make no folder, it stays, marked."""
        self._ask(key, lambda: _must(self._server.uid("STORE", key, "+FLAGS.SILENT", r"(\Seen)")))
        folder = self._ask(key, lambda: self._folder(DONE if readable else TROUBLE))
        if folder:
            self._ask(key, lambda: self._move(key, folder))

    def _move(self, key: str, folder: str) -> None:
        if "MOVE" in self._can:
            _must(self._server.uid("MOVE", key, _quoted(folder)))
            return
        _must(self._server.uid("COPY", key, _quoted(folder)))
        _must(self._server.uid("STORE", key, "+FLAGS.SILENT", r"(\Deleted)"))
        if "UIDPLUS" in self._can:
            self._server.uid("EXPUNGE", key)

    def _folder(self, name: str) -> str:
        """The folder of that name, made if need be, below our own where the server wants that; or nothing."""
        if name not in self._folders:
            places = [name, *(f"{self._mailbox.folder}{mark}{name}" for mark in (".", "/"))]
            self._folders[name] = next((place for place in places if self._is_there(place)), "")
        return self._folders[name]

    def _is_there(self, place: str) -> bool:
        with suppress(imaplib.IMAP4.error):
            if self._server.create(_quoted(place))[0] == "OK":
                return True
            known, rows = self._server.list('""', _quoted(place))
            return known == "OK" and any(rows)
        return False

    def _ask(self, key: str, question: Any) -> Any:
        try:
            return question()
        except (OSError, imaplib.IMAP4.error, ValueError) as why:
            raise MailboxTrouble(f"The mailbox {self._mailbox} broke off: {_plain(why)}", key) from why


def _abilities(server: imaplib.IMAP4) -> frozenset[str]:
    """What the server can do for somebody who has signed in, which is more than it told a stranger."""
    answer = _must(server.capability())
    return frozenset(
        b" ".join(one for one in answer if isinstance(one, bytes)).decode("ascii", "replace").upper().split()
    )


def _message(key: str, answer: list[Any]) -> Message | None:
    """Out of what the server sent; None where the message has gone meanwhile."""
    for piece in answer:
        if isinstance(piece, tuple) and len(piece) == 2:
            return Message(key, bytes(piece[1]), _moment(bytes(piece[0])) or _moment(_rest(answer)))
    return None


def _rest(answer: list[Any]) -> bytes:
    return b" ".join(piece for piece in answer if isinstance(piece, bytes))


def _moment(line: bytes) -> datetime | None:
    """When the server got it; the server's clock and its zone are taken as they are."""
    found = _RECEIVED.search(line)
    if found is None:
        return None
    try:
        return datetime.strptime(found[1].decode("ascii").strip(), "%d-%b-%Y %H:%M:%S %z").astimezone(UTC)
    except ValueError:
        return None


def _must(answer: tuple[str, list[Any]]) -> list[Any]:
    """What the server answered. Raises IMAP4.error where it refuses."""
    said, data = answer
    if said != "OK":
        raise imaplib.IMAP4.error(b" ".join(one for one in data if isinstance(one, bytes)).decode("utf-8", "replace"))
    return data


def _quoted(folder: str) -> str:
    plain = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'


def _plain(why: Exception) -> str:
    words = why.args[0] if why.args else why
    return " ".join((words.decode("utf-8", "replace") if isinstance(words, bytes) else str(why)).split())[:300]
