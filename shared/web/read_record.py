"""The read record as the routes write it: in a transaction of its own, because a page that is asked for keeps none."""

from typing import Any

from flask_login import current_user

from shared.casework import readings
from shared.models.readings import Read
from shared.web.now import now, today
from shared.web.unit_of_work import db, small_write


def opened(what: Read, row: int, *, case_id: int | None = None, customer_id: int | None = None) -> None:
    """Whoever is signed in has opened this page: once for each of them and each day."""
    if readings.is_noted(db(), what=what, row=row, staff=current_user.staff, day=today()):
        return
    with small_write() as session:
        readings.note(session, what=what, row=row, **_by_me(case_id, customer_id))


def unsealed(what: Read, row: int, *, why: str, case_id: int | None = None, customer_id: int | None = None) -> None:
    """Whoever is signed in is about to see what is sealed, and said why: written in the request's own transaction.

    To be called by a form that was sent; each opening counts. What it shows must be shown by the same answer.
    """
    readings.note(db(), what=what, row=row, why=why, once_a_day=False, **_by_me(case_id, customer_id))


def _by_me(case_id: int | None, customer_id: int | None) -> dict[str, Any]:
    whose = {"case_id": case_id, "customer_id": customer_id}
    return {"staff": current_user.staff, "at": now(), "day": today(), **whose}
