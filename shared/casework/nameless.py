"""Complaints by nobody we know: a manager decides what to do, and whoever has the reference can read it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from shared.casework import clocks, nameless_tasks, procedures, timeline
from shared.casework.closing import end
from shared.casework.steps import require, require_words
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Act
from shared.charter.workflow import Outcome, Step, StepRefused, Why
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.staff import Staff


def take_up(
    session: Session,
    case: Case,
    *,
    day: date | None,
    reason: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> None:
    """A manager decides what to do about a complaint without a name, and why (clause FP-5).

    With a `day` it is looked into, and by that day what came of it stands on its page; without one it is closed.
    Raises `StepRefused`.
    """
    require(Step.TAKE_UP, case, by=by, charter=charter)
    require_words(Step.TAKE_UP, reason)
    today = clocks.today_of(charter, at)
    if day is not None and day <= today:
        raise StepRefused(Step.TAKE_UP, Why.DATE_NOT_LATER, day=today)
    if day is not None and not charter.calendar.counts(day):
        raise StepRefused(Step.TAKE_UP, Why.DATE_NOT_WORKING_DAY, day=day)
    decision = procedures.decision_to_write(case)
    decision.taken_up = day is not None
    if day is not None:
        clocks.promise_reply(case, Act.DECIDE, day, why=reason, on=today, charter=charter)
        clocks.set_next_on(case, charter=charter, today=today)
    else:
        clocks.keep(case, Act.DECIDE, on=today)
        decision.reasons, decision.issued_at, decision.issued_by, decision.issued_by_id = reason, at, by, by.id
        end(case, Outcome.NOT_TAKEN_UP, at=at, charter=charter)
    nameless_tasks.follow(session, case, by=by, at=at, charter=charter)
    facts: dict[str, Any] = {"taken_up": day is not None, "reason": reason, "day": day.isoformat() if day else None}
    timeline.write(session, case, Happened.TAKEN_UP, at=at, by=by, once=once, **facts)
