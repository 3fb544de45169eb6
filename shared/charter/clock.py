"""When a promise falls due, how that was counted, and how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from shared.charter.calendar import DayOff, WorkingCalendar
from shared.charter.spans import end_of
from shared.charter.vocabulary import IN_MONTHS, IN_WORKING_DAYS, Counting


class Standing(StrEnum):
    """How one promise stands on one case."""

    RUNNING = "running"
    STOPPED = "stopped"
    OVERDUE = "overdue"
    KEPT = "kept"
    KEPT_LATE = "kept-late"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Stop:
    """A time in which a clock stood still; `restarted_on` is None while it still does.

    `rests`: while people talked it over, and not because the customer was asked something.
    """

    stopped_on: date
    restarted_on: date | None
    why: str
    rests: bool = False


@dataclass(frozen=True)
class Start:
    """Where a count begins: the local moment (or day) that started it, and by which convention."""

    day: date
    counting: Counting = Counting.AFTER_RECEIPT
    in_time: bool = True

    @classmethod
    def at(cls, moment: datetime, counting: Counting, cut_off: time | None = None) -> "Start":
        """From a local moment. Exactly at the cut-off is in time; without one, midnight ends the day."""
        in_time = cut_off is None or moment.time().replace(tzinfo=None) <= cut_off
        return cls(moment.date(), counting, in_time)

    def day_nought(self, calendar: WorkingCalendar) -> date:
        """The day after which the days are counted.

        For `INCLUSIVE` that is the day before day one: one way of adding serves all three conventions.
        """
        if self.counting is Counting.AFTER_RECEIPT or self.counting not in IN_WORKING_DAYS:
            return self.day
        first = calendar.on_or_after(self.day if self.in_time else self.day + timedelta(days=1))
        return first if self.counting is Counting.DEEMED_THEN_AFTER else first - timedelta(days=1)


@dataclass(frozen=True)
class ReckonedDay:
    """One day of a count: its number if it counts, otherwise why it does not.

    `moved`: the count was over on a day when the council is closed, and its date moves to this one.
    """

    day: date
    number: int | None = None
    off: DayOff | None = None
    stopped: bool = False
    before_start: bool = False
    moved: bool = False
    rested: bool = False


@dataclass(frozen=True)
class Reckoning:
    """How a date was worked out, day by day, so that every date can explain itself; `stops` are those that moved it."""

    start: Start
    days: tuple[ReckonedDay, ...]
    due_on: date | None
    stops: tuple[Stop, ...] = ()

    @property
    def skipped(self) -> tuple[ReckonedDay, ...]:
        """The days on the way that were not counted."""
        return tuple(day for day in self.days if day.number is None)


def due_on(calendar: WorkingCalendar, start: Start, amount: int, stops: Sequence[Stop] = ()) -> date | None:
    """The day on or before which the act is due; None while a stop is open (then nobody can know).

    `amount` is in the unit of the start's counting. Each closed stop adds the days of that unit that passed after it
    began, up to and including the restart: working days to what is counted in them, else days of the calendar. Days
    that two stops share are added once, and days before the count begins not at all. A stop that began after
    the due date changes nothing: what is late stays late. Raises `BeyondHorizon`.
    """
    nought = start.day_nought(calendar)
    return after_stops(calendar, end_of(calendar, nought, start.counting, amount), nought, stops, start.counting)


def after_stops(
    calendar: WorkingCalendar,
    due: date,
    nought: date,
    stops: Sequence[Stop],
    counting: Counting = Counting.AFTER_RECEIPT,
) -> date | None:
    """Where stops move a due date that was counted from `nought`, or was given to somebody by hand."""
    counted_to = nought
    for stop in sorted(stops, key=lambda stop: stop.stopped_on):
        if stop.stopped_on > due:
            break
        if stop.restarted_on is None:
            return None
        due = _later_by(calendar, due, max(stop.stopped_on, counted_to), stop.restarted_on, counting)
        counted_to = max(counted_to, stop.restarted_on)
    return due


def _later_by(calendar: WorkingCalendar, due: date, since: date, until: date, counting: Counting) -> date:
    if counting in IN_WORKING_DAYS:
        return calendar.add(due, calendar.between(since, until))
    later = due + timedelta(days=max((until - since).days, 0))
    return calendar.on_or_after(later) if counting is not Counting.MONTHS_INCLUSIVE else later


def reckon(calendar: WorkingCalendar, start: Start, amount: int, stops: Sequence[Stop] = ()) -> Reckoning:
    """Every day from the start to the due date, with its number or the reason that it has none.

    What is counted in months lists no days: only its two ends tell anything.
    """
    due = due_on(calendar, start, amount, stops)
    moving = tuple(stop for stop in stops if due is None or stop.stopped_on <= due)
    if start.counting in IN_MONTHS:
        return Reckoning(start, (), due, moving)
    last = due or max(stop.stopped_on for stop in stops)
    nought = start.day_nought(calendar)
    first = min(start.day, nought + timedelta(days=1))
    every_day = start.counting is Counting.CALENDAR_DAYS
    days, number = [], 0
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        off = calendar.why_not(day)
        still = [stop for stop in stops if stop.stopped_on < day <= (stop.restarted_on or last)]
        before = day <= nought
        if before or still or (off is not None and not every_day):
            rested = any(stop.rests for stop in still)
            days.append(ReckonedDay(day, None, off, bool(still), before, rested=rested))
        elif every_day and number == amount:
            days.append(ReckonedDay(day, None, off, moved=off is None))
        else:
            number += 1
            days.append(ReckonedDay(day, number))
    return Reckoning(start, tuple(days), due, moving)


def standing(*, due: date | None, kept: date | None, today: date, dropped: bool = False) -> Standing:
    """How a promise stands today. A day that is due today is not yet late."""
    if dropped:
        return Standing.DROPPED
    if kept is not None:
        return Standing.KEPT if due is None or kept <= due else Standing.KEPT_LATE
    if due is None:
        return Standing.STOPPED
    return Standing.OVERDUE if today > due else Standing.RUNNING
