"""What is in force for one customer on one day, and where a restriction stands."""

from datetime import date
from enum import StrEnum

from shared.charter.effects import NOTHING, Effects
from shared.charter.measures import APPEAL, DuringAppeal, Measure
from shared.charter.organisation import Charter
from shared.charter.signs import Sign
from shared.charter.vocabulary import Channel, Reach, Seal, SignedBy
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.models.representatives import Representative
from shared.models.restrictions import Limit, Restriction, State
from shared.models.staff import Staff


class Standing(StrEnum):
    """Where a restriction stands on a day."""

    PROPOSED = "proposed"
    TURNED_DOWN = "turned-down"
    APPROVED = "approved"
    TOLD = "told"
    UNDER_APPEAL = "under-appeal"
    IN_FORCE = "in-force"
    CHANGED = "changed"
    DUE_FOR_REVIEW = "due-for-review"
    ENDED = "ended"


def standing(restriction: Restriction, day: date) -> Standing:
    """Where it stands; an open appeal is said before a review that is due, and that before a change."""
    match restriction.state:
        case State.PROPOSED:
            return Standing.PROPOSED
        case State.TURNED_DOWN:
            return Standing.TURNED_DOWN
        case State.APPROVED:
            return Standing.APPROVED
        case State.TOLD if restriction.starts_on is not None and restriction.starts_on > day:
            return Standing.TOLD
    if restriction.state is State.ENDED or restriction.ends_on < day:
        return Standing.ENDED
    if appealed(restriction):
        return Standing.UNDER_APPEAL
    if restriction.review_on is not None and restriction.review_on <= day:
        return Standing.DUE_FOR_REVIEW
    return Standing.CHANGED if restriction.changed_at else Standing.IN_FORCE


def appealed(restriction: Restriction) -> bool:
    """Is an appeal against it open?"""
    return any(one.case.closed_at is None for one in restriction.appeals)


def is_in_force(restriction: Restriction, day: date | None, charter: Charter) -> bool:
    """Does it change anything on that day? An appeal makes it wait only where the charter says so.

    Without a day, as the worker has found it last: it begins and ends each restriction on its day.
    """
    engagement = charter.engagement
    if engagement is None or (engagement.during_appeal is DuringAppeal.WAITS and appealed(restriction)):
        return False
    if day is None:
        return restriction.state is State.IN_FORCE
    began = restriction.starts_on is not None and restriction.starts_on <= day
    return restriction.state in (State.TOLD, State.IN_FORCE) and began and day <= restriction.ends_on


def in_force(customer: Customer | None, day: date | None, charter: Charter) -> list[Restriction]:
    """The restrictions of a customer that are in force on that day; for everybody who has none, nothing is asked."""
    if customer is None or not customer.managed:
        return []
    return [one for one in customer.restrictions if is_in_force(one, day, charter)]


def limits_on(customer: Customer | None, day: date | None, charter: Charter) -> list[Limit]:
    """Every measure that is in force for a customer on that day, one by one."""
    return [limit for one in in_force(customer, day, charter) for limit in one.limits]


def effects_on(customer: Customer | None, day: date | None, charter: Charter) -> Effects:
    """All of them taken together: what the guard, the banner, routing and the public site ask."""
    limits = limits_on(customer, day, charter)
    return together(limits) if limits else NOTHING


def effects_of(case: Case, day: date | None, charter: Charter) -> Effects:
    """The same for the customer of a case."""
    return effects_on(case.customer, day, charter)


def together(limits: list[Limit]) -> Effects:
    """What these measures do, taken together."""
    of = {measure: [one for one in limits if one.measure is measure] for measure in Measure}
    closed = frozenset(one.channel for one in of[Measure.CHANNEL] if one.channel)
    named, third = of[Measure.NAMED_PERSON], of[Measure.THIRD_PARTY]
    return Effects(
        closed=closed,
        instead=_instead(of[Measure.CHANNEL], closed),
        named=named[-1].staff_id if named else None,
        no_names=bool(of[Measure.NO_NAMES]),
        third=third[-1].representative_id if third else None,
        recorded_line=bool(of[Measure.RECORDED_LINE]),
        days=frozenset(day for one in of[Measure.LIMITS] for day in one.weekdays),
        most=min((one.most for one in of[Measure.LIMITS] if one.most), default=0),
        closed_matters=frozenset(one.case_id for one in of[Measure.CLOSED_MATTER] if one.case_id),
    )


def _instead(limits: list[Limit], closed: frozenset[Channel]) -> Reach:
    """The way that was written down and is not itself closed by another; a letter where there is none."""
    ways = [one.instead for one in limits if one.instead]
    return next((way for way in ways if not Effects(closed).shuts(way)), Reach.LETTER)


def gives_no_names(case: Case) -> bool:
    """Is the customer of this case given another name than that of whoever acts, or none: as decided by now?"""
    if case.signed_by not in (SignedBy.OWNER, None):  # a case that was never flushed has none yet
        return True
    if case.customer is None or not case.customer.managed:
        return False
    stands = [one for one in case.customer.restrictions if one.state in (State.TOLD, State.IN_FORCE)]
    return any(limit.measure is Measure.NO_NAMES for one in stands for limit in one.limits)


def third_party(customer: Customer | None, day: date | None, charter: Charter) -> Representative | None:
    """The representative through whom we speak with this customer; None where we speak with them."""
    return next((one.representative for one in limits_on(customer, day, charter) if one.representative), None)


def named_person(case: Case, day: date | None, charter: Charter) -> Staff | None:
    """The one member of staff who deals with everything of this customer; None where anybody may.

    What few may see goes its own way: the one person may not be among them, and then nobody could answer. So do
    appeals, and complaints about data, which others decide by law.
    """
    if case.seal is not Seal.NONE or case.procedure == APPEAL or Sign.DATA_PROTECTION in case.signs:
        return None
    named = [one.staff for one in limits_on(case.customer, day, charter) if one.measure is Measure.NAMED_PERSON]
    return named[-1] if named else None
