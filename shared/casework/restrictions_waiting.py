"""What waits for somebody: proposals, letters, reviews that are due, appeals upheld in part (RP-9 to RP-11)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from shared.casework.notices import CARRIED
from shared.casework.paging import read_key, write_key
from shared.casework.restrictions_seen import listed, seen_by
from shared.casework.reviewing import STANDING
from shared.charter.access import Right
from shared.charter.organisation import Charter
from shared.charter.procedure import Finding
from shared.models.notices import Notice
from shared.models.restrictions import Entered, Entry, Restriction, State
from shared.models.staff import Staff

PAGE = 25
#: Counts stop here: nobody acts differently on more.
COUNT_TO = 100


class Tab(StrEnum):
    """The views of the queue; all but the last hold what somebody has to do."""

    TO_DECIDE = "to-decide"
    TO_TELL = "to-tell"
    TO_BRING = "to-bring"
    TO_REVIEW = "to-review"
    AFTER_APPEAL = "after-appeal"
    ALL = "all"


@dataclass(frozen=True)
class Waiting:
    """Some restrictions, and the key of the next page."""

    restrictions: Sequence[Restriction]
    after: str | None


def queue(
    session: Session, staff: Staff, charter: Charter, *, tab: Tab, today: date, after: str | None = None
) -> Waiting:
    """One view of the queue, as far as this person may see it, a page at a time: what has waited longest comes first.

    All of them come newest first.
    """
    rows = sa.select(Restriction).where(seen_by(staff, charter), _rule(tab, today))
    place = read_key(after) if after else None
    day, number = _day(tab), Restriction.id
    if place is not None:
        here, there = sa.tuple_(day, number), sa.tuple_(sa.literal(place[0]), sa.literal(place[1]))
        rows = rows.where(here < there if tab is Tab.ALL else here > there)
    order = (day.desc(), number.desc()) if tab is Tab.ALL else (day, number)
    found = session.scalars(listed(rows).order_by(*order).limit(PAGE + 1)).all()
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Waiting(found[:PAGE], write_key(_day_of(last, tab), last.id) if last else None)


def counts(session: Session, staff: Staff, charter: Charter, *, today: date) -> Mapping[Tab, int]:
    """How many each view holds, counted no further than `COUNT_TO`, in one question."""
    mine = seen_by(staff, charter)
    columns = [_count(sa.and_(mine, _rule(tab, today))).label(tab.name) for tab in Tab]
    row = session.execute(sa.select(*columns)).one()
    return {tab: int(count) for tab, count in zip(Tab, row, strict=True)}


def in_menu(session: Session, staff: Staff, charter: Charter, *, today: date) -> int | None:
    """How many wait for somebody, for the menu; None for whoever may see none, and then the menu says nothing."""
    if not staff.may(Right.PROPOSE_RESTRICTIONS):
        return None
    mine = seen_by(staff, charter)
    if not staff.may(Right.SEE_TEAM_INCIDENTS) and not session.scalar(sa.select(sa.exists().where(mine))):
        return None
    waits = sa.or_(*(_rule(tab, today) for tab in Tab if tab is not Tab.ALL))
    return int(session.scalar(sa.select(_count(sa.and_(mine, waits)))) or 0)


def _count(rule: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    some = sa.select(Restriction.id).where(rule).limit(COUNT_TO).subquery()
    return sa.select(sa.func.count()).select_from(some).scalar_subquery()


def _rule(tab: Tab, today: date) -> sa.ColumnElement[bool]:
    stands = Restriction.state.in_(STANDING)
    match tab:
        case Tab.TO_DECIDE:
            return Restriction.state == State.PROPOSED
        case Tab.TO_TELL:
            return Restriction.state == State.APPROVED
        case Tab.TO_BRING:
            return _has_letter()
        case Tab.TO_REVIEW:
            return sa.and_(stands, sa.or_(Restriction.review_on <= today, Restriction.reconsider_on <= today))
        case Tab.AFTER_APPEAL:
            return sa.and_(stands, _upheld_in_part())
    return sa.true()


def _has_letter() -> sa.ColumnElement[bool]:
    """A letter about it does not leave by itself, or has come back."""
    by_hand = sa.or_(Notice.held_for.is_not(None), Notice.reach.not_in(sorted(CARRIED)), Notice.parked_at.is_not(None))
    return sa.exists().where(Notice.restriction_id == Restriction.id, Notice.sent_at.is_(None), by_hand)


def _upheld_in_part() -> sa.ColumnElement[bool]:
    """An appeal was upheld in part, and nothing was changed since."""
    later = aliased(Entry)
    since = sa.exists().where(
        later.restriction_id == Entry.restriction_id,
        later.id > Entry.id,
        later.what.in_([Entered.CHANGED, Entered.ENDED, Entered.APPEAL_DECIDED]),
    )
    return sa.exists().where(
        Entry.restriction_id == Restriction.id,
        Entry.what == Entered.APPEAL_DECIDED,
        Entry.facts["outcome"].as_string() == Finding.PARTLY_UPHELD.value,
        ~since,
    )


def _day(tab: Tab) -> sa.ColumnElement[date]:
    """What a view is ordered by, before the number: only reviews have a day of their own."""
    if tab is not Tab.TO_REVIEW:
        return sa.literal(date.min, sa.Date)
    return sa.func.coalesce(Restriction.reconsider_on, Restriction.review_on, Restriction.ends_on)


def _day_of(restriction: Restriction, tab: Tab) -> date:
    if tab is not Tab.TO_REVIEW:
        return date.min
    return restriction.reconsider_on or restriction.review_on or restriction.ends_on
