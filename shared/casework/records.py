"""What is recorded of one person: who may read it, and how it is changed so that everything still owed follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import clocks, notices, sending, timeline
from shared.casework.customers import email_key, known_by, phone_key
from shared.casework.finding import seen_by
from shared.casework.folding import searchable
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Format, Reach, Support
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.models.happened import Happened
from shared.models.notices import Task, TaskKind
from shared.models.staff import Staff

PAGE = 25
#: What a change may be told by in a history that is never changed: addresses stay out of it.
_TOLD = ("reach", "format", "language", "interpreter", "times")


@dataclass(frozen=True)
class Record:
    """How one person is to be reached, and where (clauses RP-4, RP-5, CH-9, CC-4).

    `language` is empty while nobody has asked, `interpreter` where none is needed.
    """

    reach: Reach
    email: str = ""
    phone: str = ""
    address: str = ""
    format: Format = Format.STANDARD
    language: str = ""
    interpreter: str = ""
    times: str = ""

    @property
    def can_be_reached(self) -> bool:
        """Is there an address for the way that was chosen?"""
        needed = {Reach.EMAIL: self.email, Reach.TEXT: self.phone, Reach.PHONE: self.phone, Reach.LETTER: self.address}
        return bool(needed.get(self.reach, "none needed"))


class StaleRecord(Exception):
    """Somebody else changed the record after this person opened it: nothing is saved, both are shown."""


def record_of(customer: Customer) -> Record:
    """What is recorded now."""
    return Record(**{one.name: getattr(customer, one.name) for one in fields(Record)})


def customer_seen_by(
    session: Session, number: int, staff: Staff, charter: Charter, *, to_change: bool = False
) -> Customer | None:
    """The person of that number, if this member of staff may see one of their cases; None tells nothing more.

    `to_change` holds the row until the transaction ends, where the database knows how.
    """
    theirs = sa.exists().where(Case.customer_id == Customer.id, seen_by(staff, charter))
    rows = sa.select(Customer).where(Customer.id == number, theirs)
    if to_change:
        rows = rows.with_for_update(of=Customer).execution_options(populate_existing=True)
    return session.scalars(rows).first()


def cases_seen_by(
    session: Session, customer: Customer, staff: Staff, charter: Charter, *, before: int | None = None
) -> tuple[Sequence[Case], int | None]:
    """Their cases that this member of staff may see, newest first, and the place where the next page begins."""
    rows = sa.select(Case).where(Case.customer_id == customer.id, seen_by(staff, charter))
    if before is not None:
        rows = rows.where(Case.id < before)
    found = session.scalars(rows.order_by(Case.id.desc()).limit(PAGE + 1)).all()
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None


def change(
    session: Session,
    customer: Customer,
    record: Record,
    *,
    case: Case,
    at: datetime,
    charter: Charter,
    by: Staff | None = None,
    seen: int | None = None,
    once: str | None = None,
) -> None:
    """Reach them so from now on, on every case; what is still owed to them is made anew as they need it now.

    `by` is None where the customer changed it themselves; `seen` is the version that was changed, None where it does
    not matter. What is recorded so already is no change. Raises `StaleRecord`, and ValueError where the chosen way has
    no address.
    """
    before = record_of(customer)
    if before == record:
        return
    if seen is not None and seen != customer.version:
        raise StaleRecord
    if not record.can_be_reached:
        raise ValueError(f"Nobody can be reached by {record.reach} without an address.")
    if by is None:
        _tell_where_they_were(session, customer, before, record, case=case, at=at, charter=charter)
    for one in fields(Record):
        setattr(customer, one.name, getattr(record, one.name))
    customer.email_key, customer.phone_key = email_key(record.email), phone_key(record.phone)
    customer.version += 1
    changed = [one.name for one in fields(Record) if getattr(before, one.name) != getattr(record, one.name)]
    facts = {name: getattr(record, name) for name in changed if name in _TOLD}
    timeline.write(session, case, Happened.REACH_CHANGED, at=at, by=by, once=once, changed=changed, **facts)
    _found_by_it(session, customer)
    if "interpreter" in changed:
        _book(session, customer, case=case, at=at, charter=charter)
    sending.look_again(session, customer, at=at, charter=charter)


def _tell_where_they_were(
    session: Session, customer: Customer, before: Record, record: Record, *, case: Case, at: datetime, charter: Charter
) -> None:
    """Whoever holds the link can change where messages go: the old address hears of it, in case it was not them."""
    moved: Mapping[Reach, Any] = {
        Reach.EMAIL: before.email != record.email or record.reach is not Reach.EMAIL,
        Reach.TEXT: before.phone != record.phone or record.reach is not Reach.TEXT,
    }
    if moved.get(before.reach):
        notice = notices.owe_customer(session, case, "reach_changed", at=at, charter=charter)
        if notice is not None:
            notice.anyway = "It goes to where they were reached before."


def _found_by_it(session: Session, customer: Customer) -> None:
    """Search finds their cases by what they can be reached by now, past all that happens on those cases meanwhile."""
    more = searchable(known_by("", customer.email, customer.phone))
    if more:
        theirs = sa.update(Case).where(Case.customer_id == customer.id, Case.norm.not_like(f"%{more}%"))
        session.execute(theirs.values(norm=Case.norm + f" {more}"), execution_options={"synchronize_session": False})


def _book(session: Session, customer: Customer, *, case: Case, at: datetime, charter: Charter) -> None:
    """Another interpreter has to be booked than before, or none."""
    theirs = sa.select(Case.id).where(Case.customer_id == customer.id)
    waiting = (Task.what == TaskKind.INTERPRETER, Task.done_at.is_(None), Task.case_id.in_(theirs))
    session.execute(sa.delete(Task).where(*waiting).execution_options(synchronize_session=False))
    if customer.interpreter:
        by = charter.supported_by(Support.INTERPRETER, clocks.today_of(charter, at))
        notices.task_on(session, case, TaskKind.INTERPRETER, by, at=at, charter=charter, detail=customer.interpreter)
