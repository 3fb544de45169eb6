"""When people do things, in a sample: office hours, evenings, and a calendar that remembers what it has counted."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import accumulate
from random import Random
from typing import Any

from shared.charter.calendar import WorkingCalendar
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind

#: How many contacts a council of middling size gets on a working day, and the part of it on any other day.
A_DAY = 60
QUIET = 0.13
#: How busy each hour of a day is.
HOURS = (1, 1, 0, 0, 0, 1, 3, 6, 14, 24, 26, 24, 20, 20, 21, 20, 18, 13, 9, 8, 8, 7, 4, 2)


class RememberingCalendar(WorkingCalendar):
    """The same answers, each counted once: a sample asks for the same days thousands of times."""

    @cached_property
    def _told(self) -> dict[Any, Any]:
        return {}

    def counts(self, day: date) -> bool:
        """As the charter's calendar."""
        if day not in self._told:
            self._told[day] = super().counts(day)
        return bool(self._told[day])

    def add(self, day: date, working_days: int) -> date:
        """As the charter's calendar."""
        asked = day, working_days
        if asked not in self._told:
            self._told[asked] = super().add(day, working_days)
        found: date = self._told[asked]
        return found

    def between(self, start: date, end: date) -> int:
        """As the charter's calendar."""
        asked = start, end
        if asked not in self._told:
            self._told[asked] = super().between(start, end)
        return int(self._told[asked])


def remembering(charter: Charter) -> Charter:
    """The same charter with a quicker calendar."""
    own = charter.calendar
    return replace(charter, calendar=RememberingCalendar(own.division, own.closures, own.worked, own.horizon))


def first_day(charter: Charter) -> date:
    """The day from which something was promised for every kind: no sampled case is older."""
    since = {kind: min(p.since for p in charter.promises if p.kind is kind) for kind in Kind}
    return max(since.values())


def arrivals(charter: Charter, cases: int, at: datetime, rng: Random) -> list[datetime]:
    """The moments at which so many contacts arrive, the oldest first, back from `at` at a steady rate.

    Where the charter is too young for so many at `A_DAY`, more arrive on each day.
    """
    now = at.astimezone(charter.organisation.time_zone)
    days, weights = _days_back(charter, cases / A_DAY, now)
    rate = cases / sum(weights)
    until = [round(rate * total) for total in accumulate(weights)]
    found: list[datetime] = []
    for day, wanted in zip(days, until, strict=True):
        if wanted > len(found):
            hours = rng.choices(range(24), _hours(day, now), k=wanted - len(found))
            found += sorted(_moment(day, hour, rng, now) for hour in hours)
    return found


def _days_back(charter: Charter, enough: float, now: datetime) -> tuple[list[date], list[float]]:
    """The days that so many contacts take, and how much of a working day's load each of them brings."""
    day, first, total = now.date(), first_day(charter), 0.0
    days: list[date] = []
    weights: list[float] = []
    while total == 0 or (total < enough and day >= first):
        load = sum(_hours(day, now)) / sum(HOURS) * (1 if charter.calendar.counts(day) else QUIET)
        total += load
        days.append(day)
        weights.append(load)
        day -= timedelta(days=1)
    return days[::-1], weights[::-1]


def _hours(day: date, now: datetime) -> list[int]:
    """How busy each hour of that day is; those still to come are not."""
    return [busy if day < now.date() or hour < now.hour else 0 for hour, busy in enumerate(HOURS)]


def _moment(day: date, hour: int, rng: Random, now: datetime) -> datetime:
    moment = datetime.combine(day, time(hour, rng.randrange(60), rng.randrange(60)), now.tzinfo)
    return min(moment, now)


class Desk:
    """Moments that follow one another as they do in an office. All are local and know their zone."""

    def __init__(self, charter: Charter, rng: Random) -> None:
        self.calendar, self.rng = charter.calendar, rng

    def soon(self, moment: datetime, hours: float = 3) -> datetime:
        """Within so many office hours, on the same working day if it is still long enough."""
        later = moment + timedelta(minutes=self.rng.uniform(6, 60 * hours))
        if 9 <= later.hour < 17 and later.date() == moment.date() and self.calendar.counts(later.date()):
            return later
        return self.office(self.calendar.add(moment.date(), 1), moment, until=12)

    def after(self, moment: datetime, working_days: int) -> datetime:
        """Some time in the office so many working days later."""
        if working_days <= 0:
            return self.soon(moment)
        return self.office(self.calendar.add(moment.date(), working_days), moment)

    def office(self, day: date, like: datetime, until: int = 17) -> datetime:
        """Some time in the office on that day."""
        return self._some_time(day, like, 9, until)

    def at_home(self, moment: datetime, days: int) -> datetime:
        """Some time at which people write of their own accord, so many days later."""
        return self._some_time(moment.date() + timedelta(days=max(days, 1)), moment, 7, 22)

    def _some_time(self, day: date, like: datetime, opens: int, closes: int) -> datetime:
        minutes = self.rng.randrange(opens * 60, closes * 60)
        return datetime.combine(day, time(minutes // 60, minutes % 60, self.rng.randrange(60)), like.tzinfo)
