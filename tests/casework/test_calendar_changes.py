"""A change of the calendar moves no promised date silently: looked at, decided with a reason, told, and undone."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import calendar_changes, calendar_looking, calendar_moves, calendar_moving, clocks, replies
from shared.casework.calendar_changes import ChangeRefused, Refusal
from shared.casework.calendar_moves import Which
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Act, Counting
from shared.models.calendar_changes import CalendarPrint, Moved, Progress
from shared.models.cases import Clock
from shared.models.database import writing
from tests.builders import a_case
from tests.casework.calendars import (
    BEFORE_CHRISTMAS,
    FESTIVE,
    REASON,
    a_promise,
    applied,
    became,
    closing,
    lines,
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


@pytest.mark.clause("CH-1", "CC-1")
def test_each_person_with_a_later_date_is_told_once_and_each_history_says_why(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case(session, charter, at=BEFORE_CHRISTMAS)
    settled(session, charter)
    new = closing(charter, *FESTIVE)
    change = looked(session, new)
    calendar_changes.apply(session, change, reason=REASON, by=cast.relations, at=BEFORE_CHRISTMAS, charter=new)
    worked_out(session, new)
    assert change.later == len(case.clocks) == 2
    (letter,) = told(session, case)
    assert [move["act"] for move in letter.facts["moves"]] == ["acknowledge", "reply"]
    history = lines(session, case)
    assert [(line.facts["before"], line.facts["day"]) for line in history] == [
        ("2026-12-30", "2027-01-05"),
        ("2027-01-08", "2027-01-12"),
    ]
    assert {line.facts["reason"] for line in history} == {REASON}
    assert all(line.public and line.by_name == "Rita Relations" for line in history)
    assert [day["day"] for day in history[0].facts["days"]] == ["2026-12-29", "2026-12-30"]


def test_whoever_gets_a_sooner_date_is_not_written_to(session: Session, charter: Charter) -> None:
    before = closing(charter, *FESTIVE)
    clock = a_promise(session, before)
    settled(session, before)
    change = applied(session, charter)
    assert (change.sooner, change.later, clock.due_on) == (1, 0, date(2026, 12, 30))
    assert not told(session) and len(lines(session, clock.case)) == 1


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


def test_undoing_puts_every_date_back_and_tells_whoever_has_a_later_one_again(
    session: Session, charter: Charter, cast: Cast
) -> None:
    at = BEFORE_CHRISTMAS
    later, new = a_promise(session, charter), working_on(closing(charter, *FESTIVE), date(2026, 12, 28))
    settled(session, charter)
    sooner = a_promise(session, charter, name="Una Urquhart", days=4)
    assert sooner.due_on == date(2026, 12, 29)
    new = working_on(charter, date(2026, 12, 28))
    change = applied(session, new)
    assert (later.due_on, sooner.due_on) == (date(2026, 12, 29), date(2026, 12, 28)) and not told(session)
    calendar_changes.undo(session, change, reason="It is a holiday after all.", by=cast.relations, at=at)
    worked_out(session, new)
    assert (later.due_on, sooner.due_on) == (date(2026, 12, 30), date(2026, 12, 29))
    assert (later.first_due_on, later.case.next_on) == (date(2026, 12, 30), date(2026, 12, 30))
    assert change.progress is Progress.UNDONE and became(session, change) == ["put-back", "put-back"]
    (line,) = lines(session, later.case, "date-moved-back")
    assert line.facts["reason"] == "It is a holiday after all." and line.by_name == "Rita Relations"
    assert line.facts["days"] == [{"day": "2026-12-28", "name": "Boxing Day (observed)", "off": True}]
    assert len(told(session)) == 2 and all(one.facts["back"] for one in told(session))


def test_undoing_writes_to_nobody_whose_date_gets_sooner_by_it(session: Session, charter: Charter) -> None:
    clock = a_promise(session, charter)
    settled(session, charter)
    new = closing(charter, *FESTIVE)
    change = applied(session, new)
    calendar_changes.undo(session, change, reason="Not after all.", by=None, at=BEFORE_CHRISTMAS)
    worked_out(session, new)
    assert clock.due_on == date(2026, 12, 30) and len(told(session)) == 1, "only of the moving itself"
    assert calendar_changes.unsettled(session, new) is not None, "the charter's calendar still says otherwise"
    assert calendar_changes.unsettled(session, charter) is None


def test_twice_is_once(session: Session, charter: Charter) -> None:
    clock = a_promise(session, charter)
    settled(session, charter)
    new, at = closing(charter, *FESTIVE), BEFORE_CHRISTMAS
    change = applied(session, new)
    calendar_changes.apply(session, change, reason="Again.", by=None, at=at, charter=new)
    worked_out(session, new)
    assert change.reason == REASON and len(lines(session, clock.case)) == 1 and len(told(session)) == 1
    for _ in range(2):
        calendar_changes.undo(session, change, reason="Undone.", by=None, at=at)
        worked_out(session, new)
    assert len(lines(session, clock.case, "date-moved-back")) == 1
    assert calendar_changes.look_if_changed(session, at=at, charter=charter) is None


def acknowledged(session: Session, clock: Clock, cast: Cast, charter: Charter) -> None:
    replies.acknowledge(
        session, clock.case, words="We have it.", by=cast.relations, at=BEFORE_CHRISTMAS, charter=charter
    )


def stopped(session: Session, clock: Clock, cast: Cast, charter: Charter) -> None:
    clocks.stop(clock.case, on=date(2026, 12, 22), until=date(2027, 1, 8), why="", charter=charter, every=True)


def brought_forward(session: Session, clock: Clock, cast: Cast, charter: Charter) -> None:
    clocks.bring_forward(clock, date(2026, 12, 24))


MEANWHILE = [
    (stopped, "somebody stopped the clock"),
    (brought_forward, "somebody agreed a sooner day"),
    (lambda session, clock, cast, charter: dropped(clock), "somebody closed the case"),
]


@pytest.mark.parametrize(("act", "reason"), MEANWHILE)
def test_what_staff_did_between_the_look_and_the_move_is_left_and_listed(
    session: Session, charter: Charter, cast: Cast, act: Callable[..., None], reason: str
) -> None:
    touched, other = a_promise(session, charter), a_promise(session, charter, name="Una Urquhart")
    settled(session, charter)
    new = closing(charter, *FESTIVE)
    change = looked(session, new)
    act(session, touched, cast, charter)
    session.flush()
    as_staff_left_it = touched.due_on
    calendar_changes.apply(session, change, reason=REASON, by=None, at=BEFORE_CHRISTMAS, charter=new)
    worked_out(session, new)
    assert touched.due_on == as_staff_left_it and other.due_on == date(2027, 1, 5), reason
    assert (change.moved, change.passed_over, change.progress) == (1, 1, Progress.APPLIED)
    listed = calendar_moves.moves_of(session, change, staff=None, charter=charter, which=Which.NOT_MOVED)
    assert [(line.reference, line.became) for line in listed.lines] == [(touched.case.reference, Moved.PASSED_OVER)]


@pytest.mark.parametrize(("act", "reason"), MEANWHILE)
def test_what_staff_did_after_the_move_stays_when_it_is_undone(
    session: Session, charter: Charter, cast: Cast, act: Callable[..., None], reason: str
) -> None:
    clock = a_promise(session, charter)
    settled(session, charter)
    new = closing(charter, *FESTIVE)
    change = applied(session, new)
    act(session, clock, cast, charter)
    session.flush()
    as_staff_left_it = clock.due_on
    calendar_changes.undo(session, change, reason="Undone.", by=None, at=BEFORE_CHRISTMAS)
    worked_out(session, new)
    assert clock.due_on == as_staff_left_it and became(session, change) == ["stayed"], reason


def test_a_worker_that_dies_half_way_leaves_the_rest_to_the_next(databases: sa.Engine, charter: Charter) -> None:
    new, at = closing(charter, *FESTIVE), BEFORE_CHRISTMAS
    with writing(databases) as session:
        for _ in range(5):
            a_promise(session, charter)
        settled(session, charter)
        calendar_changes.look_if_changed(session, at=at, charter=new)
        session.commit()
    seen = []
    for _ in range(3):  # each in a transaction of its own; the second of every two is lost
        with writing(databases) as session:
            change = calendar_changes.at_work(session, fingerprint=_print(new), held=True)
            assert change is not None
            more = calendar_looking.look(session, change, at=at, charter=new, most=2)
            seen.append((change.looked, more))
            session.commit()
        if more:
            with writing(databases) as session:
                change = calendar_changes.at_work(session, fingerprint=_print(new), held=True)
                assert change is not None
                calendar_looking.look(session, change, at=at, charter=new, most=2)
    assert seen == [(2, True), (4, True), (5, False)]
    with writing(databases) as session:
        change = calendar_changes.last_begun(session)
        assert change is not None and (change.later, change.progress) == (5, Progress.READY)
        calendar_changes.apply(session, change, reason=REASON, by=None, at=at, charter=new)
        session.commit()
    for kept_it in (True, False, True, False, True):
        with writing(databases) as session:
            change = calendar_changes.at_work(session, fingerprint=_print(new), held=True)
            assert change is not None
            calendar_moving.move_some(session, change, at=at, charter=new, most=2)
            session.flush()
            if kept_it:
                session.commit()
    with writing(databases) as session:
        worked_out(session, new)
        change = calendar_changes.last_begun(session)
        assert change is not None and (change.moved, change.progress) == (5, Progress.APPLIED)
        assert {clock.due_on for clock in session.scalars(sa.select(Clock).where(Clock.dropped_on.is_(None)))} == {
            date(2027, 1, 5)
        }
        assert len(told(session)) == 5
        session.rollback()


def _print(charter: Charter) -> str:
    from shared.charter.days_off import days_off

    return days_off(charter.calendar).fingerprint


REFUSED = [
    ("", Refusal.NO_REASON, "a reason stands in each history"),
    ("  \n", Refusal.NO_REASON, "blanks are no reason"),
]


@pytest.mark.parametrize(("reason", "why", "because"), REFUSED)
def test_nothing_moves_without_a_reason(
    session: Session, charter: Charter, reason: str, why: Refusal, because: str
) -> None:
    a_promise(session, charter)
    settled(session, charter)
    new = closing(charter, *FESTIVE)
    change = looked(session, new)
    for act in (calendar_changes.apply, calendar_changes.leave):
        with pytest.raises(ChangeRefused) as refused:
            act(session, change, reason=reason, by=None, at=BEFORE_CHRISTMAS, charter=new)
        assert refused.value.why is why, because
    assert change.progress is Progress.READY


def test_what_was_found_by_another_calendar_is_not_applied(session: Session, charter: Charter) -> None:
    a_promise(session, charter)
    settled(session, charter)
    change = looked(session, closing(charter, *FESTIVE))
    with pytest.raises(ChangeRefused) as refused:
        calendar_changes.apply(session, change, reason=REASON, by=None, at=BEFORE_CHRISTMAS, charter=charter)
    assert refused.value.why is Refusal.CALENDAR_CHANGED
    again = looked(session, closing(charter, date(2026, 12, 30)))
    assert again.id != change.id
    session.refresh(change)
    assert change.progress is Progress.OUTDATED and again.later == 1


def test_only_the_last_decision_is_undone(session: Session, charter: Charter) -> None:
    a_promise(session, charter)
    settled(session, charter)
    first = applied(session, closing(charter, *FESTIVE))
    applied(session, closing(charter, *FESTIVE, date(2026, 12, 31)))
    with pytest.raises(ChangeRefused) as refused:
        calendar_changes.undo(session, first, reason="Undone.", by=None, at=BEFORE_CHRISTMAS)
    assert refused.value.why is Refusal.NOT_THE_LAST


def test_dates_can_be_left_as_they_are_and_stay_so_at_the_next_change(session: Session, charter: Charter) -> None:
    old = a_promise(session, charter)
    settled(session, charter)
    new = closing(charter, *FESTIVE)
    change = looked(session, new)
    assert calendar_changes.unsettled(session, new) is not None
    calendar_changes.leave(
        session, change, reason="We answer these in time.", by=None, at=BEFORE_CHRISTMAS, charter=new
    )
    session.flush()
    assert calendar_changes.unsettled(session, new) is None
    fresh = a_promise(session, new, name="Una Urquhart")
    change = applied(session, closing(charter, *FESTIVE, date(2026, 12, 24)))
    assert change.moves == 1, "who was promised the old day keeps it"
    assert (old.due_on, fresh.due_on) == (date(2026, 12, 30), date(2027, 1, 6))


def test_a_new_release_that_knows_more_years_warns_of_nothing(session: Session, charter: Charter) -> None:
    from dataclasses import replace

    sooner = replace(charter, calendar=replace(charter.calendar, horizon=date(2027, 12, 31)))
    a_promise(session, sooner)
    settled(session, sooner)
    assert calendar_changes.unsettled(session, charter) is None
    settled(session, charter)
    assert session.scalar(sa.select(sa.func.count(CalendarPrint.id))) == 2
    assert calendar_changes.look_if_changed(session, at=BEFORE_CHRISTMAS, charter=charter) is None


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


def test_the_questions_of_a_step_do_not_grow_with_the_cases(databases: sa.Engine, charter: Charter) -> None:
    new, asked = closing(charter, *FESTIVE), {}
    for many in (2, 9):
        with writing(databases) as session:
            for _ in range(many):
                a_promise(session, charter)
            settled(session, charter)
            change = calendar_changes.look_if_changed(session, at=BEFORE_CHRISTMAS, charter=new)
            assert change is not None
            session.flush()
            session.expire_all()
            session.expunge_all()
            asked[many] = [_asked(session, new)]
            change = calendar_changes.last_begun(session)
            assert change is not None
            calendar_changes.apply(session, change, reason=REASON, by=None, at=BEFORE_CHRISTMAS, charter=new)
            session.flush()
            session.expunge_all()
            asked[many].append(_asked(session, new))
            session.rollback()
    assert asked[2] == asked[9]


def _asked(session: Session, charter: Charter) -> int:
    """How many questions one step of the worker asks."""
    counted: list[str] = []

    def count(connection: object, cursor: object, statement: str, *more: object) -> None:
        counted.append(statement)

    engine = session.get_bind()
    sa.event.listen(engine, "before_cursor_execute", count)
    calendar_changes.work_some(session, at=BEFORE_CHRISTMAS, charter=charter)
    session.flush()
    sa.event.remove(engine, "before_cursor_execute", count)
    return sum(statement.lstrip().upper().startswith("SELECT") for statement in counted)


def test_a_case_that_was_told_late_is_told_again_when_its_new_day_is_missed(session: Session, charter: Charter) -> None:
    clock = a_promise(session, charter)
    settled(session, charter)
    after = BEFORE_CHRISTMAS + timedelta(days=10)
    clock.told_late_on = date(2026, 12, 31)
    session.flush()
    applied(session, closing(charter, *FESTIVE), after)
    assert (clock.due_on, clock.told_late_on) == (date(2027, 1, 5), None)
