"""Every question asked of cases: who may see which, the worklist, its counts, search."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from shared.casework.folding import fold
from shared.casework.steps import teams_of_area
from shared.charter.access import Right
from shared.charter.organisation import Charter
from shared.charter.reference import read_reference
from shared.charter.vocabulary import Channel, Kind
from shared.charter.workflow import Stage
from shared.models.cases import Case
from shared.models.staff import Staff

PAGE = 25
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


@dataclass(frozen=True)
class Page:
    """Some cases, and the keys of the pages before and after."""

    cases: Sequence[Case]
    after: str | None = None
    before: str | None = None


def seen_by(staff: Staff, charter: Charter) -> sa.ColumnElement[bool]:
    """Which cases this person may see: the one rule behind page, list, search and export (clause RP-26)."""
    if staff.may(Right.SEE_EVERY_CASE):
        return sa.true()
    doors: list[sa.ColumnElement[bool]] = []
    if staff.may(Right.SEE_OWN_AREA):
        doors.append(Case.team.in_(sorted(teams_of_area(staff.team, charter))))
    elif staff.may(Right.SEE_OWN_TEAM):
        doors.append(Case.team == staff.team)
    if staff.may(Right.SEE_OWN_REPRESENTATIONS):
        doors.append(sa.and_(Case.kind == Kind.REPRESENTATION, Case.team == staff.team))
    return sa.or_(sa.false(), *doors)


def case_seen_by(
    session: Session, reference: str, staff: Staff, charter: Charter, *, to_change: bool = False
) -> Case | None:
    """The case of that reference with all its parts, if this person may see it; None tells nothing more.

    `to_change` holds the row until the transaction ends, where the database knows how.
    """
    wanted = sa.select(Case).where(Case.reference == reference, seen_by(staff, charter))
    if to_change:
        session.scalars(wanted.with_for_update()).first()
    return session.scalars(
        wanted.options(
            joinedload(Case.customer),
            joinedload(Case.owner),
            selectinload(Case.clocks),
            selectinload(Case.contacts),
            selectinload(Case.happenings),
        )
    ).first()


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
    where = sa.and_(seen_by(staff, charter), _tab(tab, staff, today), _narrowed(filters or Filters()))
    forwards = before is None
    key = _read_key(after if forwards else before)
    place = sa.tuple_(Case.next_on, Case.id)
    rows = _with_people(sa.select(Case)).where(where)
    if key is not None:
        edge = sa.tuple_(sa.literal(key[0]), sa.literal(key[1]))
        rows = rows.where(place > edge if forwards else place < edge)
    order = (Case.next_on, Case.id) if forwards else (Case.next_on.desc(), Case.id.desc())
    found = list(session.scalars(rows.order_by(*order).limit(PAGE + 1)))
    more = len(found) > PAGE
    found = found[:PAGE] if forwards else found[:PAGE][::-1]
    if not found:
        return Page(())
    has_after = more if forwards else True
    has_before = key is not None if forwards else more
    return Page(
        found,
        after=_key(found[-1]) if has_after else None,
        before=_key(found[0]) if has_before else None,
    )


def _with_people(rows: sa.Select[tuple[Case]]) -> sa.Select[tuple[Case]]:
    return (
        rows.outerjoin(Case.customer)
        .outerjoin(Case.owner)
        .options(contains_eager(Case.customer), contains_eager(Case.owner))
    )


def _key(case: Case) -> str:
    return f"{case.next_on.isoformat()}.{case.id}"


def _read_key(key: str | None) -> tuple[date, int] | None:
    match = re.fullmatch(r"(\d{4}-\d{2}-\d{2})\.(\d{1,18})", key or "")
    if match is None:
        return None
    try:
        return date.fromisoformat(match[1]), int(match[2])
    except ValueError:
        return None


def counts(session: Session, staff: Staff, charter: Charter, *, today: date) -> Mapping[Tab, int]:
    """How many open cases each tab holds, counted no further than `COUNT_TO`, in one question."""
    mine = seen_by(staff, charter)
    columns = [
        sa.select(sa.func.count())
        .select_from(sa.select(Case.id).where(mine, _tab(tab, staff, today)).limit(COUNT_TO).subquery())
        .scalar_subquery()
        .label(tab.name)
        for tab in Tab
    ]
    row = session.execute(sa.select(*columns)).one()
    return {tab: int(count) for tab, count in zip(Tab, row, strict=True)}


def search(
    session: Session,
    staff: Staff,
    charter: Charter,
    *,
    words: str,
    filters: Filters | None = None,
    after: str | None = None,
    before: str | None = None,
) -> Page:
    """Cases with these words, this name or this reference, newest first, open or closed."""
    reference = read_reference(words, charter.organisation.prefix)
    where = Case.reference == reference if reference else _matches(session, words)
    if where is None:
        return Page(())
    rows = _with_people(sa.select(Case)).where(
        where, seen_by(staff, charter), _narrowed(filters or Filters())
    )
    forwards = before is None
    edge = after if forwards else before
    if edge and edge.isdigit() and len(edge) < 19:
        rows = rows.where(Case.id < int(edge) if forwards else Case.id > int(edge))
    rows = rows.order_by(Case.id.desc() if forwards else Case.id).limit(PAGE + 1)
    found = list(session.scalars(rows))
    more = len(found) > PAGE
    found = found[:PAGE] if forwards else found[:PAGE][::-1]
    if not found:
        return Page(())
    return Page(
        found,
        after=str(found[-1].id) if (more or not forwards) else None,
        before=str(found[0].id) if ((edge and forwards) or (more and not forwards)) else None,
    )


def _matches(session: Session, words: str) -> sa.ColumnElement[bool] | None:
    """Every word must occur, the last one may be unfinished; the same cases are found on both databases."""
    tokens = re.findall(r"\w+", fold(words))[:12]
    tokens = [piece for token in tokens for piece in token.split("_") if piece]
    if not tokens:
        return None
    if session.get_bind().dialect.name == "sqlite":
        query = " ".join([f'"{token}"' for token in tokens[:-1]] + [f'"{tokens[-1]}"*'])
        return Case.id.in_(
            sa.text("SELECT rowid FROM case_search WHERE case_search MATCH :words").bindparams(words=query)
        )
    query = " & ".join([f"'{token}'" for token in tokens[:-1]] + [f"'{tokens[-1]}':*"])
    return sa.text("cases.case_search @@ to_tsquery('simple', :words)").bindparams(words=query)


def tracked(session: Session, reference: str) -> Case | None:
    """The case of that reference with what its own page shows; whoever asks must then prove the secret."""
    return session.scalars(
        sa.select(Case)
        .where(Case.reference == reference)
        .options(
            joinedload(Case.customer),
            joinedload(Case.owner),
            selectinload(Case.clocks),
            selectinload(Case.contacts),
            selectinload(Case.happenings),
        )
    ).first()


def other_cases(session: Session, case: Case, staff: Staff, charter: Charter) -> Sequence[Case]:
    """This customer's other cases, newest first, as far as this person may see them."""
    if case.customer_id is None:
        return ()
    rows = sa.select(Case).where(
        Case.customer_id == case.customer_id, Case.id != case.id, seen_by(staff, charter)
    )
    return session.scalars(rows.order_by(Case.id.desc()).limit(10)).all()
