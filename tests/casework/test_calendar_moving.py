"""Dates are moved and put back once each, told to whoever waits longer, and never over what staff did meanwhile."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import calendar_changes, calendar_looking, calendar_moves, calendar_moving, clocks
from shared.casework.calendar_moves import Which
from shared.charter.organisation import Charter
from shared.models.calendar_changes import Moved, Progress
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


def test_undoing_puts_every_date_back_and_tells_whoever_has_a_later_one_again(
    session: Session, charter: Charter, cast: Cast
) -> None:
    at = BEFORE_CHRISTMAS
    later = a_promise(session, charter)
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


def test_a_case_that_was_told_late_is_told_again_when_its_new_day_is_missed(session: Session, charter: Charter) -> None:
    clock = a_promise(session, charter)
    settled(session, charter)
    after = BEFORE_CHRISTMAS + timedelta(days=10)
    clock.told_late_on = date(2026, 12, 31)
    session.flush()
    applied(session, closing(charter, *FESTIVE), after)
    assert clock.due_on == date(2027, 1, 5)
    assert clock.told_late_on is None


def stopped(session: Session, clock: Clock, cast: Cast, charter: Charter) -> None:
    clocks.stop(clock.case, on=date(2026, 12, 22), until=date(2027, 1, 8), why="", charter=charter, every=True)


def brought_forward(session: Session, clock: Clock, cast: Cast, charter: Charter) -> None:
    clocks.bring_forward(clock, date(2026, 12, 24))


def owed_no_longer(session: Session, clock: Clock, cast: Cast, charter: Charter) -> None:
    clock.dropped_on = date(2026, 12, 22)


MEANWHILE = [
    (stopped, "somebody stopped the clock"),
    (brought_forward, "somebody agreed a sooner day"),
    (owed_no_longer, "somebody closed the case"),
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
    assert [_step(databases, new, calendar_looking.look, kept) for kept in HALF_THE_TIME] == [2, 4, 4, 5, 5]
    with writing(databases) as session:
        change = calendar_changes.last_begun(session)
        assert change is not None and (change.looked, change.later, change.progress) == (5, 5, Progress.READY)
        calendar_changes.apply(session, change, reason=REASON, by=None, at=at, charter=new)
        session.commit()
    assert [_step(databases, new, calendar_moving.move_some, kept) for kept in HALF_THE_TIME] == [2, 4, 4, 5, 5]
    with writing(databases) as session:
        worked_out(session, new)
        change = calendar_changes.last_begun(session)
        assert change is not None and (change.moved, change.progress) == (5, Progress.APPLIED)
        owed = session.scalars(sa.select(Clock.due_on).where(Clock.dropped_on.is_(None)))
        assert set(owed) == {date(2027, 1, 5)}
        assert len(told(session)) == 5


#: Whether the worker lives to the end of each step.
HALF_THE_TIME = (True, False, True, False, True)


def _step(databases: sa.Engine, charter: Charter, step: Callable[..., bool], kept: bool) -> int:
    """One step of two promises, and how many the worker has dealt with by then; nothing is kept where it dies."""
    with writing(databases) as session:
        change = calendar_changes.last_begun(session)
        assert change is not None
        looking = change.progress is Progress.LOOKING
        if looking or change.progress is Progress.APPLYING:
            step(session, change, at=BEFORE_CHRISTMAS, charter=charter, most=2)
        session.flush()
        dealt_with = change.looked if step is calendar_looking.look else change.moved
        if kept:
            session.commit()
        return dealt_with


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
