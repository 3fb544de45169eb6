"""What a person has to do because a message could not: found, done, written into the history."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from shared.casework import timeline
from shared.casework.finding import seen_by
from shared.charter.organisation import Charter
from shared.models.cases import Case, Happened
from shared.models.notices import Notice, Task
from shared.models.staff import Staff

PAGE = 25


def open_tasks(session: Session, staff: Staff, charter: Charter, *, after: int = 0) -> Sequence[Task]:
    """Tasks on cases that this person may see, the oldest first, a page at a time."""
    rows = (
        sa.select(Task)
        .join(Task.case)
        .where(Task.done_at.is_(None), Task.id > after, seen_by(staff, charter))
        .options(joinedload(Task.case).joinedload(Case.customer), joinedload(Task.notice))
        .order_by(Task.id)
        .limit(PAGE + 1)
    )
    return session.scalars(rows).all()


def task_seen_by(session: Session, number: int, staff: Staff, charter: Charter) -> Task | None:
    """One task, if this person may see its case."""
    rows = sa.select(Task).join(Task.case).where(Task.id == number, seen_by(staff, charter))
    return session.scalars(rows).first()


def done(session: Session, task: Task, *, how: str, by: Staff, at: datetime) -> None:
    """The person was reached; pressed twice, it is done once."""
    if task.done_at is not None:
        return
    task.done_at, task.done_by_id, task.how = at, by.id, how
    if task.notice is not None and not task.failed:
        task.notice.sent_at = at
    timeline.write(
        session, task.case, Happened.REACHED, at=at, by=by, public=False, reach=task.reach, how=how
    )


def recent_notices(session: Session, staff: Staff, charter: Charter, *, before: int = 0) -> Sequence[Notice]:
    """Messages about cases that this person may see, newest first, a page at a time."""
    rows = (
        sa.select(Notice)
        .join(Notice.case)
        .where(seen_by(staff, charter))
        .options(joinedload(Notice.case))
        .order_by(Notice.id.desc())
        .limit(PAGE + 1)
    )
    if before:
        rows = rows.where(Notice.id < before)
    return session.scalars(rows).all()


def notice_seen_by(session: Session, number: int, staff: Staff, charter: Charter) -> Notice | None:
    """One message, if this person may see its case."""
    rows = sa.select(Notice).join(Notice.case).where(Notice.id == number, seen_by(staff, charter))
    return session.scalars(rows).first()
