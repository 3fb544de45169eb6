"""What was refused to people within six months of a complaint of theirs: for managers to look at (clause FP-16)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, contains_eager

from shared.casework.clocks import today_of
from shared.casework.finding import seen_by
from shared.casework.paging import read_moment, write_moment
from shared.charter.organisation import Charter
from shared.charter.spans import months_after
from shared.charter.vocabulary import Kind
from shared.charter.workflow import CLOSING_WITHOUT_REPLY, Outcome
from shared.models.cases import REFUSALS, Case, Happening
from shared.models.happened import Happened
from shared.models.staff import Staff

PAGE = 25
MONTHS = 6
#: Rows are looked at so many at a time; most people who are refused something have not complained.
_AT_ONCE = 100
#: Closed so, somebody who wanted an answer got none.
REFUSING = (frozenset(CLOSING_WITHOUT_REPLY) - {Outcome.WITHDRAWN, Outcome.SAME_AS_ANOTHER}) | {
    Outcome.NOT_ACCEPTED,
    Outcome.NOT_TAKEN_UP,
}


@dataclass(frozen=True)
class Refused:
    """One thing that was refused: the line of the history, its case, and the complaint that came before, `days` ago."""

    line: Happening
    case: Case
    complaint: Case
    days: int


@dataclass(frozen=True)
class Listed:
    """Some of them, the newest first, and the place where the next page begins."""

    refused: Sequence[Refused]
    after: str | None


def listed(session: Session, staff: Staff, charter: Charter, *, after: str | None = None) -> Listed:
    """What was refused to people who had complained in the six months before, as far as this person may see both."""
    found: list[Refused] = []
    place = read_moment(after)
    while len(found) <= PAGE:
        lines, complaints = _lines(session, staff, charter, place)
        both = zip(lines, complaints, strict=True)
        found += [one for one in (_within(line, complaint, charter) for line, complaint in both) if one is not None]
        if len(lines) < _AT_ONCE:
            break
        place = (lines[-1].at, lines[-1].id)
    shown = found[:PAGE]
    last = shown[-1].line if len(found) > PAGE else None
    return Listed(shown, write_moment(last.at, last.id) if last else None)


def _lines(
    session: Session, staff: Staff, charter: Charter, place: tuple[datetime, int] | None
) -> tuple[Sequence[Happening], Sequence[Case]]:
    """Refusals to people who had complained before, the newest first, each with the latest complaint before it.

    How long before is looked at afterwards.
    """
    of = aliased(Case)
    seen = sa.select(Case.id).where(Case.id == of.id, seen_by(staff, charter)).correlate(of).exists()
    ours = sa.or_(Happening.what != Happened.AUTHORITY_REFUSED, Happening.staff_id.is_not(None))
    complained = sa.select(Case.id).where(
        _complaints_before(of.customer_id, of.id, Happening.at), seen_by(staff, charter)
    )
    latest = complained.order_by(Case.received_at.desc(), Case.id.desc()).limit(1).correlate(of, Happening)
    rows = (
        sa.select(Happening, latest.scalar_subquery())
        .join(of, Happening.case_id == of.id)
        .where(sa.text(REFUSALS), ours, seen, complained.correlate(of, Happening).exists())
        .options(contains_eager(Happening.case.of_type(of)).joinedload(of.customer))
    )
    if place is not None:
        rows = rows.where(sa.tuple_(Happening.at, Happening.id) < sa.tuple_(*map(sa.literal, place)))
    newest = rows.order_by(Happening.at.desc(), Happening.id.desc()).limit(_AT_ONCE)
    found = session.execute(newest).all()
    complaints = sa.select(Case).where(Case.id.in_({number for _line, number in found}))
    by_number = {one.id: one for one in session.scalars(complaints)} if found else {}
    return [line for line, _number in found], [by_number[number] for _line, number in found]


def _complaints_before(customer: Any, other: Any, at: Any) -> sa.ColumnElement[bool]:
    """The complaints of one customer that came before a moment, without the case that the moment belongs to."""
    theirs = sa.and_(Case.customer_id == customer, Case.kind == Kind.COMPLAINT)
    return sa.and_(theirs, Case.id != other, Case.received_at <= at)


def _within(line: Happening, complaint: Case, charter: Charter) -> Refused | None:
    """The line with the latest complaint before it, where that is no more than six months ago."""
    if line.what is Happened.CLOSED and line.facts.get("outcome") not in REFUSING:
        return None
    on = today_of(charter, line.at)
    if on > months_after(complaint.received_on, MONTHS):
        return None
    return Refused(line, line.case, complaint, (on - complaint.received_on).days)
