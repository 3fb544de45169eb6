"""Mail that waits for somebody: found, joined to a case, made a case of, put aside; and forgotten in the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from shared.casework import arrivals, timeline
from shared.casework.finding import seen_by
from shared.casework.paging import read_number
from shared.casework.parcels import Letterbox, Parcel
from shared.charter.access import Right
from shared.charter.organisation import Charter
from shared.files.store import Store
from shared.models.arrivals import WAITING, WAITS, Arrival, Became
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.staff import Staff

PAGE = 25
#: A message as it came is kept so long after it became something; what belongs to no case goes with it.
KEPT_FOR = timedelta(days=28)
ORPHANS_KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Mail:
    """Some messages, and the place where the next page of older ones begins."""

    arrivals: Sequence[Arrival]
    before: str | None


class SettledAlready(Exception):
    """A colleague was quicker: the message has become something."""


def _seen(staff: Staff, charter: Charter) -> sa.ColumnElement[bool]:
    """Mail of a case is for those who may see the case; mail of none for those who see every case (clause RP-26)."""
    if staff.may(Right.SEE_EVERY_CASE):
        return sa.true()
    return sa.select(Case.id).where(Case.id == Arrival.case_id, seen_by(staff, charter)).correlate(Arrival).exists()


def _waits() -> sa.TextClause:
    return sa.text(f"arrivals.{WAITS}")


def mail(session: Session, staff: Staff, charter: Charter, *, waiting: bool = False, before: str | None = None) -> Mail:
    """Messages that this person may see, newest first, a page at a time; `waiting`: those for somebody to look at."""
    rows = sa.select(Arrival).where(_seen(staff, charter)).options(joinedload(Arrival.case))
    if waiting:
        rows = rows.where(sa.text(WAITS))
    place = read_number(before)
    if place is not None:
        rows = rows.where(Arrival.id < place)
    found = session.scalars(rows.order_by(Arrival.id.desc()).limit(PAGE + 1)).all()
    shown = found[:PAGE]
    return Mail(shown, str(shown[-1].id) if len(found) > PAGE else None)


def waiting(session: Session, staff: Staff, charter: Charter) -> int:
    """How many messages wait for somebody, of those that this person may see."""
    rows = sa.select(sa.func.count()).select_from(Arrival)
    return session.scalar(rows.where(_seen(staff, charter), _waits())) or 0


def that_wait(staff: Staff, charter: Charter) -> sa.Select[int]:
    """The messages that wait for somebody, as far as this person may see them."""
    return sa.select(Arrival.id).where(_seen(staff, charter), _waits())


def arrival_seen_by(
    session: Session, number: int, staff: Staff, charter: Charter, *, to_change: bool = False
) -> Arrival | None:
    """One message, if this person may see it. `to_change` holds the row, where the database knows how."""
    rows = sa.select(Arrival).where(Arrival.id == number, _seen(staff, charter))
    if to_change:
        session.scalars(rows.with_for_update()).first()
    return session.scalars(rows.options(joinedload(Arrival.case), joinedload(Arrival.settled_by))).first()


def may_be_sorted(arrival: Arrival) -> bool:
    """Is it open to somebody to make something of it? What machines sent is, in case one was no machine."""
    return arrival.settled_at is None and arrival.became not in (Became.CASE, Became.JOINED)


def join(
    session: Session,
    arrival: Arrival,
    parcel: Parcel,
    case: Case,
    *,
    reason: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    box: Letterbox,
) -> None:
    """Somebody has seen that it belongs to this case. Raises `SettledAlready` and `StepRefused`."""
    _begin(arrival)
    arrivals.join(session, arrival, parcel, case, at=at, charter=charter, box=box, by=by)
    _end(session, arrival, reason=reason, by=by, at=at)


def open_case(
    session: Session,
    arrival: Arrival,
    parcel: Parcel,
    *,
    reason: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    box: Letterbox,
) -> Case:
    """Somebody has seen that it is a person's: it becomes a case to triage. Raises `SettledAlready`."""
    _begin(arrival)
    case = arrivals.opened(session, arrival, parcel, at=at, charter=charter, box=box, by=by)
    _end(session, arrival, reason=reason, by=by, at=at)
    return case


def put_aside(session: Session, arrival: Arrival, *, reason: str, by: Staff, at: datetime) -> None:
    """Somebody has looked: there is nothing to do. Raises `SettledAlready`."""
    _begin(arrival)
    arrival.became = Became.NOTHING
    _end(session, arrival, reason=reason, by=by, at=at)


def _begin(arrival: Arrival) -> None:
    if not may_be_sorted(arrival):
        raise SettledAlready(arrival.id)


def _end(session: Session, arrival: Arrival, *, reason: str, by: Staff, at: datetime) -> None:
    arrival.settled_at, arrival.settled_by_id, arrival.reason = at, by.id, reason
    if arrival.case is not None and arrival.became is not Became.NOTHING:
        timeline.write(
            session,
            arrival.case,
            Happened.MAIL_SORTED,
            at=at,
            by=by,
            public=False,
            reason=reason,
            became=arrival.became,
        )


def forget_old(session: Session, *, at: datetime) -> None:
    """After four weeks a message as it came is forgotten where it became something; one of no case goes altogether.

    What still waits for somebody stays.
    """
    old = sa.and_(Arrival.taken_at < at - KEPT_FOR, Arrival.became.not_in(sorted(WAITING)))
    session.execute(sa.delete(Arrival).where(old, Arrival.case_id.is_(None)))
    session.execute(sa.update(Arrival).where(old, Arrival.raw_name != "").values(raw_name=""))


def forget_orphans(session: Session, store: Store, *, at: datetime) -> int:
    """Delete the messages as they came that no row speaks of any more; how many."""
    gone = 0
    for names in store.older_than(at - ORPHANS_KEPT_FOR):
        asked = sa.select(Arrival.raw_name).where(Arrival.raw_name.in_(names))
        for name in set(names) - set(session.scalars(asked) if names else ()):
            store.delete(name)
            gone += 1
    return gone


def raw_of(arrival: Arrival, store: Store) -> bytes | None:
    """The message as it came; None where it is forgotten, or lies on another machine."""
    try:
        with store.open(arrival.raw_name) as opened:
            return opened.read()
    except FileNotFoundError:
        return None
