"""The customer says that what we think their complaint is about is not right: somebody's task until it is settled."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import clocks, notices, tasks, timeline
from shared.charter.organisation import Charter
from shared.models.cases import Case, Contact, Happening
from shared.models.happened import Happened
from shared.models.notices import Task, TaskKind
from shared.models.staff import Staff

#: What the history says of words that came instead of a yes to what we understand.
ABOUT_POINTS = "points"
#: The customer has been asked anew, has said yes, was told why it stays so, or another stage asks for itself.
_SETTLES = frozenset({Happened.POINTS_SENT, Happened.POINTS_AGREED, Happened.POINTS_STAND, Happened.ESCALATED})


def standing_no(case: Case) -> Happening | None:
    """The line in which the customer said no to the points of this stage; None where none waits for our answer."""
    found: Happening | None = None
    for line in case.happenings:
        if line.what in _SETTLES:
            found = None
        elif line.what is Happened.ADDED and line.facts.get("about") == ABOUT_POINTS:
            found = line
    return found


def words_of(case: Case, line: Happening) -> Contact | None:
    """What the customer wrote when they said no."""
    return next((one for one in reversed(case.contacts) if not one.ours and one.at == line.at), None)


def ask(session: Session, case: Case, *, at: datetime, charter: Charter) -> None:
    """A task for the team by the next working day; one for each no would be too many."""
    session.flush()
    still = sa.select(Task.id).where(Task.case_id == case.id, Task.what == TaskKind.POINTS, Task.done_at.is_(None))
    if session.scalar(still) is None:
        due_on = charter.calendar.add(clocks.today_of(charter, at), 1)
        notices.task_on(session, case, TaskKind.POINTS, due_on, at=at, charter=charter)


def over(session: Session, case: Case, *, by: Staff | None, at: datetime) -> None:
    """Nobody has to answer a no to the points any longer. `by` is None for the customer."""
    if timeline.tells_of(case, Happened.POINTS_SENT):
        tasks.settled(session, case, TaskKind.POINTS, by=by, at=at)
