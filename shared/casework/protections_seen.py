"""Who sees which plea for protection, and what waits for whom (clauses RP-22, RP-26, RP-29)."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from shared.casework.finding import COUNT_TO, teams_seen_by
from shared.charter.access import Right
from shared.charter.organisation import Charter
from shared.models.protections import Protection
from shared.models.staff import Staff

PAGE = 25


def seen_by(staff: Staff, charter: Charter) -> sa.ColumnElement[bool]:
    """Whoever it is for or who asked for it, their managers, and Customer Relations; nobody else."""
    if staff.may(Right.SEE_EVERY_INCIDENT):
        return sa.true()
    theirs = sa.or_(Protection.staff_id == staff.id, Protection.asked_by_id == staff.id)
    teams = sorted(teams_seen_by(staff, charter) | {staff.team})
    return sa.or_(theirs, Protection.team.in_(teams)) if staff.may(Right.SEE_TEAM_INCIDENTS) else theirs


def protection_seen_by(
    session: Session, number: int, staff: Staff, charter: Charter, *, to_change: bool = False
) -> Protection | None:
    """One of them, if this person may see it; `to_change` holds it until the transaction ends."""
    rows = sa.select(Protection).where(Protection.id == number, seen_by(staff, charter))
    if to_change:
        session.scalars(rows.with_for_update()).first()
    return session.scalars(rows.options(*_WHOLE).execution_options(populate_existing=True)).first()


_WHOLE = (
    joinedload(Protection.staff),
    joinedload(Protection.asked_by),
    joinedload(Protection.case),
    joinedload(Protection.customer),
)


def asked_of(session: Session, staff: Staff, charter: Charter) -> Sequence[Protection]:
    """What waits for a decision of this person, the oldest first; nothing of their own."""
    if not staff.may(Right.JUDGE_INCIDENTS):
        return ()
    rows = sa.select(Protection).where(
        seen_by(staff, charter), Protection.granted.is_(None), Protection.staff_id != staff.id
    )
    return session.scalars(rows.options(*_WHOLE).order_by(Protection.id).limit(PAGE)).all()


def waiting(session: Session, staff: Staff, charter: Charter) -> int:
    """How many wait for a decision of this person, for the menu."""
    if not staff.may(Right.JUDGE_INCIDENTS):
        return 0
    return session.scalar(sa.select(sa.func.count()).select_from(that_wait(staff, charter).subquery())) or 0


def that_wait(staff: Staff, charter: Charter) -> sa.Select[int]:
    """The numbers of those that wait for a decision of a manager, as many as are counted."""
    mine = (seen_by(staff, charter), Protection.granted.is_(None), Protection.staff_id != staff.id)
    return sa.select(Protection.id).where(*mine).limit(COUNT_TO)


def listed(
    session: Session, staff: Staff, charter: Charter, *, before: int | None = None
) -> tuple[Sequence[Protection], int | None]:
    """All that this person may see, newest first, and where the next page of older ones begins."""
    rows = sa.select(Protection).where(seen_by(staff, charter)).options(*_WHOLE).order_by(Protection.id.desc())
    if before is not None:
        rows = rows.where(Protection.id < before)
    found = session.scalars(rows.limit(PAGE + 1)).all()
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None
