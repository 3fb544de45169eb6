"""The channels of this installation: every file of this folder that says which reach it serves."""

import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from shared import delivery
from shared.charter.vocabulary import Reach
from shared.config import Settings
from shared.delivery.envelope import Envelope
from shared.delivery.rendering import Letter


class Way(Protocol):
    """What a file must have to be a channel.

    `REACH` is what it serves. `STANDS_IN`, where it is there and True, means: only while no other channel serves that.
    """

    REACH: Reach

    def place_of(self, settings: Settings, environment: Mapping[str, str]) -> str | None:
        """Where it takes things here: a folder, an address; None where it is not set up. Raises ValueError."""

    def described(self, place: str) -> str:
        """The channel in words, for whoever runs it, without its secrets. Raises ValueError."""

    def deliver(self, letter: Letter, envelope: Envelope, place: str) -> None:
        """Take one letter out. Raises `Undelivered`."""


@dataclass(frozen=True)
class Channel:
    """One channel with its place."""

    way: Way
    place: str

    def __str__(self) -> str:
        return str(self.way.described(self.place))


@dataclass(frozen=True)
class Channels:
    """At most one channel for each reach; for any other reach, a person has to act."""

    by_reach: Mapping[Reach, Channel]

    @property
    def reaches(self) -> frozenset[Reach]:
        """What leaves by itself in this installation."""
        return frozenset(self.by_reach)

    def __str__(self) -> str:
        return " and ".join(dict.fromkeys(map(str, self.by_reach.values())))


def channels_of(settings: Settings, environment: Mapping[str, str]) -> Channels:
    """The channels that this installation uses.

    Raises ValueError for a place that cannot be read, and where two channels are set up for the same reach.
    """
    found: dict[Reach, Channel] = {}
    for way in sorted(_ways(), key=_stands_in):
        place = way.place_of(settings, environment)
        if place is None or (_stands_in(way) and way.REACH in found):
            continue
        channel = Channel(way, place)
        if way.REACH in found:
            both = f"{found[way.REACH]} and {channel}"
            raise ValueError(f"Two channels are set up for the reach {way.REACH}: {both}. Unset one of them.")
        found[way.REACH] = channel
    for channel in found.values():
        str(channel)  # a place that cannot be read is told at the start, not with the first letter
    return Channels(found)


def _ways() -> Iterator[Way]:
    for module in pkgutil.iter_modules(delivery.__path__):
        way = import_module(f"{delivery.__name__}.{module.name}")
        if hasattr(way, "REACH"):
            yield cast(Way, way)


def _stands_in(way: Way) -> bool:
    return bool(getattr(way, "STANDS_IN", False))
