"""Every question asked of cases: who may see which, the worklist and its counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from shared.casework.paging import Page, first_lines, page_of, read_key, write_key
from shared.casework.steps import teams_of_area
from shared.charter.access import OPENS, Right, sealed_from
from shared.charter.organisation import Charter
from shared.charter.reference import read_reference
from shared.charter.vocabulary import Channel, Kind, Seal
from shared.charter.workflow import Stage
from shared.models.cases import Case, Clock
from shared.models.concerns import Concern
from shared.models.customers import Adjustment, Customer
from shared.models.links import KeptApart
from shared.models.staff import Staff

#: Counts stop here: nobody acts differently on 1,000 cases than on 1,001, and a count must stay quick.
COUNT_TO = 1000


class Tab(StrEnum):
    """The views of the worklist."""

    UNROUTED = "unrouted"
    MY_TEAM = "my-team"
    MINE = "mine"
    DUE_TODAY = "due-today"
    OVERDUE = "overdue"
    WAITING = "waiting"
    ALL = "all"


@dataclass(frozen=True)
class Filters:
    """What the worklist is narrowed to; None leaves it open. `owner` 0 means nobody's."""

    kind: Kind | None = None
    service: str | None = None
    channel: Channel | None = None
    owner: int | None = None
    due_by: date | None = None


def teams_seen_by(staff: Staff, charter: Charter) -> frozenset[str]:
    """The teams whose cases this person may see, or some of them."""
    if staff.may(Right.SEE_EVERY_CASE):
        return frozenset(charter.teams)
    if staff.may(Right.SEE_OWN_AREA):
        return teams_of_area(staff.team, charter)
    if staff.may(Right.SEE_OWN_TEAM) or staff.may(Right.SEE_OWN_REPRESENTATIONS):
        return frozenset({staff.team})
    return frozenset()


def seen_by(staff: Staff, charter: Charter) -> sa.ColumnElement[bool]:
    """Which cases this person may see: the one rule behind page, list, search and export (clause RP-26).

    What somebody tells us about another person is seen only by those who route it or look after safety, whichever team
    has it. Whoever looks after safety sees every case on which somebody is worried (clause SC-8). Reports of hate and
    of being treated worse are seen by Customer Relations alone (FP-7, FP-16), and nobody sees a case about themselves.
    """
    opened = _opened_to(staff, charter)
    if staff.may(Right.SEE_CONCERNS) and not staff.may(Right.SEE_EVERY_CASE):
        opened = sa.or_(opened, _of_concern())
    shut = sealed_from(staff.rights)
    unsealed = Case.seal == Seal.NONE if len(shut) == len(OPENS) else Case.seal.not_in(shut)
    return sa.and_(opened, unsealed if shut else sa.true(), Case.id.not_in(_kept_from(staff)))


def _of_concern() -> sa.ColumnElement[bool]:
    about = sa.select(Concern.case_id).where(Concern.case_id.is_not(None))
    return sa.or_(Case.seal == Seal.CONCERN, Case.id.in_(about))


def _kept_from(staff: Staff) -> sa.Select[int]:
    """The cases that are about this person, or in which they have a conflict of interest (clause FP-16)."""
    return sa.select(KeptApart.case_id).where(KeptApart.staff_id == staff.id, KeptApart.ended_at.is_(None))


def _opened_to(staff: Staff, charter: Charter) -> sa.ColumnElement[bool]:
    """Which cases this person's role opens, as far as they are not sealed."""
    if staff.may(Right.SEE_EVERY_CASE):
        return sa.true()
    teams = teams_seen_by(staff, charter)
    theirs = Case.team == staff.team if teams == {staff.team} else Case.team.in_(sorted(teams))
    if staff.may(Right.SEE_OWN_AREA) or staff.may(Right.SEE_OWN_TEAM):
        return theirs
    if staff.may(Right.SEE_OWN_REPRESENTATIONS):
        return sa.and_(theirs, Case.kind == Kind.REPRESENTATION)
    return sa.false()


def case_seen_by(
    session: Session, reference: str, staff: Staff, charter: Charter, *, to_change: bool = False
) -> Case | None:
    """The case of that reference with all its parts, if this person may see it; None tells nothing more.

    `to_change` holds the row until the transaction ends, where the database knows how.
    """
    meant = read_reference(reference, charter.organisation.prefix)
    if meant is None:
        return None
    wanted = sa.select(Case).where(Case.reference == meant, seen_by(staff, charter))
    if to_change:
        session.scalars(wanted.with_for_update()).first()
    return session.scalars(_whole(wanted)).unique().first()


def tracked(session: Session, reference: str, *, to_change: bool = False) -> Case | None:
    """The case of that reference with what its own page shows; whoever asks must then prove the secret.

    `to_change` holds the row until the transaction ends, where the database knows how.
    """
    wanted = sa.select(Case).where(Case.reference == reference)
    if to_change:
        session.scalars(wanted.with_for_update()).first()
    return session.scalars(_whole(wanted)).unique().first()


def _whole(wanted: sa.Select[Case]) -> sa.Select[Case]:
    """With everything that the page of a case shows: what there is one or two of in the same question, at most."""
    return wanted.options(
        joinedload(Case.customer).joinedload(Customer.adjustments).joinedload(Adjustment.decided_by),
        joinedload(Case.owner),
        joinedload(Case.authorities),
        selectinload(Case.clocks).joinedload(Clock.stops),
        selectinload(Case.contacts),
        selectinload(Case.happenings),
    )


def to_tell() -> tuple[Any, ...]:
    """For many cases at once: each with all that a message about it looks at."""
    few = (joinedload(Case.customer), joinedload(Case.owner))
    return *few, selectinload(Case.clocks), selectinload(Case.authorities)


def other_cases(session: Session, case: Case, staff: Staff, charter: Charter) -> Sequence[Case]:
    """This customer's other cases, newest first, as far as this person may see them."""
    if case.customer_id is None:
        return ()
    rows = sa.select(Case).where(Case.customer_id == case.customer_id, Case.id != case.id, seen_by(staff, charter))
    return session.scalars(rows.order_by(Case.id.desc()).limit(10)).all()


def seen_among(session: Session, cases: Sequence[Case], staff: Staff, charter: Charter) -> frozenset[int]:
    """The numbers of those of these cases that this person may see."""
    if not cases:
        return frozenset()
    rows = sa.select(Case.id).where(Case.id.in_([one.id for one in cases]), seen_by(staff, charter))
    return frozenset(session.scalars(rows))


def seen_by_each(
    session: Session, cases: Mapping[Staff, Sequence[Case]], charter: Charter
) -> frozenset[tuple[int, int]]:
    """Which of these people may see which of the cases beside their name, as pairs of numbers; in one question."""
    each = [
        sa.select(sa.literal(staff.id), Case.id).where(Case.id.in_([one.id for one in theirs]), seen_by(staff, charter))
        for staff, theirs in cases.items()
    ]
    rows = session.execute(sa.union_all(*each)) if each else ()
    return frozenset((staff, case) for staff, case in rows)


def _tab(tab: Tab, staff: Staff, today: date) -> sa.ColumnElement[bool]:
    rules: Mapping[Tab, sa.ColumnElement[bool]] = {
        Tab.UNROUTED: Case.stage == Stage.RECEIVED,
        Tab.MY_TEAM: Case.team == staff.team,
        Tab.MINE: Case.owner_id == staff.id,
        Tab.DUE_TODAY: sa.and_(Case.next_on == today, Case.stage != Stage.WAITING),
        Tab.OVERDUE: Case.next_on < today,
        Tab.WAITING: Case.stage == Stage.WAITING,
        Tab.ALL: sa.true(),
    }
    return sa.and_(Case.closed_at.is_(None), rules[tab])


def _narrowed(filters: Filters) -> sa.ColumnElement[bool]:
    rules: list[sa.ColumnElement[bool]] = [sa.true()]
    if filters.kind is not None:
        rules.append(Case.kind == filters.kind)
    if filters.service is not None:
        rules.append(Case.service == filters.service)
    if filters.channel is not None:
        rules.append(Case.channel == filters.channel)
    if filters.owner is not None:
        rules.append(Case.owner_id.is_(None) if filters.owner == 0 else Case.owner_id == filters.owner)
    if filters.due_by is not None:
        rules.append(Case.next_on <= filters.due_by)
    return sa.and_(*rules)


def worklist(
    session: Session,
    staff: Staff,
    charter: Charter,
    *,
    tab: Tab,
    today: date,
    filters: Filters | None = None,
    after: str | None = None,
    before: str | None = None,
) -> Page:
    """Open cases, most urgent promise first, a page at a time by key (`2026-12-01.412`)."""
    back = read_key(before)
    place, forwards = back or read_key(after), back is None
    numbers = sa.select(Case.id).where(
        seen_by(staff, charter), _tab(tab, staff, today), _narrowed(filters or Filters())
    )
    if place is not None:
        here, there = sa.tuple_(Case.next_on, Case.id), sa.tuple_(*map(sa.literal, place))
        numbers = numbers.where(here > there if forwards else here < there)
    order = (Case.next_on, Case.id) if forwards else (Case.next_on.desc(), Case.id.desc())
    found = session.scalars(first_lines(numbers.order_by(*order)).order_by(*order)).all()
    return page_of(found, lambda case: write_key(case.next_on, case.id), forwards, place is not None)


def counts(
    session: Session, staff: Staff, charter: Charter, *, today: date, filters: Filters | None = None
) -> Mapping[Tab, int]:
    """How many open cases each tab holds, counted no further than `COUNT_TO`, in one question."""
    mine = sa.and_(seen_by(staff, charter), _narrowed(filters or Filters()))
    columns = [
        sa.select(sa.func.count())
        .select_from(sa.select(Case.id).where(mine, _tab(tab, staff, today)).limit(COUNT_TO).subquery())
        .scalar_subquery()
        .label(tab.name)
        for tab in Tab
    ]
    row = session.execute(sa.select(*columns)).one()
    return {tab: int(count) for tab, count in zip(Tab, row, strict=True)}
