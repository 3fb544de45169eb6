"""Who sees which incident: the one rule behind page, list and queue (clauses RP-26, RP-28)."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, defer, joinedload, selectinload

from shared.casework.finding import COUNT_TO, teams_seen_by
from shared.casework.incidents import NEAREST
from shared.casework.paging import read_key, write_key
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


@dataclass(frozen=True)
class ToLookAt:
    """Some incidents that wait for a manager, and the key of the next page."""

    incidents: Sequence[Incident]
    after: str | None


def seen_by(staff: Staff, charter: Charter) -> sa.ColumnElement[bool]:
    """Whoever wrote it down or was affected, their managers, and Customer Relations; nobody else.

    That somebody was named in public is seen by no more than whoever wrote it down and the line manager of whoever was
    named: not even by whoever was named, whom their manager tells in private (RP-28).
    """
    teams = sorted(teams_seen_by(staff, charter) | {staff.team})
    manages = Incident.team.in_(teams) if staff.may(Right.SEE_TEAM_INCIDENTS) else sa.false()
    every = sa.true() if staff.may(Right.SEE_EVERY_INCIDENT) else sa.false()
    theirs = sa.or_(Incident.staff_id == staff.id, Incident.affected_id == staff.id)
    manager_of = _line_manager(staff) if staff.may(Right.SEE_TEAM_INCIDENTS) else sa.false()
    return sa.case(
        (Incident.named_only, sa.or_(Incident.staff_id == staff.id, manager_of)), else_=sa.or_(theirs, manages, every)
    )


def _line_manager(staff: Staff) -> sa.ColumnElement[bool]:
    """Is this person the line manager of whoever was named: in their team, and nobody else there comes before them?

    The same as `incidents.line_managers` says of whom to tell, for as long as somebody in the team is above them.
    """
    other, named = aliased(Staff), aliased(Staff)
    role = sa.select(named.role).where(named.id == Incident.affected_id).correlate(Incident).scalar_subquery()
    mine = NEAREST.index(staff.role)
    nearer: list[sa.ColumnElement[bool]] = [sa.false()]
    for rank, one in enumerate(NEAREST):
        above = sa.and_(other.role == one, role.not_in(NEAREST[rank:]))
        if rank < mine:
            nearer.append(above)
        elif rank > mine:  # whoever is not above them at all gives way to a higher role
            nearer.append(sa.and_(other.role == one, role.in_(NEAREST[mine:])))
        else:  # of two who are as near, whoever has worked here longer
            nearer.append(sa.and_(other.role == one, other.id < staff.id))
    works = (other.team == Incident.team, other.disabled_at.is_(None), other.id != Incident.affected_id)
    somebody = sa.select(other.id).where(*works, sa.or_(*nearer)).correlate(Incident).exists()
    return sa.and_(Incident.team == staff.team, Incident.affected_id != staff.id, ~somebody)


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
    mine: bool = False,
) -> Incidents:
    """Incidents that this person may see, newest first, a page at a time; of one customer, or `mine` alone."""
    rows = _lines(staff, charter)
    if customer is not None:
        rows = rows.where(Incident.customer_id == customer)
    if mine:
        rows = rows.where(sa.or_(Incident.staff_id == staff.id, Incident.affected_id == staff.id))
    if before is not None:
        rows = rows.where(Incident.id < before)
    found = session.scalars(rows.order_by(Incident.id.desc()).limit(PAGE + 1)).all()
    return Incidents(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)


def to_look_at(session: Session, staff: Staff, charter: Charter, *, after: str | None = None) -> ToLookAt:
    """What this person has to look at as a manager, the most urgent first, a page at a time."""
    rows = _lines(staff, charter).where(*_waiting(staff))
    place = read_key(after)
    if place is not None:
        rows = rows.where(sa.tuple_(Incident.look_by, Incident.id) > sa.tuple_(*map(sa.literal, place)))
    found = session.scalars(rows.order_by(Incident.look_by, Incident.id).limit(PAGE + 1)).all()
    shown = found[:PAGE]
    return ToLookAt(shown, write_key(shown[-1].look_by, shown[-1].id) if len(found) > PAGE else None)


def waiting(session: Session, staff: Staff, charter: Charter) -> int:
    """How many this person has to look at."""
    if not staff.may(Right.JUDGE_INCIDENTS):
        return 0
    return session.scalar(sa.select(sa.func.count()).select_from(that_wait(staff, charter).subquery())) or 0


def that_wait(staff: Staff, charter: Charter) -> sa.Select[int]:
    """The numbers of those that this person has to look at, as many as are counted."""
    return sa.select(Incident.id).where(seen_by(staff, charter), *_waiting(staff)).limit(COUNT_TO)


def _lines(staff: Staff, charter: Charter) -> sa.Select[Incident]:
    """As much of incidents as one line of a list shows: never their words."""
    sealed = (defer(Incident.words), defer(Incident.warning), defer(Incident.steps))
    people = (joinedload(Incident.affected), joinedload(Incident.staff))
    return sa.select(Incident).where(seen_by(staff, charter)).options(*people, *sealed)


def _waiting(staff: Staff) -> tuple[sa.ColumnElement[bool], ...]:
    """Not looked at yet, by somebody who may; nobody looks at what happened to themselves."""
    judges = sa.true() if staff.may(Right.JUDGE_INCIDENTS) else sa.false()
    return judges, Incident.looked_at.is_(None), Incident.affected_id != staff.id
