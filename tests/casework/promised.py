"""Complaints that were decided with something to put right and something to learn, for tests of what becomes of it."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import lessons
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind
from shared.models.cases import Case
from shared.models.decisions import Lesson, Remedy
from shared.models.notices import Notice, Task, TaskKind
from shared.models.staff import Staff
from tests.builders import MORAG, TUESDAY, a_case, decide, held

#: Ten working days after Tuesday 2 March 2027: what `tests.builders` promises.
DUE = date(2027, 3, 16)
LESSON = "We look at our list of lights each Monday."


def a_promise(
    session: Session, charter: Charter, *, by: Staff, at: datetime = TUESDAY, learn: bool = True, **more: Any
) -> Case:
    """A complaint that is decided and closed, with one remedy, and one lesson unless the test wants none."""
    case = a_case(session, charter, Kind.COMPLAINT, at=at, **{"person": MORAG, **more})
    held(session, case, by=by, charter=charter, at=at)
    if learn:
        due_on = charter.calendar.add(at.date(), 10)
        lessons.learn(session, case, words=LESSON, due_on=due_on, owner=by, by=by, at=at, charter=charter)
    return decide(session, case, by=by, charter=charter, at=at)


def remedy_of(session: Session, case: Case) -> Remedy:
    """What was promised."""
    return session.scalars(sa.select(Remedy).where(Remedy.case_id == case.id)).one()


def lesson_of(session: Session, case: Case) -> Lesson:
    """What is learned."""
    return session.scalars(sa.select(Lesson).where(Lesson.case_id == case.id)).one()


def owed(session: Session, template: str) -> list[Notice]:
    """Every message of that kind, the oldest first."""
    session.flush()
    return list(session.scalars(sa.select(Notice).where(Notice.template == template).order_by(Notice.id)))


def updates(session: Session, case: Case) -> list[Task]:
    """What somebody has still to tell this customer."""
    session.flush()
    rules = (Task.case_id == case.id, Task.what == TaskKind.UPDATE, Task.done_at.is_(None))
    return list(session.scalars(sa.select(Task).where(*rules)))
