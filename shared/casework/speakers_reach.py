"""How whoever speaks for a customer is reached: by staff or on their own page; what is still owed to them follows."""

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import sending, timeline
from shared.casework.customers import email_key
from shared.casework.records import Record
from shared.casework.steps import require
from shared.charter.organisation import Charter
from shared.charter.workflow import Step
from shared.models.happened import Happened
from shared.models.notices import Notice
from shared.models.representatives import Authority, Representative
from shared.models.staff import Staff

_KEPT = ("reach", "email", "phone", "address", "format", "language")
#: What a change may be told by in a history that is never changed: addresses stay out of it.
_TOLD = ("reach", "format", "language")


def record_of(whom: Representative) -> Record:
    """What is recorded of them now."""
    return Record(**{name: getattr(whom, name) for name in _KEPT})


def change(
    session: Session,
    authority: Authority,
    record: Record,
    *,
    at: datetime,
    charter: Charter,
    by: Staff | None = None,
    once: str | None = None,
) -> None:
    """Reach them so from now on, in everything for which they speak (clauses RP-2, CH-9).

    `by` is None where they chose it themselves. What is recorded so already is no change. Raises `StepRefused`, and
    ValueError where the chosen way has no address.
    """
    if by is not None:
        require(Step.HEAR, authority.case, by=by, charter=charter)
    whom = authority.representative
    before, record = record_of(whom), replace(record, interpreter="", times="")
    changed = [name for name in _KEPT if getattr(before, name) != getattr(record, name)]
    if not changed:
        return
    if not record.can_be_reached:
        raise ValueError(f"Nobody can be reached by {record.reach} without an address.")
    for name in changed:
        setattr(whom, name, getattr(record, name))
    whom.email_key = email_key(record.email)
    facts = {name: getattr(record, name) for name in changed if name in _TOLD}
    what = Happened.REACH_CHANGED
    told = {"name": whom.name, "changed": changed, **facts}
    timeline.write(session, authority.case, what, at=at, by=by, public=False, once=once, **told)
    _look_again(session, whom, at=at, charter=charter)


def _look_again(session: Session, whom: Representative, *, at: datetime, charter: Charter) -> None:
    """What is still owed to them is made anew as they need it now; what is on its way is looked at if it comes back."""
    session.flush()
    owed = sa.select(Notice).where(
        Notice.representative_id == whom.id,
        Notice.sent_at.is_(None),
        Notice.parked_at.is_(None),
        sa.or_(Notice.locked_until.is_(None), Notice.locked_until < at),
    )
    for notice in session.scalars(owed.order_by(Notice.id)).all():
        sending.may_leave(session, notice, at=at, charter=charter)
