"""What puts a complaint right: offered in a decision, promised by its letter, seen to after the case is closed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from shared.casework import clocks, decisions, notices, procedures, timeline
from shared.casework.reaching import FITTING, Telling, check_telling
from shared.casework.steps import in_reach, is_kept_apart, require_words
from shared.charter.access import Right
from shared.charter.organisation import Charter
from shared.charter.procedure import RemedyKind
from shared.charter.workflow import Step, StepRefused, Why
from shared.models.cases import Case
from shared.models.decisions import Lesson, Remedy, RemedyState
from shared.models.happened import Happened
from shared.models.staff import Staff

#: Promised by a letter, and still to be seen to.
_STANDING = frozenset({RemedyState.AGREED, RemedyState.IN_PROGRESS})


def offer(
    session: Session,
    case: Case,
    *,
    kind: RemedyKind,
    words: str,
    due_on: date,
    owner: Staff | None,
    pence: int | None = None,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> Remedy:
    """Put a remedy into the decision: from the controlled list, with somebody who sees to it and a day (E-25, FP-15).

    Raises `StepRefused`.
    """
    decisions.require_writing(case, by=by, charter=charter)
    require_words(Step.DECIDE, words)
    require_may_see(case, owner)
    _require_day(due_on, at=at, charter=charter)
    decision = procedures.decision_to_write(case)
    remedy = Remedy(
        case=case,
        kind=kind,
        words=words.strip(),
        pence=pence,
        owner=owner,
        team=case.team or charter.organisation.customer_relations_team,
        due_on=due_on,
        state=RemedyState.OFFERED,
        how="",
        instead="",
    )
    decision.remedies.append(remedy)
    decisions.changed(session, decision, by=by, at=at)
    facts: dict[str, Any] = {"remedy": kind.value, "words": words.strip(), "day": due_on.isoformat()}
    timeline.write(session, case, Happened.REMEDY_CHANGED, at=at, by=by, once=once, public=False, **facts)
    return remedy


def take_out(
    session: Session, remedy: Remedy, *, by: Staff, at: datetime, charter: Charter, once: str | None = None
) -> None:
    """Take a remedy out of a decision that has not left yet. Raises `StepRefused`."""
    decisions.require_writing(remedy.case, by=by, charter=charter)
    if remedy.state is not RemedyState.OFFERED:
        raise StepRefused(Step.DECIDE, Why.DECIDED_ALREADY)
    decision, case = remedy.decision, remedy.case
    decision.remedies.remove(remedy)
    decisions.changed(session, decision, by=by, at=at)
    facts: dict[str, Any] = {"remedy": remedy.kind.value, "words": remedy.words, "taken_out": True}
    timeline.write(session, case, Happened.REMEDY_CHANGED, at=at, by=by, once=once, public=False, **facts)


def require_may_see(case: Case, owner: Staff | None) -> None:
    """Nobody who is kept off a case sees to anything of it, nor stands in its letter. Raises `StepRefused`."""
    if owner is not None and is_kept_apart(case, owner):
        raise StepRefused(Step.DECIDE, Why.KEPT_APART, name=owner.name)


def _require_day(day: date, *, at: datetime, charter: Charter) -> None:
    today = clocks.today_of(charter, at)
    if day < today:
        raise StepRefused(Step.DECIDE, Why.DATE_NOT_LATER, day=today)
    if day > charter.calendar.horizon:
        raise StepRefused(Step.DECIDE, Why.DATE_NOT_KNOWN, day=clocks.last_known(charter))
    if not charter.calendar.counts(day):
        raise StepRefused(Step.DECIDE, Why.DATE_NOT_WORKING_DAY, day=day)


def require_seeing_to(promised: Remedy | Lesson, by: Staff, charter: Charter) -> None:
    """Who sees to it: its owner, whoever works in its team or where its case is now, and whoever works any team's.

    Raises `StepRefused`.
    """
    teams = {promised.team, promised.case.team or promised.team}
    theirs = by.id == promised.owner_id or any(in_reach(by, team, charter) for team in teams)
    if not by.may(Right.WORK_ANY_TEAM) and not (theirs and by.may(Right.WORK_OWN_TEAM)):
        raise StepRefused(Step.DECIDE, Why.NOT_YOUR_TEAM, team=charter.team_name(promised.team))


def give(session: Session, remedy: Remedy, *, to: Staff | None, by: Staff, at: datetime, charter: Charter) -> None:
    """Somebody else sees to it, or with None the whole team; the customer reads the name on their page.

    Raises `StepRefused`.
    """
    require_seeing_to(remedy, by, charter)
    require_may_see(remedy.case, to)
    if remedy.state in _STANDING and remedy.owner_id != (to.id if to else None):
        remedy.owner, remedy.owner_id = to, to.id if to else None
        facts: dict[str, Any] = {"remedy": remedy.kind.value, "words": remedy.words, "given_to": to.name if to else ""}
        timeline.write(session, remedy.case, Happened.REMEDY_CHANGED, at=at, by=by, public=False, **facts)


def begin(session: Session, remedy: Remedy, *, by: Staff, at: datetime, charter: Charter) -> None:
    """Somebody is at it; the customer sees that on their page. Raises `StepRefused`."""
    require_seeing_to(remedy, by, charter)
    if remedy.state is RemedyState.AGREED:
        remedy.state = RemedyState.IN_PROGRESS
        _tell(session, remedy, Happened.REMEDY_CHANGED, by=by, at=at, state=remedy.state.value)


def done(
    session: Session, remedy: Remedy, *, how: str, by: Staff, at: datetime, charter: Charter, telling: Telling = FITTING
) -> None:
    """It is done, and this is how; the customer is told. Pressed twice, it is done once. Raises `StepRefused`."""
    if remedy.state not in _STANDING:
        return
    require_seeing_to(remedy, by, charter)
    require_words(Step.DECIDE, how)
    check_telling(session, remedy.case, Step.DECIDE, telling, by=by, at=at, charter=charter)
    remedy.state, remedy.how, remedy.ended_on = RemedyState.DONE, how.strip(), clocks.today_of(charter, at)
    _tell(session, remedy, Happened.REMEDY_DONE, by=by, at=at, how=how.strip())
    facts = _said(remedy, how)
    notices.owe(session, remedy.case, "remedy_done", at=at, charter=charter, telling=telling, **facts)


def cannot(
    session: Session,
    remedy: Remedy,
    *,
    why: str,
    instead: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    telling: Telling = FITTING,
) -> None:
    """It cannot be done after all: the customer is told why, what we offer instead, and of the ombudsman (E-26).

    Never without words to the customer. Raises `StepRefused`.
    """
    if remedy.state not in _STANDING:
        return
    require_seeing_to(remedy, by, charter)
    require_words(Step.DECIDE, why)
    check_telling(session, remedy.case, Step.DECIDE, telling, by=by, at=at, charter=charter)
    remedy.state, remedy.how, remedy.instead = RemedyState.CANNOT_DELIVER, why.strip(), instead.strip()
    remedy.ended_on = clocks.today_of(charter, at)
    _tell(session, remedy, Happened.REMEDY_CANNOT, by=by, at=at, reason=why.strip(), instead=instead.strip())
    facts = _said(remedy, why, instead)
    notices.owe(session, remedy.case, "remedy_cannot", at=at, charter=charter, telling=telling, **facts)


def _said(remedy: Remedy, *parts: str) -> dict[str, Any]:
    """What was promised and what became of it, as one text: somebody may have to translate all of it."""
    words = "\n\n".join(part.strip() for part in (f"“{remedy.words}”", *parts) if part.strip())
    return {"remedy": remedy.kind.value, "words": words}


def _tell(session: Session, remedy: Remedy, what: Happened, *, by: Staff, at: datetime, **facts: Any) -> None:
    timeline.write(session, remedy.case, what, at=at, by=by, remedy=remedy.kind.value, words=remedy.words, **facts)


def promised_to(session: Session, case: Case) -> Sequence[Remedy]:
    """The remedies that a letter has promised to this customer, of every stage, for their own page."""
    if not timeline.tells_of(case, Happened.DECIDED):
        return ()
    rows = sa.select(Remedy).where(Remedy.case_id == case.id, Remedy.state != RemedyState.OFFERED)
    return session.scalars(rows.options(joinedload(Remedy.owner)).order_by(Remedy.due_on, Remedy.id)).all()
