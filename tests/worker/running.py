"""The command `bywhen` as somebody at a shell runs it: a process of its own, stopped at the end whatever happens."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

BYWHEN = (sys.executable, "-m", "shared.worker.commands")
TOP = Path(__file__).parents[2]
Process = subprocess.Popen[str]


def environment(**settings: str) -> dict[str, str]:
    """Ours, without any setting of Bywhen's except these."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("BYWHEN_")}
    return {**own, "PYTHONUNBUFFERED": "1", **settings}


@contextmanager
def running(*words: str, settings: Mapping[str, str] | None = None) -> Iterator[Process]:
    """`bywhen serve`, say, for as long as the `with` lasts; it leads a process group of its own."""
    process = subprocess.Popen(
        [*BYWHEN, *words],
        cwd=TOP,
        env=environment(**(settings or {})),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        kill_group(process)
        assert process.stdout is not None
        process.stdout.close()


def kill_group(process: Process) -> None:
    """The process and all that it started, at once and without a farewell."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def said_until(process: Process, words: str) -> str:
    """What it has said, up to the line with these words; fails when it stops before."""
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if words in line:
            return "".join(said)
    raise AssertionError(f"It stopped and never said {words!r}: {''.join(said)}")


def stopped_by(process: Process, number: signal.Signals, within: float = 30) -> tuple[int, str]:
    """How it ends, and what it says, when it is asked to stop in that way."""
    process.send_signal(number)
    said, _ = process.communicate(timeout=within)
    return process.returncode, said


def bywhen(*words: str, settings: Mapping[str, str] | None = None, typed: str = "") -> tuple[int, str]:
    """Runs a command to its end: its exit code, and all that it said."""
    done = subprocess.run(
        [*BYWHEN, *words],
        cwd=TOP,
        env=environment(**(settings or {})),
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.returncode, done.stdout + done.stderr


def free_port() -> int:
    """A port at which nobody listens just now."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port


def answers(address: str, within: float = 30) -> None:
    """Returns once the server answers."""
    until = time.monotonic() + within
    while True:
        try:
            urllib.request.urlopen(f"{address}/health", timeout=5).close()
        except OSError:
            assert time.monotonic() < until, f"Nobody answers at {address}."
            time.sleep(0.1)
        else:
            return
