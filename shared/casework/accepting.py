"""A complaint about something that lies long back is looked into all the same, and somebody says why."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from shared.casework import procedures, timeline
from shared.casework.steps import require, require_words
from shared.charter.organisation import Charter
from shared.charter.workflow import Step
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.staff import Staff


def accept_late(
    session: Session, case: Case, *, reason: str, by: Staff, at: datetime, charter: Charter, once: str | None = None
) -> None:
    """Look into a complaint although it came late, for a reason that is kept (standards E-06, Sc-11).

    The limit is advice: nothing is ever refused by itself, and a complaint that nobody says this of is dealt with like
    every other. Raises `StepRefused`.
    """
    require(Step.ACCEPT_LATE, case, by=by, charter=charter)
    require_words(Step.ACCEPT_LATE, reason)
    last = procedures.last_day(case, charter)
    procedures.decision_to_write(case).late_reason = reason.strip()
    facts: dict[str, Any] = {"reason": reason.strip(), "last": last.isoformat() if last else None}
    timeline.write(session, case, Happened.ACCEPTED_LATE, at=at, by=by, once=once, **facts)
