"""Who opened what, when, in which role and why: written as it happens, asked for by the few who may (FP-16, CH-13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, joinedload

from shared.casework import finding, incidents_seen, restrictions_seen
from shared.charter.access import Right
from shared.charter.organisation import Charter
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.models.files import AttachedFile
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
        once_key=_once(what, row, staff, day) if once_a_day else None,
    )
    session.execute(line.on_conflict_do_nothing(index_elements=["once_key"]))


def is_noted(session: Session, *, what: Read, row: int, staff: Staff, day: date) -> bool:
    """Is it written already that this person opened this page on that day?"""
    rows = sa.select(Reading.id).where(Reading.once_key == _once(what, row, staff, day))
    return session.scalar(rows) is not None


def _once(what: Read, row: int, staff: Staff, day: date) -> str:
    return f"{what.value}.{row}.{staff.id}.{day.isoformat()}"


def of_case(session: Session, case: Case, staff: Staff, charter: Charter, *, before: int | None = None) -> Readings:
    """Who opened a case, its covered words, its files, and its incidents; nothing of what this person may not see."""
    return _page(session, Reading.case_id == case.id, staff, charter, before)


def of_person(
    session: Session, customer: Customer, staff: Staff, charter: Charter, *, before: int | None = None
) -> Readings:
    """Who opened anything of one customer, as far as this person may see it themselves."""
    return _page(session, _of(customer), staff, charter, before)


def of_incident(
    session: Session, incident: Incident, staff: Staff, charter: Charter, *, before: int | None = None
) -> Readings:
    """Who opened one incident; nothing for whoever may not see it."""
    return _page(session, _thing(Read.INCIDENT, incident.id), staff, charter, before)


def of_restriction(
    session: Session, restriction: Restriction, staff: Staff, charter: Charter, *, before: int | None = None
) -> Readings:
    """Who opened one restriction; nothing for whoever may not see it."""
    return _page(session, _thing(Read.RESTRICTION, restriction.id), staff, charter, before)


def of_customer(session: Session, customer: Customer) -> Sequence[Opened]:
    """The part of a subject-access answer that says who read what about somebody (CH-13): roles, and no names."""
    rows = sa.select(Reading).where(_of(customer)).order_by(Reading.id)
    return [Opened(one.on, one.what, one.role, one.why) for one in session.scalars(rows)]


def _thing(what: Read, row: int) -> sa.ColumnElement[bool]:
    return sa.and_(Reading.what == what, Reading.row == row)


def _of(customer: Customer) -> sa.ColumnElement[bool]:
    cases = sa.select(Case.id).where(Case.customer_id == customer.id)
    return sa.or_(Reading.customer_id == customer.id, Reading.case_id.in_(cases))


def _seen(staff: Staff, charter: Charter) -> sa.ColumnElement[bool]:
    """That something was opened tells that it is there: only of what this person may see themselves (RP-26)."""
    # Asked row by row, by number: a list of all that somebody may see would be as long as the table.
    incidents, restrictions = incidents_seen.seen_by(staff, charter), restrictions_seen.seen_by(staff, charter)
    behind = sa.exists().where(Incident.id == AttachedFile.incident_id, incidents)
    secret = sa.exists().where(AttachedFile.id == Reading.row, AttachedFile.incident_id.is_not(None), ~behind)
    return sa.case(
        (Reading.what == Read.INCIDENT, sa.exists().where(Incident.id == Reading.row, incidents)),
        (Reading.what == Read.RESTRICTION, sa.exists().where(Restriction.id == Reading.row, restrictions)),
        (sa.and_(Reading.what == Read.FILE, secret), sa.false()),
        else_=sa.or_(
            Reading.case_id.is_(None), sa.exists().where(Case.id == Reading.case_id, finding.seen_by(staff, charter))
        ),
    )


def _page(
    session: Session, which: sa.ColumnElement[bool], staff: Staff, charter: Charter, before: int | None
) -> Readings:
    if not staff.may(Right.SEE_READINGS):
        return Readings((), None)
    rows = sa.select(Reading).where(which, _seen(staff, charter)).options(joinedload(Reading.staff))
    if before is not None:
        rows = rows.where(Reading.id < before)
    found = session.scalars(rows.order_by(Reading.id.desc()).limit(PAGE + 1)).all()
    return Readings(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)
