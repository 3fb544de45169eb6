"""ClamAV itself, for a moment: with one sign of our own to find, since nothing is fetched from anywhere."""

import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from shared.worker.testing import CLAMD
from tests.files.clamav import MARK

#: Bytes that it takes of one file, so that one that is too big for it need not be huge.
TAKES = 1_000_000
_PATIENCE = 60


@dataclass(frozen=True)
class Clamd:
    """Where the two doors of one scanner are."""

    tcp: str
    unix: str


@contextmanager
def running_clamd() -> Iterator[Clamd]:
    """The system's own scanner, which finds our mark and nothing else."""
    program = CLAMD.path()
    assert program, "./bywhen test installs it, or says how to"
    with tempfile.TemporaryDirectory(prefix="bywhen-clamd-") as folder, _free_port() as port:
        home = Path(folder)  # short, as the name of a socket must be
        (home / "signs").mkdir()
        (home / "signs" / "ours.ndb").write_text(f"Our.Mark:0:*:{MARK.hex()}\n")
        settings = {
            "Foreground": "yes",
            "DatabaseDirectory": home / "signs",
            "TCPSocket": port,
            "TCPAddr": "127.0.0.1",
            "LocalSocket": home / "door",
            "StreamMaxLength": TAKES,
            "MaxThreads": 2,
        }
        (home / "clamd.conf").write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
        with (home / "said").open("wb") as said:
            server = subprocess.Popen([program, f"--config-file={home}/clamd.conf"], stdout=said, stderr=said)
        try:
            _wait_for(server, port, home / "said")
            yield Clamd(f"tcp://127.0.0.1:{port}", f"unix:{home}/door")
        finally:
            server.terminate()
            server.wait(timeout=_PATIENCE)


@contextmanager
def _free_port() -> Iterator[int]:
    """A port at which nobody listens now."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = int(door.getsockname()[1])
    yield port


def _wait_for(server: "subprocess.Popen[bytes]", port: int, said: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"ClamAV did not start: {said.read_text(errors='replace')}")
