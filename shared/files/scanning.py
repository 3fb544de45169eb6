"""Asking ClamAV about a file, by the one command that needs no shared folder: INSTREAM."""

import socket
import struct
import time
from contextlib import suppress
from enum import StrEnum
from urllib.parse import urlsplit

#: Seconds: to be let in, and for the whole answer. Somebody is waiting for their page.
_CONNECT, _ANSWER = 3, 30
_CHUNK = 65_536
#: An answer is one short line; more is no answer.
_LONGEST_ANSWER = 1_000
_LINE_BEGINS = b"stream: "


class Verdict(StrEnum):
    """What is known about a file: nothing was found, something was, or nobody could say."""

    CLEAN = "clean"
    VIRUS = "virus"
    UNKNOWN = "unknown"


def scan(data: bytes, address: str) -> Verdict:
    """Ask the scanner at `tcp://host:port` or `unix:/path`. Never raises: no answer, or a strange one, is UNKNOWN."""
    until = time.monotonic() + _ANSWER
    try:
        with _connected(address) as scanner:
            with suppress(BrokenPipeError, ConnectionResetError):  # it has heard enough, and may have said why
                _send(scanner, data, until)
            return _verdict(_answer(scanner, until))
    except (OSError, ValueError):
        return Verdict.UNKNOWN


def _connected(address: str) -> socket.socket:
    if address.startswith("unix:"):
        scanner = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        scanner.settimeout(_CONNECT)
        try:
            scanner.connect(address.removeprefix("unix:"))
        except BaseException:
            scanner.close()
            raise
        return scanner
    where = urlsplit(address)
    return socket.create_connection((where.hostname or "", where.port or 0), timeout=_CONNECT)


def _send(scanner: socket.socket, data: bytes, until: float) -> None:
    scanner.settimeout(_left(until))
    scanner.sendall(b"zINSTREAM\0")
    for start in range(0, len(data), _CHUNK):
        chunk = data[start : start + _CHUNK]
        scanner.settimeout(_left(until))
        scanner.sendall(struct.pack(">I", len(chunk)) + chunk)
    scanner.sendall(struct.pack(">I", 0))


def _left(until: float) -> float:
    return max(until - time.monotonic(), 0.001)


def _answer(scanner: socket.socket, until: float) -> bytes:
    """What it says up to the NUL at its end; an answer that does not end, or not in time, is none."""
    said = b""
    while b"\0" not in said and len(said) <= _LONGEST_ANSWER:
        scanner.settimeout(_left(until))
        more = scanner.recv(_LONGEST_ANSWER)
        if not more:
            break
        said += more
    return said


def _verdict(said: bytes) -> Verdict:
    line, ended, more = said.partition(b"\0")
    if not ended or more or not line.startswith(_LINE_BEGINS):
        return Verdict.UNKNOWN
    words = line.removeprefix(_LINE_BEGINS)
    if words == b"OK":
        return Verdict.CLEAN
    return Verdict.VIRUS if words.endswith(b" FOUND") and len(words) > len(b" FOUND") else Verdict.UNKNOWN
