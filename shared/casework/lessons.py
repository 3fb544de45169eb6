"""What a service learns from complaints: written with the decision, followed until something shows that it is done."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from shared.casework import clocks, decisions, procedures, timeline
from shared.casework.remedies import require_may_see, require_seeing_to
from shared.casework.steps import require_words
from shared.charter.organisation import Charter
from shared.charter.workflow import Step, StepRefused, Why
from shared.models.cases import Case
from shared.models.decisions import Lesson
from shared.models.happened import Happened
from shared.models.staff import Staff


def learn(
    session: Session,
    case: Case,
    *,
    words: str,
    due_on: date,
    owner: Staff | None,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> Lesson:
    """Put a lesson into the decision, with somebody who sees to it and a day (clause FP-15). Raises `StepRefused`."""
    decisions.require_writing(case, by=by, charter=charter)
    require_words(Step.DECIDE, words)
    require_may_see(case, owner)
    today = clocks.today_of(charter, at)
    if due_on < today:
        raise StepRefused(Step.DECIDE, Why.DATE_NOT_LATER, day=today)
    decision = procedures.decision_to_write(case)
    team = case.team or charter.organisation.customer_relations_team
    lesson = Lesson(
        case=case, words=words.strip(), service=case.service, owner=owner, team=team, due_on=due_on, evidence=""
    )
    decision.lessons.append(lesson)
    decisions.changed(session, decision, by=by, at=at)
    facts: dict[str, Any] = {"words": words.strip(), "day": due_on.isoformat()}
    timeline.write(session, case, Happened.LESSON_CHANGED, at=at, by=by, once=once, public=False, **facts)
    return lesson


def take_out(
    session: Session, lesson: Lesson, *, by: Staff, at: datetime, charter: Charter, once: str | None = None
) -> None:
    """Take a lesson out of a decision that has not left yet. Raises `StepRefused`."""
    decisions.require_writing(lesson.case, by=by, charter=charter)
    if lesson.decision.issued_at is not None:
        raise StepRefused(Step.DECIDE, Why.DECIDED_ALREADY)
    decision, case = lesson.decision, lesson.case
    decision.lessons.remove(lesson)
    decisions.changed(session, decision, by=by, at=at)
    facts: dict[str, Any] = {"words": lesson.words, "taken_out": True}
    timeline.write(session, case, Happened.LESSON_CHANGED, at=at, by=by, once=once, public=False, **facts)


def give(session: Session, lesson: Lesson, *, to: Staff | None, by: Staff, at: datetime, charter: Charter) -> None:
    """Somebody else sees to it, or with None the whole team. Raises `StepRefused`."""
    require_seeing_to(lesson, by, charter)
    require_may_see(lesson.case, to)
    if lesson.ended_on is None and lesson.owner_id != (to.id if to else None):
        lesson.owner, lesson.owner_id = to, to.id if to else None
        facts: dict[str, Any] = {"words": lesson.words, "given_to": to.name if to else ""}
        timeline.write(session, lesson.case, Happened.LESSON_CHANGED, at=at, by=by, public=False, **facts)


def done(session: Session, lesson: Lesson, *, evidence: str, by: Staff, at: datetime, charter: Charter) -> None:
    """It is done, and this shows it. Pressed twice, it is done once. Raises `StepRefused`."""
    if lesson.ended_on is not None:
        return
    require_seeing_to(lesson, by, charter)
    require_words(Step.DECIDE, evidence)
    lesson.ended_on, lesson.evidence = clocks.today_of(charter, at), evidence.strip()
    facts: dict[str, Any] = {"words": lesson.words, "how": evidence.strip()}
    timeline.write(session, lesson.case, Happened.LESSON_DONE, at=at, by=by, public=False, **facts)
