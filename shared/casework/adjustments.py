"""What we do differently for one person: asked once, agreed, and met on every case and channel (clauses RP-4, RP-5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from shared.casework import clocks, notices, timeline
from shared.casework.finding import seen_by
from shared.casework.paging import read_key, write_key
from shared.casework.reaching import FITTING, Telling, check_telling
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Support
from shared.charter.workflow import Step, StepRefused, Why
from shared.models.cases import Case
from shared.models.customers import Adjustment, Agreement, Customer
from shared.models.happened import Happened
from shared.models.notices import Task, TaskKind
from shared.models.staff import Staff

#: The longest that anything agreed goes without somebody looking whether it still helps.
REVIEW_WITHIN_DAYS = 366
PAGE = 25


@dataclass(frozen=True)
class Due:
    """Some of what somebody should look at again, and the place where the next page begins."""

    adjustments: Sequence[Adjustment]
    after: str | None


def ask(
    session: Session,
    customer: Customer,
    what: str,
    *,
    case: Case,
    at: datetime,
    charter: Charter,
    by: Staff | None = None,
    later: bool = False,
    name: str = "",
) -> Adjustment:
    """Note what somebody needs us to do. Asked again in the same words, it is asked once: nobody need say it twice.

    Asked again after a refusal, somebody else looks at it. `by` is the member of staff who wrote it down; `later` that
    the customer asked for it after the case was opened, or whoever is named `name` for them.
    """
    before = next(
        (one for one in of(session, customer) if one.what == what and one.status is not Agreement.ENDED), None
    )
    if before is not None:
        ask_review(session, before, case=case, at=at, charter=charter, by=by)
        return before
    by_day = charter.supported_by(Support.ADJUSTMENT, clocks.today_of(charter, at))
    adjustment = Adjustment(
        customer=customer, case_id=case.id, what=what, status=Agreement.ASKED, asked_at=at, answer_by=by_day
    )
    session.add(adjustment)
    session.flush()
    if by is not None or later:
        whose: dict[str, Any] = {"name": name} if name else {}
        timeline.write(session, case, Happened.ADJUSTMENT_ASKED, at=at, by=by, need=what, **whose)
    _open_task(session, adjustment, TaskKind.ADJUSTMENT, case=case, at=at, charter=charter)
    return adjustment


def of(session: Session, customer: Customer) -> Sequence[Adjustment]:
    """Everything that this person has asked for, the oldest first; not asked again where it came with their case."""
    if "adjustments" not in sa.inspect(customer).unloaded:
        return list(customer.adjustments)
    rows = sa.select(Adjustment).where(Adjustment.customer_id == customer.id)
    return session.scalars(rows.options(joinedload(Adjustment.decided_by)).order_by(Adjustment.id)).all()


def one_of(session: Session, customer: Customer, number: int, *, to_change: bool = False) -> Adjustment | None:
    """One of them; `to_change` holds it until the transaction ends, where the database knows how."""
    rows = sa.select(Adjustment).where(Adjustment.id == number, Adjustment.customer_id == customer.id)
    if to_change:
        rows = rows.with_for_update().execution_options(populate_existing=True)
    return session.scalars(rows).first()


def seen_as(adjustment: Adjustment) -> str:
    """How it stands, as a form remembers it: two who decide at once do not undo each other unseen."""
    moments = (adjustment.decided_at, adjustment.review_asked_at)
    return "/".join([adjustment.status, *(moment.isoformat() if moment else "" for moment in moments)])


def require_seen(adjustment: Adjustment, seen: str) -> None:
    """Raises `StepRefused` where somebody else has decided it since it was seen so."""
    if seen != seen_as(adjustment):
        raise StepRefused(Step.NOTE, Why.DECIDED_ALREADY)


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
    telling: Telling = FITTING,
    once: str | None = None,
) -> None:
    """We do it, on every case, and look again on `review_on` whether it still helps. `what` may put it more exactly.

    Raises `StepRefused` where whoever refused it would look at it again, or the day will not do.
    """
    require_open(adjustment, by)
    today = clocks.today_of(charter, at)
    latest = date.fromordinal(today.toordinal() + REVIEW_WITHIN_DAYS)
    if review_on <= today:
        raise StepRefused(Step.NOTE, Why.DATE_NOT_LATER, day=today)
    if review_on > latest:
        raise StepRefused(Step.NOTE, Why.DATE_TOO_LATE, day=latest)
    need = what.strip() or adjustment.what
    # In the person's own words there is nothing of ours to translate.
    telling = telling if need != adjustment.what else telling.of_ready_words
    check_telling(session, case, Step.NOTE, telling, by=by, at=at, charter=charter)
    adjustment.what, adjustment.status, adjustment.review_on, adjustment.reason = need, Agreement.AGREED, review_on, ""
    _decided(session, adjustment, by=by, at=at)
    facts: dict[str, Any] = {"need": need, "review_on": review_on.isoformat()}
    timeline.write(session, case, Happened.ADJUSTMENT_AGREED, at=at, by=by, once=once, **facts)
    notices.owe(session, case, "adjustment_agreed", at=at, charter=charter, telling=telling, **facts)


def refuse(
    session: Session,
    adjustment: Adjustment,
    *,
    case: Case,
    reason: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    telling: Telling = FITTING,
    once: str | None = None,
) -> None:
    """We do not do it: with the reason, and the offer that somebody else looks again. Raises `StepRefused`."""
    require_open(adjustment, by)
    _require_reason(reason)
    check_telling(session, case, Step.NOTE, telling, by=by, at=at, charter=charter)
    looked_again = adjustment.review_asked_at is not None
    adjustment.status, adjustment.reason, adjustment.review_on = Agreement.NOT_AGREED, reason.strip(), None
    _decided(session, adjustment, by=by, at=at)
    facts: dict[str, Any] = {"need": adjustment.what, "reason": adjustment.reason, "looked_again": looked_again}
    timeline.write(session, case, Happened.ADJUSTMENT_REFUSED, at=at, by=by, once=once, **facts)
    notices.owe(session, case, "adjustment_refused", at=at, charter=charter, telling=telling, **facts)


def ask_review(
    session: Session,
    adjustment: Adjustment,
    *,
    case: Case,
    at: datetime,
    charter: Charter,
    by: Staff | None = None,
    once: str | None = None,
) -> None:
    """The person wants somebody else to look again: once, by a day, and never by whoever refused it.

    `by` is the member of staff whom they told so.
    """
    if not may_be_reviewed(adjustment):
        return
    today = clocks.today_of(charter, at)
    adjustment.review_asked_at, adjustment.answer_by = at, charter.supported_by(Support.ADJUSTMENT, today)
    timeline.write(session, case, Happened.ADJUSTMENT_REVIEW_ASKED, at=at, by=by, once=once, need=adjustment.what)
    _open_task(session, adjustment, TaskKind.ADJUSTMENT_REVIEW, case=case, at=at, charter=charter)


def may_be_reviewed(adjustment: Adjustment) -> bool:
    """Refused, and nobody has been asked to look again yet."""
    return adjustment.status is Agreement.NOT_AGREED and adjustment.review_asked_at is None


def waits(adjustment: Adjustment) -> bool:
    """Does somebody owe a decision: the first one, or a second look?"""
    refused, asked_again = adjustment.decided_at, adjustment.review_asked_at
    if adjustment.status is Agreement.NOT_AGREED and refused is not None and asked_again is not None:
        return refused <= asked_again
    return adjustment.status is Agreement.ASKED


def end(
    session: Session,
    adjustment: Adjustment,
    *,
    case: Case,
    reason: str,
    by: Staff,
    at: datetime,
    once: str | None = None,
) -> None:
    """It is not needed any more. Raises `StepRefused` without a reason."""
    if adjustment.status is Agreement.ENDED:
        return
    _require_reason(reason)
    adjustment.status, adjustment.ended_at, adjustment.reason = Agreement.ENDED, at, reason.strip()
    _close_tasks(session, adjustment, by=by, at=at)
    facts: dict[str, Any] = {"need": adjustment.what, "reason": adjustment.reason}
    timeline.write(session, case, Happened.ADJUSTMENT_ENDED, at=at, by=by, once=once, **facts)


def due(session: Session, staff: Staff, charter: Charter, *, today: date, after: str | None = None) -> Due:
    """What was agreed so long ago that somebody looks whether it still helps; of those whose cases one may see."""
    theirs = sa.exists().where(Case.customer_id == Adjustment.customer_id, seen_by(staff, charter))
    rows = (
        sa.select(Adjustment)
        .where(Adjustment.status == Agreement.AGREED, Adjustment.review_on <= today, theirs)
        .options(joinedload(Adjustment.customer), joinedload(Adjustment.decided_by))
        .order_by(Adjustment.review_on, Adjustment.id)
        .limit(PAGE + 1)
    )
    place = read_key(after)
    if place is not None:
        rows = rows.where(sa.tuple_(Adjustment.review_on, Adjustment.id) > place)
    found = session.scalars(rows).all()
    shown = found[:PAGE]
    last = shown[-1].review_on if len(found) > PAGE else None
    return Due(shown, write_key(last, shown[-1].id) if last else None)


def require_open(adjustment: Adjustment, by: Staff) -> None:
    """Only what waits for a decision, or was agreed, can be decided, and never by whoever refused it.

    Raises `StepRefused`, here and below.
    """
    if not (waits(adjustment) or adjustment.status is Agreement.AGREED):
        raise StepRefused(Step.NOTE, Why.DECIDED_ALREADY)
    if adjustment.status is Agreement.NOT_AGREED and adjustment.decided_by_id == by.id:
        raise StepRefused(Step.NOTE, Why.SOMEBODY_ELSE)


def require_not_ended(adjustment: Adjustment, by: Staff) -> None:
    """What has ended cannot end again."""
    if adjustment.status is Agreement.ENDED:
        raise StepRefused(Step.NOTE, Why.DECIDED_ALREADY)


def require_reviewable(adjustment: Adjustment, by: Staff) -> None:
    """Somebody else looks again at what was refused, and once."""
    if not may_be_reviewed(adjustment):
        raise StepRefused(Step.NOTE, Why.DECIDED_ALREADY)


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise StepRefused(Step.NOTE, Why.REASON_MISSING)


def _decided(session: Session, adjustment: Adjustment, *, by: Staff, at: datetime) -> None:
    adjustment.decided_at, adjustment.decided_by = at, by
    _close_tasks(session, adjustment, by=by, at=at)


def _open_task(
    session: Session, adjustment: Adjustment, what: TaskKind, *, case: Case, at: datetime, charter: Charter
) -> None:
    by_day, number = adjustment.answer_by, adjustment.id
    notices.task_on(session, case, what, by_day, at=at, charter=charter, about_id=number)


def _close_tasks(session: Session, adjustment: Adjustment, *, by: Staff, at: datetime) -> None:
    about = sa.select(Task).where(
        Task.about_id == adjustment.id,
        Task.what.in_([TaskKind.ADJUSTMENT, TaskKind.ADJUSTMENT_REVIEW]),
        Task.done_at.is_(None),
    )
    for task in session.scalars(about):
        task.done_at, task.done_by_id, task.how = at, by.id, adjustment.reason or adjustment.what
