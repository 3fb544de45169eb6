"""The same council with another calendar, and a change of it carried out to its end."""

from dataclasses import replace
from datetime import UTC, date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import calendar_changes, calendar_looking
from shared.casework.customers import Person
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Counting, Reach
from shared.models.calendar_changes import CalendarChange, CalendarMove
from shared.models.cases import Case, Clock, Happening
from shared.models.notices import Notice
from tests.builders import a_case

#: Monday 21 December 2026: five working days later it is 29 December in Scotland.
BEFORE_CHRISTMAS = datetime(2026, 12, 21, 10, 0, tzinfo=UTC)
REASON = "The council closes between Christmas and New Year."
FESTIVE = {date(2026, 12, 29): "Festive closure", date(2026, 12, 30): "Festive closure"}


def closing(charter: Charter, *days: date, name: str = "Festive closure") -> Charter:
    """The same council, shut on these days too."""
    closures = {**charter.calendar.closures, **dict.fromkeys(days, name)}
    return replace(charter, calendar=replace(charter.calendar, closures=closures))


def working_on(charter: Charter, *days: date) -> Charter:
    """The same council, at work on these bank holidays."""
    return replace(charter, calendar=replace(charter.calendar, worked=charter.calendar.worked | {*days}))


def settled(session: Session, charter: Charter, at: datetime = BEFORE_CHRISTMAS) -> None:
    """Everything so far was counted by the calendar of this charter."""
    calendar_changes.look_if_changed(session, at=at, charter=charter)
    worked_out(session, charter, at=at)


def worked_out(session: Session, charter: Charter, at: datetime = BEFORE_CHRISTMAS) -> None:
    """The worker does all that there is to do."""
    while calendar_changes.work_some(session, at=at, charter=charter):
        session.flush()
    session.flush()


def looked(session: Session, charter: Charter, at: datetime = BEFORE_CHRISTMAS) -> CalendarChange:
    """What the worker finds by itself after the calendar has become that of this charter."""
    change = calendar_changes.look_if_changed(session, at=at, charter=charter)
    assert change is not None
    worked_out(session, charter, at=at)
    return change


def applied(session: Session, charter: Charter, at: datetime = BEFORE_CHRISTMAS) -> CalendarChange:
    """Found, and moved with a reason."""
    change = looked(session, charter, at)
    calendar_changes.apply(session, change, reason=REASON, by=None, at=at, charter=charter)
    worked_out(session, charter, at=at)
    return change


def a_promise(
    session: Session,
    charter: Charter,
    *,
    days: int = 5,
    at: datetime = BEFORE_CHRISTMAS,
    counting: Counting = Counting.AFTER_RECEIPT,
    name: str = "Morag MacLeod",
) -> Clock:
    """A request with one promise alone, of so many days; each customer has an address of their own."""
    person = Person(name=name, email=f"{name.split()[0].lower()}@customer.example", reach=Reach.EMAIL)
    case = a_case(session, charter, at=at, person=person)
    for other in case.clocks[1:]:
        other.dropped_on = other.started_on
    clock = case.clocks[0]
    clock.days, clock.counting = days, counting
    found = calendar_looking.counted(clock, charter.calendar)
    assert found is not None
    clock.due_on, clock.first_due_on = found.due_on, found.first_on
    case.next_on = found.due_on
    session.flush()
    return clock


def told(session: Session, case: Case | None = None) -> list[Notice]:
    """The letters about moved dates."""
    rows = sa.select(Notice).where(Notice.template == "dates_moved").order_by(Notice.id)
    found = session.scalars(rows)
    return [one for one in found if case is None or one.case_id == case.id]


def lines(session: Session, case: Case, what: str = "date-moved") -> list[Happening]:
    """What a history says about moved dates."""
    rows = sa.select(Happening).where(Happening.case_id == case.id, Happening.what == what).order_by(Happening.id)
    return list(session.scalars(rows))


def became(session: Session, change: CalendarChange) -> list[str]:
    """What became of each date of a change, in the order in which they were found."""
    rows = sa.select(CalendarMove.became).where(CalendarMove.change_id == change.id).order_by(CalendarMove.id)
    return [one.value for one in session.scalars(rows)]
