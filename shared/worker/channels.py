"""How a notice leaves: made into what this person needs, and taken out by the channel that serves their reach."""

import os
from collections.abc import Mapping
from datetime import datetime

from shared.charter.organisation import Charter
from shared.config import Settings
from shared.delivery import channels
from shared.delivery.channels import Channels
from shared.delivery.envelope import Answers, Undelivered, envelope_of
from shared.delivery.making import made
from shared.delivery.printing import NotMade
from shared.models.notices import Notice


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
    answers = Answers(settings.reply_address, settings.secret_key)
    channel.way.deliver(letter, envelope_of(notice, charter, at, answers), channel.place)
