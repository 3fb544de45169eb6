"""Which way the letters go: into the outbox folder, or to the mail server that a setting names."""

from dataclasses import dataclass
from types import ModuleType

from shared.charter.organisation import Charter
from shared.config import Settings
from shared.delivery import outbox_folder, smtp
from shared.delivery.envelope import envelope_of
from shared.delivery.rendering import render
from shared.models.notices import Notice


@dataclass(frozen=True)
class Channel:
    """One channel with its place: a folder, or a server's address. Each channel module has the same functions."""

    way: ModuleType
    place: str

    def __str__(self) -> str:
        return str(self.way.described(self.place))


def channel_of(settings: Settings) -> Channel:
    """The channel that this installation uses. Raises ValueError for an address that cannot be read."""
    channel = Channel(smtp, settings.smtp) if settings.smtp else Channel(outbox_folder, str(settings.outbox))
    str(channel)
    return channel


def deliver(notice: Notice, charter: Charter, settings: Settings, channel: Channel) -> None:
    """Put the notice into words and take it out. Raises `Undelivered`."""
    letter = render(notice, charter, settings.base_url)
    channel.way.deliver(letter, envelope_of(notice, charter), channel.place)
