"""Doing a step for show: what the customer would be sent, and nothing is kept."""

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import restriction_letters
from shared.charter.organisation import Charter
from shared.models.cases import Case
from shared.models.notices import Notice
from shared.models.restrictions import Restriction


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


def letter_about(
    session: Session, restriction: Restriction, template: str, *, at: datetime, charter: Charter, **facts: object
) -> Notice | None:
    """The letter about a restriction as it would be owed now; None where the customer could not be reached at all.

    It is made and taken back before anything of it is written.
    """
    with session.no_autoflush:
        notice = restriction_letters.owe(session, restriction, template, at=at, charter=charter, **facts)
        if notice is not None:
            session.expunge(notice)
    return notice
