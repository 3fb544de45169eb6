"""Letters about a restriction: to the customer alone, in the form that reaches them, and in no list of messages."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import clocks
from shared.casework.notices import CARRIED, held_for
from shared.casework.reaching import address, needs_of
from shared.charter.organisation import Charter
from shared.charter.reaching import AND, SPOKEN
from shared.charter.vocabulary import Reach
from shared.models.customers import Customer
from shared.models.notices import Held, Notice
from shared.models.restrictions import Limit, Restriction


def owe(
    session: Session, restriction: Restriction, template: str, *, at: datetime, charter: Charter, **facts: object
) -> Notice | None:
    """Owe the customer one letter about it; None where nothing is known by which they could be reached.

    What does not leave by itself waits on the page of the restriction for somebody to bring it.
    """
    customer, day = restriction.customer, clocks.today_of(charter, at)
    needs, own = needs_of(customer, charter, day), charter.organisation.languages[0]
    reach = needs.reach if needs.reach is not Reach.NONE else _any_way(customer)
    if reach is None:
        return None
    notice = Notice(
        case=None,
        restriction_id=restriction.id,
        template=template,
        reach=reach,
        to_name=customer.name,
        to_address=address(customer, reach),
        language=AND.join(needs.languages),
        format=needs.format,
        interpreter=needs.interpreter if reach in SPOKEN else "",
        words_in=own,
        held_for=held_for(own, needs),
        facts={**facts_of(restriction, charter, day), **facts},
        once_key=f"restriction/{restriction.id}/{restriction.version}/{template}",
        owed_at=at,
        send_after=at,
        made="",
    )
    session.add(notice)
    return notice


def _any_way(customer: Customer) -> Reach | None:
    """Whoever wants no messages is still told of this one: by the mildest way that is known."""
    ways = {Reach.LETTER: customer.address, Reach.EMAIL: customer.email, Reach.PHONE: customer.phone}
    return next((way for way, found in ways.items() if found), None)


def facts_of(restriction: Restriction, charter: Charter, day: date) -> dict[str, Any]:
    """What a letter about it says, as plain values: which measures, why, how long, how to go against it."""
    days = charter.engagement.appeal_days if charter.engagement else 0
    ombudsman = charter.ombudsmen(charter.procedures.get("appeal"), restriction.service)
    return {
        "measures": [measure_facts(one) for one in restriction.limits],
        "why": restriction.why,
        "starts_on": restriction.starts_on.isoformat() if restriction.starts_on else None,
        "ends_on": restriction.ends_on.isoformat(),
        "review_on": restriction.review_on.isoformat() if restriction.review_on else None,
        "appeal_by": charter.calendar.add(day, days).isoformat() if days else None,
        "track": f"/contact/{restriction.key}",
        "ombudsman": ombudsman[0].id if ombudsman else None,
    }


def measure_facts(limit: Limit) -> dict[str, Any]:
    """One measure as a letter and the customer's page say it: what it is, and which way, who, which days."""
    speaker = limit.representative.name if limit.representative else ""
    return {
        "measure": limit.measure.value,
        "channel": limit.channel.value if limit.channel else None,
        "instead": limit.instead.value if limit.instead else None,
        "name": limit.staff.name if limit.staff else speaker,
        "reference": limit.case.reference if limit.case else None,
        "days": list(limit.weekdays),
        "most": limit.most,
    }


def letters_of(session: Session, restriction: Restriction) -> list[Notice]:
    """Every letter about it, the oldest first; for whoever may see the restriction."""
    rows = sa.select(Notice).where(Notice.restriction_id == restriction.id).order_by(Notice.id)
    return list(session.scalars(rows))


def to_bring(session: Session, restriction: Restriction) -> list[Notice]:
    """What somebody has to post, say or translate, because it does not leave by itself."""
    return [
        one
        for one in letters_of(session, restriction)
        if one.sent_at is None and one.parked_at is None and (one.held_for or one.reach not in CARRIED)
    ]


def brought(notice: Notice, *, at: datetime) -> None:
    """Somebody has posted it, or said it. Pressed twice, it is done once."""
    if notice.sent_at is None:
        notice.sent_at, notice.held_for, notice.locked_until = at, None, None


def translated(notice: Notice, *, words: str, charter: Charter, at: datetime) -> None:
    """Our own words of it are there in the customer's language; next comes its form, or it leaves.

    Where the customer reads two languages, both stand there.
    """
    if notice.held_for is not Held.TRANSLATION:
        return
    name = "reasons" if notice.facts.get("reasons") else "why"
    both = AND in notice.language
    said = f"{words.strip()}\n\n{notice.facts[name]}" if both else words.strip()
    notice.facts = {**notice.facts, name: said}
    notice.words_in, notice.made = notice.language, ""
    restriction = notice.restriction
    assert restriction is not None
    needs = needs_of(restriction.customer, charter, clocks.today_of(charter, at))
    notice.held_for = held_for(notice.words_in, needs)
