"""Asking ClamAV: what it says clearly is believed, and everything else counts as no answer."""

import socket
from pathlib import Path

import pytest

from shared.files import scanning
from shared.files.scanning import Verdict, scan
from tests.files.clamav import MARK, Answer, honest, listening, saying, silent


def test_a_file_without_a_virus_is_clean() -> None:
    with listening() as scanner:
        assert scan(b"a photo", scanner.address) is Verdict.CLEAN
        assert scanner.asked == [b"a photo"]


def test_a_virus_is_found_wherever_it_lies_in_the_file() -> None:
    with listening() as scanner:
        assert scan(bytes(65_530) + MARK + bytes(500_000), scanner.address) is Verdict.VIRUS
        assert scan(MARK, scanner.address) is Verdict.VIRUS


def test_the_scanner_may_listen_at_a_path(tmp_path: Path) -> None:
    with listening(at=tmp_path / "clamd.ctl") as scanner:
        assert scanner.address.startswith("unix:")
        assert scan(MARK, scanner.address) is Verdict.VIRUS
        assert scan(b"a photo", scanner.address) is Verdict.CLEAN


# what the scanner says, reason
STRANGE = [
    (saying(b"INSTREAM size limit exceeded. ERROR\0"), "too big for it"),
    (saying(b"stream: OK"), "an answer that does not end"),
    (saying(b"stream: OK\0stream: Mark FOUND\0"), "two answers"),
    (saying(b"stream: ok\0"), "nearly the right word"),
    (saying(b"stream: \0"), "nothing"),
    (saying(b"stream:  FOUND\0"), "a virus without a name"),
    (saying(b"OK\0"), "about nothing"),
    (saying(b"stream: Can't allocate memory ERROR\0"), "it is ill"),
    (saying(b"\0"), "an empty answer"),
    (saying(b"x" * 100_000), "a flood"),
    (saying(b"HTTP/1.1 200 OK\r\n\r\n"), "somebody else lives there"),
    (lambda _, to: to.close(), "it hangs up"),
]


@pytest.mark.parametrize(("answer", "reason"), STRANGE)
def test_a_strange_answer_is_no_answer(answer: Answer, reason: str) -> None:
    with listening(answer) as scanner:
        assert scan(b"a photo", scanner.address) is Verdict.UNKNOWN, reason


def test_nobody_waits_for_a_silent_scanner_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "_ANSWER", 0.2)
    with listening(silent) as scanner:
        assert scan(b"a photo", scanner.address) is Verdict.UNKNOWN


def test_nobody_waits_for_one_that_answers_a_letter_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "_ANSWER", 0.3)

    def slowly(_: bytes, to: socket.socket) -> None:
        to.settimeout(0.1)
        for _letter in range(40):
            to.sendall(b"x")
            try:
                to.recv(1)
                return
            except TimeoutError:
                continue

    with listening(slowly) as scanner:
        assert scan(b"a photo", scanner.address) is Verdict.UNKNOWN


def test_a_scanner_that_hangs_up_early_may_have_said_why() -> None:
    def early(door: socket.socket) -> None:
        caller, _ = door.accept()
        with caller:
            caller.recv(10)
            caller.sendall(b"stream: Our.Mark FOUND\0")
            caller.shutdown(socket.SHUT_WR)
            while caller.recv(1_000_000):
                pass

    import threading

    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=early, args=(door,))
        thread.start()
        address = f"tcp://127.0.0.1:{door.getsockname()[1]}"
        assert scan(bytes(1_000_000), address) is Verdict.VIRUS
        thread.join()


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("tcp://127.0.0.1:1", "nobody is at home"),
        ("unix:/nowhere/clamd.ctl", "no such path"),
        ("unix:" + "x" * 300, "a path that is too long for any system"),
        ("tcp://127.0.0.1:99999", "no such port"),
        ("nonsense", "no address"),
    ],
)
def test_a_scanner_that_cannot_be_reached_has_not_answered(address: str, reason: str) -> None:
    assert scan(b"a photo", address) is Verdict.UNKNOWN, reason


def test_the_stand_in_speaks_as_the_real_one_does() -> None:
    """Byte by byte, so that these tests cannot agree with themselves alone."""
    with listening(honest) as scanner, socket.create_connection(("127.0.0.1", int(scanner.address[-5:]))) as caller:
        caller.sendall(b"zINSTREAM\0" + b"\0\0\0\x02hi" + b"\0\0\0\0")
        assert caller.recv(100) == b"stream: OK\0"
