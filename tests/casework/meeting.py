"""Appointments to test with, one word to vary."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import offering
from shared.casework.offering import Offer
from shared.charter.organisation import Charter
from shared.models.appointments import Appointment, Meeting
from shared.models.cases import Case
from shared.models.notices import Notice, Task, TaskKind
from shared.models.staff import Staff
from tests.builders import TUESDAY

#: A Tuesday and a Wednesday a week later, in the afternoon.
NEXT_TUESDAY, NEXT_WEDNESDAY = (datetime(2027, 3, day, 14, 30, tzinfo=UTC) for day in (9, 10))


def an_offer(*times: datetime, **facts: Any) -> Offer:
    """Half an hour by phone, next Tuesday."""
    usual: dict[str, Any] = {
        "minutes": 30,
        "how": Meeting.PHONE,
        "with_whom": "Wilma Worker",
        "purpose": "The lamp at your door.",
    }
    return Offer(times or (NEXT_TUESDAY,), **{**usual, **facts})


def offered(
    session: Session, case: Case, by: Staff, charter: Charter, *times: datetime, at: datetime = TUESDAY, **facts: Any
) -> Appointment:
    """An appointment that has just been offered."""
    appointment = offering.offer(session, case, an_offer(*times, **facts), by=by, at=at, charter=charter)
    session.flush()
    return appointment


def told(session: Session) -> list[Notice]:
    """Every message about an appointment, in order."""
    session.flush()
    rows = sa.select(Notice).where(Notice.template.like("appointment%")).order_by(Notice.id)
    return list(session.scalars(rows))


def to_do(session: Session) -> list[str]:
    """What staff are to do about appointments: what the customer did."""
    session.flush()
    rows = sa.select(Task).where(Task.what == TaskKind.APPOINTMENT, Task.done_at.is_(None)).order_by(Task.id)
    return [task.detail for task in session.scalars(rows)]
