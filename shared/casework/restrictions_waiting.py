"""What waits for somebody: proposals, letters, reviews that are due, appeals upheld in part (RP-9 to RP-11)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

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
    place = read_key(after)
    if place is not None:
        rows = rows.where(_beyond(place, tab))
    found = session.scalars(listed(rows).order_by(*_order(tab)).limit(PAGE + 1)).all()
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
    if not staff.may(Right.SEE_TEAM_INCIDENTS) and session.scalar(any_seen(staff, charter)) is None:
        return None
    return session.scalar(sa.select(sa.func.count()).select_from(that_wait(staff, charter, today).subquery())) or 0


def that_wait(staff: Staff, charter: Charter, today: date) -> sa.Select[int]:
    """The numbers of those that wait for somebody and that this person may see, as many as are counted."""
    each = [sa.select(Restriction.id).where(_rule(tab, today)) for tab in Tab if tab is not Tab.ALL]
    rows = sa.select(Restriction.id).where(seen_by(staff, charter), Restriction.id.in_(sa.union(*each)))
    return rows.limit(COUNT_TO)


def any_seen(staff: Staff, charter: Charter) -> sa.Select[int]:
    """The number of one that this person may see."""
    return sa.select(Restriction.id).where(seen_by(staff, charter)).limit(1)


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
    unsent = sa.select(Notice.restriction_id).where(Notice.restriction_id.is_not(None), Notice.sent_at.is_(None))
    return Restriction.id.in_(unsent.where(by_hand))


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


def _order(tab: Tab) -> tuple[Any, ...]:
    """What a view is ordered by: by number alone, by which the database has them at hand; only reviews have a day."""
    if tab is Tab.TO_REVIEW:
        return _review_day(), Restriction.id
    return (Restriction.id.desc() if tab is Tab.ALL else Restriction.id,)


def _beyond(place: tuple[date, int], tab: Tab) -> sa.ColumnElement[bool]:
    """What comes after that place in a view."""
    if tab is Tab.TO_REVIEW:
        return sa.tuple_(_review_day(), Restriction.id) > sa.tuple_(*map(sa.literal, place))
    return Restriction.id < place[1] if tab is Tab.ALL else Restriction.id > place[1]


def _review_day() -> sa.ColumnElement[date]:
    return sa.func.coalesce(Restriction.reconsider_on, Restriction.review_on, Restriction.ends_on)


def _day_of(restriction: Restriction, tab: Tab) -> date:
    if tab is not Tab.TO_REVIEW:
        return date.min
    return restriction.reconsider_on or restriction.review_on or restriction.ends_on
