"""Looking into a file in a process of its own: whatever the file was built to do, it can do there, and to nobody."""

import json
import resource
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import BoundedSemaphore

from shared.files.checked import Checked, FileKind, FileRefused, Why
from shared.files.inspection import inspect
from shared.files.naming import shown_name

#: Seconds of work, seconds by the clock, and bytes of memory that one file may cost.
_WORK, _PATIENCE, _MEMORY = 30, 60, 1_500_000_000
#: At most so many at once from one server process, so that memory lasts.
_AT_ONCE = BoundedSemaphore(2)
_ROOT = Path(__file__).resolve().parents[2]


def inspect_apart(data: bytes, claimed: str) -> Checked:
    """As `inspect`; a file that takes too long, too much, or breaks its reader is refused like a broken one."""
    asked = json.dumps(claimed).encode() + b"\n" + data
    command = [sys.executable, "-m", "shared.files.apart"]
    try:
        # It gets no settings and no secrets of ours: it needs none.
        with _AT_ONCE:
            done = subprocess.run(command, input=asked, capture_output=True, timeout=_PATIENCE, cwd=_ROOT, env={})
    except subprocess.TimeoutExpired as why:
        raise FileRefused(Why.BROKEN, shown_name(claimed)) from why
    if done.returncode < 0:  # it went over its bounds, or its reader fell over
        raise FileRefused(Why.BROKEN, shown_name(claimed))
    if done.returncode > 0:  # it did not even begin: that is our fault, and nobody is told that their file is broken
        raise RuntimeError(done.stderr.decode(errors="replace")[-500:])
    head, _, kept = done.stdout.partition(b"\n")
    told = json.loads(head)
    if "why" in told:
        raise FileRefused(Why(told["why"]), told["name"])
    return Checked(FileKind(told["kind"]), told["media_type"], told["name"], kept)


def _bound() -> None:
    """What this process may use from now on. A system that knows no such bound goes without it."""
    for what, most in (
        (resource.RLIMIT_CPU, _WORK),
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def main() -> None:
    """The name on the first line, then the bytes; back comes what was found, then the bytes that are kept."""
    _bound()
    claimed = json.loads(sys.stdin.buffer.readline())
    try:
        found = inspect(sys.stdin.buffer.read(), claimed)
        told, kept = {"kind": found.kind, "media_type": found.media_type, "name": found.name}, found.data
    except FileRefused as refused:
        told, kept = {"why": refused.why, "name": refused.name}, b""
    except Exception:  # out of memory, or a reader met something that nobody thought of
        told, kept = {"why": Why.BROKEN, "name": shown_name(claimed)}, b""
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + kept)


if __name__ == "__main__":
    main()
