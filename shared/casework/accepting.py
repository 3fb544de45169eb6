"""When it happened; and that what lies long back is looked into all the same, with the reason why."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from shared.casework import clocks, procedures, timeline
from shared.casework.steps import require, require_words
from shared.charter.organisation import Charter
from shared.charter.workflow import Step, StepRefused, Why
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


def say_when(
    session: Session, case: Case, *, day: date, by: Staff, at: datetime, charter: Charter, once: str | None = None
) -> None:
    """Write down, or put right, when it happened or when the customer came to know of it (standards E-06, Sc-11).

    Time limits are counted from that day, as advice. It moves no promise. Raises `StepRefused`.
    """
    require(Step.SAY_WHEN, case, by=by, charter=charter)
    if day > clocks.today_of(charter, at):
        raise StepRefused(Step.SAY_WHEN, Why.DATE_NOT_YET)
    before = case.happened_on
    if day == before:
        return
    case.happened_on = day
    facts: dict[str, Any] = {"day": day.isoformat(), "before": before.isoformat() if before else None}
    timeline.write(session, case, Happened.WHEN_SAID, at=at, by=by, once=once, **facts)
