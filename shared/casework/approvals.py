"""Somebody else reads a decision before it leaves: who may, and the task that asks them to."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import clocks, notices, procedures, tasks
from shared.casework.steps import in_reach, is_kept_apart
from shared.casework.timeline import tells_of
from shared.charter.access import RIGHTS, Right, sealed_from
from shared.charter.organisation import Charter
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.notices import Task, TaskKind
from shared.models.staff import Staff


def ask(session: Session, case: Case, *, by: Staff, at: datetime, charter: Charter) -> Task:
    """A task for the team by the next working day; one that asked for the same before is over."""
    over(session, case, by=by, at=at)
    due_on = charter.calendar.add(clocks.today_of(charter, at), 1)
    return notices.task_on(session, case, TaskKind.APPROVE, due_on, at=at, charter=charter)


def over(session: Session, case: Case, *, by: Staff | None, at: datetime) -> None:
    """Nobody needs to read it now: it was read, changed, or the case has ended. `by` is None for the customer."""
    if tells_of(case, Happened.APPROVAL_ASKED):
        tasks.settled(session, case, TaskKind.APPROVE, by=by, at=at)


def able_to_read(session: Session, case: Case, charter: Charter, *, but: Staff) -> Sequence[Staff]:
    """Who may approve this decision: managers who see the case, nobody who wrote a part of it or decided before."""
    roles = [role for role, rights in RIGHTS.items() if Right.APPROVE_DECISIONS in rights]
    rows = sa.select(Staff).where(Staff.role.in_(roles), Staff.disabled_at.is_(None)).order_by(Staff.name)
    theirs = procedures.decided_by(case, before=case.stage_number) | procedures.writers(case)
    return [
        one
        for one in session.scalars(rows)
        if one.id != but.id
        and one.id not in theirs
        and (one.may(Right.SEE_EVERY_CASE) or (case.team is not None and in_reach(one, case.team, charter)))
        and case.seal not in sealed_from(one.rights)
        and not is_kept_apart(case, one)
    ]
