"""Reminders of appointments: once, in time to ask for another day (clause CH-8)."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from shared.casework import clocks, diary, notices, timeline
from shared.charter.organisation import Charter
from shared.models.appointments import Appointment, Arranged
from shared.models.cases import Case
from shared.models.happened import Happened


def remind(session: Session, *, at: datetime, charter: Charter, most: int = 50) -> int:
    """Owe a reminder to everybody whose appointment is near; how many there were in this round.

    Whoever has not said yet whether they can come is reminded of that. One that is called off, or that waits for
    another time, is nobody's to remember.
    """
    near = session.scalars(
        sa.select(Appointment)
        .where(
            Appointment.reminded_at.is_(None),
            Appointment.remind_on <= clocks.today_of(charter, at),
            Appointment.state.in_([Arranged.OFFERED, Arranged.CONFIRMED]),
            Appointment.starts_at > at,
        )
        .options(joinedload(Appointment.case).joinedload(Case.customer))
        .order_by(Appointment.remind_on, Appointment.id)
        .limit(most)
        .with_for_update(of=Appointment, skip_locked=True)
    ).all()
    for appointment in near:
        appointment.reminded_at = at
        case = appointment.case
        timeline.write(session, case, Happened.APPOINTMENT_REMINDED, at=at, starts_at=appointment.starts_at.isoformat())
        facts = diary.told(session, appointment, at=at, charter=charter)
        confirmed = appointment.state is Arranged.CONFIRMED
        notices.owe(session, case, "appointment_reminder", at=at, charter=charter, confirmed=confirmed, **facts)
    return len(near)
