"""Who sees which restriction: the one rule behind page, list and queue (clause RP-26)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from shared.casework.finding import teams_seen_by
from shared.charter.access import Right
from shared.charter.organisation import Charter
from shared.models.cases import Case
from shared.models.incidents import Incident
from shared.models.restrictions import Appeal, Limit, Restriction, State
from shared.models.staff import Staff

PAGE = 25


@dataclass(frozen=True)
class Restrictions:
    """Some restrictions, and the place where the next page of older ones begins."""

    restrictions: Sequence[Restriction]
    before: int | None


def seen_by(staff: Staff, charter: Charter) -> sa.ColumnElement[bool]:
    """Whoever proposed or decided it, the managers of that team and area, Customer Relations, who hears an appeal.

    Everybody else reads only what to do, on the cases of the customer.
    """
    if staff.may(Right.SEE_EVERY_INCIDENT):
        return sa.true()
    theirs = sa.or_(Restriction.proposed_by_id == staff.id, Restriction.decided_by_id == staff.id)
    if not staff.may(Right.SEE_TEAM_INCIDENTS):
        return theirs
    teams = sorted(teams_seen_by(staff, charter) | {staff.team})
    services = sorted(one.id for one in charter.services.values() if one.team in teams)
    return sa.or_(theirs, Restriction.team.in_(teams), Restriction.service.in_(services))


def restriction_seen_by(
    session: Session, number: int, staff: Staff, charter: Charter, *, to_change: bool = False
) -> Restriction | None:
    """One restriction with all that belongs to it, if this person may see it; `to_change` holds it."""
    rows = sa.select(Restriction).where(Restriction.id == number, seen_by(staff, charter))
    if to_change:
        session.scalars(rows.with_for_update()).first()
    return session.scalars(_whole(rows)).first()


def restriction_of(session: Session, key: str, *, to_change: bool = False) -> Restriction | None:
    """The restriction whose secret this is, for the customer: only one of which they were told."""
    rows = sa.select(Restriction).where(Restriction.key == key, Restriction.told_at.is_not(None))
    if to_change:
        session.scalars(rows.with_for_update()).first()
    return session.scalars(_whole(rows)).first()


def _whole(rows: sa.Select[Restriction]) -> sa.Select[Restriction]:
    return rows.options(
        joinedload(Restriction.customer),
        joinedload(Restriction.proposed_by),
        joinedload(Restriction.decided_by),
        selectinload(Restriction.limits).joinedload(Limit.staff),
        selectinload(Restriction.limits).joinedload(Limit.representative),
        selectinload(Restriction.limits).joinedload(Limit.case),
        selectinload(Restriction.incidents).joinedload(Incident.affected),
        selectinload(Restriction.entries),
        selectinload(Restriction.appeals).joinedload(Appeal.case),
    )


def restrictions_for(
    session: Session, staff: Staff, charter: Charter, *, before: int | None = None, customer: int | None = None
) -> Restrictions:
    """Restrictions that this person may see, newest first, a page at a time; of one customer, all of them."""
    rows = sa.select(Restriction).where(seen_by(staff, charter))
    if customer is not None:
        rows = rows.where(Restriction.customer_id == customer)
    if before is not None:
        rows = rows.where(Restriction.id < before)
    found = session.scalars(_listed(rows).order_by(Restriction.id.desc()).limit(PAGE + 1)).all()
    return Restrictions(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)


def to_decide(session: Session, staff: Staff, charter: Charter) -> Sequence[Restriction]:
    """What waits for somebody: proposals, letters that have not gone, appeals upheld in part; the oldest first."""
    waiting = Restriction.state.in_([State.PROPOSED, State.APPROVED])
    rows = sa.select(Restriction).where(waiting, seen_by(staff, charter))
    return session.scalars(_listed(rows).order_by(Restriction.id).limit(PAGE)).all()


def to_review(session: Session, staff: Staff, charter: Charter, *, today: date) -> Sequence[Restriction]:
    """What is to be looked at again by today, the most urgent first: a review, or that somebody was not told."""
    due = sa.or_(Restriction.review_on <= today, Restriction.reconsider_on <= today)
    stands = Restriction.state.in_([State.TOLD, State.IN_FORCE])
    rows = sa.select(Restriction).where(stands, due, seen_by(staff, charter))
    return session.scalars(_listed(rows).order_by(Restriction.review_on, Restriction.id).limit(PAGE)).all()


def _listed(rows: sa.Select[Restriction]) -> sa.Select[Restriction]:
    return rows.options(
        joinedload(Restriction.customer),
        selectinload(Restriction.limits),
        selectinload(Restriction.entries),
        selectinload(Restriction.appeals).joinedload(Appeal.case).load_only(Case.closed_at),
    )
