"""A case turns out to be of another kind, or to take another procedure: its promises follow, and the person is told."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from shared.casework import clocks, nameless_tasks, notices, procedures, timeline
from shared.casework.steps import end_rest, require, rest
from shared.charter.clock import Start, due_on
from shared.charter.organisation import Charter
from shared.charter.promises import Promise
from shared.charter.vocabulary import Act, Counted, Kind
from shared.charter.workflow import Stage, Step, StepRefused, Why
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.staff import Staff


def change_kind(
    session: Session,
    case: Case,
    *,
    kind: Kind,
    reason: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> None:
    """It turns out to be of another kind: the promises follow, and the person is told (clause CH-6).

    The new promises count from the same receipt. A date that this would put into the past is not pretended to: the
    date given before stands. Raises `StepRefused`.
    """
    require(Step.CHANGE_KIND, case, by=by, charter=charter)
    if kind is case.kind:
        raise StepRefused(Step.CHANGE_KIND, Why.SAME_KIND)
    before = case.kind
    promise_anew(case, kind, procedure_if(case, kind, charter), charter=charter, at=at)
    nameless_tasks.follow(session, case, by=by, at=at, charter=charter)
    timeline.write(
        session, case, Happened.KIND_CHANGED, at=at, by=by, once=once, before=before, kind=kind, reason=reason
    )
    notices.owe(session, case, "kind_changed", at=at, charter=charter, before=before.value)


def change_procedure(
    session: Session,
    case: Case,
    procedure: str,
    *,
    reason: str,
    by: Staff | None,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> None:
    """A complaint takes another procedure, from its first stage: the promises follow, and the person is told (FP-8).

    Its dates count from the same receipt, as for another kind. The customer reads `reason` in the history.
    """
    if procedure == case.procedure:
        return
    before = case.procedure
    promise_anew(case, case.kind, procedure, charter=charter, at=at)
    nameless_tasks.follow(session, case, by=by, at=at, charter=charter)
    new, old = charter.procedures[procedure], charter.procedures[before]
    names: dict[str, Any] = {"procedure": new.name, "before": old.name}
    timeline.write(session, case, Happened.PROCEDURE_CHANGED, at=at, by=by, once=once, reason=reason, **names)
    notices.owe(session, case, "procedure_changed", at=at, charter=charter, name=new.name, plain=new.plain)


def promise_anew(case: Case, kind: Kind, procedure: str, *, charter: Charter, at: datetime) -> None:
    """Drop what is owed and promise what this kind and procedure promise, counted from the same receipt."""
    today = clocks.today_of(charter, at)
    clocks.restart(case, on=today, charter=charter)
    new = promises_if(case, kind, procedure, charter=charter, at=at)
    clocks.drop(case, on=today)
    case.kind, case.procedure, case.stage_number = kind, procedure, 1
    for one in new:
        clock = clocks.begin(case, one.promise, on=one.on, charter=charter)
        clock.due_on, clock.given = one.due_on, one.given
        clock.first_due_on = one.due_on
    end_rest(case, on=today)
    if case.stage is Stage.WAITING:
        rest(case)
    clocks.set_next_on(case, charter=charter, today=today)


@dataclass(frozen=True)
class NewPromise:
    """A promise that a case would have if it were of another kind: counted from when, due when, by count or given."""

    promise: Promise
    on: date
    due_on: date
    given: bool


def procedure_if(case: Case, kind: Kind, charter: Charter) -> str:
    """The procedure that the case would take, were it of that kind; empty where that is no complaint."""
    nameless = procedures.is_nameless(case)
    return procedures.named(charter, kind, case.service, case.signs, nameless=nameless)


def promises_if(
    case: Case, kind: Kind, procedure: str | None = None, *, charter: Charter, at: datetime
) -> list[NewPromise]:
    """What the customer would be promised, were the case of that kind from now on; nothing is changed.

    By the procedure that such a case would take, unless another is named.

    What was done already is not promised again; only a compliment is always owed its thanks.
    """
    acknowledged = case.acknowledged_at is not None and kind is not Kind.COMPLIMENT
    found = []
    procedure = procedure_if(case, kind, charter) if procedure is None else procedure
    for promise in charter.promises_for(kind, case.received_on, procedure):
        if promise.act is Act.ACKNOWLEDGE and acknowledged:
            continue
        on = case.received_on
        if promise.counted_from is Counted.ACKNOWLEDGED:
            if not acknowledged or case.acknowledged_at is None:
                continue
            on = clocks.today_of(charter, case.acknowledged_at)
        elif promise.counted_from is not Counted.RECEIVED:
            continue
        found.append(_not_into_the_past(case, promise, on, charter=charter, at=at))
    return found


def _not_into_the_past(case: Case, promise: Promise, on: date, *, charter: Charter, at: datetime) -> NewPromise:
    due = due_on(charter.calendar, Start(on, promise.counting), promise.days)
    assert due is not None, "only a stop leaves a count without its end"
    today = clocks.today_of(charter, at)
    if due >= today:
        return NewPromise(promise, on, due, given=False)
    stands = [clock.due_on for clock in case.clocks if clock.open and clock.due_on and clock.due_on >= today]
    soon = charter.calendar.add(today, charter.organisation.late_days)
    return NewPromise(promise, on, min(stands, default=soon), given=True)
