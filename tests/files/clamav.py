"""A scanner that is none: it speaks ClamAV's INSTREAM, and answers what a test wants."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

Answer = Callable[[bytes, socket.socket], None]
#: What every scanner finds, and no file is: a mark of our own.
MARK = b"a mark that our scanner takes for a virus"


def honest(data: bytes, to: socket.socket) -> None:
    """As ClamAV answers."""
    to.sendall(b"stream: Our.Mark FOUND\0" if MARK in data else b"stream: OK\0")


def saying(words: bytes) -> Answer:
    """Always the same, whatever was sent."""

    def answer(_: bytes, to: socket.socket) -> None:
        to.sendall(words)

    return answer


def silent(_: bytes, to: socket.socket) -> None:
    """Listens, and never answers."""
    with suppress(OSError):
        to.recv(1)


class Scanner:
    """Where it listens, what it was asked, and what it will answer next."""

    def __init__(self, address: str, answer: Answer) -> None:
        self.address, self.answer = address, answer
        self.asked: list[bytes] = []

    def serve(self, caller: socket.socket) -> None:
        """One file, as the protocol has it: a command, pieces with their lengths, a piece of no length."""
        with caller, suppress(OSError, EOFError):
            assert _exactly(caller, 10) == b"zINSTREAM\0"
            data = b""
            while length := struct.unpack(">I", _exactly(caller, 4))[0]:
                data += _exactly(caller, length)
            self.asked.append(data)
            self.answer(data, caller)


def _exactly(caller: socket.socket, length: int) -> bytes:
    data = b""
    while len(data) < length:
        more = caller.recv(length - len(data))
        if not more:
            raise EOFError
        data += more
    return data


@contextmanager
def listening(answer: Answer = honest, at: Path | None = None) -> Iterator[Scanner]:
    """A scanner at a free port of this machine, or with `at` at a path."""
    door = socket.socket(socket.AF_UNIX if at else socket.AF_INET, socket.SOCK_STREAM)
    door.bind(str(at) if at else ("127.0.0.1", 0))
    door.listen()
    scanner = Scanner(f"unix:{at}" if at else f"tcp://127.0.0.1:{door.getsockname()[1]}", answer)

    def work() -> None:
        while True:
            try:
                caller, _ = door.accept()
            except OSError:
                return
            if caller.recv(1, socket.MSG_PEEK):
                scanner.serve(caller)
            caller.close()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield scanner
    finally:
        with suppress(OSError):
            door.shutdown(socket.SHUT_RDWR)
        door.close()
        thread.join(timeout=10)
