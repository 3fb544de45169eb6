"""Where a case is and who has it: routed, accepted, sent back, taken, given, and seen to be of another kind."""

from datetime import datetime

from sqlalchemy.orm import Session

from shared.casework import clocks, notices, timeline
from shared.casework.steps import in_reach, move, require, require_words, rest
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Act, Counted, Kind
from shared.charter.workflow import Stage, Step, StepRefused, Why
from shared.models.cases import Case, Clock, Happened
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
) -> None:
    """Offer the case to a team. The promised dates stay as they are (clause CH-3), and the person reads why.

    Raises `StepRefused`.
    """
    require(Step.ROUTE, case, by=by, charter=charter)
    require_words(Step.ROUTE, reason)
    if case.team == team and case.stage is not Stage.WAITING:
        raise StepRefused(Step.ROUTE, Why.SAME_TEAM, team=charter.team_name(team))
    before = case.team
    today = clocks.today_of(charter, at)
    clocks.restart(case, on=today, charter=charter)
    case.team, case.service = team, service or case.service
    case.owner, case.accepted_at, case.waiting_until = None, None, None
    move(case, Step.ROUTE)
    clocks.set_next_on(case, charter=charter, today=today)
    timeline.write(
        session,
        case,
        Happened.ROUTED,
        at=at,
        by=by,
        once=once,
        team=charter.team_name(team),
        before=charter.team_name(before),
        reason=reason,
    )
    notices.owe(session, case, "routed", at=at, charter=charter, reason=reason)


def accept(
    session: Session, case: Case, *, by: Staff, at: datetime, charter: Charter, once: str | None = None
) -> None:
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


def take(
    session: Session, case: Case, *, by: Staff, at: datetime, charter: Charter, once: str | None = None
) -> None:
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
    before, old = case.kind, [clock for clock in case.clocks if clock.open]
    clocks.drop(case, on=today)
    case.kind = kind
    _promise_again(case, old, charter=charter, at=at)
    if case.stage is Stage.WAITING:
        rest(case)
    clocks.set_next_on(case, charter=charter, today=today)
    timeline.write(
        session, case, Happened.KIND_CHANGED, at=at, by=by, once=once, before=before, kind=kind, reason=reason
    )
    notices.owe(session, case, "kind_changed", at=at, charter=charter, before=before.value)


def _promise_again(case: Case, old: list[Clock], *, charter: Charter, at: datetime) -> None:
    """Start what the new kind promises and has not had yet; a compliment is always owed its thanks."""
    acknowledged = case.acknowledged_at is not None and case.kind is not Kind.COMPLIMENT
    today = clocks.today_of(charter, at)
    for promise in charter.promises_for(case.kind, case.received_on):
        if promise.act is Act.ACKNOWLEDGE and acknowledged:
            continue
        if promise.counted_from is Counted.ACKNOWLEDGED and not acknowledged:
            continue
        begun = case.received_on
        if promise.counted_from is Counted.ACKNOWLEDGED and case.acknowledged_at:
            begun = clocks.today_of(charter, case.acknowledged_at)
        clock = clocks.begin(case, promise, on=begun, charter=charter)
        if clock.due_on is not None and clock.due_on < today:
            given = [c.due_on for c in old if c.due_on and c.due_on >= today]
            soon = charter.calendar.add(today, charter.organisation.late_days)
            clock.due_on = clock.first_due_on = min(given, default=soon)
            clock.given = True
