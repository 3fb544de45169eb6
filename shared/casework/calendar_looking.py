"""Which open promises a change of the calendar would move: counted anew some at a time, and nothing moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import clocks
from shared.charter.calendar import BeyondHorizon, WorkingCalendar
from shared.charter.clock import Start, Stop, after_stops, due_on
from shared.charter.days_off import DaysOff, Difference, days_off, difference
from shared.charter.organisation import Charter
from shared.models.calendar_changes import CalendarChange, CalendarMove, CalendarPrint, Moved, Progress
from shared.models.cases import Clock
from shared.models.staff import Staff

#: How many promises are looked at in one transaction.
AT_ONCE = 1000
#: The changes that nobody has decided yet.
UNDECIDED = (Progress.LOOKING, Progress.READY)


@dataclass(frozen=True)
class Counted:
    """A date as one calendar counts it: without its stops, and with them."""

    first_on: date
    due_on: date


def newest_print(session: Session) -> CalendarPrint | None:
    """The calendar that stored dates agree with, or were left by; None where nobody has looked yet."""
    return session.scalars(sa.select(CalendarPrint).order_by(CalendarPrint.id.desc()).limit(1)).first()


def kept_days(kept: CalendarPrint | CalendarChange) -> DaysOff:
    """The days off of a calendar that was kept."""
    return DaysOff({date.fromisoformat(day): name for day, name in kept.days.items()}, kept.until)


def changed_since(kept: CalendarPrint | None, now: DaysOff) -> Difference | None:
    """The days by which the calendar has changed since then; None where nobody kept the one before."""
    return difference(kept_days(kept), now) if kept else None


def begin(session: Session, *, by: Staff | None, at: datetime, charter: Charter) -> CalendarChange:
    """Begin to look; what was looked at before and not decided counts no longer. `by` is None for the worker."""
    outdate(session)
    now = days_off(charter.calendar)
    found = changed_since(newest_print(session), now)
    changed = found.days if found else ()
    change = CalendarChange(
        progress=Progress.LOOKING,
        fingerprint=now.fingerprint,
        days=_plain(now.days),
        until=now.until,
        off=_plain(found.off) if found else {},
        back=_plain(found.back) if found else {},
        known=found is not None,
        begun_at=at,
        begun_by_id=by.id if by else None,
        # No date before the first of these days can move.
        looked_on=min(changed) if changed else date.min,
        **dict.fromkeys(("looked_id", "looked", "later", "sooner", "beyond", "past"), 0),
        **dict.fromkeys(("moved", "passed_over", "put_back", "stayed"), 0),
    )
    in_question = () if found is not None and not found else _owed(change)
    change.to_look = session.scalar(sa.select(sa.func.count(Clock.id)).where(*in_question)) or 0 if in_question else 0
    session.add(change)
    session.flush()
    return change


def outdate(session: Session) -> None:
    """Whatever was looked at and not decided counts no longer: the calendar, or somebody's mind, has changed."""
    undecided = sa.update(CalendarChange).where(CalendarChange.progress.in_(UNDECIDED))
    session.execute(undecided.values(progress=Progress.OUTDATED))


def look(session: Session, change: CalendarChange, *, at: datetime, charter: Charter, most: int = AT_ONCE) -> bool:
    """Look at some more open promises; True while there are others. Nothing is moved by this.

    A promise moves where it was counted by the calendar before, would be counted otherwise now, and has neither been
    given by hand nor stands still. What no calendar counts so was set by somebody and stays. No date moves to a day
    that has passed: that would break a promise behind everybody's back.
    """
    seen = _next(session, change, most)
    today, before = clocks.today_of(charter, at), _before(session, change, charter)
    found = [move for move in (_move(change, clock, before, today, charter) for clock in seen) if move]
    if found:
        session.execute(sa.insert(CalendarMove), found)
    change.later += sum(move["later"] for move in found)
    change.sooner += sum(not move["later"] for move in found)
    change.looked += len(seen)
    if seen:
        change.looked_on, change.looked_id = seen[-1].due_on, seen[-1].id
    if len(seen) == most:
        return True
    change.to_look = change.looked
    change.progress = Progress.READY if change.moves else Progress.NOTHING
    if not change.moves:
        keep_print(session, change, at=at)
    session.flush()
    return False


def keep_print(session: Session, change: CalendarChange, *, at: datetime, decided: bool = False) -> None:
    """From now on the calendar of this change is the one that stored dates are held to."""
    last = newest_print(session)
    if not decided and last is not None and last.fingerprint == change.fingerprint:
        return
    session.add(
        CalendarPrint(
            kept_at=at,
            fingerprint=change.fingerprint,
            days=change.days,
            until=change.until,
            change_id=change.id if decided else None,
        )
    )


def _owed(change: CalendarChange) -> tuple[sa.ColumnElement[bool], ...]:
    """The promises that still have to be looked at, as the index of open ones has them."""
    here, there = (
        sa.tuple_(Clock.due_on, Clock.id),
        sa.tuple_(sa.literal(change.looked_on), sa.literal(change.looked_id)),
    )
    return Clock.kept_on.is_(None), Clock.dropped_on.is_(None), here > there


def _next(session: Session, change: CalendarChange, most: int) -> Sequence[Clock]:
    if change.known and not (change.off or change.back):
        return ()
    rows = sa.select(Clock).where(*_owed(change)).order_by(Clock.due_on, Clock.id).limit(most)
    return session.scalars(rows).all()


def _before(session: Session, change: CalendarChange, charter: Charter) -> WorkingCalendar | None:
    kept = newest_print(session) if change.known else None
    return kept_days(kept).as_before(charter.calendar) if kept else None


def _move(
    change: CalendarChange, clock: Clock, before: WorkingCalendar | None, today: date, charter: Charter
) -> dict[str, Any] | None:
    """What one promise would do; None where it stays."""
    if clock.given or clock.due_on is None or not _touched(clock.started_on, clock.due_on, change):
        return None
    try:
        now = counted(clock, charter.calendar)
        if now is None or now.due_on == clock.due_on or not _was_counted(clock, before):
            return None
    except BeyondHorizon:
        change.beyond += 1
        return None
    if now.due_on < today:
        change.past += 1
        return None
    return {
        "change_id": change.id,
        "clock_id": clock.id,
        "case_id": clock.case_id,
        "before": clock.due_on,
        "after": now.due_on,
        "first_before": clock.first_due_on,
        "first_after": now.first_on,
        "later": now.due_on > clock.due_on,
        "became": Moved.WAITING,
    }


def counted(clock: Clock, calendar: WorkingCalendar) -> Counted | None:
    """The day that a calendar counts for a promise, its past stops among it; None while it stands still.

    Raises `BeyondHorizon`.
    """
    first = due_on(calendar, Start(clock.started_on, clock.counting), clock.days)
    assert first is not None, "only a stop leaves a count without its end"
    stops = [Stop(pause.stopped_on, pause.restarted_on, pause.why) for pause in clock.stops]
    due = after_stops(calendar, first, clock.started_on, stops, clock.counting)
    return Counted(first, due) if due else None


def _was_counted(clock: Clock, before: WorkingCalendar | None) -> bool:
    """Is the stored date the one that the calendar before counts? Nobody knows where that was not kept: then yes."""
    if before is None:
        return True
    then = counted(clock, before)
    return then is not None and then.due_on == clock.due_on


def _touched(since: date, until: date, change: CalendarChange) -> bool:
    """Does a day that has changed lie on the way to this date?"""
    return not change.known or any(since <= day <= until for day in changed_days(change))


def changed_days(change: CalendarChange) -> list[date]:
    """The days by which the two calendars differ, the earliest first."""
    return sorted(date.fromisoformat(day) for day in {*change.off, *change.back})


def _plain(days: Mapping[date, str]) -> dict[str, str]:
    return {day.isoformat(): name for day, name in days.items()}
