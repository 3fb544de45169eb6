"""A letter and its envelope, for tests that take it somewhere; one word to vary."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from shared.delivery.envelope import Envelope
from shared.delivery.rendering import Letter

LETTER = Letter(
    "We have your request: HC-7Q4K-2M9P",
    "Dear Morag MacLeod,\n\nWe have your request. Mòran taing.\n",
    '<!DOCTYPE html>\n<html lang="en"><title>We have it</title><p>Dear Morag MacLeod,</p></html>\n',
)
_ENVELOPE = Envelope(
    to_name="Morag MacLeod",
    to_address="morag@customer.example",
    from_name="The Highland Council",
    from_address="no-reply@highland.example",
    reply_to="hello@highland.example",
    language="en",
    once_key="HC-7Q4K-2M9P/1/received",
    at=datetime(2027, 3, 2, 10, 0, tzinfo=UTC),
)


def an_envelope(**varied: Any) -> Envelope:
    """To Morag, about her request."""
    return replace(_ENVELOPE, **varied)
