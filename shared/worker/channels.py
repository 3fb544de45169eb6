"""How a notice leaves: made into what this person needs, and taken out by the channel that serves their reach."""

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from shared.charter.organisation import Charter
from shared.config import Settings
from shared.delivery import channels
from shared.delivery.channels import Channels
from shared.delivery.envelope import Answers, Undelivered, envelope_of
from shared.delivery.making import made
from shared.delivery.printing import NotMade
from shared.delivery.rendering import NAMED_IN_PUBLIC, Attached
from shared.files.store import Store
from shared.models.notices import Notice

#: In bytes, all files of one mail together: many mail servers take no more than 10 MB, and files grow on their way.
LARGEST_MAIL = 7_000_000


def channels_of(settings: Settings, environment: Mapping[str, str] = os.environ) -> Channels:
    """The channels that this installation uses. Raises ValueError for one that is set up wrongly."""
    return channels.channels_of(settings, environment)


def deliver(notice: Notice, charter: Charter, settings: Settings, ways: Channels, at: datetime) -> None:
    """Put the notice into its form and take it out. Raises `Undelivered`."""
    channel = ways.by_reach[notice.reach]
    try:
        letter = made(notice, charter, settings.base_url)
    except NotMade as why:
        raise Undelivered(str(why), for_good=True) from why
    letter = replace(letter, attached=_screenshots(notice, settings))
    answers = Answers(settings.reply_address, settings.secret_key)
    channel.way.deliver(letter, envelope_of(notice, charter, at, answers), channel.place)


def _screenshots(notice: Notice, settings: Settings) -> tuple[Attached, ...]:
    """What shows that somebody was named in public, as far as one mail holds it (clause RP-28)."""
    if notice.template != NAMED_IN_PUBLIC:
        return ()
    taken, room = [], LARGEST_MAIL
    for store_name, name, media_type, size in notice.facts["files"]:
        if size <= room:
            room -= size
            taken.append(Attached(name, media_type, _bytes_of(Store(settings.files), store_name)))
    return tuple(taken)


def _bytes_of(store: Store, name: str) -> bytes:
    try:
        with store.open(name) as opened:
            return opened.read()
    except OSError as why:
        raise Undelivered(f"A screenshot cannot be read: {why.strerror}", for_good=False) from why
