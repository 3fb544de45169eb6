"""Who else is looking at a case, so that two people do not answer it at once. Advice, never a lock."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from shared.models.cases import Case, Look
from shared.models.staff import Staff

LOOKING_FOR = timedelta(minutes=2)


def look(session: Session, case: Case, *, by: Staff, at: datetime) -> None:
    """Note that this person has the case open now."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    seen = insert(Look).values(case_id=case.id, staff_id=by.id, seen_at=at)
    session.execute(seen.on_conflict_do_update(index_elements=["case_id", "staff_id"], set_={"seen_at": at}))


def others(session: Session, case: Case, *, by: Staff, at: datetime) -> Sequence[str]:
    """The names of colleagues who had the case open within the last two minutes."""
    rows = (
        sa.select(Staff.name)
        .join(Look, Look.staff_id == Staff.id)
        .where(Look.case_id == case.id, Look.staff_id != by.id, Look.seen_at > at - LOOKING_FOR)
        .order_by(Staff.name)
    )
    return session.scalars(rows).all()


def forget_old(session: Session, *, at: datetime) -> None:
    """Who looked at what is nobody's business a day later."""
    session.execute(sa.delete(Look).where(Look.seen_at < at - timedelta(days=1)))
