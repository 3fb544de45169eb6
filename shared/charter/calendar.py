"""Which days count, and why a day does not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from shared.charter.vocabulary import Division

#: The last day for which bank holidays have been proclaimed in the pinned `holidays` release.
PROCLAIMED_UNTIL = date(2028, 12, 31)
#: Before this year nobody's case is counted; earlier years would be read from laws that have changed since.
EARLIEST = date(2000, 1, 1)

_SUBDIVISION = {
    Division.ENGLAND_AND_WALES: "ENG",
    Division.SCOTLAND: "SCT",
    Division.NORTHERN_IRELAND: "NIR",
}


class BeyondHorizon(ValueError):
    """A count ran into days whose holidays nobody knows yet: no date is better than a wrong one."""

    def __init__(self, day: date, horizon: date) -> None:
        self.day, self.horizon = day, horizon
        super().__init__(f"{day} is outside the days we can count: from {EARLIEST} to {horizon}.")


class Rest(StrEnum):
    """Why a day does not count."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    CLOSURE = "closure"


@dataclass(frozen=True)
class DayOff:
    """A day that does not count, and the name of the holiday or closure (clause FP-3).

    A weekend has no name, unless a holiday falls on it: on Boxing Day even a library is shut on a Saturday.
    """

    why: Rest
    name: str = ""


def local_day(at: datetime, zone: ZoneInfo) -> date:
    """The council's own day at that moment: 23:30 UTC in June is tomorrow in London."""
    return at.astimezone(zone).date()


@cache
def bank_holidays(division: Division, year: int) -> Mapping[date, str]:
    """Bank holidays of one part of the United Kingdom, by name; those of `ANY_PART` are all of theirs together."""
    if division is Division.ANY_PART:
        return {day: name for part in reversed(_SUBDIVISION) for day, name in bank_holidays(part, year).items()}
    found = holidays.country_holidays("GB", subdiv=_SUBDIVISION[division], years=year, language="en_GB", expand=False)
    return dict(found.items())


@dataclass(frozen=True)
class WorkingCalendar:
    """One council's working days: its bank holidays, the days it closes besides, and the holidays it works.

    Source: clause FP-3. `closures` maps a day to the name the public sees; `worked` are bank holidays that
    this council treats as ordinary days. Nothing is counted past `horizon`.
    """

    division: Division
    closures: Mapping[date, str] = field(default_factory=dict)
    worked: frozenset[date] = frozenset()
    horizon: date = PROCLAIMED_UNTIL

    def why_not(self, day: date) -> DayOff | None:
        """Why this day does not count, or None when it does. Raises `BeyondHorizon`."""
        if not EARLIEST <= day <= self.horizon:
            raise BeyondHorizon(day, self.horizon)
        holiday = "" if day in self.worked else bank_holidays(self.division, day.year).get(day, "")
        if day.weekday() >= 5:
            return DayOff(Rest.WEEKEND, holiday)
        if holiday:
            return DayOff(Rest.HOLIDAY, holiday)
        if day in self.closures:
            return DayOff(Rest.CLOSURE, self.closures[day])
        return None

    def counts(self, day: date) -> bool:
        """Is it a working day?"""
        return self.why_not(day) is None

    def on_or_after(self, day: date) -> date:
        """This day if it counts, else the next that does."""
        return day if self.counts(day) else self.add(day, 1)

    def add(self, day: date, working_days: int) -> date:
        """The day that many working days after `day`; `day` itself is never counted."""
        if working_days < 0:
            raise ValueError("Working days are counted forwards.")
        while working_days:
            day += timedelta(days=1)
            working_days -= self.counts(day)
        return day

    def passed_since(self, working_days: int, day: date) -> date:
        """The last day after which that many working days have passed by `day`: what is older has waited as long."""
        while working_days:
            working_days -= self.counts(day)
            day -= timedelta(days=1)
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to and including `end`."""
        span = (end - start).days
        return sum(self.counts(start + timedelta(days=n)) for n in range(1, span + 1))
