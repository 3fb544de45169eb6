"""One answer, prepared once, to several people's like contacts: each gets their own, by the ordinary acts."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from shared.casework import deciding, decisions, procedures, remedies, replies, timeline
from shared.casework.decisions import PointWritten
from shared.casework.joining import alike
from shared.casework.reaching import Telling
from shared.casework.steps import is_closed, steps_for
from shared.charter.organisation import Charter
from shared.charter.workflow import Step, StepRefused, Why
from shared.models.cases import Case
from shared.models.decisions import Decision
from shared.models.staff import Staff


@dataclass(frozen=True)
class Came:
    """What came of one case: it went well, or it stays as it is and this is why."""

    case: Case
    refused: StepRefused | None = None


def answering_step(case: Case) -> Step:
    """With which step this case is answered: a complaint by its decision, everything else by a reply."""
    return Step.DECIDE if case.procedure else Step.REPLY


def kept_from(case: Case, by: Staff, charter: Charter) -> Why | None:
    """Why this person cannot answer this case now, or None where they can."""
    return steps_for(case, by, charter)[answering_step(case)]


def reply_to_each(
    session: Session,
    cases: Sequence[Case],
    *,
    words: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str,
    seen: Mapping[str, int],
) -> list[Came]:
    """Answer every open one of these with the same words: each in their own format, translated where need be.

    One that is refused stays as it is while the others leave, and so does one that has moved on since it was `seen`.
    Pressed twice, each gets one.
    """
    telling = Telling(words_in=charter.organisation.languages[0], translate=True)

    def act(case: Case, pressing: str) -> None:
        replies.reply(session, case, words=words, by=by, at=at, charter=charter, once=pressing, telling=telling)

    return _each(session, cases, act, once, seen)


def decide_each(
    session: Session,
    cases: Sequence[Case],
    *,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str,
    seen: Mapping[str, int],
) -> list[Came]:
    """Issue the decision of every open one of these, each a letter of its own, as `reply_to_each` does."""
    telling = Telling(words_in=charter.organisation.languages[0], translate=True)

    def act(case: Case, pressing: str) -> None:
        deciding.issue(session, case, by=by, at=at, charter=charter, once=pressing, telling=telling)

    return _each(session, cases, act, once, seen)


def copy_to_each(
    session: Session, source: Case, cases: Sequence[Case], *, by: Staff, at: datetime, charter: Charter, once: str
) -> list[Came]:
    """Put the decision written on one complaint into the others of the same stage, as a draft to look through.

    What is found and why, and what puts it right, is the same; what each person wants to happen, and how far that is
    met, is their own and is written for each. A decision that somebody has begun stays as it is.
    """
    decision = procedures.decision_of(source)
    if decision is None or decision.outcome is None:
        raise StepRefused(Step.DECIDE, Why.PARTS_MISSING, parts=["outcome"])

    def act(case: Case, pressing: str) -> None:
        _copy(session, source, decision, case, by=by, at=at, charter=charter, once=pressing)

    return _each(session, [one for one in cases if one is not source], act, once)


def _copy(
    session: Session,
    source: Case,
    decision: Decision,
    case: Case,
    *,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str,
) -> None:
    if not alike(case, source):
        raise StepRefused(Step.DECIDE, Why.NOT_ALIKE)
    own = procedures.decision_of(case)
    if own is not None and (own.outcome is not None or own.points or own.definition):
        raise StepRefused(Step.DECIDE, Why.HAS_ITS_OWN)
    decisions.require_writing(case, by=by, charter=charter)
    sought = own.sought if own is not None else case.wanted
    said: dict[str, Any] = {"by": by, "at": at, "charter": charter}
    points = [one.words for one in decision.points]
    decisions.define(session, case, definition=decision.definition, sought=sought, points=points, **said)
    decisions.find(
        session,
        case,
        points=[PointWritten(one.words, one.finding, one.reasons) for one in decision.points],
        outcome=decision.outcome,
        reasons=decision.reasons,
        met=None,
        met_how="",
        no_remedy=decision.no_remedy,
        training=decision.training,
        once=once,
        **said,
    )
    for one in decision.remedies:
        more: dict[str, Any] = {"due_on": one.due_on, "owner": one.owner, "pence": one.pence, **said}
        remedies.offer(session, case, kind=one.kind, words=one.words, **more)


def _each(
    session: Session,
    cases: Sequence[Case],
    act: Callable[[Case, str], None],
    once: str,
    seen: Mapping[str, int] | None = None,
) -> list[Came]:
    """Act on each open case by itself: what one of them is refused changes nothing on it, and nothing on the others."""
    came = []
    for case in cases:
        pressing = _pressing(once, case)
        if is_closed(case) or timeline.done_already(session, pressing):
            continue
        if seen is not None and seen.get(case.reference) != case.version:
            came.append(Came(case, StepRefused(answering_step(case), Why.MOVED_ON)))
            continue
        try:
            with session.begin_nested():
                act(case, pressing)
            came.append(Came(case))
        except StepRefused as refused:
            session.refresh(case)
            came.append(Came(case, refused))
    return came


def _pressing(once: str, case: Case) -> str:
    """The name of this pressing on one case: each has a line of its own in its own history."""
    return hashlib.sha256(f"{once}/{case.reference}".encode()).hexdigest()[:40]


def lacks(case: Case, charter: Charter) -> tuple[decisions.Missing, ...]:
    """What the decision on a complaint still lacks before it can leave; nothing for every other kind."""
    return decisions.missing(case, charter) if case.procedure and not is_closed(case) else ()


def is_written(case: Case) -> bool:
    """Is there a decision on it that could be copied to the others?"""
    decision = procedures.decision_of(case) if case.procedure else None
    return decision is not None and decision.outcome is not None
