"""Promised dates moved by a change of the calendar, and put back: some cases at a time, each with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from shared.casework import clocks, notices, timeline
from shared.casework.calendar_looking import changed_days
from shared.charter.organisation import Charter
from shared.models.calendar_changes import CalendarChange, CalendarMove, Moved, Progress
from shared.models.cases import Case, Clock
from shared.models.happened import Happened
from shared.models.representatives import Authority
from shared.models.staff import Staff

#: How many cases are moved in one transaction.
AT_ONCE = 100


@dataclass(frozen=True)
class Way:
    """Which way dates go: onto the new day, or back to the old one."""

    waiting: Moved
    done: Moved
    not_done: Moved
    what: Happened
    once: str


FORTH = Way(Moved.WAITING, Moved.MOVED, Moved.PASSED_OVER, Happened.DATE_MOVED, "calendar")
BACK = Way(Moved.MOVED, Moved.PUT_BACK, Moved.STAYED, Happened.DATE_MOVED_BACK, "calendar-back")


@dataclass(frozen=True)
class Dates:
    """From which dates to which one promise goes: the day that is promised, and the one without its stops."""

    due: date
    first_due: date
    new_due: date
    new_first: date

    @classmethod
    def of(cls, move: CalendarMove, way: Way) -> "Dates":
        """As this way reads them."""
        dates = (move.before, move.first_before, move.after, move.first_after)
        return cls(*dates) if way is FORTH else cls(*dates[2:], *dates[:2])


def move_some(session: Session, change: CalendarChange, *, at: datetime, charter: Charter, most: int = AT_ONCE) -> bool:
    """Move the dates of some more cases; False when nothing was left to do or to be had just now.

    Both the promised day and the first one move: figures are measured by the promise as the calendar in force counts
    it, and each history keeps both days. Who gets a later day is owed one notice; a sooner one shows on their page.
    What was kept, stopped, given by hand or moved since the look is passed over, and so is what has its new day behind
    it.
    """
    return _some(session, change, FORTH, at=at, charter=charter, most=most)


def put_some_back(
    session: Session, change: CalendarChange, *, at: datetime, charter: Charter, most: int = AT_ONCE
) -> bool:
    """Put the dates of some more cases back: those still owed and still on the day to which this change moved them.

    Who gets a later day by that is owed a notice again. No date goes back to a day that has passed: it stays.
    """
    return _some(session, change, BACK, at=at, charter=charter, most=most)


def _some(session: Session, change: CalendarChange, way: Way, *, at: datetime, charter: Charter, most: int) -> bool:
    cases = _held(session, change, way, most)
    moves = _moves_of(session, change, way, [case.id for case in cases])
    if not moves:
        if not _any_left(session, change, way):
            change.progress = Progress.APPLIED if way is FORTH else Progress.UNDONE
        return False
    acting = _Acting(session, change, way, at, charter, _decided_by(session, change, way))
    with session.no_autoflush:  # written once, at the end of the step
        for _, of_case in groupby(moves, key=lambda pair: pair[0].case_id):
            acting.go(list(of_case))
    session.flush()
    return True


def _decided_by(session: Session, change: CalendarChange, way: Way) -> Staff | None:
    number = change.decided_by_id if way is FORTH else change.undone_by_id
    return session.get(Staff, number) if number else None


def _waiting(change: CalendarChange, way: Way) -> tuple[sa.ColumnElement[bool], ...]:
    return CalendarMove.change_id == change.id, CalendarMove.became == way.waiting


def _any_left(session: Session, change: CalendarChange, way: Way) -> bool:
    return session.scalar(sa.select(CalendarMove.id).where(*_waiting(change, way)).limit(1)) is not None


def _held(session: Session, change: CalendarChange, way: Way, most: int) -> Sequence[Case]:
    """The next cases with all that a step asks of them, held; what somebody holds just now has its turn later."""
    numbers = (
        sa.select(CalendarMove.case_id)
        .where(*_waiting(change, way))
        .group_by(CalendarMove.case_id)
        .order_by(CalendarMove.case_id)
    )
    return session.scalars(
        sa.select(Case)
        .where(Case.id.in_(numbers.limit(most)))
        .options(joinedload(Case.customer), joinedload(Case.owner), selectinload(Case.clocks))
        .options(selectinload(Case.authorities).joinedload(Authority.representative))
        .with_for_update(of=Case, skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()


def _moves_of(
    session: Session, change: CalendarChange, way: Way, cases: Sequence[int]
) -> list[tuple[CalendarMove, Clock]]:
    """What is to be moved on these cases, each clock held too: whoever says that we are late holds clocks alone."""
    theirs = sa.select(Clock).join(CalendarMove, CalendarMove.clock_id == Clock.id)
    theirs = theirs.where(*_waiting(change, way), CalendarMove.case_id.in_(cases))
    locked = {clock.id: clock for clock in session.scalars(theirs.with_for_update(of=Clock, skip_locked=True))}
    moves = sa.select(CalendarMove).where(*_waiting(change, way), CalendarMove.clock_id.in_(locked))
    found = session.scalars(moves.order_by(CalendarMove.case_id, CalendarMove.id)).all()
    return [(move, locked[move.clock_id]) for move in found]


@dataclass(frozen=True)
class _Acting:
    """One change at work, one way."""

    session: Session
    change: CalendarChange
    way: Way
    at: datetime
    charter: Charter
    by: Staff | None

    def go(self, pairs: list[tuple[CalendarMove, Clock]]) -> None:
        """All dates of one case."""
        today = clocks.today_of(self.charter, self.at)
        case, told = pairs[0][1].case, []
        for move, clock in pairs:
            dates = Dates.of(move, self.way)
            if not _still(clock, dates, today):
                move.became = self.way.not_done
                continue
            move.became = self.way.done
            facts = self._facts(clock, dates)
            clock.due_on, clock.first_due_on, clock.told_late_on = dates.new_due, dates.new_first, None
            timeline.write(
                self.session,
                case,
                self.way.what,
                at=self.at,
                by=self.by,
                once=f"{self.way.once}-{self.change.id}-{clock.id}",
                reason=self.reason,
                days=self._days(clock, dates),
                **facts,
            )
            if dates.new_due > dates.due:
                told.append({**facts, "days": self._days(clock, dates)})
        self._count(pairs)
        clocks.set_next_on(case, charter=self.charter, today=today)
        if told:
            self._tell(case, told)

    @property
    def reason(self) -> str:
        """Why, in the words of whoever decided it."""
        return self.change.reason if self.way is FORTH else self.change.undo_reason

    def _tell(self, case: Case, told: list[dict[str, Any]]) -> None:
        """One notice for all dates of a case that get later, with the days that make the difference."""
        days = {day["day"]: day for one in told for day in one["days"]}
        moves = [{key: value for key, value in one.items() if key != "days"} for one in told]
        facts: dict[str, Any] = {"moves": moves, "days": [days[day] for day in sorted(days)], "back": self.way is BACK}
        notices.owe(self.session, case, "dates_moved", at=self.at, charter=self.charter, **facts)

    def _count(self, pairs: list[tuple[CalendarMove, Clock]]) -> None:
        done = sum(move.became is self.way.done for move, _ in pairs)
        if self.way is FORTH:
            self.change.moved += done
            self.change.passed_over += len(pairs) - done
        else:
            self.change.put_back += done
            self.change.stayed += len(pairs) - done

    def _facts(self, clock: Clock, dates: Dates) -> dict[str, Any]:
        return {"act": clock.act.value, "before": dates.due.isoformat(), "day": dates.new_due.isoformat()}

    def _days(self, clock: Clock, dates: Dates) -> list[dict[str, Any]]:
        """The days on the way that count otherwise now: each with its name, and whether it is off."""
        last, there = max(dates.due, dates.new_due), self.change.off if self.way is FORTH else self.change.back
        names = {**self.change.off, **self.change.back}
        return [
            {"day": day.isoformat(), "name": names[day.isoformat()], "off": day.isoformat() in there}
            for day in changed_days(self.change)
            if clock.started_on <= day <= last
        ]


def _still(clock: Clock, dates: Dates, today: date) -> bool:
    """Is the promise as it was when we looked, and its new day not over?"""
    same = (clock.due_on, clock.first_due_on) == (dates.due, dates.first_due)
    return clock.open and not clock.given and same and dates.new_due >= today
