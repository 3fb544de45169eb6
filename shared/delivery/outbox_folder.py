"""The channel of a trial: each letter becomes one file in a folder, which any mail programme opens."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC
from pathlib import Path

from shared.charter.vocabulary import Reach
from shared.config import Settings
from shared.delivery.envelope import Envelope, Undelivered, sealed
from shared.delivery.rendering import Letter

REACH = Reach.EMAIL
STANDS_IN = True
MAIL_ENDING, TEXT_ENDING = ".eml", ".txt"


def place_of(settings: Settings, environment: Mapping[str, str]) -> str | None:
    """The outbox folder; a mail server goes before it."""
    return str(settings.outbox)


def deliver(letter: Letter, envelope: Envelope, place: str) -> None:
    """Write the letter into the folder `place`; a second time changes nothing. Raises `Undelivered`."""
    put(sealed(letter, envelope).as_bytes(), place, file_name(envelope), envelope)


def put(content: bytes, place: str, name: str, envelope: Envelope) -> None:
    """One file in the folder, whole or not at all; one that is there already stays. Raises `Undelivered`."""
    folder = Path(place)
    file = folder / name
    fresh = folder / f".{envelope.once_name}.{secrets.token_hex(4)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with fresh.open("xb") as opened:
            opened.write(content)
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


def file_name(envelope: Envelope, ending: str = MAIL_ENDING) -> str:
    """The one name that this letter has in the folder; sorted by name, the letters stand in order of time."""
    return f"{envelope.at.astimezone(UTC):%Y%m%dT%H%M%S}-{envelope.once_name}{ending}"
