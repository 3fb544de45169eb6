"""Words between the promises: while an answer is late, the customer hears from us at least so often (Sc-08)."""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import clocks, notices
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Act, Kind
from shared.models.cases import Case, Clock, Happening
from shared.models.happened import Happened
from shared.models.notices import Task, TaskKind

#: The task is opened so many working days before its day, so that there is time to find out what to say.
AHEAD = 2
#: What the customer hears from us, as the history tells of it.
_HEARD = (
    Happened.RECEIVED,
    Happened.ACKNOWLEDGED,
    Happened.EXPLAINED,
    Happened.ASKED,
    Happened.WROTE,
    Happened.TOLD_LATE,
    Happened.REOPENED,
    Happened.ESCALATED,
    Happened.POINTS_SENT,
    Happened.POINTS_AGREED,
    Happened.POINTS_STAND,
    Happened.MET,
    Happened.REPORTED,
    Happened.RESTED,
    Happened.REST_ENDED,
    Happened.MEANING_EXPLAINED,
)


def open_due(session: Session, *, at: datetime, charter: Charter, most: int = 50) -> int:
    """Open a task for each complaint whose answer is late or was moved, and whose customer has to hear from us.

    How many there were in this round. Any message to the customer settles it; as long as the answer is owed, the next
    one comes so many working days after that message.
    """
    often: defaultdict[int, list[str]] = defaultdict(list)
    for procedure in charter.procedures.values():
        if procedure.update_days:
            often[procedure.update_days].append(procedure.id)
    opened = 0
    for days, procedures in sorted(often.items()):
        for case, heard_at in _unheard(session, procedures, days, at=at, charter=charter, most=most):
            due = charter.calendar.add(clocks.today_of(charter, heard_at), days)
            notices.task_on(session, case, TaskKind.UPDATE, due, at=at, charter=charter)
            opened += 1
    return opened


def _unheard(
    session: Session, procedures: list[str], days: int, *, at: datetime, charter: Charter, most: int
) -> list[tuple[Case, datetime]]:
    """The complaints that wait, with the moment of our last word to the customer."""
    today = clocks.today_of(charter, at)
    last = charter.calendar.passed_since(max(days - AHEAD, 0), today)
    heard = (
        sa.select(sa.func.max(Happening.at))
        .where(Happening.case_id == Case.id, Happening.what.in_(_HEARD))
        .correlate(Case)
        .scalar_subquery()
    )
    owed = sa.select(Clock.case_id).where(Clock.act == Act.REPLY, Clock.kept_on.is_(None), Clock.dropped_on.is_(None))
    # Two questions with an index each, instead of one that looks at every case there ever was.
    waits = Case.id.in_(sa.union(owed.where(Clock.due_on < today), owed.where(Clock.given, Clock.due_on.is_not(None))))
    has_task = sa.exists().where(Task.case_id == Case.id, Task.what == TaskKind.UPDATE, Task.done_at.is_(None))
    rows = (
        sa.select(Case, heard)
        .where(Case.closed_at.is_(None), Case.kind == Kind.COMPLAINT, Case.procedure.in_(procedures))
        .where(waits, ~has_task, heard < end_of(last, charter))
        .order_by(Case.id)
        .limit(most)
        .with_for_update(of=Case, skip_locked=True)
    )
    return [(case, moment) for case, moment in session.execute(rows)]


def end_of(day: date, charter: Charter) -> datetime:
    """The first moment after that day of the council's own."""
    midnight = datetime.combine(day + timedelta(days=1), time.min, tzinfo=charter.organisation.time_zone)
    return midnight.astimezone(UTC)
