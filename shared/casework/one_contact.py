"""The one person who deals with everything of a customer is threatened: somebody else does now (RP-8, RP-22)."""

from collections.abc import Iterator
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import accounts, clocks, restriction_letters
from shared.casework.incidents import lookers
from shared.casework.kept_out import protected_from
from shared.casework.restrictions import enter
from shared.charter.access import Right
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Reach
from shared.models.customers import Customer
from shared.models.notices import Notice
from shared.models.restrictions import Entered, Restriction, State
from shared.models.staff import Staff

#: To whoever decided, or else to whoever proposed it: look at it, and say who it is from now on.
TEMPLATE = "one_contact"
#: Decided, and not over: what is only proposed cannot be decided with this person in it.
_LIVE = (State.APPROVED, State.TOLD, State.IN_FORCE)


def hand_over(
    session: Session, customer: Customer, staff: Staff, *, by: Staff, at: datetime, charter: Charter
) -> list[Restriction]:
    """Whoever granted the protection is asked for in their place, until whoever decided says who it shall be.

    The customer is told the new name, and never why. It falls due for a review within the days in which an incident is
    looked at, and whoever decided is written to.
    """
    rows = sa.select(Restriction).where(Restriction.customer_id == customer.id, Restriction.state.in_(_LIVE))
    found = [
        one
        for one in session.scalars(rows.order_by(Restriction.id).with_for_update())
        if any(limit.staff_id == staff.id for limit in one.limits)
    ]
    for restriction in found:
        _hand_over(session, restriction, staff, by=by, at=at, charter=charter)
    return found


def _hand_over(
    session: Session, restriction: Restriction, staff: Staff, *, by: Staff, at: datetime, charter: Charter
) -> None:
    now = _instead_of(session, restriction, staff, by, charter)
    for limit in restriction.limits:
        if limit.staff_id == staff.id:
            limit.staff, limit.staff_id = now, now.id
    look_by = _look_by(restriction, at=at, charter=charter)
    restriction.changed_at = at
    if restriction.review_on is not None:
        restriction.review_on = min(restriction.review_on, look_by)
    else:
        restriction.review_on, restriction.no_review = look_by, ""
    enter(session, restriction, Entered.CHANGED, at=at, by=by, contact=now.name)
    session.flush()
    _name_nobody_else(session, restriction, charter)
    if restriction.told_at is not None:
        restriction_letters.owe(session, restriction, "restriction_changed", at=at, charter=charter, reasons="")
    _ask(session, restriction, look_by, at=at, charter=charter)


def _instead_of(session: Session, restriction: Restriction, staff: Staff, by: Staff, charter: Charter) -> Staff:
    """Whoever granted it, where they work with customers; else the nearest who does and was not harmed themselves."""
    harmed = {who for one in restriction.incidents for who in (one.affected_id, one.staff_id)}
    harmed |= {one.id for one in protected_from(session, restriction.customer_id)} | {staff.id}

    def may(one: Staff) -> bool:
        return one.id not in harmed and (one.may(Right.WORK_OWN_TEAM) or one.may(Right.WORK_ANY_TEAM))

    def nearest() -> Iterator[Staff]:
        yield by
        yield from lookers(session, staff, charter)
        yield from accounts.colleagues(session, {charter.organisation.customer_relations_team})

    return next((one for one in nearest() if may(one)), by)


def _look_by(restriction: Restriction, *, at: datetime, charter: Charter) -> date:
    days = charter.engagement.look_days if charter.engagement else 1
    return min(charter.calendar.add(clocks.today_of(charter, at), days), restriction.ends_on)


def _name_nobody_else(session: Session, restriction: Restriction, charter: Charter) -> None:
    """What has not left yet names whoever it is now."""
    rows = sa.select(Notice).where(Notice.restriction_id == restriction.id, Notice.sent_at.is_(None))
    for notice in session.scalars(rows):
        measures = [restriction_letters.measure_facts(one, charter) for one in restriction.limits]
        notice.facts, notice.made = {**notice.facts, "measures": measures}, ""


def _ask(session: Session, restriction: Restriction, look_by: date, *, at: datetime, charter: Charter) -> None:
    """By e-mail: that there is something to look at, by when and where; neither who nor why."""
    decider = restriction.decided_by or restriction.proposed_by
    session.add(
        Notice(
            case=None,
            template=TEMPLATE,
            reach=Reach.EMAIL,
            to_name=decider.name,
            to_address=decider.email,
            language=charter.organisation.languages[0],
            facts={"look_by": look_by.isoformat(), "page": f"/office/restrictions/{restriction.id}"},
            once_key=f"contact/{restriction.id}/{restriction.version}/{TEMPLATE}",
            owed_at=at,
            send_after=at,
            made="",
        )
    )
