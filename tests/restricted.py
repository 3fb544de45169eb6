"""Customers who are restricted, for tests: `restricted(session, customer, closed(Channel.PHONE), …)`."""

import secrets
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from shared.charter.fairness import Question
from shared.charter.measures import Measure, Recorded, Rung, Warned
from shared.charter.vocabulary import Channel, Reach
from shared.models.customers import Customer
from shared.models.incidents import Incident
from shared.models.restrictions import Limit, Restriction, State
from shared.models.staff import Staff
from tests.builders import MORAG, TUESDAY

#: Somebody whom every way reaches.
WHOLE = replace(MORAG, phone="01632 960 555", address="4 High Street\nInverness")
#: The last day of every restriction here, unless a test says otherwise.
LAST = date(2027, 6, 1)


def closed(channel: Channel, instead: Reach | None = Reach.LETTER) -> Limit:
    """One way of contact is closed."""
    return Limit(measure=Measure.CHANNEL, channel=channel, instead=instead, days="", most=0)


def a_limit(measure: Measure, **facts: Any) -> Limit:
    """One measure with what it needs."""
    return Limit(**{"measure": measure, "days": "", "most": 0, **facts})


def an_incident(session: Session, customer: Customer, by: Staff, *, at: datetime = TUESDAY, **facts: Any) -> Incident:
    """Something that happened, written down by whom it happened to."""
    usual: dict[str, Any] = {
        "customer_id": customer.id,
        "staff_id": by.id,
        "affected_id": by.id,
        "team": by.team,
        "happened_at": at,
        "recorded_at": at,
        "channel": Channel.PHONE,
        "categories": "abuse",
        "words": "They said words that hurt.",
        "warned": Warned.UNSAFE,
        "recorded": Recorded.NO_CALL,
        "look_by": (at + timedelta(days=1)).date(),
    }
    incident = Incident(**{**usual, **facts})
    session.add(incident)
    session.flush()
    return incident


def restricted(
    session: Session,
    customer: Customer,
    *limits: Limit,
    proposed_by: Staff,
    decided_by: Staff,
    at: datetime = TUESDAY,
    state: State = State.IN_FORCE,
    **facts: Any,
) -> Restriction:
    """A restriction that was decided, told and has begun, with these measures; one word to vary."""
    usual: dict[str, Any] = {
        "key": secrets.token_urlsafe(16),
        "team": proposed_by.team,
        "rung": Rung.RESTRICTION,
        "grounds": "abuse",
        "why": "On the phone, words were said that hurt.",
        "fairness": {one.value: "We have looked at it." for one in Question},
        "starts_on": at.astimezone(UTC).date(),
        "ends_on": LAST,
        "review_on": date(2027, 5, 4),
        "proposed_at": at,
        "decided_at": at,
        "decided_role": decided_by.role.value,
        "reasons": "It is the smallest step that helps.",
        "told_at": at,
    }
    restriction = Restriction(**{**usual, **facts}, customer=customer, state=state)
    restriction.proposed_by_id, restriction.decided_by_id = proposed_by.id, decided_by.id
    restriction.limits = list(limits)
    session.add(restriction)
    customer.managed = True
    session.flush()
    return restriction
