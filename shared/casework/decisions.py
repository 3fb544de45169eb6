"""A decision in the making: what the complaint is, what was found on each point, and what is still missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from shared.casework import approvals, disputed, procedures, timeline
from shared.casework.steps import require, require_words
from shared.charter.organisation import Charter
from shared.charter.procedure import Finding, Met
from shared.charter.workflow import Step, StepRefused, Why
from shared.models.cases import Case
from shared.models.decisions import Decision, Point
from shared.models.happened import Happened
from shared.models.staff import Staff

#: What was found that something has to put right, or somebody says why nothing does.
RIGHTED = frozenset({Finding.UPHELD, Finding.PARTLY_UPHELD, Finding.RESOLVED})
#: We agree with the customer, at least in part.
_AGREED = frozenset({Finding.UPHELD, Finding.PARTLY_UPHELD})


class Missing(StrEnum):
    """A part without which a decision is not issued (standards E-17, E-18)."""

    DEFINITION = "definition"
    POINTS = "points"
    DISPUTED = "disputed"
    FINDINGS = "findings"
    OUTCOME = "outcome"
    MATCH = "match"
    REASONS = "reasons"
    AGREEMENT = "agreement"
    MET = "met"
    REMEDY = "remedy"
    TRAINING = "training"
    APPROVAL = "approval"


@dataclass(frozen=True)
class PointWritten:
    """One point as staff write it: what it says, what was found, and why; a finding needs its reasons."""

    words: str
    finding: Finding | None = None
    reasons: str = ""


def missing(case: Case, charter: Charter) -> tuple[Missing, ...]:
    """What this stage's decision still lacks before it can be issued, in the order of the letter."""
    decision = procedures.decision_of(case)
    if decision is None:
        wish = (Missing.MET,) if case.wanted.strip() else ()
        return (Missing.DEFINITION, Missing.POINTS, Missing.OUTCOME, Missing.REASONS, *wish)
    lacks = {
        Missing.DEFINITION: not decision.definition.strip(),
        Missing.POINTS: not decision.points,
        Missing.DISPUTED: disputed.standing_no(case) is not None,
        Missing.FINDINGS: decision.outcome is not Finding.RESOLVED and any(not one.finding for one in decision.points),
        Missing.OUTCOME: decision.outcome is None,
        Missing.MATCH: _contradicts(decision),
        Missing.REASONS: not decision.reasons.strip(),
        Missing.AGREEMENT: decision.outcome is Finding.RESOLVED and how_resolved(case) is None,
        Missing.MET: bool(decision.sought.strip()) and not (decision.met and decision.met_how.strip()),
        Missing.REMEDY: decision.outcome in RIGHTED and not (decision.remedies or decision.no_remedy.strip()),
        Missing.TRAINING: decision.outcome in RIGHTED and decision.training is None,
        Missing.APPROVAL: needs_approval(case, charter) and decision.approved_at is None,
    }
    return tuple(part for part, lacking in lacks.items() if lacking)


def _contradicts(decision: Decision) -> bool:
    """Does the whole say no where a point says yes, or yes where every point says no?"""
    found = {one.finding for one in decision.points if one.finding}
    agreed = bool(found & _AGREED)
    if decision.outcome is Finding.NOT_UPHELD:
        return agreed
    return decision.outcome in _AGREED and bool(found) and not agreed and Finding.RESOLVED not in found


def needs_approval(case: Case, charter: Charter) -> bool:
    """Does the charter ask for somebody else to read this stage's decision before it leaves?"""
    stage = procedures.stage_of(case, charter)
    return stage is not None and stage.approval


def findings_for(case: Case, charter: Charter) -> tuple[Finding, ...]:
    """What can be found, in this nation's own set."""
    procedure = procedures.of_case(case, charter)
    return procedure.findings if procedure else ()


def define(
    session: Session,
    case: Case,
    *,
    definition: str,
    sought: str,
    points: Sequence[str],
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> Decision:
    """Write down what the complaint is, point by point, and what the customer wants. Raises `StepRefused`.

    Findings on points that stay keep standing. What was agreed before is agreed no more where the words are others.
    """
    require(Step.AGREE, case, by=by, charter=charter)
    decision = procedures.decision_to_write(case)
    before = (decision.definition, decision.sought, [one.words for one in decision.points])
    words = list(dict.fromkeys(one.strip() for one in points if one.strip()))
    decision.definition, decision.sought = definition.strip(), sought.strip()
    decision.points[:] = _as_points(decision.points, words)
    if before != (decision.definition, decision.sought, words):
        decision.agreed_on, decision.agreed_how = None, ""
        changed(session, decision, by=by, at=at)
        facts = {"definition": decision.definition, "points": words}
        timeline.write(session, case, Happened.POINTS_CHANGED, at=at, by=by, once=once, public=False, **facts)
    return decision


def _as_points(before: Sequence[Point], words: Sequence[str]) -> list[Point]:
    """The points in their new order. One that stays, or was only put in other words, keeps what was found on it."""
    kept = {one.words: one for one in before}
    same_many = len(words) == len(before)
    points = []
    for number, one in enumerate(words, 1):
        point = kept.get(one)
        if point is None and same_many and before[number - 1].words not in words:
            point = before[number - 1]
        point = point or Point(words=one, reasons="")
        point.words, point.number = one, number
        points.append(point)
    return points


def as_found(decision: Decision | None) -> dict[str, Any]:
    """Everything that `find` takes, as it stands now: whoever changes one part of it leaves the others alone."""
    return {
        "points": [PointWritten(one.words, one.finding, one.reasons) for one in decision.points] if decision else [],
        "outcome": decision.outcome if decision else None,
        "reasons": decision.reasons if decision else "",
        "met": decision.met if decision else None,
        "met_how": decision.met_how if decision else "",
        "no_remedy": decision.no_remedy if decision else "",
        "training": decision.training if decision else None,
    }


def find(
    session: Session,
    case: Case,
    *,
    points: Sequence[PointWritten],
    outcome: Finding | None,
    reasons: str,
    met: Met | None,
    met_how: str,
    no_remedy: str,
    training: bool | None,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> Decision:
    """Write down what was found and why, as far as it is known: a draft may lack anything. Raises `StepRefused`.

    `points` are in the order of the points that were defined. A finding outside the nation's set, or one without its
    reasons, is refused.
    """
    require_writing(case, by=by, charter=charter)
    allowed = findings_for(case, charter)
    for one in points:
        if one.finding and (one.finding not in allowed or not one.reasons.strip()):
            raise StepRefused(Step.DECIDE, Why.REASON_MISSING)
    if outcome is not None and outcome not in allowed:
        raise StepRefused(Step.DECIDE, Why.REASON_MISSING)
    decision = procedures.decision_to_write(case)
    for point, written in zip(decision.points, points, strict=False):
        point.finding, point.reasons = written.finding, written.reasons.strip()
    decision.outcome, decision.reasons = outcome, reasons.strip()
    decision.met, decision.met_how = met, met_how.strip()
    decision.no_remedy, decision.training = no_remedy.strip(), training
    changed(session, decision, by=by, at=at)
    facts = {"outcome": outcome.value if outcome else None}
    timeline.write(session, case, Happened.DECISION_CHANGED, at=at, by=by, once=once, public=False, **facts)
    return decision


def agree_resolution(
    session: Session, case: Case, *, how: str, by: Staff, at: datetime, charter: Charter, once: str | None = None
) -> None:
    """The customer agrees to how it is put right, which is more than to what it is about. Raises `StepRefused`."""
    require_writing(case, by=by, charter=charter)
    require_words(Step.DECIDE, how)
    timeline.write(session, case, Happened.RESOLUTION_AGREED, at=at, by=by, once=once, public=False, how=how.strip())


def how_resolved(case: Case) -> str | None:
    """How the customer agreed to what puts it right in this stage; None while nobody has written that down."""
    how: str | None = None
    for line in case.happenings:
        if line.what is Happened.ESCALATED:
            how = None
        elif line.what is Happened.RESOLUTION_AGREED:
            how = line.facts["how"]
    return how


def require_writing(case: Case, *, by: Staff, charter: Charter) -> None:
    """A decision is written by whoever may issue it; who decided an earlier stage may not. Raises `StepRefused`."""
    require(Step.DECIDE, case, by=by, charter=charter)


def changed(session: Session, decision: Decision, *, by: Staff, at: datetime) -> None:
    """What was approved, or waits to be, is not what stands there now: somebody reads it again."""
    decision.approval_asked_at, decision.approval_asked_by, decision.approval_asked_by_id = None, None, None
    decision.approved_at, decision.approved_by, decision.approved_by_id = None, None, None
    approvals.over(session, decision.case, by=by, at=at)
