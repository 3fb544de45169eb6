"""The history of a case: written, never inferred, never changed."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework.engaging import gives_no_names
from shared.models.cases import Case, Happening
from shared.models.happened import Happened
from shared.models.staff import Staff


def write(
    session: Session,
    case: Case,
    what: Happened,
    *,
    at: datetime,
    by: Staff | None = None,
    public: bool = True,
    once: str | None = None,
    **facts: object,
) -> Happening:
    """Add one line. `facts` must be plain values; `by` is None for what the customer or the system did.

    A public line that is written while the customer is given no names stays without one for good.
    """
    if by is not None and public and gives_no_names(case):
        facts["unnamed"] = True
    happening = Happening(
        case=case,
        at=at,
        what=what,
        staff_id=by.id if by else None,
        by_name=by.name if by else "",
        public=public,
        once_key=once,
        facts=facts,
    )
    case.version += 1
    session.add(happening)
    return happening


def done_already(session: Session, once: str | None) -> bool:
    """Has this very pressing of the button been carried out before?"""
    if not once:
        return False
    return session.scalar(sa.select(Happening.id).where(Happening.once_key == once)) is not None


def tells_of(case: Case, *what: Happened) -> bool:
    """Does the history tell of any of these? It is never changed, so that what it does not tell of was never there."""
    return any(line.what in what for line in case.happenings)


def since(case: Case, version: int) -> list[Happening]:
    """What happened after somebody saw the case at that version; empty when nothing did."""
    missed = max(case.version - version, 0)
    return case.happenings[-missed:] if missed else []
