"""The channel of a trial: each letter becomes one file in a folder, which any mail programme opens."""

import os
import secrets
from contextlib import suppress
from datetime import UTC
from pathlib import Path

from shared.delivery.envelope import Envelope, Undelivered, sealed
from shared.delivery.rendering import Letter


def deliver(letter: Letter, envelope: Envelope, place: str) -> None:
    """Write the letter into the folder `place`, whole or not at all; a second time changes nothing.

    Raises `Undelivered`.
    """
    message = sealed(letter, envelope)
    folder = Path(place)
    file = folder / file_name(envelope)
    fresh = folder / f".{envelope.once_name}.{secrets.token_hex(4)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with fresh.open("xb") as opened:
            opened.write(message.as_bytes())
            opened.flush()
            os.fsync(opened.fileno())
        with suppress(FileExistsError):  # sent before: that one counts
            os.link(fresh, file)
    except OSError as why:
        raise Undelivered(f"The outbox folder cannot be written: {why.strerror}", for_good=False) from why
    finally:
        with suppress(OSError):
            fresh.unlink()


def described(place: str) -> str:
    """The channel in words, for whoever runs it."""
    return f"the folder {place}"


def file_name(envelope: Envelope) -> str:
    """The one name that this letter has in the folder; sorted by name, the letters stand in order of time."""
    return f"{envelope.at.astimezone(UTC):%Y%m%dT%H%M%S}-{envelope.once_name}.eml"
