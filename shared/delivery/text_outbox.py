"""The channel of a trial for text messages: each becomes one file in the outbox folder, beside the letters."""

from collections.abc import Mapping

from shared.charter.vocabulary import Reach
from shared.config import Settings
from shared.delivery.envelope import Envelope
from shared.delivery.outbox_folder import TEXT_ENDING, described, file_name, put
from shared.delivery.rendering import Letter

__all__ = ["REACH", "STANDS_IN", "deliver", "described", "place_of"]

REACH = Reach.TEXT
STANDS_IN = True


def place_of(settings: Settings, environment: Mapping[str, str]) -> str | None:
    """The outbox folder. None where mail goes to a real server: people wait for their messages there."""
    return None if settings.smtp else str(settings.outbox)


def deliver(letter: Letter, envelope: Envelope, place: str) -> None:
    """Write the message and its number into the folder `place`; a second time changes nothing. Raises `Undelivered`."""
    words = f"{envelope.to_address}\n\n{letter.text}\n"
    put(words.encode(), place, file_name(envelope, TEXT_ENDING), envelope)
