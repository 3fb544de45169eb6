"""Somebody is limited and was not told, for a reason: that is thought over on a day (clause RP-7, trap T-15)."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from shared.casework import restriction_letters
from shared.casework.restricting import (
    leave_untold,
    require_decider_or_proposer,
    require_excepting,
    require_neutral,
    require_way,
)
from shared.casework.restrictions import enter, entered_already
from shared.charter.fairness import NotAllowed, WhyNot
from shared.charter.organisation import Charter
from shared.models.restrictions import Entered, Restriction, State
from shared.models.staff import Staff


def untold(restriction: Restriction) -> bool:
    """Is it in force without the customer having been told?"""
    return restriction.state is State.IN_FORCE and restriction.told_at is None


def still(
    session: Session,
    restriction: Restriction,
    *,
    reason: str,
    reconsider_on: date,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> None:
    """Thought over, and they are still not told: for a reason, by a higher role, until another day.

    Raises `NotAllowed`.
    """
    if entered_already(session, once):
        return
    _require_untold(restriction)
    require_excepting(restriction, reason, reconsider_on, by=by, at=at, charter=charter)
    leave_untold(session, restriction, reason, reconsider_on, by=by, at=at, once=once)


def tell_after_all(
    session: Session, restriction: Restriction, *, by: Staff, at: datetime, charter: Charter, once: str | None = None
) -> None:
    """Thought over, and they are told now of what began before. Raises `NotAllowed`."""
    if entered_already(session, once):
        return
    _require_untold(restriction)
    require_decider_or_proposer(restriction, by, charter)
    require_neutral(restriction.why, charter)
    require_way(restriction, at=at, charter=charter)
    restriction.told_at, restriction.reconsider_on = at, None
    starts_on = restriction.starts_on.isoformat() if restriction.starts_on else None
    enter(session, restriction, Entered.TOLD, at=at, by=by, once=once, starts_on=starts_on)
    restriction_letters.owe(session, restriction, "restricted", at=at, charter=charter)


def _require_untold(restriction: Restriction) -> None:
    if not untold(restriction):
        raise NotAllowed(WhyNot.NOT_NOW)
