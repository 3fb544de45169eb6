"""What we do differently for one person: asked once, agreed, and met on every case and channel (clauses RP-4, RP-5)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import clocks, notices, timeline
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Support
from shared.charter.workflow import Step, StepRefused, Why
from shared.models.cases import Case, Happened
from shared.models.customers import Adjustment, Agreement, Customer
from shared.models.notices import Task, TaskKind
from shared.models.staff import Staff

#: The longest that anything agreed goes without somebody looking whether it still helps.
REVIEW_WITHIN_DAYS = 366


def ask(
    session: Session,
    customer: Customer,
    what: str,
    *,
    case: Case,
    at: datetime,
    charter: Charter,
    by: Staff | None = None,
) -> Adjustment:
    """Note what somebody needs us to do. Asked again in the same words, it is asked once: nobody need say it twice.

    `by` is the member of staff who wrote it down.
    """
    before = next(
        (one for one in of(session, customer) if one.what == what and one.status is not Agreement.ENDED), None
    )
    if before is not None:
        return before
    today = clocks.today_of(charter, at)
    adjustment = Adjustment(
        customer=customer,
        case_id=case.id,
        what=what,
        status=Agreement.ASKED,
        asked_at=at,
        answer_by=charter.supported_by(Support.ADJUSTMENT, today),
    )
    session.add(adjustment)
    session.flush()
    if by is not None:
        timeline.write(session, case, Happened.ADJUSTMENT_ASKED, at=at, by=by, need=what)
    notices.task_on(
        session,
        case,
        TaskKind.ADJUSTMENT,
        adjustment.answer_by,
        at=at,
        charter=charter,
        about_id=adjustment.id,
    )
    return adjustment


def of(session: Session, customer: Customer) -> Sequence[Adjustment]:
    """Everything that this person has asked for, the oldest first."""
    rows = sa.select(Adjustment).where(Adjustment.customer_id == customer.id)
    return session.scalars(rows.order_by(Adjustment.id)).all()


def agree(
    session: Session,
    adjustment: Adjustment,
    *,
    case: Case,
    review_on: date,
    by: Staff,
    at: datetime,
    charter: Charter,
    what: str = "",
) -> None:
    """We do it, on every case, and look again on `review_on` whether it still helps. `what` may put it more exactly.

    Raises `StepRefused` where whoever refused it would look at it again, or the day will not do.
    """
    _require_open(adjustment)
    _require_somebody_else(adjustment, by)
    today = clocks.today_of(charter, at)
    if not today < review_on <= date.fromordinal(today.toordinal() + REVIEW_WITHIN_DAYS):
        raise StepRefused(Step.NOTE, Why.DATE_NOT_LATER, day=today)
    adjustment.what = what.strip() or adjustment.what
    adjustment.status, adjustment.review_on, adjustment.reason = Agreement.AGREED, review_on, ""
    _decided(session, adjustment, by=by, at=at)
    facts: dict[str, Any] = {"need": adjustment.what, "review_on": review_on.isoformat()}
    timeline.write(session, case, Happened.ADJUSTMENT_AGREED, at=at, by=by, **facts)
    notices.owe(session, case, "adjustment_agreed", at=at, charter=charter, **facts)


def refuse(
    session: Session,
    adjustment: Adjustment,
    *,
    case: Case,
    reason: str,
    by: Staff,
    at: datetime,
    charter: Charter,
) -> None:
    """We do not do it: with the reason, and the offer that somebody else looks again. Raises `StepRefused`."""
    _require_open(adjustment)
    _require_somebody_else(adjustment, by)
    if not reason.strip():
        raise StepRefused(Step.NOTE, Why.REASON_MISSING)
    looked_again = adjustment.review_asked_at is not None
    adjustment.status, adjustment.reason, adjustment.review_on = Agreement.NOT_AGREED, reason.strip(), None
    _decided(session, adjustment, by=by, at=at)
    facts: dict[str, Any] = {"need": adjustment.what, "reason": adjustment.reason, "looked_again": looked_again}
    timeline.write(session, case, Happened.ADJUSTMENT_REFUSED, at=at, by=by, **facts)
    notices.owe(session, case, "adjustment_refused", at=at, charter=charter, **facts)


def ask_review(session: Session, adjustment: Adjustment, *, case: Case, at: datetime, charter: Charter) -> None:
    """The person wants somebody else to look again: once, by a day, and never by whoever refused it."""
    if adjustment.status is not Agreement.NOT_AGREED or adjustment.review_asked_at is not None:
        return
    today = clocks.today_of(charter, at)
    adjustment.review_asked_at, adjustment.answer_by = at, charter.supported_by(Support.ADJUSTMENT, today)
    timeline.write(session, case, Happened.ADJUSTMENT_REVIEW_ASKED, at=at, need=adjustment.what)
    notices.task_on(
        session,
        case,
        TaskKind.ADJUSTMENT_REVIEW,
        adjustment.answer_by,
        at=at,
        charter=charter,
        about_id=adjustment.id,
    )


def end(session: Session, adjustment: Adjustment, *, case: Case, reason: str, by: Staff, at: datetime) -> None:
    """It is not needed any more. Raises `StepRefused` without a reason."""
    if adjustment.status is Agreement.ENDED:
        return
    if not reason.strip():
        raise StepRefused(Step.NOTE, Why.REASON_MISSING)
    adjustment.status, adjustment.ended_at, adjustment.reason = Agreement.ENDED, at, reason.strip()
    _close_tasks(session, adjustment, by=by, at=at)
    timeline.write(session, case, Happened.ADJUSTMENT_ENDED, at=at, by=by, need=adjustment.what, reason=reason)


def to_review(session: Session, *, today: date, most: int = 50) -> Sequence[Adjustment]:
    """What was agreed so long ago that somebody should look whether it still helps."""
    rows = sa.select(Adjustment).where(Adjustment.status == Agreement.AGREED, Adjustment.review_on <= today)
    return session.scalars(rows.order_by(Adjustment.review_on, Adjustment.id).limit(most)).all()


def _require_open(adjustment: Adjustment) -> None:
    """Only what waits for a decision can be decided: asked for, or to be looked at again."""
    waiting = adjustment.status is Agreement.ASKED
    again = adjustment.status is Agreement.NOT_AGREED and adjustment.review_asked_at is not None
    review = adjustment.status is Agreement.AGREED
    if not (waiting or again or review):
        raise StepRefused(Step.NOTE, Why.DECIDED_ALREADY)


def _require_somebody_else(adjustment: Adjustment, by: Staff) -> None:
    if adjustment.status is Agreement.NOT_AGREED and adjustment.decided_by_id == by.id:
        raise StepRefused(Step.NOTE, Why.SOMEBODY_ELSE)


def _decided(session: Session, adjustment: Adjustment, *, by: Staff, at: datetime) -> None:
    adjustment.decided_at, adjustment.decided_by = at, by
    _close_tasks(session, adjustment, by=by, at=at)


def _close_tasks(session: Session, adjustment: Adjustment, *, by: Staff, at: datetime) -> None:
    about = sa.select(Task).where(
        Task.about_id == adjustment.id,
        Task.what.in_([TaskKind.ADJUSTMENT, TaskKind.ADJUSTMENT_REVIEW]),
        Task.done_at.is_(None),
    )
    for task in session.scalars(about):
        task.done_at, task.done_by_id, task.how = at, by.id, adjustment.reason or adjustment.what
