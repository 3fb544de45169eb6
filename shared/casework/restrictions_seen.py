"""Who sees which restriction: the one rule behind page, list and queue (clause RP-26)."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from shared.casework import finding, incidents_seen
from shared.casework.finding import teams_seen_by
from shared.charter.access import Right
from shared.charter.organisation import Charter
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.models.incidents import Incident
from shared.models.restrictions import Appeal, Limit, Restriction
from shared.models.staff import Staff


def seen_by(staff: Staff, charter: Charter) -> sa.ColumnElement[bool]:
    """Whoever proposed or decided it, the managers of that team and area, Customer Relations, who hears an appeal.

    Everybody else reads only what to do, on the cases of the customer.
    """
    if not staff.may(Right.PROPOSE_RESTRICTIONS):
        return sa.false()
    if staff.may(Right.SEE_EVERY_INCIDENT):
        return sa.true()
    theirs = sa.or_(Restriction.proposed_by_id == staff.id, Restriction.decided_by_id == staff.id)
    if staff.may(Right.HEAR_APPEALS):
        theirs = sa.or_(theirs, _appeal_before(staff, charter))
    if not staff.may(Right.SEE_TEAM_INCIDENTS):
        return theirs
    teams = sorted(teams_seen_by(staff, charter) | {staff.team})
    services = sorted(one.id for one in charter.services.values() if one.team in teams)
    return sa.or_(theirs, Restriction.team.in_(teams), Restriction.service.in_(services))


def _appeal_before(staff: Staff, charter: Charter) -> sa.ColumnElement[bool]:
    """An appeal against it was given to this person's team: whoever hears it reads what it is about."""
    rows = sa.select(Appeal.id).join(Appeal.case).where(Appeal.restriction_id == Restriction.id)
    return rows.where(finding.seen_by(staff, charter)).correlate(Restriction).exists()


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


def customer_seen_by(
    session: Session, number: int, staff: Staff, charter: Charter, *, to_change: bool = False
) -> Customer | None:
    """The person of that number, if this member of staff has to do with how we are in contact with them.

    That is whoever may see an incident or a restriction of theirs, and the managers who see one of their cases; nobody
    else finds the page at all.
    """
    if not staff.may(Right.PROPOSE_RESTRICTIONS):
        return None
    met = sa.exists().where(Incident.customer_id == Customer.id, incidents_seen.seen_by(staff, charter))
    limited = sa.exists().where(Restriction.customer_id == Customer.id, seen_by(staff, charter))
    opened = [met, limited]
    if staff.may(Right.SEE_TEAM_INCIDENTS):
        opened.append(sa.exists().where(Case.customer_id == Customer.id, finding.seen_by(staff, charter)))
    rows = sa.select(Customer).where(Customer.id == number, sa.or_(*opened))
    if to_change:
        session.scalars(rows.with_for_update(of=Customer)).first()
    return session.scalars(rows).first()


def restrictions_of(session: Session, customer: Customer, staff: Staff, charter: Charter) -> Sequence[Restriction]:
    """Every restriction of one customer that this person may see, the newest first."""
    rows = sa.select(Restriction).where(Restriction.customer_id == customer.id, seen_by(staff, charter))
    return session.scalars(listed(rows).order_by(Restriction.id.desc())).all()


def evidence_seen(session: Session, restriction: Restriction, staff: Staff, charter: Charter) -> frozenset[int]:
    """The numbers of those incidents behind it that this person may open; of the others they see only that they are."""
    numbers = [one.id for one in restriction.incidents]
    rows = sa.select(Incident.id).where(Incident.id.in_(numbers), incidents_seen.seen_by(staff, charter))
    return frozenset(session.scalars(rows)) if numbers else frozenset()


def listed(rows: sa.Select[Restriction]) -> sa.Select[Restriction]:
    """With as much as one line of a list shows."""
    return rows.options(
        joinedload(Restriction.customer),
        selectinload(Restriction.limits),
        selectinload(Restriction.entries),
        selectinload(Restriction.appeals).joinedload(Appeal.case).load_only(Case.closed_at),
    )
