"""A complaint rests while people talk it over with somebody in between, and goes on (clause FP-4)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from shared.casework import clocks, notices, timeline
from shared.casework.reaching import FITTING, Telling, check_telling
from shared.casework.steps import end_rest, move, require, require_words
from shared.casework.steps import rest as lie
from shared.charter.organisation import Charter
from shared.charter.workflow import Stage, Step, StepRefused, Why
from shared.models.cases import Case
from shared.models.decisions import Rest, RestFor
from shared.models.happened import Happened
from shared.models.staff import Staff


def rest(
    session: Session,
    case: Case,
    *,
    what: RestFor,
    reason: str,
    review_on: date,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
    telling: Telling = FITTING,
) -> None:
    """Let a complaint rest: every clock stands still, and on `review_on` we look again.

    Published figures keep the dates from before. What is late already stays late. Raises `StepRefused`.
    """
    require(Step.REST, case, by=by, charter=charter)
    require_words(Step.REST, reason)
    check_telling(session, case, Step.REST, telling, by=by, at=at, charter=charter)
    today = clocks.today_of(charter, at)
    if review_on <= today:
        raise StepRefused(Step.REST, Why.DATE_NOT_LATER, day=today)
    if review_on > charter.calendar.horizon:
        raise StepRefused(Step.REST, Why.DATE_NOT_KNOWN, day=clocks.last_known(charter))
    if not charter.calendar.counts(review_on):
        raise StepRefused(Step.REST, Why.DATE_NOT_WORKING_DAY, day=review_on)
    clocks.restart(case, on=today, charter=charter)
    clocks.stop(case, on=today, until=review_on, why=reason, charter=charter, every=True)
    case.rests.append(Rest(what=what, reason=reason, began_on=today, review_on=review_on, how=""))
    case.waiting_until, case.rest_until = None, review_on
    move(case, Step.REST)
    clocks.set_next_on(case, charter=charter, today=today)
    facts: dict[str, Any] = {"rests_for": what.value, "reason": reason, "until": review_on.isoformat()}
    timeline.write(session, case, Happened.RESTED, at=at, by=by, once=once, **facts)
    notices.owe(session, case, "rested", at=at, charter=charter, telling=telling, **facts)


def go_on(
    session: Session,
    case: Case,
    *,
    how: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
    telling: Telling = FITTING,
) -> None:
    """It rests no longer, and `how` says how the talks ended: clocks gain the days for which they stood still.

    Raises `StepRefused`.
    """
    require(Step.GO_ON, case, by=by, charter=charter)
    require_words(Step.GO_ON, how)
    check_telling(session, case, Step.GO_ON, telling, by=by, at=at, charter=charter)
    facts = _end(case, how, at=at, charter=charter)
    timeline.write(session, case, Happened.REST_ENDED, at=at, by=by, once=once, **facts)
    notices.owe(session, case, "goes_on", at=at, charter=charter, telling=telling, reason=how)


def ask_to_go_on(
    session: Session, case: Case, *, words: str, at: datetime, charter: Charter, once: str | None = None, name: str = ""
) -> None:
    """The customer wants it to rest no longer, or who speaks for them (`name`): it goes on, as the letter says.

    Nobody need say why. Where it does not rest, nothing is done.
    """
    if case.stage is not Stage.RESTING:
        return
    facts = _end(case, words.strip(), at=at, charter=charter) | ({"name": name} if name else {})
    timeline.write(session, case, Happened.REST_ENDED, at=at, once=once, asked=True, **facts)
    notices.owe(session, case, "goes_on", at=at, charter=charter, reason="", asked=True)


def _end(case: Case, how: str, *, at: datetime, charter: Charter) -> dict[str, Any]:
    """Nothing stands still any longer; what the history says of it."""
    today = clocks.today_of(charter, at)
    end_rest(case, on=today, how=how)
    restarted = clocks.restart(case, on=today, charter=charter)
    lie(case)
    clocks.set_next_on(case, charter=charter, today=today)
    due = restarted[0].due_on if restarted else None
    return {"reason": how, "day": due.isoformat() if due else None}
