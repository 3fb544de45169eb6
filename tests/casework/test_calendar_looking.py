"""Which promises a change of the calendar moves, and which it leaves alone: by hand, with the reason for each."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import calendar_changes, clocks
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Act, Counting
from shared.models.calendar_changes import CalendarPrint, Progress
from shared.models.cases import Clock
from tests.casework.calendars import (
    BEFORE_CHRISTMAS,
    FESTIVE,
    REASON,
    a_promise,
    applied,
    closing,
    looked,
    settled,
    told,
    worked_out,
    working_on,
)
from tests.people import Cast

FOOTBALL = date(2026, 6, 15)


JUNE = datetime(2026, 6, 8, 10, 0, tzinfo=UTC)


Change = Callable[[Charter], Charter]


def shut(*days: date) -> Change:
    return lambda charter: closing(charter, *days)


def open_on(*days: date) -> Change:
    return lambda charter: working_on(charter, *days)


# Received on Monday 21 December 2026 or Monday 8 June 2026, in Scotland; the days are the council's working days.
MOVES = [
    (BEFORE_CHRISTMAS, 5, Counting.AFTER_RECEIPT, shut(*FESTIVE), "2026-12-30", "2027-01-05",
     "two days of closure on the way; then the 1st, a weekend and the 4th do not count either"),
    (BEFORE_CHRISTMAS, 5, Counting.AFTER_RECEIPT, shut(date(2026, 12, 30)), "2026-12-30", "2026-12-31",
     "the promised day itself is shut: it is the next one"),
    (BEFORE_CHRISTMAS, 3, Counting.AFTER_RECEIPT, shut(*FESTIVE), "2026-12-24", "2026-12-24",
     "it ends on Christmas Eve, before the closure"),
    (BEFORE_CHRISTMAS, 5, Counting.INCLUSIVE, shut(*FESTIVE), "2026-12-29", "2026-12-31",
     "the day of receipt is day one, so it ends a day sooner both times"),
    (BEFORE_CHRISTMAS, 8, Counting.CALENDAR_DAYS, shut(*FESTIVE), "2026-12-29", "2026-12-31",
     "every day counts, but an end on a closed day rolls on"),
    (BEFORE_CHRISTMAS, 1, Counting.MONTHS, shut(date(2027, 1, 21)), "2027-01-21", "2027-01-21",
     "a month of the calendar asks for no working days"),
    (JUNE, 5, Counting.AFTER_RECEIPT, open_on(FOOTBALL), "2026-06-16", "2026-06-15",
     "15 June 2026 taken away as a holiday: a day sooner"),
    (JUNE, 5, Counting.AFTER_RECEIPT, shut(date(2026, 6, 12)), "2026-06-16", "2026-06-17",
     "a day of industrial action is not counted either (Sc-10)"),
    (JUNE, 5, Counting.AFTER_RECEIPT, shut(date(2026, 6, 17)), "2026-06-16", "2026-06-16",
     "a closure after the promised day makes no difference"),
    (JUNE, 5, Counting.AFTER_RECEIPT, shut(date(2026, 6, 5)), "2026-06-16", "2026-06-16",
     "a closure before the day of receipt makes none either"),
]  # fmt: skip


@pytest.mark.clause("FP-3", "CH-2")
@pytest.mark.parametrize(("at", "days", "counting", "change", "before", "after", "reason"), MOVES)
def test_a_promise_moves_to_the_day_that_the_new_calendar_counts(
    session: Session,
    charter: Charter,
    at: datetime,
    days: int,
    counting: Counting,
    change: Change,
    before: str,
    after: str,
    reason: str,
) -> None:
    clock = a_promise(session, charter, days=days, at=at, counting=counting)
    settled(session, charter, at)
    assert clock.due_on == date.fromisoformat(before), reason
    found = calendar_changes.look_if_changed(session, at=at, charter=change(charter))
    assert found is not None
    worked_out(session, change(charter), at=at)
    assert clock.due_on == date.fromisoformat(before), "looking moves nothing"
    if before == after:
        assert found.progress is Progress.NOTHING and found.moves == 0, reason
        return
    calendar_changes.apply(session, found, reason=REASON, by=None, at=at, charter=change(charter))
    worked_out(session, change(charter), at=at)
    assert (clock.due_on, clock.first_due_on) == (date.fromisoformat(after),) * 2, reason
    assert clock.case.next_on == clock.due_on
    assert len(told(session)) == (after > before), "who has a later day is told"


@pytest.mark.clause("FP-3")
def test_a_holiday_that_is_proclaimed_makes_the_date_later(session: Session, charter: Charter) -> None:
    before = working_on(charter, FOOTBALL)
    clock = a_promise(session, before, at=JUNE)
    settled(session, before, JUNE)
    assert clock.due_on == FOOTBALL
    change = applied(session, charter, JUNE)
    assert clock.due_on == date(2026, 6, 16)
    assert change.off == {"2026-06-15": "Scotland's participation in the FIFA World Cup final"}
    (letter,) = told(session)
    assert letter.facts["moves"] == [{"act": "acknowledge", "before": "2026-06-15", "day": "2026-06-16"}]
    assert [day["day"] for day in letter.facts["days"]] == ["2026-06-15"]


def given(clock: Clock) -> None:
    clock.given = True


def kept(clock: Clock) -> None:
    clock.kept_on, clock.kept_by = date(2026, 12, 22), Act.ACKNOWLEDGE


def dropped(clock: Clock) -> None:
    clock.dropped_on = date(2026, 12, 22)


def set_by_hand(clock: Clock) -> None:
    clock.due_on = date(2027, 1, 6)


UNTOUCHED = [
    (given, "a date that somebody was given in person"),
    (kept, "a promise that was kept"),
    (dropped, "a promise that is owed no longer"),
    (set_by_hand, "a date that the calendar before did not count either"),
]


@pytest.mark.parametrize(("how", "reason"), UNTOUCHED)
def test_a_date_that_was_not_counted_or_is_not_owed_stays(
    session: Session, charter: Charter, how: Callable[[Clock], None], reason: str
) -> None:
    clock = a_promise(session, charter)
    settled(session, charter)
    how(clock)
    session.flush()
    before = clock.due_on
    change = looked(session, closing(charter, *FESTIVE))
    assert (change.moves, change.progress, clock.due_on) == (0, Progress.NOTHING, before), reason


def test_a_clock_that_stands_still_stays_and_one_that_stood_still_counts_its_stop(
    session: Session, charter: Charter, cast: Cast
) -> None:
    standing, stood = a_promise(session, charter), a_promise(session, charter, name="Una Urquhart")
    settled(session, charter)
    for clock in (standing, stood):
        clocks.stop(clock.case, on=date(2026, 12, 22), until=date(2027, 1, 8), why="", charter=charter, every=True)
    clocks.restart(stood.case, on=date(2026, 12, 23), charter=charter)
    session.flush()
    assert stood.due_on == date(2026, 12, 31), "it stood still for one working day"
    change = applied(session, closing(charter, *FESTIVE))
    assert change.moves == 1 and standing.due_on is None
    assert (stood.first_due_on, stood.due_on) == (date(2027, 1, 5), date(2027, 1, 6))


def test_no_date_moves_to_a_day_that_has_passed(session: Session, charter: Charter) -> None:
    before = closing(charter, *FESTIVE)
    clock = a_promise(session, before)
    settled(session, before)
    change = looked(session, charter, datetime(2027, 1, 5, 9, 0, tzinfo=UTC))
    assert (change.moves, change.past, clock.due_on) == (0, 1, date(2027, 1, 5))


def test_what_can_be_counted_by_no_calendar_stays(session: Session, charter: Charter) -> None:
    at = datetime(2028, 12, 11, 10, 0, tzinfo=UTC)
    clock = a_promise(session, charter, days=12, at=at)
    settled(session, charter, at)
    assert clock.due_on == date(2028, 12, 29)
    change = looked(session, closing(charter, date(2028, 12, 29)), at)
    assert (change.moves, change.beyond, clock.due_on) == (0, 1, date(2028, 12, 29))


def test_a_database_from_before_is_looked_at_once_and_a_difference_waits_for_a_decision(
    session: Session, charter: Charter
) -> None:
    clock = a_promise(session, charter)
    new = closing(charter, *FESTIVE)
    change = looked(session, new)
    waiting = calendar_changes.unsettled(session, new)
    assert waiting is not None and waiting.change is change and waiting.days is None
    assert not change.known and clock.due_on == date(2026, 12, 30)
    calendar_changes.apply(session, change, reason=REASON, by=None, at=BEFORE_CHRISTMAS, charter=new)
    worked_out(session, new)
    assert clock.due_on == date(2027, 1, 5) and told(session)[0].facts["days"] == []


def test_a_new_release_that_knows_more_years_warns_of_nothing(session: Session, charter: Charter) -> None:
    sooner = replace(charter, calendar=replace(charter.calendar, horizon=date(2027, 12, 31)))
    a_promise(session, sooner)
    settled(session, sooner)
    assert calendar_changes.unsettled(session, charter) is None
    settled(session, charter)
    assert session.scalar(sa.select(sa.func.count(CalendarPrint.id))) == 2
    assert calendar_changes.look_if_changed(session, at=BEFORE_CHRISTMAS, charter=charter) is None
