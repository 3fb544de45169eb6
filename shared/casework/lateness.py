"""Saying so when a promise was missed: the person hears it from us, not from the calendar."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from shared.casework import clocks, notices, timeline
from shared.charter.organisation import Charter
from shared.models.cases import Case, Clock, Happened


def tell_late(session: Session, *, at: datetime, charter: Charter, most: int = 50) -> int:
    """Tell each person whose promise was missed, once for each promise; how many were missed in this round.

    Two promises of one case that are found missed together are told in one letter.
    """
    today = clocks.today_of(charter, at)
    missed = session.scalars(
        sa.select(Clock)
        .join(Clock.case)
        .where(
            Clock.kept_on.is_(None),
            Clock.dropped_on.is_(None),
            Clock.due_on < today,
            Clock.told_late_on.is_(None),
        )
        .options(joinedload(Clock.case).selectinload(Case.clocks), joinedload(Clock.case).joinedload(Case.customer))
        .order_by(Clock.due_on, Clock.id)
        .limit(most)
        .with_for_update(of=Clock, skip_locked=True)
    ).all()
    told: set[int] = set()
    for clock in missed:
        clock.told_late_on = today
        case, due = clock.case, clock.due_on
        assert due is not None
        timeline.write(session, case, Happened.TOLD_LATE, at=at, day=due.isoformat(), act=clock.act)
        if case.id not in told:
            notices.owe(session, case, "late", at=at, charter=charter)
            told.add(case.id)
    return len(missed)
