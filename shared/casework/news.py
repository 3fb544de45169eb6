"""What a customer has told us that somebody should read: new until somebody says that they have."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import timeline
from shared.models.appointments import Arranged
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.notices import Task, TaskKind
from shared.models.staff import Staff

#: What a customer can have told us without anybody of ours.
_NEWS = (Happened.CIRCUMSTANCES_CHANGED, Happened.APPOINTMENT_CONFIRMED, Happened.APPOINTMENT_CANCELLED)


def unread(session: Session, case: Case) -> Sequence[Task]:
    """What is new on a case: changed circumstances, an appointment that was confirmed or called off; the oldest first.

    Whoever asked for another time is owed one: that is not done by reading.
    """
    if not timeline.tells_of(case, *_NEWS):
        return ()
    read = sa.or_(
        Task.what == TaskKind.CIRCUMSTANCES,
        sa.and_(Task.what == TaskKind.APPOINTMENT, Task.detail != Arranged.ANOTHER_TIME.value),
    )
    rows = sa.select(Task).where(Task.case_id == case.id, Task.done_at.is_(None), read)
    return session.scalars(rows.order_by(Task.id)).all()


def read(session: Session, case: Case, numbers: Collection[int], *, by: Staff, at: datetime) -> None:
    """They have read what stood there when they opened the case; what has come since is still new."""
    for task in unread(session, case):
        if task.id in numbers:
            task.done_at, task.done_by_id = at, by.id
