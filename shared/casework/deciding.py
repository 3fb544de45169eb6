"""A decision leaves: read by somebody else where the charter asks for it, then issued as a letter that was built."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from shared.casework import appeals, approvals, clocks, decisions, notices, procedures, timeline
from shared.casework.closing import end
from shared.casework.letters import body_of, letter_of
from shared.casework.reaching import FITTING, Telling, check_telling
from shared.casework.replies import say
from shared.casework.steps import require, require_words
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Act
from shared.charter.workflow import Outcome, Step, StepRefused, Why
from shared.models.cases import Case
from shared.models.decisions import RemedyState
from shared.models.happened import Happened
from shared.models.staff import Staff


def ask_approval(
    session: Session, case: Case, *, by: Staff, at: datetime, charter: Charter, once: str | None = None
) -> None:
    """Ask somebody else to read the decision before it leaves. Raises `StepRefused` while a part is missing."""
    decisions.require_writing(case, by=by, charter=charter)
    _require_parts(case, Step.DECIDE, charter)
    decision = procedures.decision_to_write(case)
    decision.approval_asked_at, decision.approval_asked_by, decision.returned = at, by, ""
    decision.approval_asked_by_id = by.id
    decision.approved_at, decision.approved_by, decision.approved_by_id = None, None, None
    approvals.ask(session, case, by=by, at=at, charter=charter)
    timeline.write(session, case, Happened.APPROVAL_ASKED, at=at, by=by, once=once, public=False)


def _require_parts(case: Case, step: Step, charter: Charter) -> None:
    lacking = [part for part in decisions.missing(case, charter) if part is not decisions.Missing.APPROVAL]
    if lacking:
        raise StepRefused(step, Why.PARTS_MISSING, parts=[part.value for part in lacking])


def approve(
    session: Session, case: Case, *, by: Staff, at: datetime, charter: Charter, once: str | None = None
) -> None:
    """I have read it, and it may leave. Never by whoever wrote it. Raises `StepRefused`."""
    require(Step.APPROVE, case, by=by, charter=charter)
    decision = procedures.decision_to_write(case)
    decision.approved_at, decision.approved_by, decision.approved_by_id = at, by, by.id
    approvals.over(session, case, by=by, at=at)
    timeline.write(session, case, Happened.APPROVED, at=at, by=by, once=once, public=False)


def send_back(
    session: Session, case: Case, *, reason: str, by: Staff, at: datetime, charter: Charter, once: str | None = None
) -> None:
    """It may not leave as it is, and this is why: it is a draft again. Raises `StepRefused`."""
    require(Step.APPROVE, case, by=by, charter=charter)
    require_words(Step.APPROVE, reason)
    decision = procedures.decision_to_write(case)
    decisions.changed(session, decision, by=by, at=at)
    decision.returned = reason.strip()
    timeline.write(session, case, Happened.RETURNED, at=at, by=by, once=once, public=False, reason=reason)


def issue(
    session: Session,
    case: Case,
    *,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
    telling: Telling = FITTING,
) -> None:
    """Send the decision, built from its parts, and close the case (clauses CC-6, RP-6; standards E-17, E-18).

    Remedies that were offered are promised from now on, and live on. Raises `StepRefused`, with the parts that are
    missing where some are.
    """
    require(Step.DECIDE, case, by=by, charter=charter)
    lacking = decisions.missing(case, charter)
    if lacking:
        why = Why.NEEDS_APPROVAL if lacking == (decisions.Missing.APPROVAL,) else Why.PARTS_MISSING
        raise StepRefused(Step.DECIDE, why, parts=[part.value for part in lacking])
    check_telling(session, case, Step.DECIDE, telling, by=by, at=at, charter=charter)
    _leave(session, case, by=by, at=at, charter=charter, once=once, telling=telling)


def as_issued(
    session: Session,
    case: Case,
    *,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
    telling: Telling = FITTING,
) -> None:
    """Issue it for show, before anybody has read it: only inside a rehearsal. Raises `StepRefused`."""
    _require_parts(case, Step.DECIDE, charter)
    check_telling(session, case, Step.DECIDE, telling, by=by, at=at, charter=charter)
    _leave(session, case, by=by, at=at, charter=charter, once=once, telling=telling)


def _leave(
    session: Session, case: Case, *, by: Staff, at: datetime, charter: Charter, once: str | None, telling: Telling
) -> None:
    decision = procedures.decision_to_write(case)
    letter = letter_of(case, decision, charter, by=by, on=clocks.today_of(charter, at))
    words = body_of(letter, charter, telling.words_in or charter.organisation.languages[0])
    _keep_all(case, at=at, charter=charter)
    decision.issued_at, decision.issued_by, decision.issued_by_id = at, by, by.id
    for remedy in decision.remedies:
        if remedy.state is RemedyState.OFFERED:
            remedy.state = RemedyState.AGREED
    say(case, words, by=by, at=at, charter=charter, telling=telling)
    end(case, Outcome.ANSWERED, at=at, charter=charter)
    outcome = decision.outcome.value if decision.outcome else None
    facts: dict[str, Any] = {"outcome": outcome, "stage": case.stage_number}
    timeline.write(session, case, Happened.DECIDED, at=at, by=by, once=once, **facts)
    appeals.decided(session, case, decision.outcome, by=by, at=at, charter=charter)
    notices.owe(session, case, "decided", at=at, charter=charter, telling=telling, words=words, letter=letter)


def _keep_all(case: Case, *, at: datetime, charter: Charter) -> None:
    """The answer keeps its own promise, and that of the acknowledgement where nobody had acknowledged."""
    today = clocks.today_of(charter, at)
    clocks.restart(case, on=today, charter=charter)
    if clocks.open_clock(case, Act.ACKNOWLEDGE):
        clocks.keep(case, Act.ACKNOWLEDGE, on=today, by_act=Act.REPLY)
        clocks.begin_after(case, Act.ACKNOWLEDGE, on=today, charter=charter)
    case.acknowledged_at = case.acknowledged_at or at
    clocks.keep(case, Act.REPLY, on=today)
