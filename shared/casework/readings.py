"""Who opened what, when, in which role and why: written as it happens, asked for by the few who may (FP-16, CH-13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, joinedload

from shared.charter.access import Right
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.models.incidents import Incident
from shared.models.readings import Read, Reading
from shared.models.restrictions import Restriction
from shared.models.staff import Staff

PAGE = 50
#: No reason is kept longer than this many characters.
WHY_LENGTH = 500


@dataclass(frozen=True)
class Readings:
    """Some openings, newest first, and the place where the next page of older ones begins."""

    readings: Sequence[Reading]
    before: int | None


@dataclass(frozen=True)
class Opened:
    """One opening as the person is told of it whose record it is: the day, what, in which role; no name of ours."""

    on: date
    what: Read
    role: str
    why: str


def note(
    session: Session,
    *,
    what: Read,
    row: int,
    staff: Staff,
    at: datetime,
    day: date,
    why: str = "",
    case_id: int | None = None,
    customer_id: int | None = None,
    once_a_day: bool = True,
) -> None:
    """Write that this person opened it; a page counts once for each person and day, what is sealed every time.

    `row` is its number in its own table, `day` the council's own day. It never says what was read.
    """
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    line = insert(Reading).values(
        at=at,
        on=day,
        staff_id=staff.id,
        role=staff.role.value,
        what=what,
        row=row,
        case_id=case_id,
        customer_id=customer_id,
        why=why[:WHY_LENGTH],
        once_key=f"{what.value}.{row}.{staff.id}.{day.isoformat()}" if once_a_day else None,
    )
    session.execute(line.on_conflict_do_nothing(index_elements=["once_key"]))


def of_case(session: Session, case: Case, staff: Staff, *, before: int | None = None) -> Readings:
    """Who opened a case, its covered words, its files, and its incidents; empty for whoever may not know."""
    return _page(session, Reading.case_id == case.id, staff, before)


def of_customer_page(session: Session, customer: Customer, staff: Staff, *, before: int | None = None) -> Readings:
    """Who opened anything of one customer."""
    return _page(session, _of(customer), staff, before)


def of_incident(session: Session, incident: Incident, staff: Staff, *, before: int | None = None) -> Readings:
    """Who opened one incident. Whoever asks must see the incident itself."""
    return _page(session, _thing(Read.INCIDENT, incident.id), staff, before)


def of_restriction(session: Session, restriction: Restriction, staff: Staff, *, before: int | None = None) -> Readings:
    """Who opened one restriction, or took it out of here. Whoever asks must see the restriction itself."""
    here = sa.or_(_thing(Read.RESTRICTION, restriction.id), _thing(Read.EXPORT, restriction.id))
    return _page(session, here, staff, before)


def of_customer(session: Session, customer: Customer) -> Sequence[Opened]:
    """The part of a subject-access answer that says who read what about somebody (CH-13): roles, and no names."""
    rows = sa.select(Reading).where(_of(customer)).order_by(Reading.id)
    return [Opened(one.on, one.what, one.role, one.why) for one in session.scalars(rows)]


def _thing(what: Read, row: int) -> sa.ColumnElement[bool]:
    return sa.and_(Reading.what == what, Reading.row == row)


def _of(customer: Customer) -> sa.ColumnElement[bool]:
    cases = sa.select(Case.id).where(Case.customer_id == customer.id)
    return sa.or_(Reading.customer_id == customer.id, Reading.case_id.in_(cases))


def _page(session: Session, which: sa.ColumnElement[bool], staff: Staff, before: int | None) -> Readings:
    if not staff.may(Right.SEE_READINGS):
        return Readings((), None)
    rows = sa.select(Reading).where(which).options(joinedload(Reading.staff)).order_by(Reading.id.desc())
    if before is not None:
        rows = rows.where(Reading.id < before)
    found = session.scalars(rows.limit(PAGE + 1)).all()
    return Readings(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)
