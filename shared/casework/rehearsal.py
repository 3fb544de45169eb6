"""Doing a step for show: what the customer would be sent, and nothing is kept."""

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.models.cases import Case
from shared.models.notices import Notice


def notice_of(session: Session, case: Case, act: Callable[[], object]) -> Notice | None:
    """The notice that this act would owe the customer, or None where nobody would be written to.

    The act is really done, and then undone: what is shown can never differ from what is sent. Raises what the act
    raises, and nothing is kept then either.
    """
    rehearsal = session.begin_nested()
    try:
        act()
        session.flush()
        rows = sa.select(Notice).where(Notice.case_id == case.id, Notice.once_key.not_like("%/team"))
        owed = session.scalars(rows.order_by(Notice.id.desc()).limit(1)).first()
        # The last notice is this act's own only if it was written by it.
        if owed is None or not owed.once_key.startswith(f"{case.reference}/{case.version}/"):
            return None
        session.refresh(owed)
        session.expunge(owed)
        return owed
    finally:
        rehearsal.rollback()
