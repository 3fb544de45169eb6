"""From stage to stage: a complaint is looked at again, by somebody who did not decide it before (clause RP-6)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from shared.casework import approvals, clocks, disputed, notices, procedures, timeline
from shared.casework.reaching import FITTING, Telling, check_telling
from shared.casework.steps import end_rest, require, require_words, rest
from shared.charter.organisation import Charter
from shared.charter.workflow import Step
from shared.models.cases import Case
from shared.models.decisions import Decision
from shared.models.happened import Happened
from shared.models.staff import Staff


def ask_next_stage(
    session: Session,
    case: Case,
    *,
    words: str,
    at: datetime,
    charter: Charter,
    once: str | None = None,
    name: str = "",
) -> None:
    """The customer asks for the next stage, or who speaks for them (`name`). Nobody need say why (E-22).

    Raises `StepRefused` where there is none, or where the answer of this stage is still to come.
    """
    require(Step.NEXT_STAGE, case, by=None, charter=charter)
    _raise(session, case, words=words, by=None, at=at, charter=charter, once=once, name=name)


def raise_stage(
    session: Session,
    case: Case,
    *,
    words: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    asked: bool = True,
    once: str | None = None,
    telling: Telling = FITTING,
) -> None:
    """Staff take it to the next stage: the customer `asked` them to, or it is too serious for this one (Sc-04).

    Whoever asks need not say why (E-22); whoever finds it too serious has to. Raises `StepRefused`.
    """
    require(Step.RAISE, case, by=by, charter=charter)
    if not asked:
        require_words(Step.RAISE, words)
        check_telling(session, case, Step.RAISE, telling, by=by, at=at, charter=charter)
    _raise(session, case, words=words, by=by, at=at, charter=charter, once=once, asked=asked, telling=telling)


def _raise(
    session: Session,
    case: Case,
    *,
    words: str,
    by: Staff | None,
    at: datetime,
    charter: Charter,
    once: str | None,
    asked: bool = True,
    telling: Telling = FITTING,
    name: str = "",
) -> None:
    procedure = procedures.of_case(case, charter)
    following = procedure.after(case.stage_number) if procedure else None
    assert procedure is not None and following is not None
    today = clocks.today_of(charter, at)
    end_rest(case, on=today)
    approvals.over(session, case, by=by, at=at)
    disputed.over(session, case, by=by, at=at)
    clocks.drop(case, on=today)
    begun = _begun(case, following.number, today, words if asked else "")
    case.decisions.append(begun)
    case.closed_at, case.outcome, case.acknowledged_at = None, None, None
    case.owner, case.accepted_at, case.stage_number = None, None, following.number
    rest(case)
    clocks.begin_received(case, on=today, charter=charter)
    clocks.set_next_on(case, charter=charter, today=today)
    facts: dict[str, Any] = {"stage": following.name, "words": words.strip(), "asked": asked}
    facts |= {"name": name} if name else {}
    timeline.write(session, case, Happened.ESCALATED, at=at, by=by, once=once, number=following.number, **facts)
    facts = {"stage": following.name, "plain": following.plain, "reason": "" if asked else words.strip()}
    told = telling if facts["reason"] else telling.of_ready_words
    notices.owe(session, case, "escalated", at=at, charter=charter, telling=told, **facts)


def _begun(case: Case, stage: int, on: date, words: str) -> Decision:
    """A fresh decision: what the complaint is, and what the customer wants, are taken along; what was found is not."""
    before = procedures.decision_of(case)
    return procedures.begun(
        case.procedure,
        stage,
        on,
        sought=before.sought if before else case.wanted,
        definition=before.definition if before else "",
        asked=words.strip(),
        points=[one.words for one in before.points] if before else (),
    )
