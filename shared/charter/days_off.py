"""The days off that dates were counted by, kept so that a change of the calendar can be seen (clause FP-3)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shared.charter.calendar import EARLIEST, WorkingCalendar, bank_holidays

SATURDAY = 5
#: How long before the known bank holidays end we say so.
WARN_BEFORE = timedelta(days=180)


class Standing(StrEnum):
    """What one named day is to this council."""

    HOLIDAY = "holiday"
    CLOSURE = "closure"
    WORKED = "worked"


@dataclass(frozen=True)
class NamedDay:
    """A bank holiday, a closure, or a bank holiday on which this council works."""

    day: date
    name: str
    standing: Standing


@dataclass(frozen=True)
class DaysOff:
    """Every day from Monday to Friday that one calendar does not count, by name, as far as it is known."""

    days: Mapping[date, str]
    until: date

    @property
    def fingerprint(self) -> str:
        """The same for two calendars by which every date is the same; names make no difference."""
        written = ",".join(day.isoformat() for day in sorted(self.days))
        return hashlib.sha256(f"{self.until.isoformat()}:{written}".encode()).hexdigest()

    def as_before(self, now: WorkingCalendar) -> WorkingCalendar:
        """A calendar that counts as the one did from which these days were taken, whatever is known of holidays now."""
        known = {day for year in range(EARLIEST.year, self.until.year + 1) for day in bank_holidays(now.division, year)}
        return WorkingCalendar(now.division, self.days, frozenset(known), self.until)


@dataclass(frozen=True)
class Difference:
    """The days by which two calendars differ: `off` count no longer, `back` count again. Names as the public sees."""

    off: Mapping[date, str]
    back: Mapping[date, str]

    def __bool__(self) -> bool:
        """Is there any day by which a date could move?"""
        return bool(self.off or self.back)

    @property
    def days(self) -> tuple[date, ...]:
        """All of them, the earliest first."""
        return tuple(sorted({*self.off, *self.back}))


def days_off(calendar: WorkingCalendar) -> DaysOff:
    """The days from Monday to Friday that this calendar does not count."""
    found = {
        one.day: one.name
        for one in named_days(calendar, since=EARLIEST)
        if one.standing is not Standing.WORKED and one.day.weekday() < SATURDAY
    }
    return DaysOff(found, calendar.horizon)


def named_days(calendar: WorkingCalendar, *, since: date) -> tuple[NamedDay, ...]:
    """Every holiday and closure from that day to the horizon, in their order."""
    found = {}
    for day, name in calendar.closures.items():
        found[day] = NamedDay(day, name, Standing.CLOSURE)
    for year in range(since.year, calendar.horizon.year + 1):
        for day, name in bank_holidays(calendar.division, year).items():
            found[day] = NamedDay(day, name, Standing.WORKED if day in calendar.worked else Standing.HOLIDAY)
    return tuple(found[day] for day in sorted(found) if since <= day <= calendar.horizon)


def difference(before: DaysOff, after: DaysOff) -> Difference:
    """By which days two calendars differ, as far as both know: past the sooner end no date was ever promised."""
    until = min(before.until, after.until)
    off = {day: name for day, name in after.days.items() if day not in before.days and day <= until}
    back = {day: name for day, name in before.days.items() if day not in after.days and day <= until}
    return Difference(off, back)


def ends_soon(calendar: WorkingCalendar, today: date) -> bool:
    """Do the bank holidays that we know of end soon? No date can be promised past them."""
    return calendar.horizon - today <= WARN_BEFORE
