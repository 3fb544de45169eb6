"""A change of the calendar: looked at, then applied with a reason, left alone with a reason, or undone.

A promised date is a fact, and is stored: nothing of it moves before somebody has decided so. Only the counted dates of
open promises are looked at; given dates, stopped clocks, waiting and rest days stay as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from shared.casework import calendar_looking, calendar_moving
from shared.casework.calendar_looking import UNDECIDED, changed_since, newest_print
from shared.casework.paging import PAGE
from shared.charter.days_off import Difference, days_off
from shared.charter.organisation import Charter
from shared.models.calendar_changes import CalendarChange, CalendarMove, CalendarPrint, Moved, Progress
from shared.models.staff import Staff


class Refusal(StrEnum):
    """Why a change cannot be decided just now."""

    STILL_LOOKING = "still-looking"
    CALENDAR_CHANGED = "calendar-changed"
    DECIDED = "decided"
    AT_WORK = "at-work"
    NOT_THE_LAST = "not-the-last"
    NO_REASON = "no-reason"


class ChangeRefused(Exception):
    """A change of the calendar cannot be decided just now; `why` is worded by a template."""

    def __init__(self, why: Refusal) -> None:
        self.why = why
        super().__init__(why.value)


@dataclass(frozen=True)
class Unsettled:
    """The calendar differs from the one that stored dates were counted by, and nobody has decided what to do.

    `change` is what was found so far, None before anybody has looked; `days` are those that differ, None where the
    calendar before was not kept.
    """

    change: CalendarChange | None
    days: Difference | None


def unsettled(session: Session, charter: Charter) -> Unsettled | None:
    """Whether a change of the calendar waits for a decision. Cheap: one row, and a second where something changed."""
    now, kept = days_off(charter.calendar), newest_print(session)
    if kept is not None and kept.fingerprint == now.fingerprint:
        return None
    days = changed_since(kept, now)
    if days is not None and not days:
        return None
    change = _undecided(session, now.fingerprint)
    return None if days is None and (change is None or not change.moves) else Unsettled(change, days)


def _undecided(session: Session, fingerprint: str) -> CalendarChange | None:
    rows = sa.select(CalendarChange).where(
        CalendarChange.progress.in_(UNDECIDED), CalendarChange.fingerprint == fingerprint
    )
    return session.scalars(rows.order_by(CalendarChange.id.desc()).limit(1)).first()


def at_work(session: Session, *, fingerprint: str, held: bool = False) -> CalendarChange | None:
    """The change on which a worker with the calendar of that fingerprint has something to do; the first of them.

    Another calendar's look is another worker's, or nobody's any more. `held` takes it for this transaction alone, where
    the database knows how: what one worker holds, the others leave to it.
    """
    looking = sa.and_(CalendarChange.progress == Progress.LOOKING, CalendarChange.fingerprint == fingerprint)
    carried_out = CalendarChange.progress.in_((Progress.APPLYING, Progress.UNDOING))
    rows = sa.select(CalendarChange).where(sa.or_(carried_out, looking)).order_by(CalendarChange.id).limit(1)
    return session.scalars(rows.with_for_update(skip_locked=True) if held else rows).first()


def history(session: Session) -> Sequence[CalendarChange]:
    """The changes that were decided or wait for it, the newest first; what was outdated is nobody's business."""
    rows = sa.select(CalendarChange).where(CalendarChange.progress != Progress.OUTDATED)
    people = (joinedload(CalendarChange.decided_by), joinedload(CalendarChange.undone_by))
    return session.scalars(rows.options(*people).order_by(CalendarChange.id.desc()).limit(PAGE)).all()


def by_number(session: Session, number: int, *, to_change: bool = False) -> CalendarChange | None:
    """One change; `to_change` holds it until the transaction ends, where the database knows how."""
    return session.get(CalendarChange, number, with_for_update=True if to_change else None)


def can_undo(session: Session, change: CalendarChange) -> bool:
    """Only the last decision can be undone: what came after it was counted from its dates."""
    last = newest_print(session)
    decided = change.progress in (Progress.APPLYING, Progress.APPLIED)
    return decided and last is not None and last.change_id == change.id


def last_to_undo(session: Session) -> CalendarChange | None:
    """The change that an undoing would be about; None where there is nothing to undo."""
    last = newest_print(session)
    change = by_number(session, last.change_id, to_change=True) if last and last.change_id else None
    return change if change is not None and can_undo(session, change) else None


def last_begun(session: Session) -> CalendarChange | None:
    """The newest change of all, to be decided or decided already; None where there was never one."""
    rows = sa.select(CalendarChange).order_by(CalendarChange.id.desc()).limit(1)
    return session.scalars(rows.with_for_update()).first()


def look_now(session: Session, *, by: Staff, at: datetime, charter: Charter) -> CalendarChange:
    """Begin to look, or go on looking. Raises `ChangeRefused` while another change is being carried out."""
    busy = at_work(session, fingerprint=days_off(charter.calendar).fingerprint)
    if busy is not None and busy.progress is not Progress.LOOKING:
        raise ChangeRefused(Refusal.AT_WORK)
    return busy or calendar_looking.begin(session, by=by, at=at, charter=charter)


def look_if_changed(session: Session, *, at: datetime, charter: Charter) -> CalendarChange | None:
    """The worker looks by itself where the calendar has changed, or nobody knows by which dates were counted.

    Days further off than any date could be promised before make no difference: that calendar is kept as it is.
    """
    now, kept = days_off(charter.calendar).fingerprint, newest_print(session)
    if (kept and kept.fingerprint == now) or at_work(session, fingerprint=now) or _undecided(session, now):
        return None
    return calendar_looking.begin(session, by=None, at=at, charter=charter)


def apply(
    session: Session, change: CalendarChange, *, reason: str, by: Staff | None, at: datetime, charter: Charter
) -> None:
    """Have the dates moved; the worker does it, case by case. Twice is once. Raises `ChangeRefused`."""
    if change.progress in (Progress.APPLYING, Progress.APPLIED):
        return
    _decide(session, change, reason, by=by, at=at, charter=charter)
    change.progress = Progress.APPLYING


def leave(
    session: Session, change: CalendarChange, *, reason: str, by: Staff | None, at: datetime, charter: Charter
) -> None:
    """Leave every date as it was promised; only new ones are counted anew. Twice is once. Raises `ChangeRefused`."""
    if change.progress is Progress.LEFT:
        return
    _decide(session, change, reason, by=by, at=at, charter=charter)
    change.progress = Progress.LEFT


def _decide(
    session: Session, change: CalendarChange, reason: str, *, by: Staff | None, at: datetime, charter: Charter
) -> None:
    if change.progress is Progress.LOOKING:
        raise ChangeRefused(Refusal.STILL_LOOKING)
    if change.progress is not Progress.READY:
        raise ChangeRefused(Refusal.DECIDED)
    if change.fingerprint != days_off(charter.calendar).fingerprint:
        raise ChangeRefused(Refusal.CALENDAR_CHANGED)
    if not reason.strip():
        raise ChangeRefused(Refusal.NO_REASON)
    change.reason, change.decided_at, change.decided_by_id = reason.strip(), at, by.id if by else None
    calendar_looking.keep_print(session, change, at=at, decided=True)


def undo(session: Session, change: CalendarChange, *, reason: str, by: Staff | None, at: datetime) -> None:
    """Have the dates put back, those not moved yet left alone. Twice is once. Raises `ChangeRefused`.

    The calendar before is the one in force again: while the charter's still differs, the warning stands.
    """
    if change.progress in (Progress.UNDOING, Progress.UNDONE):
        return
    if not can_undo(session, change):
        raise ChangeRefused(Refusal.NOT_THE_LAST)
    if not reason.strip():
        raise ChangeRefused(Refusal.NO_REASON)
    change.undo_reason, change.undone_at, change.undone_by_id = reason.strip(), at, by.id if by else None
    change.progress = Progress.UNDOING
    session.execute(sa.delete(CalendarPrint).where(CalendarPrint.change_id == change.id))
    waiting = sa.and_(CalendarMove.change_id == change.id, CalendarMove.became == Moved.WAITING)
    session.execute(sa.update(CalendarMove).where(waiting).values(became=Moved.PASSED_OVER))
    change.passed_over = change.moves - change.moved


def work_some(session: Session, *, at: datetime, charter: Charter) -> bool:
    """The next step of whatever is to be done; True while there is more. Safe to be cut off after any step."""
    change = at_work(session, fingerprint=days_off(charter.calendar).fingerprint, held=True)
    if change is None:
        return False
    if change.progress is Progress.APPLYING:
        return calendar_moving.move_some(session, change, at=at, charter=charter)
    if change.progress is Progress.UNDOING:
        return calendar_moving.put_some_back(session, change, at=at, charter=charter)
    return calendar_looking.look(session, change, at=at, charter=charter)
