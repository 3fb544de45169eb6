"""Where a case is and who has it: routed, accepted, sent back, taken, given, and seen to be of another kind."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from shared.casework import clocks, notices, timeline
from shared.casework.reaching import FITTING, Telling, check_telling
from shared.casework.steps import in_reach, move, require, require_words, rest
from shared.charter.clock import Start, due_on
from shared.charter.organisation import Charter
from shared.charter.promises import Promise
from shared.charter.vocabulary import Act, Counted, Kind, OnBehalf
from shared.charter.workflow import Stage, Step, StepRefused, Why
from shared.models.cases import Case, Happened
from shared.models.staff import Staff


def route(
    session: Session,
    case: Case,
    *,
    team: str,
    service: str | None,
    reason: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
    telling: Telling = FITTING,
) -> None:
    """Offer the case to a team. The promised dates stay as they are (clause CH-3), and the person reads why.

    Raises `StepRefused`.
    """
    require(Step.ROUTE, case, by=by, charter=charter)
    require_words(Step.ROUTE, reason)
    if case.team == team and case.stage is not Stage.WAITING:
        raise StepRefused(Step.ROUTE, Why.SAME_TEAM, team=charter.team_name(team))
    _require_open_to(case, team, charter)
    check_telling(session, case, Step.ROUTE, telling, by=by, at=at, charter=charter)
    before = case.team
    today = clocks.today_of(charter, at)
    clocks.restart(case, on=today, charter=charter)
    case.team, case.service = team, service or case.service
    case.owner, case.accepted_at, case.waiting_until = None, None, None
    move(case, Step.ROUTE)
    clocks.set_next_on(case, charter=charter, today=today)
    names: dict[str, Any] = {"team": charter.team_name(team), "before": charter.team_name(before)}
    timeline.write(session, case, Happened.ROUTED, at=at, by=by, once=once, reason=reason, **names)
    notices.owe(session, case, "routed", at=at, charter=charter, telling=telling, reason=reason)


def _require_open_to(case: Case, team: str, charter: Charter) -> None:
    """What somebody tells us about another person goes only to the team whose people may read it (clause SC-8)."""
    readers = charter.organisation.customer_relations_team
    if case.on_behalf is OnBehalf.ABOUT_ANOTHER and team != readers:
        raise StepRefused(Step.ROUTE, Why.SEALED, team=charter.team_name(readers))


def accept(session: Session, case: Case, *, by: Staff, at: datetime, charter: Charter, once: str | None = None) -> None:
    """The team says yes, this is ours; whoever accepts owns the case until it is given to somebody else (CC-5)."""
    require(Step.ACCEPT, case, by=by, charter=charter)
    move(case, Step.ACCEPT)
    case.accepted_at, case.owner = at, by
    clocks.set_next_on(case, charter=charter, today=clocks.today_of(charter, at))
    timeline.write(
        session,
        case,
        Happened.ACCEPTED,
        at=at,
        by=by,
        once=once,
        team=charter.team_name(case.team),
        owner=by.name,
    )


def send_back(
    session: Session,
    case: Case,
    *,
    reason: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> None:
    """The team says no, with its reason; the case is triage's again and the bounce is counted."""
    require(Step.SEND_BACK, case, by=by, charter=charter)
    require_words(Step.SEND_BACK, reason)
    before = case.team
    move(case, Step.SEND_BACK)
    case.team, case.bounces = None, case.bounces + 1
    clocks.set_next_on(case, charter=charter, today=clocks.today_of(charter, at))
    timeline.write(
        session,
        case,
        Happened.SENT_BACK,
        at=at,
        by=by,
        once=once,
        team=charter.team_name(before),
        reason=reason,
        bounces=case.bounces,
    )


def take(session: Session, case: Case, *, by: Staff, at: datetime, charter: Charter, once: str | None = None) -> None:
    """I deal with this one; the person sees my name from now on (clause CC-2)."""
    require(Step.TAKE, case, by=by, charter=charter)
    case.owner = by
    timeline.write(session, case, Happened.TAKEN, at=at, by=by, once=once, owner=by.name)


def give(
    session: Session,
    case: Case,
    *,
    to: Staff,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> None:
    """A colleague of the same team deals with it from now on. Raises `StepRefused`."""
    require(Step.GIVE, case, by=by, charter=charter)
    if to.disabled_at or case.team is None or not in_reach(to, case.team, charter):
        raise StepRefused(Step.GIVE, Why.NOT_IN_TEAM, name=to.name, team=charter.team_name(case.team))
    case.owner = to
    timeline.write(session, case, Happened.GIVEN, at=at, by=by, once=once, owner=to.name)


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
    today = clocks.today_of(charter, at)
    clocks.restart(case, on=today, charter=charter)
    before, new = case.kind, promises_if(case, kind, charter=charter, at=at)
    clocks.drop(case, on=today)
    case.kind = kind
    for one in new:
        clock = clocks.begin(case, one.promise, on=one.on, charter=charter)
        clock.due_on, clock.given = one.due_on, one.given
        clock.first_due_on = one.due_on
    if case.stage is Stage.WAITING:
        rest(case)
    clocks.set_next_on(case, charter=charter, today=today)
    timeline.write(
        session, case, Happened.KIND_CHANGED, at=at, by=by, once=once, before=before, kind=kind, reason=reason
    )
    notices.owe(session, case, "kind_changed", at=at, charter=charter, before=before.value)


@dataclass(frozen=True)
class NewPromise:
    """A promise that a case would have if it were of another kind: counted from when, due when, by count or given."""

    promise: Promise
    on: date
    due_on: date
    given: bool


def promises_if(case: Case, kind: Kind, *, charter: Charter, at: datetime) -> list[NewPromise]:
    """What the customer would be promised, were the case of that kind from now on; nothing is changed.

    What was done already is not promised again; only a compliment is always owed its thanks.
    """
    acknowledged = case.acknowledged_at is not None and kind is not Kind.COMPLIMENT
    found = []
    for promise in charter.promises_for(kind, case.received_on):
        if promise.act is Act.ACKNOWLEDGE and acknowledged:
            continue
        on = case.received_on
        if promise.counted_from is Counted.ACKNOWLEDGED:
            if not acknowledged or case.acknowledged_at is None:
                continue
            on = clocks.today_of(charter, case.acknowledged_at)
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
