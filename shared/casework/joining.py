"""Two cases of one person about one matter become one, and part again: nothing is lost, and no promise gets later."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from shared.casework import appointments, clocks, conflicts, notices, procedures, ties, timeline
from shared.casework.closing import end
from shared.casework.reaching import FITTING, Telling, check_telling
from shared.casework.steps import end_rest, require, require_words, rest
from shared.charter.next_step import latest_reply
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Act
from shared.charter.workflow import Outcome, Stage, Step, StepRefused, Why
from shared.models.cases import Case, Clock
from shared.models.happened import Happened
from shared.models.links import Tie
from shared.models.staff import Staff


def join(
    session: Session,
    case: Case,
    *,
    lead: Case,
    reason: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
    telling: Telling = FITTING,
) -> None:
    """This case goes on in another of the same person (clause SC-1): both references go on working.

    `lead` must be one that `by` may see. Of the two dates that were promised the earlier one stands. Whoever is kept
    apart from one of them is kept apart from both. Raises `StepRefused`.
    """
    require(Step.LINK, case, by=by, charter=charter)
    require(Step.LINK, lead, by=by, charter=charter)
    require_words(Step.LINK, reason)
    _require_one_matter(session, case, lead)
    check_telling(session, lead, Step.LINK, telling, by=by, at=at, charter=charter)
    today = clocks.today_of(charter, at)
    clocks.restart(case, on=today, charter=charter)
    _earlier_date_stands(case, lead, on=today, at=at, charter=charter)
    end(case, Outcome.SAME_AS_ANOTHER, at=at, charter=charter)
    clocks.set_next_on(lead, charter=charter, today=today)
    appointments.end_with_case(session, case, by=by, at=at, charter=charter)
    ties.bind(session, case, lead, Tie.JOINED_TO, at=at, by=by)
    keep_apart_from_both(session, case, lead, by=by, at=at, charter=charter)
    timeline.write(session, case, Happened.JOINED, at=at, by=by, once=once, other=lead.reference, reason=reason)
    decided = sorted(procedures.decided_by(case, before=case.stage_number))
    more: dict[str, Any] = {"decided_by": decided} if decided else {}
    timeline.write(session, lead, Happened.JOINED, at=at, by=by, joined=case.reference, reason=reason, **more)
    facts = {"joined": case.reference, "about": case.subject, "came_on": case.received_on.isoformat(), "reason": reason}
    notices.owe(session, lead, "joined", at=at, charter=charter, telling=telling, **facts)


def _require_one_matter(session: Session, case: Case, lead: Case) -> None:
    """Raises `StepRefused` where joining would lose a promise or a right, or show somebody what is not theirs."""
    refusals: dict[Why, bool] = {
        Why.SAME_CASE: case.id == lead.id,
        Why.JOINED_ALREADY: ties.joined_to(session, case) is not None,
        Why.CLOSED_ALREADY: case.stage is Stage.CLOSED,
        Why.OTHER_IS_JOINED: ties.joined_to(session, lead) is not None,
        Why.OTHER_IS_CLOSED: lead.stage is Stage.CLOSED,
        Why.NOT_SAME_CUSTOMER: not ties.same_person(case, lead),
        Why.NOT_ALIKE: not alike(case, lead),
        Why.SEALED_DIFFERENTLY: case.seal is not lead.seal,
        Why.SPEAKERS_DIFFER: _speakers(case) != _speakers(lead),
        Why.CLOCK_IS_STOPPED: any(clock.open and clock.due_on is None for clock in lead.clocks),
    }
    for why, holds in refusals.items():
        if holds:
            raise StepRefused(Step.LINK, why, name=lead.reference)
    if lead.owner is not None and lead.owner.id in procedures.decided_by(case, before=case.stage_number):
        raise StepRefused(Step.LINK, Why.DECIDED_EARLIER_STAGE, name=lead.owner.name)


def alike(case: Case, other: Case) -> bool:
    """Are they dealt with alike, so that one answer can be that to both: of one kind, in one stage of one procedure?"""
    return (case.kind, case.procedure, case.stage_number) == (other.kind, other.procedure, other.stage_number)


def _speakers(case: Case) -> frozenset[int]:
    """Those who speak for the customer, or have asked to: they read what is on the case."""
    theirs = (one for one in case.authorities if not one.refused_at and not one.ended_at)
    return frozenset(one.representative_id for one in theirs)


def _earlier_date_stands(case: Case, lead: Case, *, on: date, at: datetime, charter: Charter) -> None:
    """A join never makes a promise later: what was due sooner on the one that ends is due then on the other.

    Whoever was told for one of them that we have it need not wait for that on the other.
    """
    if case.acknowledged_at is not None and lead.acknowledged_at is None:
        clocks.keep(lead, Act.ACKNOWLEDGE, on=on, by_act=Act.EXPLAIN)
        lead.acknowledged_at = at
        clocks.begin_acknowledged(lead, on=on, charter=charter)
    for clock in [one for one in case.clocks if one.open]:
        kept = clocks.open_clock(lead, clock.act)
        if kept is not None and clock.due_on is not None and kept.due_on is not None and clock.due_on < kept.due_on:
            clocks.bring_forward(kept, clock.due_on)
            kept.told_late_on = kept.told_late_on or clock.told_late_on
    ours = latest_reply(clocks.story(case, charter), charter)
    reply = clocks.open_clock(lead, Act.REPLY)
    if ours is not None and reply is not None and reply.due_on is not None and ours[0] < reply.due_on:
        clocks.bring_forward(reply, ours[0])


def keep_apart_from_both(
    session: Session, case: Case, lead: Case, *, by: Staff, at: datetime, charter: Charter
) -> None:
    """What is complained about in one of them is now dealt with in the other: who is kept apart stays so."""
    for mine, other in ((case, lead), (lead, case)):
        for kept in list(conflicts.apart_from(mine)):
            conflicts.keep_too(session, other, kept, by=by, at=at, charter=charter)


def part(
    session: Session,
    case: Case,
    *,
    reason: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
    telling: Telling = FITTING,
) -> None:
    """They were two matters after all: this one is open again, by the dates that it had.

    Those count from its own receipt, and a later one that was given stands. Raises `StepRefused`.
    """
    require(Step.LINK, case, by=by, charter=charter)
    require_words(Step.LINK, reason)
    other = ties.joined_to(session, case)
    if other is None:
        raise StepRefused(Step.LINK, Why.NOT_JOINED)
    check_telling(session, case, Step.LINK, telling, by=by, at=at, charter=charter)
    today = clocks.today_of(charter, at)
    joined_on = clocks.today_of(charter, _closed_at(case))
    case.closed_at, case.outcome = None, None
    rest(case)
    end_rest(case, on=today)
    _promise_again([one for one in case.clocks if one.dropped_on == joined_on], case, charter)
    clocks.set_next_on(case, charter=charter, today=today)
    ties.loose(session, case, other, Tie.JOINED_TO)
    timeline.write(session, case, Happened.PARTED, at=at, by=by, once=once, other=other.reference, reason=reason)
    theirs = ties.same_person(
        case, other
    )  # else it was an e-mail of somebody else, which is not the customer's to read
    timeline.write(session, other, Happened.PARTED, at=at, by=by, public=theirs, parted=case.reference, reason=reason)
    notices.owe(session, case, "parted", at=at, charter=charter, telling=telling, apart=other.reference, reason=reason)


def _closed_at(case: Case) -> datetime:
    assert case.closed_at is not None, "a joined case is closed"
    return case.closed_at


def _promise_again(dropped: Sequence[Clock], case: Case, charter: Charter) -> None:
    """Each promise that joining dropped holds again: counted from the same day, never earlier than the date given."""
    still = {promise.id for promise in clocks.promised(case, charter)}
    for old in reversed(dropped):
        if old.promise not in still or old.stage != case.stage_number or clocks.open_clock(case, old.act) is not None:
            continue
        clock = clocks.begin(case, charter.promise_by_id[old.promise], on=old.started_on, charter=charter)
        clock.due_on = max(clock.first_due_on, old.due_on or old.first_due_on)
        clock.first_due_on, clock.given, clock.why = old.first_due_on, old.given, old.why
        clock.told_late_on = old.told_late_on
