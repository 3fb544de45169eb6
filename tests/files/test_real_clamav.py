"""The real ClamAV: it is understood as it speaks, and the stand-in of the other tests speaks as it does."""

import socket
import struct
from collections.abc import Iterator

import pytest

from shared.files.checked import FileRefused, Why
from shared.files.door import let_in
from shared.files.scanning import Verdict, scan
from tests.files.clamav import MARK, listening
from tests.files.real_clamav import TAKES, Clamd, running_clamd

# what is sent, what is known of it, reason
SENT = [
    (b"a letter", Verdict.CLEAN, "nothing is in it"),
    (MARK, Verdict.VIRUS, "it is nothing else"),
    (bytes(65_530) + MARK + bytes(300_000), Verdict.VIRUS, "it lies across two pieces"),
    (bytes(TAKES + 1), Verdict.UNKNOWN, "it is too big for this scanner, which hangs up"),
]


@pytest.fixture(scope="module")
def clamd() -> Iterator[Clamd]:
    """The scanner, which takes a moment to start."""
    with running_clamd() as running:
        yield running


@pytest.mark.parametrize(("data", "verdict", "reason"), SENT)
def test_what_the_real_scanner_says_is_understood(clamd: Clamd, data: bytes, verdict: Verdict, reason: str) -> None:
    assert scan(data, clamd.tcp) is verdict, reason
    assert scan(data, clamd.unix) is verdict, reason


def test_a_letter_goes_through_the_door_past_the_real_scanner_and_a_virus_does_not(clamd: Clamd) -> None:
    assert not let_in(b"Dear council", "letter.txt", clamd.tcp).waiting
    with pytest.raises(FileRefused) as refused:
        let_in(b"Dear council: " + MARK, "letter.txt", clamd.tcp)
    assert refused.value.why is Why.VIRUS


@pytest.mark.parametrize("data", [b"a letter", MARK])
def test_the_stand_in_says_what_the_real_one_says(clamd: Clamd, data: bytes) -> None:
    with listening() as stand_in:
        assert _heard(stand_in.address, data) == _heard(clamd.tcp, data).replace(b"Our.Mark.UNOFFICIAL", b"Our.Mark")


def _heard(address: str, data: bytes) -> bytes:
    port = int(address.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=30) as door:
        door.sendall(b"zINSTREAM\0" + struct.pack(">I", len(data)) + data + bytes(4))
        return door.recv(1_000)
