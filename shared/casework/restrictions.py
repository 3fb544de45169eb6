"""A restriction is proposed: measures, grounds, evidence, and the policy's own questions answered (RP-7 to RP-9)."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import clocks
from shared.casework.engaging import together
from shared.casework.incidents import late_cases
from shared.casework.kept_out import protected_from
from shared.casework.pressed import done_once
from shared.charter.access import Right
from shared.charter.fairness import NotAllowed, Question, WhyNot
from shared.charter.measures import Engagement, Measure, Rung
from shared.charter.organisation import Charter
from shared.charter.spans import months_after
from shared.charter.vocabulary import Channel, Reach
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.models.incidents import Incident
from shared.models.representatives import Representative
from shared.models.restrictions import Entered, Entry, Limit, Restriction, State
from shared.models.staff import Staff

#: Fewer words than that say nothing.
_A_SENTENCE = 3


@dataclass(frozen=True)
class MeasureWritten:
    """One measure as staff wrote it, with what it needs."""

    measure: Measure
    channel: Channel | None = None
    instead: Reach | None = None
    staff: Staff | None = None
    representative: Representative | None = None
    case: Case | None = None
    days: tuple[int, ...] = ()
    most: int = 0


@dataclass(frozen=True)
class Proposal:
    """A whole restriction as staff propose it. `review_on` is None only with `no_review`, which is decided higher up.

    `tried` is true where a milder step and a warning are on record; else `skipped` says why not.
    """

    customer: Customer
    grounds: tuple[str, ...]
    measures: tuple[MeasureWritten, ...]
    incidents: tuple[Incident, ...]
    why: str
    ends_on: date
    review_on: date | None
    fairness: Mapping[Question, str] = field(default_factory=dict)
    service: str | None = None
    rung: Rung = Rung.RESTRICTION
    skipped: str = ""
    tried: bool = False
    no_review: str = ""


class StaleRestriction(Exception):
    """Somebody has done something with it since this person looked: what they agreed to may not stand there now."""


def require_fresh(restriction: Restriction, seen: int) -> None:
    """Raises `StaleRestriction` where it is not as this person saw it."""
    if restriction.version != seen:
        raise StaleRestriction


def propose(
    session: Session, proposal: Proposal, *, by: Staff, at: datetime, charter: Charter, once: str | None = None
) -> Restriction:
    """Put a restriction before somebody who may decide it. Nothing changes for the customer yet.

    Raises `NotAllowed` for what is missing: evidence, a measure, an answer, the milder steps.
    """
    before = _proposed_already(session, once)
    if before is not None:
        return before
    if not by.may(Right.PROPOSE_RESTRICTIONS):
        raise NotAllowed(WhyNot.NOT_YOUR_ROLE)
    day = clocks.today_of(charter, at)
    require_sound(proposal, day=day, charter=charter)
    require_said_how_late(session, proposal, day=day)
    require_unharmed(session, proposal.customer, (one.staff for one in proposal.measures), proposal.incidents)
    restriction = Restriction(
        key=secrets.token_urlsafe(16),
        state=State.PROPOSED,
        proposed_at=at,
        proposed_by_id=by.id,
        proposed_by=by,
        team=by.team,
        version=0,
    )

    def put() -> Restriction:
        write_in(restriction, proposal)
        session.add(restriction)
        enter(session, restriction, Entered.PROPOSED, at=at, by=by, once=once)
        return restriction

    return done_once(session, put, lambda: _proposed_already(session, once))[0]


def correct(
    session: Session,
    restriction: Restriction,
    proposal: Proposal,
    *,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> None:
    """Write the proposal anew while nobody has decided it. Raises `NotAllowed`."""
    if entered_already(session, once):
        return
    if restriction.state is not State.PROPOSED:
        raise NotAllowed(WhyNot.NOT_NOW)
    if not by.may(Right.PROPOSE_RESTRICTIONS):
        raise NotAllowed(WhyNot.NOT_YOUR_ROLE)
    day = clocks.today_of(charter, at)
    require_sound(proposal, day=day, charter=charter)
    require_said_how_late(session, proposal, day=day)
    require_unharmed(session, proposal.customer, (one.staff for one in proposal.measures), proposal.incidents)
    write_in(restriction, proposal)
    restriction.proposed_by, restriction.proposed_by_id = by, by.id
    enter(session, restriction, Entered.CORRECTED, at=at, by=by, once=once)


def write_in(restriction: Restriction, proposal: Proposal) -> None:
    """What the proposal says, into the restriction."""
    restriction.customer, restriction.customer_id = proposal.customer, proposal.customer.id
    restriction.service, restriction.rung = proposal.service, proposal.rung
    restriction.grounds, restriction.why = ",".join(proposal.grounds), proposal.why.strip()
    restriction.fairness = {question.value: answer.strip() for question, answer in proposal.fairness.items()}
    restriction.skipped, restriction.no_review = proposal.skipped.strip(), proposal.no_review.strip()
    restriction.ends_on, restriction.review_on = proposal.ends_on, proposal.review_on
    restriction.incidents = list(proposal.incidents)
    restriction.limits = limits_of(proposal.measures)


def limits_of(measures: tuple[MeasureWritten, ...]) -> list[Limit]:
    """The measures as they are kept."""
    return [
        Limit(
            measure=one.measure,
            channel=one.channel,
            instead=one.instead,
            staff=one.staff,
            staff_id=one.staff.id if one.staff else None,
            representative=one.representative,
            representative_id=one.representative.id if one.representative else None,
            case=one.case,
            case_id=one.case.id if one.case else None,
            days=",".join(map(str, sorted(one.days))),
            most=one.most,
        )
        for one in measures
    ]


def require_sound(proposal: Proposal, *, day: date, charter: Charter) -> None:
    """Raises `NotAllowed` where a proposal may not even be put forward."""
    engagement = charter.engagement
    if engagement is None or not engagement.live:
        raise NotAllowed(WhyNot.NOT_LIVE)
    if not proposal.incidents or any(one.customer_id != proposal.customer.id for one in proposal.incidents):
        raise NotAllowed(WhyNot.NO_EVIDENCE)
    if not proposal.why.strip() or not proposal.grounds:
        raise NotAllowed(WhyNot.WORDS_MISSING)
    if any(not proposal.fairness.get(question, "").strip() for question in Question):
        raise NotAllowed(WhyNot.NOT_ANSWERED)
    _require_ladder(proposal, engagement)
    require_measures(proposal.customer, proposal.measures, engagement)
    require_days(proposal.ends_on, proposal.review_on, proposal.no_review, day=day, engagement=engagement)


def require_said_how_late(session: Session, proposal: Proposal, *, day: date) -> None:
    """While we are late ourselves, a bare no is no answer to whether we are (RP-7, trap T-21). Raises `NotAllowed`."""
    words = proposal.fairness.get(Question.OVERDUE, "").split()
    if len(words) < _A_SENTENCE and late_cases(session, proposal.customer.id, day):
        raise NotAllowed(WhyNot.SAY_HOW_LATE)


def require_unharmed(
    session: Session, customer: Customer, named: Iterable[Staff | None], incidents: Iterable[Incident]
) -> None:
    """The one person who deals with everything is nobody whom it happened to, or who is to have no contact (RP-22).

    Raises `NotAllowed`.
    """
    chosen = {one.id for one in named if one is not None}
    if not chosen:
        return
    harmed = {who for one in incidents for who in (one.affected_id, one.staff_id)}
    harmed |= {one.id for one in protected_from(session, customer.id)}
    if chosen & harmed:
        raise NotAllowed(WhyNot.NAMED_HARMED)


def _require_ladder(proposal: Proposal, engagement: Engagement) -> None:
    """The milder steps come first; what is never tolerated may skip them, with a reason (RP-7)."""
    if proposal.tried:
        return
    known = engagement.categories
    zero = any(known[one].zero_tolerance for one in proposal.grounds if one in known)
    if proposal.rung is Rung.ZERO_TOLERANCE and not zero:
        raise NotAllowed(WhyNot.LADDER)
    if not proposal.skipped.strip():
        raise NotAllowed(WhyNot.SAY_WHY_SKIPPED if zero else WhyNot.LADDER)


def require_measures(customer: Customer, measures: tuple[MeasureWritten, ...], engagement: Engagement) -> None:
    """Measures of this charter alone, whole, and with a way left to reach the customer. Raises `NotAllowed`."""
    if not measures:
        raise NotAllowed(WhyNot.NO_MEASURE)
    for one in measures:
        rule = engagement.measures.get(one.measure)
        if rule is None:
            raise NotAllowed(WhyNot.NOT_HERE)
        if one.measure is Measure.CHANNEL and one.channel is Channel.WEB:
            raise NotAllowed(WhyNot.INTAKE_NEVER_CLOSES)
        if one.measure is Measure.CHANNEL and one.channel not in rule.channels:
            raise NotAllowed(WhyNot.NOT_HERE)
        needs = {
            Measure.NAMED_PERSON: one.staff,
            Measure.THIRD_PARTY: one.representative,
            Measure.CLOSED_MATTER: one.case,
            Measure.LIMITS: one.days or one.most,
        }
        if one.measure in needs and not needs[one.measure]:
            raise NotAllowed(WhyNot.NO_MEASURE)
        if one.case is not None and one.case.closed_at is None:  # there was no last answer that we could stand by
            raise NotAllowed(WhyNot.MATTER_OPEN)
    _require_a_way(customer, measures)


def _require_a_way(customer: Customer, measures: tuple[MeasureWritten, ...]) -> None:
    """Whoever is restricted can still be written to: else nothing could be explained to them."""
    effects = together(limits_of(measures))
    way = effects.reach(customer.reach)
    has = {Reach.EMAIL: customer.email, Reach.TEXT: customer.phone, Reach.PHONE: customer.phone}
    has[Reach.LETTER] = customer.address
    if customer.reach is not Reach.NONE and (effects.shuts(way) or not has.get(way, "yes")):
        raise NotAllowed(WhyNot.NO_WAY_LEFT)


def require_days(ends_on: date, review_on: date | None, no_review: str, *, day: date, engagement: Engagement) -> None:
    """Not longer than the charter allows, and looked at again in time. Raises `NotAllowed` (RP-11, trap T-12)."""
    if ends_on < day or (review_on is not None and review_on <= day):
        raise NotAllowed(WhyNot.DAY_IN_THE_PAST)
    if ends_on > months_after(day, engagement.longest_months):
        raise NotAllowed(WhyNot.TOO_LONG, months=engagement.longest_months)
    if review_on is None and not no_review.strip():
        raise NotAllowed(WhyNot.REVIEW_MISSING)
    if review_on is not None and review_on > months_after(day, engagement.review_months):
        raise NotAllowed(WhyNot.REVIEW_TOO_LATE, months=engagement.review_months)
    if review_on is not None and review_on > ends_on:
        raise NotAllowed(WhyNot.REVIEW_AFTER_END)


def enter(
    session: Session,
    restriction: Restriction,
    what: Entered,
    *,
    at: datetime,
    by: Staff | None = None,
    once: str | None = None,
    **facts: object,
) -> None:
    """Add one line to its history. `facts` must be plain values; `by` is None for the customer and the system."""
    name = by.name if by else ""
    line = Entry(restriction=restriction, at=at, what=what, by_id=by.id if by else None, by_name=name)
    line.once_key, line.facts = once, dict(facts)
    restriction.version += 1
    session.add(line)


def entered_already(session: Session, once: str | None) -> bool:
    """Has this very pressing of the button been carried out before?"""
    return bool(once) and session.scalar(sa.select(Entry.id).where(Entry.once_key == once)) is not None


def _proposed_already(session: Session, once: str | None) -> Restriction | None:
    if not once:
        return None
    line = session.scalar(sa.select(Entry).where(Entry.once_key == once))
    return line.restriction if line else None
