"""The task of deciding about a complaint without a name: it waits in the team's list while that decision is owed."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import clocks, notices, tasks
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Act
from shared.models.cases import Case
from shared.models.notices import Task, TaskKind
from shared.models.staff import Staff

_WHAT = TaskKind.DECIDE_NAMELESS


def follow(session: Session, case: Case, *, by: Staff | None, at: datetime, charter: Charter) -> None:
    """Open the task where the decision is owed, with the team that has the case; settle it where it is not (FP-5).

    Whoever acts calls this after the promises of a case, or its team, have changed.
    """
    if not any(clock.act is Act.DECIDE for clock in case.clocks):
        return
    owed = clocks.open_clock(case, Act.DECIDE)
    session.flush()
    if owed is None:
        tasks.settled(session, case, _WHAT, by=by, at=at)
        return
    still = sa.select(Task).where(Task.case_id == case.id, Task.what == _WHAT, Task.done_at.is_(None))
    task = session.scalar(still)
    if task is None:
        day = owed.due_on or clocks.today_of(charter, at)
        notices.task_on(session, case, _WHAT, day, at=at, charter=charter)
    else:
        task.team = case.team or charter.organisation.triage_team
