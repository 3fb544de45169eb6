"""A letter and its envelope, for tests that take it somewhere; one word to vary."""

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from shared.charter.vocabulary import Format, Reach
from shared.delivery.envelope import Envelope
from shared.delivery.rendering import Letter
from tests.delivery.facts import facts_for

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
    leaving_at=datetime(2027, 3, 2, 10, 5, tzinfo=UTC),
)


def an_envelope(**varied: Any) -> Envelope:
    """To Morag, about her request."""
    return replace(_ENVELOPE, **varied)


def a_notice(template: str = "replied", kind: str = "complaint", **varied: Any) -> Any:
    """A notice to Morag; a word that a notice has not is one of its facts."""
    notice = SimpleNamespace(
        template=template,
        language="en",
        to_name="Morag MacLeod",
        to_address="morag@customer.example",
        reach=Reach.EMAIL,
        format=Format.STANDARD,
        once_key=f"HC-7Q4K-2M9P/1/{template}",
        owed_at=datetime(2027, 3, 2, 10, 0, tzinfo=UTC),
        facts=facts_for(template, kind),
    )
    for name, value in varied.items():
        if hasattr(notice, name):
            setattr(notice, name, value)
        else:
            notice.facts[name] = value
    return notice


def on_paper(template: str = "replied", kind: str = "complaint", **varied: Any) -> Any:
    """The same, for the post."""
    return a_notice(
        template, kind, **{"reach": Reach.LETTER, "to_address": "4 Glen Road\nInverness\nIV3 5NX", **varied}
    )
