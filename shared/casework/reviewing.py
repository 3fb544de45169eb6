"""A restriction is looked at again, changed and ended, and the customer is told each time (RP-11; standards B-07)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from shared.casework import clocks, restriction_letters, sending
from shared.casework.engaging import appealed
from shared.casework.hearing import decider
from shared.casework.restricting import engagement_of, require_neutral
from shared.casework.restrictions import (
    MeasureWritten,
    enter,
    entered_already,
    limits_of,
    require_days,
    require_measures,
    require_unharmed,
)
from shared.charter.easing import Closing, is_harder
from shared.charter.fairness import NotAllowed, WhyNot, may_decide, may_except
from shared.charter.organisation import Charter
from shared.charter.spans import months_after
from shared.models.restrictions import Entered, Limit, Restriction, State
from shared.models.staff import Staff

#: Told, or already begun.
STANDING = (State.TOLD, State.IN_FORCE)
#: Kept as the reason for no review where it ends before one would be due; a template says it in words.
ENDS_BEFORE = "ends"


def review(
    session: Session,
    restriction: Restriction,
    *,
    reasons: str,
    next_on: date | None,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> None:
    """Looked at again, and it stays: with the reason and the next day, both of which the customer reads.

    `next_on` is None where it ends before another review would come, or by a higher role. Raises `NotAllowed`.
    """
    if entered_already(session, once):
        return
    _require_standing(restriction, by, charter)
    if appealed(restriction):  # it only stays as it is: that is for whoever hears the appeal to say
        raise NotAllowed(WhyNot.APPEAL_OPEN)
    _require_second_look(restriction, by, charter)
    if not reasons.strip():
        raise NotAllowed(WhyNot.WORDS_MISSING)
    require_neutral(reasons, charter)
    today = clocks.today_of(charter, at)
    no_review = _without_review(restriction, restriction.ends_on, next_on, by, charter, today)
    require_days(restriction.ends_on, next_on, no_review, day=today, engagement=engagement_of(charter))
    restriction.review_on, restriction.reviewed_on, restriction.no_review = next_on, today, no_review
    day = next_on.isoformat() if next_on else None
    enter(session, restriction, Entered.REVIEWED, at=at, by=by, once=once, reasons=reasons.strip(), day=day)
    _tell_if_told(session, restriction, "restriction_reviewed", at=at, charter=charter, reasons=reasons.strip())


def change(
    session: Session,
    restriction: Restriction,
    *,
    measures: tuple[MeasureWritten, ...],
    reasons: str,
    ends_on: date,
    review_on: date | None,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> None:
    """Milder measures in the place of some, fewer, or an earlier last day, told with the reason (B-07).

    What closes more, or lasts longer, is proposed anew: with evidence, and looked at by two people (RP-9); what changes
    nothing is told to nobody. Raises `NotAllowed`.
    """
    if entered_already(session, once):
        return
    _require_standing(restriction, by, charter)
    _require_second_look(restriction, by, charter)
    if not reasons.strip():
        raise NotAllowed(WhyNot.WORDS_MISSING)
    require_neutral(reasons, charter)
    engagement = engagement_of(charter)
    require_measures(restriction.customer, measures, engagement)
    require_unharmed(session, restriction.customer, (one.staff for one in measures), restriction.incidents)
    after = _require_easing(restriction, limits_of(measures), ends_on, review_on)
    today = clocks.today_of(charter, at)
    no_review = _without_review(restriction, ends_on, review_on, by, charter, today)
    require_days(ends_on, review_on, no_review, day=today, engagement=engagement)
    before: list[str] = [one.measure.value for one in restriction.limits]
    restriction.limits = after
    restriction.ends_on, restriction.review_on, restriction.changed_at = ends_on, review_on, at
    restriction.no_review = no_review
    said: dict[str, Any] = {"before": before, "measures": [one.measure.value for one in measures]}
    enter(session, restriction, Entered.CHANGED, at=at, by=by, once=once, reasons=reasons.strip(), **said)
    sending.look_again(session, restriction.customer, at=at, charter=charter)
    _tell_if_told(session, restriction, "restriction_changed", at=at, charter=charter, reasons=reasons.strip())


def _require_easing(restriction: Restriction, after: list[Limit], ends_on: date, review_on: date | None) -> list[Limit]:
    """The limits of afterwards. Raises `NotAllowed` where they close more or last longer, or nothing is different."""
    if is_harder(_closings(restriction.limits), _closings(after)) or ends_on > restriction.ends_on:
        raise NotAllowed(WhyNot.HARDER)
    if _same(restriction, after, ends_on, review_on):
        raise NotAllowed(WhyNot.NOTHING_CHANGES)
    return after


def _closings(limits: Iterable[Limit]) -> list[Closing]:
    """As far as it counts for how hard they are."""
    return [Closing(one.measure, one.channel, one.case_id, frozenset(one.weekdays), one.most) for one in limits]


def _same(restriction: Restriction, after: Iterable[Limit], ends_on: date, review_on: date | None) -> bool:
    """Would all be as it was?"""

    def told(limits: Iterable[Limit]) -> set[tuple[object, ...]]:
        kept = ("measure", "channel", "instead", "staff_id", "representative_id", "case_id", "days", "most")
        return {tuple(getattr(one, name) for name in kept) for one in limits}

    same_days = (restriction.ends_on, restriction.review_on) == (ends_on, review_on)
    return same_days and told(restriction.limits) == told(after)


def end(
    session: Session,
    restriction: Restriction,
    *,
    reasons: str,
    by: Staff | None,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> None:
    """It is over, and the customer is told so (B-07). `by` is None where its last day has passed.

    One that was decided and never told is dropped like this too: nobody hears of it. Raises `NotAllowed`.
    """
    if entered_already(session, once) or restriction.state is State.ENDED:
        return
    if by is not None:
        _require_standing(restriction, by, charter, or_in=State.APPROVED)
        if not reasons.strip():
            raise NotAllowed(WhyNot.WORDS_MISSING)
        require_neutral(reasons, charter)
    stop(session, restriction, reasons=reasons, by=by, at=at, charter=charter, once=once)


def stop(
    session: Session,
    restriction: Restriction,
    *,
    reasons: str,
    by: Staff | None,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> None:
    """The same, for whoever has decided so in another act: an appeal that was upheld, a last day that has passed."""
    restriction.state, restriction.ended_at, restriction.ended_why = State.ENDED, at, reasons.strip()
    restriction.ended_by, restriction.ended_by_id = by, by.id if by else None
    customer = restriction.customer
    customer.managed = any(one.state in STANDING for one in customer.restrictions)
    enter(session, restriction, Entered.ENDED, at=at, by=by, once=once, reasons=reasons.strip())
    sending.look_again(session, customer, at=at, charter=charter)
    _tell_if_told(session, restriction, "restriction_ended", at=at, charter=charter, reasons=reasons.strip())


def _require_standing(restriction: Restriction, by: Staff, charter: Charter, or_in: State | None = None) -> None:
    """It stands, and this person may decide about it; `or_in` stands as well.

    Whoever proposed it may end it: that harms nobody.
    """
    if restriction.state not in STANDING and restriction.state is not or_in:
        raise NotAllowed(WhyNot.NOT_NOW)
    why = may_decide(engagement_of(charter), restriction.categories, decider(restriction, by))
    if why is not None and why is not WhyNot.PROPOSED_YOURSELF:
        raise NotAllowed(why)


def _require_second_look(restriction: Restriction, by: Staff, charter: Charter) -> None:
    """A review by whoever proposed it is no second look, and a change by them is nobody else's decision."""
    why = may_decide(engagement_of(charter), restriction.categories, decider(restriction, by))
    if why is not None:
        raise NotAllowed(why)


def _without_review(
    restriction: Restriction, ends_on: date, review_on: date | None, by: Staff, charter: Charter, today: date
) -> str:
    """Why there is no review, empty where there is one; left out by a higher role, or where it ends before (T-12)."""
    if review_on is not None:
        return ""
    engagement = engagement_of(charter)
    if ends_on <= months_after(today, engagement.review_months):
        return restriction.no_review or ENDS_BEFORE
    why = may_except(engagement, decider(restriction, by))
    if why is not None:
        raise NotAllowed(why)
    return restriction.no_review if restriction.no_review != ENDS_BEFORE else ""


def _tell_if_told(
    session: Session, restriction: Restriction, template: str, *, at: datetime, charter: Charter, reasons: str
) -> None:
    """Whoever was told that it began is told how it goes on; nobody else."""
    if restriction.told_at is not None:
        restriction_letters.owe(session, restriction, template, at=at, charter=charter, reasons=reasons)
