"""Where a case is and who has it: routed, accepted, sent back, taken, given."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from shared.casework import changing, clocks, hearing, nameless_tasks, notices, procedures, timeline
from shared.casework.reaching import FITTING, Telling, check_telling
from shared.casework.steps import in_reach, is_kept_apart, move, require, require_words
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Seal
from shared.charter.workflow import Stage, Step, StepRefused, Why
from shared.models.cases import Case
from shared.models.happened import Happened
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
    nameless_tasks.follow(session, case, by=by, at=at, charter=charter)
    names: dict[str, Any] = {"team": charter.team_name(team), "before": charter.team_name(before)}
    timeline.write(session, case, Happened.ROUTED, at=at, by=by, once=once, reason=reason, **names)
    notices.owe(session, case, "routed", at=at, charter=charter, telling=telling, reason=reason)
    _follow_service(session, case, by=by, at=at, charter=charter)


def _follow_service(session: Session, case: Case, *, by: Staff, at: datetime, charter: Charter) -> None:
    """Complaints about some services take a procedure of their own by law, from when we know the service (FP-8)."""
    if case.stage_number > 1:
        return
    procedure = changing.procedure_if(case, case.kind, charter)
    if procedure and procedure != case.procedure:
        reason = charter.procedures[procedure].plain
        changing.change_procedure(session, case, procedure, reason=reason, by=by, at=at, charter=charter)


def _require_open_to(case: Case, team: str, charter: Charter) -> None:
    """What few may read goes only to the team whose people may (clauses SC-8, FP-7, FP-16)."""
    readers = charter.organisation.customer_relations_team
    if case.seal is not Seal.NONE and team != readers:
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
    nameless_tasks.follow(session, case, by=by, at=at, charter=charter)
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
    if is_kept_apart(case, to):
        raise StepRefused(Step.GIVE, Why.KEPT_APART, name=to.name)
    if to.id in procedures.decided_by(case, before=case.stage_number):
        raise StepRefused(Step.GIVE, Why.DECIDED_EARLIER_STAGE, name=to.name)
    against = case.appeal_against.restriction if case.appeal_against is not None else None
    if against is not None and hearing.of(against, to, charter)["decided_restriction"]:
        raise StepRefused(Step.GIVE, Why.DECIDED_THE_RESTRICTION, name=to.name)
    case.owner = to
    timeline.write(session, case, Happened.GIVEN, at=at, by=by, once=once, owner=to.name)
