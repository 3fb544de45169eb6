"""What one person told us twice, as far as a rule can see it: it says why it thinks so, and decides nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import timeline
from shared.casework.finding import seen_by
from shared.casework.folding import words_in
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Kind, Reach
from shared.charter.workflow import Outcome
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.staff import Staff

#: Two contacts about one matter come within this time, or they are two matters.
WITHIN = timedelta(days=30)
#: So many words in common are no chance, nor are half of those of a short message; one word is.
ENOUGH = 3
LEAST = 2
#: Shorter words stand in every message, and so do these.
_SHORTEST = 4
_SHOWN = 5
_SAY_LITTLE = frozenset(
    words_in(
        "about after again also been before could does dont from have here just know like made make more much need "
        "other over please said says should some still than thank thanks that their them then there these they this "
        "told very want wanted were what when where which will with would your"
    )
)


@dataclass(frozen=True)
class Told:
    """One contact, as much of it as the rule looks at."""

    customer_id: int | None
    received_on: date
    kind: Kind
    service: str | None
    words: str


@dataclass(frozen=True)
class Likeness:
    """Why two contacts may be one matter: so many days apart, what is the same, and the words in both."""

    days: int
    same_kind: bool
    same_service: bool
    words: tuple[str, ...]


@dataclass(frozen=True)
class Alike:
    """A case that may be the same as another, and why."""

    case: Case
    why: Likeness


def likeness(one: Told, other: Told) -> Likeness | None:
    """Why these two may be the same matter of the same person, or None where nothing says so (clause SC-1)."""
    days = abs((one.received_on - other.received_on).days)
    if one.customer_id is None or one.customer_id != other.customer_id or days > WITHIN.days:
        return None
    same_kind = one.kind is other.kind
    same_service = one.service is not None and one.service == other.service
    if not (same_kind or same_service):
        return None
    mine, theirs = _telling(one.words), _telling(other.words)
    both = mine & theirs
    if len(both) < min(ENOUGH, max(LEAST, (min(len(mine), len(theirs)) + 1) // 2)):
        return None
    shown = sorted(both, key=lambda word: (-len(word), word))[:_SHOWN]
    return Likeness(days, same_kind, same_service, tuple(shown))


def _telling(words: str) -> frozenset[str]:
    return frozenset(word for word in words_in(words) if len(word) >= _SHORTEST) - _SAY_LITTLE


def told_in(case: Case) -> Told:
    """A case, as the rule looks at it."""
    return Told(case.customer_id, case.received_on, case.kind, case.service, case.words)


def likely(session: Session, case: Case, staff: Staff, charter: Charter) -> list[Alike]:
    """Cases that may be the same as this one and that this person may see, without those put aside: the likest first.

    Nothing for a case that is closed: there is nothing left of it to join.
    """
    if case.closed_at is not None:
        return []
    aside = put_aside(case)
    found = [one for one in _near(session, case, seen_by(staff, charter)) if one.reference not in aside]
    return _alike(case, [one for one in found if one.closed_at is None and one.seal is case.seal])


def told_before(session: Session, case: Case) -> list[Alike]:
    """What the same person told us shortly before, for the person: only where the answer reaches nobody else.

    Anybody can type another's name and address on the website, and is shown a page for it. So this is for a page whose
    link has only ever left in a message to the address that we know.
    """
    if case.channel is Channel.WEB or case.authorities:
        return []
    return _before(session, case)


def told_before_by_message(session: Session, case: Case) -> list[Alike]:
    """The same for a message, which goes where those about the earlier one went."""
    customer = case.customer
    if customer is None or case.authorities or customer.reach is not Reach.EMAIL or not customer.email_key:
        return []
    return _before(session, case)


def facts_for_message(session: Session, case: Case) -> dict[str, Any]:
    """What the first message about a new case says of the likest one before it; nothing where there is none."""
    before = next(iter(told_before_by_message(session, case)), None)
    if before is None:
        return {}
    earlier = before.case
    day, link = earlier.received_on.isoformat(), f"/track/{earlier.reference}/{earlier.tracking_key}"
    return {"earlier": earlier.reference, "earlier_on": day, "other": link}


def _before(session: Session, case: Case) -> list[Alike]:
    earlier = sa.and_(Case.id < case.id, Case.closed_at.is_(None), Case.seal == case.seal)
    aside = put_aside(case)
    found = [one for one in _near(session, case, earlier) if not one.authorities and one.reference not in aside]
    return _alike(case, found)


def _near(session: Session, case: Case, narrowed: sa.ColumnElement[bool]) -> Sequence[Case]:
    """The other cases of this customer from about the same time."""
    if case.customer_id is None:
        return ()
    span = (case.received_on - WITHIN, case.received_on + WITHIN)
    rows = sa.select(Case).where(
        Case.customer_id == case.customer_id,
        Case.id != case.id,
        Case.received_on.between(*span),
        sa.or_(Case.outcome.is_(None), Case.outcome != Outcome.SAME_AS_ANOTHER),
        narrowed,
    )
    return session.scalars(rows.order_by(Case.id.desc()).limit(20)).all()


def _alike(case: Case, others: Sequence[Case]) -> list[Alike]:
    pairs = ((other, likeness(told_in(case), told_in(other))) for other in others)
    found = [Alike(other, why) for other, why in pairs if why is not None]
    return sorted(found, key=lambda one: (-len(one.why.words), one.why.days, one.case.id))[:3]


def put_aside(case: Case) -> frozenset[str]:
    """The references of cases of which somebody has said that they are not the same as this one."""
    return frozenset(str(line.facts.get("other")) for line in case.happenings if line.what is Happened.NOT_THE_SAME)


def not_the_same(
    session: Session, case: Case, other: Case, *, by: Staff, at: datetime, once: str | None = None
) -> None:
    """Somebody has looked: these are two matters. Both remember it, and neither is offered for the other again."""
    if other.reference in put_aside(case):
        return
    said: dict[str, Any] = {"at": at, "by": by, "public": False}
    timeline.write(session, case, Happened.NOT_THE_SAME, once=once, other=other.reference, **said)
    timeline.write(session, other, Happened.NOT_THE_SAME, other=case.reference, **said)
