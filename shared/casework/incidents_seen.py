"""Who sees which incident: the one rule behind page, list and queue (clauses RP-26, RP-28)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from shared.casework.finding import teams_seen_by
from shared.charter.access import Right
from shared.charter.organisation import Charter
from shared.models.incidents import Incident, Judgement
from shared.models.staff import Staff

PAGE = 25


@dataclass(frozen=True)
class Incidents:
    """Some incidents, and the place where the next page of older ones begins."""

    incidents: Sequence[Incident]
    before: int | None


def seen_by(staff: Staff, charter: Charter) -> sa.ColumnElement[bool]:
    """Whoever wrote it down or was affected, their managers, and Customer Relations; nobody else.

    That somebody was named in public is seen by no more than whoever wrote it down and the line manager of whoever was
    named: not even by whoever was named, whom their manager tells in private (RP-28).
    """
    teams = sorted(teams_seen_by(staff, charter) | {staff.team})
    manages = Incident.team.in_(teams) if staff.may(Right.SEE_TEAM_INCIDENTS) else sa.false()
    every = sa.true() if staff.may(Right.SEE_EVERY_INCIDENT) else sa.false()
    theirs = sa.or_(Incident.staff_id == staff.id, Incident.affected_id == staff.id)
    manager_of = Incident.team == staff.team if staff.may(Right.SEE_TEAM_INCIDENTS) else sa.false()
    return sa.case(
        (Incident.named_only, sa.or_(Incident.staff_id == staff.id, manager_of)), else_=sa.or_(theirs, manages, every)
    )


def incident_seen_by(
    session: Session, number: int, staff: Staff, charter: Charter, *, to_change: bool = False
) -> Incident | None:
    """One incident with all that was decided about it, if this person may see it; `to_change` holds it."""
    rows = sa.select(Incident).where(Incident.id == number, seen_by(staff, charter))
    if to_change:
        session.scalars(rows.with_for_update()).first()
    whole = (
        joinedload(Incident.customer),
        joinedload(Incident.case),
        joinedload(Incident.staff),
        joinedload(Incident.affected),
        selectinload(Incident.judgements).joinedload(Judgement.by),
        selectinload(Incident.accounts),
        selectinload(Incident.cares),
    )
    return session.scalars(rows.options(*whole)).first()


def incidents_for(
    session: Session,
    staff: Staff,
    charter: Charter,
    *,
    before: int | None = None,
    customer: int | None = None,
    to_look: date | None = None,
) -> Incidents:
    """Incidents that this person may see, newest first, a page at a time; of one customer, or those still to look at.

    `to_look` is today: then the most urgent come first, all on one page.
    """
    rows = sa.select(Incident).where(seen_by(staff, charter))
    rows = rows.options(joinedload(Incident.customer), joinedload(Incident.affected), joinedload(Incident.staff))
    if customer is not None:
        rows = rows.where(Incident.customer_id == customer)
    if to_look is not None:
        waiting = rows.where(Incident.looked_at.is_(None)).order_by(Incident.look_by, Incident.id).limit(PAGE)
        return Incidents(session.scalars(waiting).all(), None)
    if before is not None:
        rows = rows.where(Incident.id < before)
    found = session.scalars(rows.order_by(Incident.id.desc()).limit(PAGE + 1)).all()
    return Incidents(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)
