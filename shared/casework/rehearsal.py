"""Doing a step for show: what the customer would be sent, and nothing is kept."""

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.models.cases import Case
from shared.models.notices import Notice


def notice_of(session: Session, case: Case, act: Callable[[], object]) -> Notice | None:
    """The notice that this act would owe the customer, or whoever gets it in their place; None where nobody does.

    The act is really done, and then undone: what is shown can never differ from what is sent. Raises what the act
    raises, and nothing is kept then either.
    """
    rehearsal = session.begin_nested()
    try:
        act()
        session.flush()
        # A notice is this act's own only if it was owed with the last line of the history, which the act wrote.
        own = Notice.once_key.startswith(f"{case.reference}/{case.version}/", autoescape=True)
        rows = sa.select(Notice).where(Notice.case_id == case.id, own, Notice.once_key.not_like("%/team"))
        customers_first = Notice.representative_id.is_not(None)
        owed = session.scalars(rows.order_by(customers_first, Notice.id).limit(1)).first()
        if owed is None:
            return None
        session.refresh(owed)
        session.expunge(owed)
        return owed
    finally:
        rehearsal.rollback()
