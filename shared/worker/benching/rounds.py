"""What the worker does without a visitor, measured one round at a time; each is undone, so that all are the same."""

from collections.abc import Callable, Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import (
    by_hand,
    calendar_looking,
    lateness,
    reminders,
    reminding,
    running_out,
    sending,
    surveys,
    turning,
    updates,
)
from shared.charter.vocabulary import Reach
from shared.models.calendar_changes import CalendarPrint
from shared.worker.benching.council import MOMENT, Council
from shared.worker.benching.visitor import Visit


def missed(council: Council, times: int) -> Iterator[Visit]:
    """Telling people that a promise was missed, some at a time, as the worker does each minute."""

    def round_(session: Session) -> None:
        lateness.tell_late(session, at=MOMENT, charter=council.charter)
        lateness.tell_late_help(session, at=MOMENT, charter=council.charter)
        reminders.tell_late(session, at=MOMENT, charter=council.charter)
        updates.open_due(session, at=MOMENT, charter=council.charter)

    yield from _rounds(council, round_, times)


def near(council: Council, times: int) -> Iterator[Visit]:
    """Telling people of what is near: appointments, remedies, lessons, authorities that are over."""

    def round_(session: Session) -> None:
        reminding.remind(session, at=MOMENT, charter=council.charter)
        reminders.remind(session, at=MOMENT, charter=council.charter)
        running_out.end_by_day(session, at=MOMENT, charter=council.charter)

    yield from _rounds(council, round_, times)


def how_it_was(council: Council, times: int) -> Iterator[Visit]:
    """Asking fifty people how it was to deal with us."""
    yield from _rounds(council, lambda session: surveys.ask(session, at=MOMENT, charter=council.charter), times)


def restrictions(council: Council, times: int) -> Iterator[Visit]:
    """Beginning and ending restrictions on their day."""
    yield from _rounds(council, lambda session: turning.turn(session, at=MOMENT, charter=council.charter), times)


def next_message(council: Council, times: int) -> Iterator[Visit]:
    """Finding the next message that is to leave, and the next letter to make."""

    def round_(session: Session) -> None:
        sending.claim(session, at=MOMENT, reaches=(Reach.EMAIL, Reach.TEXT), most=1)
        by_hand.claim_unmade(session, at=MOMENT)

    yield from _rounds(council, round_, times)


def calendar(council: Council, times: int) -> Iterator[Visit]:
    """Looking at a thousand promises that a change of the calendar may move, and moving none."""

    def round_(session: Session) -> None:
        session.execute(sa.delete(CalendarPrint))  # as if nobody knew by which calendar they were counted
        change = calendar_looking.begin(session, by=None, at=MOMENT, charter=council.charter)
        calendar_looking.look(session, change, at=MOMENT, charter=council.charter)

    yield from _rounds(council, round_, times)


def _rounds(council: Council, round_: Callable[[Session], object], times: int) -> Iterator[Visit]:
    for _ in range(times):
        yield council.round(round_)
