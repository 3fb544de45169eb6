"""Saying so when a promise was missed: the person hears it from us, not from the calendar."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from shared.casework import clocks, concerns, finding, notices, timeline
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Support
from shared.models.appointments import Appointment
from shared.models.cases import Clock
from shared.models.concerns import Concern
from shared.models.happened import Happened
from shared.models.meanings import Meaning


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
        .options(joinedload(Clock.case).options(*finding.to_tell()))
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


def tell_late_help(session: Session, *, at: datetime, charter: Charter, most: int = 50) -> int:
    """The same for help that was asked for: an explanation, or another time for an appointment (CH-7, SC-2)."""
    today = clocks.today_of(charter, at)
    unexplained = _missed(session, Meaning, Meaning.explain_by, Meaning.explained_at.is_(None), today=today, most=most)
    unmoved = _missed(session, Appointment, Appointment.another_by, sa.true(), today=today, most=most)
    late = [(Support.EXPLANATION, one, one.explain_by) for one in unexplained]
    late += [(Support.APPOINTMENT, one, one.another_by) for one in unmoved]
    for support, owed, day in late:
        owed.told_late_on = today
        facts = {"support": support.value, "day": day.isoformat()}
        timeline.write(session, owed.case, Happened.TOLD_LATE, at=at, **facts)
        notices.owe(session, owed.case, "late_help", at=at, charter=charter, **facts)
    return len(late) + _tell_that_nobody_looked(session, today=today, at=at, charter=charter, most=most)


def _tell_that_nobody_looked(session: Session, *, today: date, at: datetime, charter: Charter, most: int) -> int:
    """A worry that nobody has looked at in time: those who look after safety hear of it again (clause SC-8)."""
    rows = (
        sa.select(Concern)
        .where(Concern.look_by < today, Concern.looked_at.is_(None), Concern.settled_at.is_(None))
        .where(Concern.told_late_on.is_(None))
        .order_by(Concern.look_by, Concern.id)
        .limit(most)
        .with_for_update(of=Concern, skip_locked=True)
    )
    unseen = session.scalars(rows).all()
    for concern in unseen:
        concern.told_late_on = today
        concerns.tell(session, concern, at=at, charter=charter, late=True)
    return len(unseen)


def _missed(
    session: Session,
    model: type[Meaning] | type[Appointment],
    by: InstrumentedAttribute[Any],
    owed: sa.ColumnElement[bool],
    *,
    today: date,
    most: int,
) -> Sequence[Any]:
    rows = (
        sa.select(model)
        .join(model.case)
        .where(owed, by < today, model.told_late_on.is_(None))
        .options(joinedload(model.case).options(*finding.to_tell()))
        .order_by(by, model.id)
        .limit(most)
        .with_for_update(of=model, skip_locked=True)
    )
    return session.scalars(rows).all()
