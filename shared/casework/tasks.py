"""What a person has to do because a message could not: found, done, written into the history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from shared.casework import timeline
from shared.casework.finding import seen_by
from shared.casework.paging import read_key, read_moment, write_key, write_moment
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Reach
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.notices import Notice, Task, TaskKind
from shared.models.staff import Staff

PAGE = 25


@dataclass(frozen=True)
class Tasks:
    """Some tasks, and the place where the next page begins."""

    tasks: Sequence[Task]
    after: str | None


@dataclass(frozen=True)
class Notices:
    """Some messages, and the place where the next page of older ones begins."""

    notices: Sequence[Notice]
    before: str | None


def open_tasks(
    session: Session, staff: Staff, charter: Charter, *, after: str | None = None, way: Reach | None = None
) -> Tasks:
    """Tasks on cases that this person may see, the most urgent first, a page at a time.

    With a `way`, only those that are a message to be told by it: letters to post, calls to make.
    """
    rows = (
        sa.select(Task)
        .join(Task.case)
        .where(Task.done_at.is_(None), seen_by(staff, charter))
        .options(contains_eager(Task.case).joinedload(Case.customer), joinedload(Task.notice))
        .order_by(Task.due_on, Task.id)
        .limit(PAGE + 1)
    )
    if way is not None:
        rows = rows.where(told_by(way))
    place = read_key(after)
    if place is not None:
        rows = rows.where(sa.tuple_(Task.due_on, Task.id) > place)
    found = session.scalars(rows).all()
    shown = found[:PAGE]
    return Tasks(shown, write_key(shown[-1].due_on, shown[-1].id) if len(found) > PAGE else None)


def told_by(way: Reach) -> sa.ColumnElement[bool]:
    """Tasks to tell somebody in that way; where an e-mail has failed, nobody has chosen one yet."""
    return sa.and_(Task.what == TaskKind.REACH, Task.reach == way, Task.failed.is_(False))


def task_seen_by(
    session: Session, number: int, staff: Staff, charter: Charter, *, to_change: bool = False
) -> Task | None:
    """One task, if this person may see its case; `to_change` holds it until the transaction ends."""
    if to_change:  # with its case, into whose history it is written
        session.scalars(sa.select(Task.id).join(Task.case).where(Task.id == number).with_for_update()).first()
    rows = (
        sa.select(Task)
        .join(Task.case)
        .where(Task.id == number, seen_by(staff, charter))
        .options(
            contains_eager(Task.case).joinedload(Case.customer),
            joinedload(Task.notice),
            joinedload(Task.done_by),
        )
    )
    return session.scalars(rows).first()


def done(session: Session, task: Task, *, how: str, by: Staff, at: datetime, reached: bool = True) -> None:
    """The person was reached, or nobody can reach them; pressed twice, it is done once."""
    if task.done_at is not None:
        return
    task.done_at, task.done_by_id, task.how = at, by.id, how
    if task.notice is not None and not task.failed and reached:
        task.notice.sent_at = at
    facts = {"reach": task.reach, "how": how} if reached else {"reach": task.reach, "how": how, "not_reached": True}
    timeline.write(session, task.case, Happened.REACHED, at=at, by=by, public=False, **facts)


def recent_notices(session: Session, staff: Staff, charter: Charter, *, before: str | None = None) -> Notices:
    """Messages about cases that this person may see, newest first, a page at a time."""
    rows = (
        sa.select(Notice)
        .join(Notice.case)
        .where(seen_by(staff, charter))
        .options(contains_eager(Notice.case))
        .order_by(Notice.owed_at.desc(), Notice.id.desc())
        .limit(PAGE + 1)
    )
    place = read_moment(before)
    if place is not None:
        rows = rows.where(sa.tuple_(Notice.owed_at, Notice.id) < place)
    found = session.scalars(rows).all()
    shown = found[:PAGE]
    return Notices(shown, write_moment(shown[-1].owed_at, shown[-1].id) if len(found) > PAGE else None)


def notice_seen_by(session: Session, number: int, staff: Staff, charter: Charter) -> Notice | None:
    """One message, if this person may see its case."""
    rows = (
        sa.select(Notice)
        .join(Notice.case)
        .where(Notice.id == number, seen_by(staff, charter))
        .options(contains_eager(Notice.case))
    )
    return session.scalars(rows).first()


def settled(
    session: Session,
    case: Case,
    what: TaskKind,
    *,
    by: Staff | None,
    at: datetime,
    about_id: int | None = None,
) -> None:
    """An act has done what was to be done on a case; the customer's own act (`by` None) leaves nothing to do."""
    rules = [Task.case_id == case.id, Task.what == what, Task.done_at.is_(None)]
    if about_id is not None:
        rules.append(Task.about_id == about_id)
    for task in session.scalars(sa.select(Task).where(*rules)):
        if by is None:
            session.delete(task)
        else:
            task.done_at, task.done_by_id = at, by.id
