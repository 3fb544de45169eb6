"""The read record as the routes write it: in a transaction of its own, because a page that is asked for keeps nothing."""

from flask_login import current_user
from sqlalchemy.orm import Session

from shared.casework import readings
from shared.models.readings import Read
from shared.web.now import now, today
from shared.web.unit_of_work import db, small_write


def opened(what: Read, row: int, *, case_id: int | None = None, customer_id: int | None = None) -> None:
    """Whoever is signed in has opened this page: once for each of them and each day."""
    with small_write() as session:
        _note(session, what, row, case_id, customer_id, why="", once_a_day=True)


def unsealed(what: Read, row: int, *, why: str, case_id: int | None = None, customer_id: int | None = None) -> None:
    """Whoever is signed in is about to see what is sealed, and said why: written in the request's own transaction.

    To be called by a form that was sent; each opening counts. What it shows must be shown by the same answer.
    """
    _note(db(), what, row, case_id, customer_id, why=why, once_a_day=False)


def _note(
    session: Session, what: Read, row: int, case_id: int | None, customer_id: int | None, *, why: str, once_a_day: bool
) -> None:
    who = current_user.staff
    kept = {"case_id": case_id, "customer_id": customer_id}
    readings.note(session, what=what, row=row, staff=who, at=now(), day=today(), why=why, once_a_day=once_a_day, **kept)
