"""How a case ends, and how it opens again: never silently (clause CC-7)."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from shared.casework import (
    appointments,
    approvals,
    clocks,
    disputed,
    managed,
    nameless_tasks,
    notices,
    procedures,
    ties,
    timeline,
)
from shared.casework.reaching import FITTING, Telling, check_telling
from shared.casework.steps import end_rest, require, require_words, rest
from shared.charter.measures import APPEAL
from shared.charter.organisation import Charter, Signpost
from shared.charter.promises import Promise
from shared.charter.vocabulary import Act, Kind
from shared.charter.workflow import CLOSING_WITHOUT_REPLY, Outcome, Stage, Step, StepRefused, Why
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.links import Tie
from shared.models.staff import Staff

#: Endings that were an answer.
ANSWERS = frozenset({Outcome.ANSWERED, Outcome.RESOLVED_AT_FIRST_CONTACT})
#: Endings after which nothing was owed at all: figures leave these promises out.
_OWED_NOTHING = frozenset({Outcome.WITHDRAWN, Outcome.SAME_AS_ANOTHER})


def close(
    session: Session,
    case: Case,
    *,
    outcome: Outcome,
    reason: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
    telling: Telling = FITTING,
    answered_in: Case | None = None,
    whose: Signpost | None = None,
) -> None:
    """Close without a full reply: the reason is recorded and the person is told it. Raises `StepRefused`.

    `answered_in` is the earlier case in which we answered the same person (clause SC-4); `whose` is it, if not ours.
    """
    require(Step.CLOSE, case, by=by, charter=charter)
    require_words(Step.CLOSE, reason)
    check_telling(session, case, Step.CLOSE, telling, by=by, at=at, charter=charter)
    if outcome not in closing_ways(case):
        raise ValueError(f"{outcome} is not a way to close this without a reply")
    where = _where_instead(session, case, answered_in, whose, by=by, at=at)
    today = clocks.today_of(charter, at)
    clocks.restart(case, on=today, charter=charter)
    if outcome not in _OWED_NOTHING and clocks.open_clock(case, Act.ACKNOWLEDGE):
        clocks.keep(case, Act.ACKNOWLEDGE, on=today, by_act=Act.EXPLAIN)
        case.acknowledged_at = case.acknowledged_at or at
    end(case, outcome, at=at, charter=charter)
    nameless_tasks.follow(session, case, by=by, at=at, charter=charter)
    approvals.over(session, case, by=by, at=at)
    disputed.over(session, case, by=by, at=at)
    appointments.end_with_case(session, case, by=by, at=at, charter=charter)
    timeline.write(session, case, Happened.CLOSED, at=at, by=by, once=once, outcome=outcome, reason=reason, **where)
    told = {"outcome": outcome.value, "reason": reason, **where}
    if answered_in is not None:
        told["other"] = f"/track/{answered_in.reference}/{answered_in.tracking_key}"
    notices.owe(session, case, "closed", at=at, charter=charter, telling=telling, **told)


def _where_instead(
    session: Session, case: Case, answered_in: Case | None, whose: Signpost | None, *, by: Staff, at: datetime
) -> dict[str, Any]:
    """Where the answer is, or who has it. Raises `StepRefused` for another person's answer, or one never given."""
    facts: dict[str, Any] = {}
    if answered_in is not None:
        if case.customer_id is None or answered_in.customer_id != case.customer_id:
            raise StepRefused(Step.CLOSE, Why.NOT_SAME_CUSTOMER)
        if answered_in.seal is not case.seal or answered_in.id == case.id:
            raise StepRefused(Step.CLOSE, Why.SAME_CASE if answered_in.id == case.id else Why.SEALED_DIFFERENTLY)
        if answered_in.outcome not in ANSWERS or answered_in.closed_at is None:
            raise StepRefused(Step.CLOSE, Why.NOT_ANSWERED_THERE, name=answered_in.reference)
        ties.tie(session, case, answered_in, Tie.ANSWERED_IN, at=at, by=by)
        facts |= {"other_reference": answered_in.reference, "answered_at": answered_in.closed_at.isoformat()}
    if whose is not None:
        facts |= {"whose": whose.name, "what_for": whose.what_for, "link": whose.link, "phone": whose.phone}
    return facts


def closing_ways(case: Case) -> tuple[Outcome, ...]:
    """How this case may be closed without a full reply: only a complaint can have come too late (E-06)."""
    if case.procedure == APPEAL:  # always heard and decided, unless they want it no more (clause RP-10)
        return (Outcome.WITHDRAWN,)
    return tuple(one for one in CLOSING_WITHOUT_REPLY if one is not Outcome.NOT_ACCEPTED or case.kind is Kind.COMPLAINT)


def withdraw(session: Session, case: Case, *, at: datetime, charter: Charter, words: str = "", name: str = "") -> None:
    """The customer wants no more done. Asked for twice, it happens once. Raises `StepRefused`.

    `name` is that of whoever said so for them, where it was not they; both read who it was.
    """
    if case.outcome is Outcome.WITHDRAWN:
        return
    require(Step.WITHDRAW, case, by=None, charter=charter)
    clocks.restart(case, on=clocks.today_of(charter, at), charter=charter)
    end(case, Outcome.WITHDRAWN, at=at, charter=charter)
    nameless_tasks.follow(session, case, by=None, at=at, charter=charter)
    approvals.over(session, case, by=None, at=at)
    disputed.over(session, case, by=None, at=at)
    appointments.end_with_case(session, case, by=None, at=at, charter=charter)
    whose: dict[str, Any] = {"name": name} if name else {}
    timeline.write(session, case, Happened.WITHDRAWN, at=at, reason=words, **whose)
    notices.owe(session, case, "withdrawn", at=at, charter=charter, told_by=name)


def reopen(
    session: Session,
    case: Case,
    *,
    reason: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
    telling: Telling = FITTING,
) -> None:
    """Open it again, with the reason and a new promise. Raises `StepRefused`."""
    require(Step.REOPEN, case, by=by, charter=charter)
    if ties.joined_to(session, case) is not None:
        raise StepRefused(Step.REOPEN, Why.JOINED_ALREADY)
    require_words(Step.REOPEN, reason)
    check_telling(session, case, Step.REOPEN, telling, by=by, at=at, charter=charter)
    open_again(session, case, at=at, charter=charter, by=by, reason=reason, once=once)
    notices.owe(session, case, "reopened", at=at, charter=charter, telling=telling, reason=reason)


def open_again(
    session: Session,
    case: Case,
    *,
    at: datetime,
    charter: Charter,
    by: Staff | None = None,
    reason: str = "",
    once: str | None = None,
) -> None:
    """A closed case is open once more, and an answer is promised from today by the promise of its own day."""
    today = clocks.today_of(charter, at)
    case.closed_at, case.outcome = None, None
    rest(case)
    clocks.begin(case, _answer_promised(case, charter), on=today, charter=charter)
    decision = procedures.decision_of(case)
    if decision is not None:  # what was decided is a draft again, which somebody else may have to approve anew
        decision.issued_at, decision.issued_by_id = None, None
        decision.approved_at, decision.approved_by_id, decision.approval_asked_at = None, None, None
    clocks.set_next_on(case, charter=charter, today=today)
    nameless_tasks.follow(session, case, by=by, at=at, charter=charter)
    timeline.write(session, case, Happened.REOPENED, at=at, by=by, once=once, reason=reason)
    managed.past_the_protected(session, case, at=at, charter=charter)


def _answer_promised(case: Case, charter: Charter) -> Promise:
    """What is owed to somebody whose case is open again: the answer, or whatever ends it instead."""
    found = {promise.act: promise for promise in clocks.promised(case, charter)}
    return next(found[act] for act in (Act.REPLY, Act.DECIDE, Act.ACKNOWLEDGE) if act in found)


def end(case: Case, outcome: Outcome, *, at: datetime, charter: Charter) -> None:
    """The case is closed with this outcome; what is still owed is owed no longer."""
    today = clocks.today_of(charter, at)
    clocks.drop(case, on=today)
    end_rest(case, on=today)
    case.stage, case.closed_at, case.outcome, case.waiting_until = Stage.CLOSED, at, outcome, None
    clocks.set_next_on(case, charter=charter, today=today)
