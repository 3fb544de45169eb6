"""A restriction is decided by somebody who may, and told (clauses RP-7, RP-9, RP-11; standards B-03)."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from shared.casework import appointments, clocks, offering, restriction_letters, sending
from shared.casework.hearing import decider
from shared.casework.restrictions import enter, entered_already, require_days, require_unharmed
from shared.charter.access import Right
from shared.charter.fairness import NotAllowed, WhyNot, blamed, may_decide, may_except
from shared.charter.measures import Engagement
from shared.charter.organisation import Charter
from shared.models.restrictions import Entered, Restriction, State
from shared.models.staff import Staff


def engagement_of(charter: Charter) -> Engagement:
    """How this council manages engagement. Raises `NotAllowed` where it has not decided what is needed for it."""
    if charter.engagement is None or not charter.engagement.live:
        raise NotAllowed(WhyNot.NOT_LIVE)
    return charter.engagement


def refusal(restriction: Restriction, by: Staff, charter: Charter) -> WhyNot | None:
    """Why this person may not decide about it, in the order in which they can act on it; None when they may."""
    engagement = engagement_of(charter)
    why = may_decide(engagement, restriction.categories, decider(restriction, by))
    if why is not None or restriction.review_on is not None:
        return why
    return may_except(engagement, decider(restriction, by))


def _require_decider(restriction: Restriction, by: Staff, charter: Charter) -> None:
    why = refusal(restriction, by, charter)
    if why is not None:
        raise NotAllowed(why)


def approve(
    session: Session,
    restriction: Restriction,
    *,
    reasons: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> None:
    """Decide that it shall be so. It begins when the customer has been told. Raises `NotAllowed`."""
    if entered_already(session, once):
        return
    if restriction.state is not State.PROPOSED:
        raise NotAllowed(WhyNot.NOT_NOW)
    _require_decider(restriction, by, charter)
    if not reasons.strip():
        raise NotAllowed(WhyNot.WORDS_MISSING)
    today = clocks.today_of(charter, at)
    require_days(
        restriction.ends_on, restriction.review_on, restriction.no_review, day=today, engagement=engagement_of(charter)
    )
    require_unharmed(session, restriction.customer, (one.staff for one in restriction.limits), restriction.incidents)
    _decided(restriction, State.APPROVED, reasons, by=by, at=at)
    if restriction.review_on is None:
        restriction.excepted_by, restriction.excepted_by_id = by, by.id
    enter(session, restriction, Entered.APPROVED, at=at, by=by, once=once, reasons=reasons.strip())


def turn_down(
    session: Session,
    restriction: Restriction,
    *,
    reasons: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> None:
    """Decide that it shall not be so, with the reason. Raises `NotAllowed`."""
    if entered_already(session, once):
        return
    if restriction.state is not State.PROPOSED:
        raise NotAllowed(WhyNot.NOT_NOW)
    _require_decider(restriction, by, charter)
    if not reasons.strip():
        raise NotAllowed(WhyNot.WORDS_MISSING)
    _decided(restriction, State.TURNED_DOWN, reasons, by=by, at=at)
    enter(session, restriction, Entered.TURNED_DOWN, at=at, by=by, once=once, reasons=reasons.strip())


def _decided(restriction: Restriction, state: State, reasons: str, *, by: Staff, at: datetime) -> None:
    restriction.state, restriction.reasons = state, reasons.strip()
    restriction.decided_at, restriction.decided_by, restriction.decided_by_id = at, by, by.id
    restriction.decided_role = by.role.value


def tell(
    session: Session,
    restriction: Restriction,
    *,
    starts_on: date,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> None:
    """Send the letter: what, why, how long, when it is looked at again, how to appeal and to whom to go then (B-03).

    It begins on `starts_on`, today at the earliest. Words of blame keep it from leaving (RP-23). Raises `NotAllowed`.
    """
    if entered_already(session, once):
        return
    if restriction.state is not State.APPROVED:
        raise NotAllowed(WhyNot.NOT_NOW)
    require_decider_or_proposer(restriction, by, charter)
    require_neutral(restriction.why, charter)
    require_unharmed(session, restriction.customer, (one.staff for one in restriction.limits), restriction.incidents)
    require_way(restriction, at=at, charter=charter)
    if not clocks.today_of(charter, at) <= starts_on < restriction.ends_on:
        raise NotAllowed(WhyNot.STARTS_WHEN, day=restriction.ends_on.isoformat())
    restriction.told_at = at
    _begin(session, restriction, starts_on, by=by, at=at, charter=charter)
    enter(session, restriction, Entered.TOLD, at=at, by=by, once=once, starts_on=starts_on.isoformat())
    restriction_letters.owe(session, restriction, "restricted", at=at, charter=charter)


def begin_untold(
    session: Session,
    restriction: Restriction,
    *,
    reason: str,
    reconsider_on: date,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> None:
    """Begin without telling, for a reason, by a higher role, thought over on a day (RP-7, trap T-15).

    Raises `NotAllowed`.
    """
    if entered_already(session, once):
        return
    if restriction.state is not State.APPROVED:
        raise NotAllowed(WhyNot.NOT_NOW)
    require_excepting(restriction, reason, reconsider_on, by=by, at=at, charter=charter)
    leave_untold(session, restriction, reason, reconsider_on, by=by, at=at, once=once)
    _begin(session, restriction, clocks.today_of(charter, at), by=by, at=at, charter=charter)


def require_excepting(
    restriction: Restriction, reason: str, reconsider_on: date, *, by: Staff, at: datetime, charter: Charter
) -> None:
    """Raises `NotAllowed` where this person may not leave somebody untold, for that reason and until that day."""
    why = may_except(engagement_of(charter), decider(restriction, by))
    if why is not None:
        raise NotAllowed(why)
    if not reason.strip():
        raise NotAllowed(WhyNot.WORDS_MISSING)
    if not clocks.today_of(charter, at) < reconsider_on <= restriction.ends_on:
        raise NotAllowed(WhyNot.DAY_IN_THE_PAST)


def leave_untold(
    session: Session,
    restriction: Restriction,
    reason: str,
    reconsider_on: date,
    *,
    by: Staff,
    at: datetime,
    once: str | None,
) -> None:
    """Write down that they are not told, why, by whom, and when it is thought over."""
    restriction.not_told, restriction.reconsider_on = reason.strip(), reconsider_on
    restriction.excepted_by, restriction.excepted_by_id = by, by.id
    day = reconsider_on.isoformat()
    enter(session, restriction, Entered.NOT_TOLD, at=at, by=by, once=once, reason=reason.strip(), day=day)


def _begin(
    session: Session, restriction: Restriction, starts_on: date, *, by: Staff, at: datetime, charter: Charter
) -> None:
    """From that day on: what is still owed leaves in a way that is open, and nobody is met in a closed one."""
    shut = offering.in_shut_ways(session, restriction, starts_on, at=at, charter=charter)
    restriction.starts_on = starts_on
    restriction.state = State.IN_FORCE if starts_on == clocks.today_of(charter, at) else State.TOLD
    restriction.customer.managed = True
    for appointment in shut:
        appointments.call_off(session, appointment, by=by, at=at, charter=charter)
    sending.look_again(session, restriction.customer, at=at, charter=charter)


def require_decider_or_proposer(restriction: Restriction, by: Staff, charter: Charter) -> None:
    """Whoever proposed it may see to the letter: the decision is made."""
    if by.id not in (restriction.proposed_by_id, restriction.decided_by_id):
        _require_decider(restriction, by, charter)
    elif not by.may(Right.PROPOSE_RESTRICTIONS):
        raise NotAllowed(WhyNot.NOT_YOUR_ROLE)


def require_way(restriction: Restriction, *, at: datetime, charter: Charter) -> None:
    """Raises `NotAllowed` where no way is known to tell the customer: what nobody could read is not told."""
    if not restriction_letters.can_be_told(restriction.customer, charter, clocks.today_of(charter, at)):
        raise NotAllowed(WhyNot.NO_WAY_LEFT)


def require_neutral(words: str, charter: Charter) -> None:
    """Raises `NotAllowed` where a text blames instead of telling what happened (clause RP-23)."""
    found = blamed(words, engagement_of(charter).blame)
    if found:
        raise NotAllowed(WhyNot.BLAMES, words=list(found))


def reword(
    session: Session,
    restriction: Restriction,
    *,
    why: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> None:
    """Write anew what the customer reads, before it is told. Raises `NotAllowed`.

    Once it is decided, whoever proposed it alone changes no word of it: that was decided as well.
    """
    if entered_already(session, once):
        return
    if restriction.state not in (State.PROPOSED, State.APPROVED):
        raise NotAllowed(WhyNot.NOT_NOW)
    if restriction.state is State.PROPOSED or by.id == restriction.decided_by_id:
        require_decider_or_proposer(restriction, by, charter)
    else:
        _require_decider(restriction, by, charter)
    if not why.strip():
        raise NotAllowed(WhyNot.WORDS_MISSING)
    restriction.why = why.strip()
    enter(session, restriction, Entered.CORRECTED, at=at, by=by, once=once)
