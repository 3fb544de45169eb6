"""Letters about a restriction: to the customer alone, in the form that reaches them, and in no list of messages."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import clocks, engaging, limited
from shared.casework.leaving import held_for
from shared.casework.notices import CARRIED
from shared.casework.reaching import address, needs_of
from shared.charter.fairness import NotAllowed, WhyNot, blamed
from shared.charter.measures import APPEAL, Measure
from shared.charter.organisation import Charter
from shared.charter.procedure import Finding
from shared.charter.reaching import AND, SPOKEN
from shared.charter.vocabulary import Channel, Reach
from shared.models.customers import Customer
from shared.models.notices import Held, Notice
from shared.models.restrictions import Effort, Entered, Limit, Restriction, State

_STAND = (State.TOLD, State.IN_FORCE)
#: What was said in a letter that the customer may appeal against.
_TOLD_BY = (Entered.TOLD, Entered.REVIEWED, Entered.CHANGED)


def owe(
    session: Session, restriction: Restriction, template: str, *, at: datetime, charter: Charter, **facts: object
) -> Notice | None:
    """Owe the customer one letter about it; None where nothing is known by which they could be reached.

    What does not leave by itself waits on the page of the restriction for somebody to bring it.
    """
    day = clocks.today_of(charter, at)
    said = {**facts_of(restriction, charter, day), **facts}
    # The key travels in the head of an e-mail, so it tells nothing.
    key = f"contact/{restriction.id}/{restriction.version}"
    return _owed(session, restriction.customer, template, key, said, at=at, charter=charter, about=restriction)


def warn(session: Session, effort: Effort, *, at: datetime, charter: Charter) -> Notice | None:
    """Send somebody a warning in writing, with its words (clause RP-14); sent once, however often it is asked for.

    None where it would not leave by itself: then somebody gives it to them. Raises `NotAllowed` for words of blame.
    """
    session.flush()  # its number names the letter
    sent = warning_of(session, effort)
    if sent is not None:
        return sent
    engagement = charter.engagement
    found = blamed(effort.words, engagement.blame) if engagement else ()
    if found:
        raise NotAllowed(WhyNot.BLAMES, words=list(found))
    day, own = clocks.today_of(charter, at), charter.organisation.languages[0]
    needs = needs_of(effort.customer, charter, day)
    if way_to(effort.customer, charter, day) not in CARRIED or held_for(own, needs):
        return None
    facts = {"words": effort.words, "service": None}
    return _owed(session, effort.customer, "warning", f"contact/word/{effort.id}", facts, at=at, charter=charter)


def warning_of(session: Session, effort: Effort) -> Notice | None:
    """The letter in which that warning was given; None where it was given in another way."""
    return session.scalar(sa.select(Notice).where(Notice.once_key == f"contact/word/{effort.id}"))


def _owed(
    session: Session,
    customer: Customer,
    template: str,
    key: str,
    facts: dict[str, Any],
    *,
    at: datetime,
    charter: Charter,
    about: Restriction | None = None,
) -> Notice | None:
    day, own = clocks.today_of(charter, at), charter.organisation.languages[0]
    needs, reach = needs_of(customer, charter, day), way_to(customer, charter, day)
    if reach is None:
        return None
    if _no_phone(customer, template, facts, day, charter):
        facts = {**facts, "no_phone": True}
    notice = Notice(
        case=None,
        restriction_id=about.id if about else None,
        template=template,
        reach=reach,
        to_name=customer.name,
        to_address=address(customer, reach),
        language=AND.join(needs.languages),
        format=needs.format,
        interpreter=needs.interpreter if reach in SPOKEN else "",
        words_in=own if _own_words(facts) else "",
        held_for=held_for(own if _own_words(facts) else "", needs),
        facts=facts,
        once_key=key,
        owed_at=at,
        send_after=at,
        made="",
    )
    session.add(notice)
    return notice


def waiting_for(session: Session, customer: Customer, *, at: datetime) -> list[Notice]:
    """Letters about this customer's limits that have not left and are not on their way at this moment."""
    rows = sa.select(Notice).join(Restriction, Notice.restriction_id == Restriction.id)
    free = sa.or_(Notice.locked_until.is_(None), Notice.locked_until < at)
    open_ones = (Restriction.customer_id == customer.id, Notice.sent_at.is_(None), Notice.parked_at.is_(None), free)
    return list(session.scalars(rows.where(*open_ones).order_by(Notice.id)))


def bring_up_to_date(session: Session, notice: Notice, *, day: date, charter: Charter) -> bool:
    """A letter that waits follows whom it is for: where they are reached now, in their form and language of now.

    True where it may leave by itself, as it was claimed.
    """
    restriction = session.get(Restriction, notice.restriction_id)
    customer = restriction.customer if restriction else None
    reach = way_to(customer, charter, day) if customer else None
    if customer is None or reach is None:
        return True
    needs = needs_of(customer, charter, day)
    if (needs.format, AND.join(needs.languages)) != (notice.format, notice.language):
        notice.format, notice.language = needs.format, AND.join(needs.languages)
        notice.held_for, notice.made = held_for(notice.words_in, needs), ""
    if (reach, address(customer, reach)) == (notice.reach, notice.to_address):
        return notice.held_for is None
    same_way = reach is notice.reach
    notice.reach, notice.to_address, notice.made = reach, address(customer, reach), ""
    notice.interpreter = needs.interpreter if reach in SPOKEN else ""
    if same_way and notice.held_for is None:
        return True
    notice.locked_until = None
    return False


def _no_phone(customer: Customer, template: str, facts: dict[str, Any], day: date, charter: Charter) -> bool:
    """Are their calls not taken, now or from the day that the letter tells? Then it does not ask them to ring."""
    told = template != "restriction_ended" and any(
        one["channel"] == Channel.PHONE.value for one in facts.get("measures", ())
    )
    return told or limited.told(customer, day, charter).shuts(Reach.PHONE)


def _own_words(facts: dict[str, Any]) -> str:
    """The name of the words in it that staff wrote themselves; empty where all of it is the charter's and ours."""
    if "reasons" in facts:
        return "reasons" if facts["reasons"] else ""
    return "words" if "words" in facts else "why"


def can_be_told(customer: Customer, charter: Charter, day: date) -> bool:
    """Is there a way to bring them a letter?"""
    return way_to(customer, charter, day) is not None


def way_to(customer: Customer, charter: Charter, day: date) -> Reach | None:
    """How a letter about limits reaches them; None where nothing is known by which it could.

    Whoever wants no messages is still told of this one: by the mildest way that is known and open.
    """
    wanted = needs_of(customer, charter, day).reach
    if wanted is Reach.IN_PERSON or (wanted is not Reach.NONE and address(customer, wanted)):
        return wanted
    ways = {Reach.LETTER: customer.address, Reach.EMAIL: customer.email, Reach.PHONE: customer.phone}
    shut = engaging.effects_on(customer, day, charter)
    return next((way for way, found in ways.items() if found and not shut.shuts(way)), None)


def facts_of(restriction: Restriction, charter: Charter, day: date) -> dict[str, Any]:
    """What a letter about it says, as plain values: which measures, why, how long, how to go against it.

    `day` is that on which it is told: the days in which to appeal are counted from it.
    """
    engagement = charter.engagement
    days = engagement.appeal_days if engagement else 0
    return {
        "measures": [measure_facts(one, charter) for one in restriction.limits],
        "why": restriction.why,
        "starts_on": restriction.starts_on.isoformat() if restriction.starts_on else None,
        "ends_on": restriction.ends_on.isoformat(),
        "review_on": restriction.review_on.isoformat() if restriction.review_on else None,
        "appeal_by": charter.calendar.add(day, days).isoformat() if days else None,
        "during_appeal": engagement.during_appeal.value if engagement else None,
        "track": f"/contact/{restriction.key}",
        "procedure": APPEAL,
        "service": restriction.service,
        "team": charter.team_name(restriction.team),
        "upheld": _upheld(restriction),
        "closed_besides": sorted(limited.told(restriction.customer, day, charter).closed),
        "others": any(one is not restriction for one in engaging.in_force(restriction.customer, day, charter)),
    }


def _upheld(restriction: Restriction) -> bool:
    """Did somebody who heard an appeal agree with the customer?"""
    heard = [line for line in restriction.entries if line.what is Entered.APPEAL_DECIDED]
    return bool(heard) and heard[-1].facts.get("outcome") == Finding.UPHELD.value


def told_on(restriction: Restriction, charter: Charter) -> date | None:
    """The day of the last letter against which an appeal can go; None while nothing was told."""
    told = [line.at for line in restriction.entries if line.what in _TOLD_BY]
    return clocks.today_of(charter, told[-1]) if told and restriction.told_at is not None else None


def measure_facts(limit: Limit, charter: Charter) -> dict[str, Any]:
    """One measure as a letter and the customer's page say it: what it is, and which way, who, which days.

    Where no names are given, the one person is asked for by the name of the team.
    """
    speaker, person = limit.representative.name if limit.representative else "", limit.staff
    name = (charter.team_name(person.team) if _nameless(limit.restriction) else person.name) if person else speaker
    return {
        "measure": limit.measure.value,
        "channel": limit.channel.value if limit.channel else None,
        "instead": limit.instead.value if limit.instead else None,
        "name": name,
        "reference": limit.case.reference if limit.case else None,
        "days": list(limit.weekdays),
        "most": limit.most,
    }


def _nameless(restriction: Restriction) -> bool:
    """Is this customer given no names, by this restriction or by another?"""
    stand = [one for one in restriction.customer.restrictions if one is restriction or one.state in _STAND]
    return any(limit.measure is Measure.NO_NAMES for one in stand for limit in one.limits)


def letters_of(session: Session, restriction: Restriction) -> list[Notice]:
    """Every letter about it, the oldest first; for whoever may see the restriction."""
    rows = sa.select(Notice).where(Notice.restriction_id == restriction.id).order_by(Notice.id)
    return list(session.scalars(rows))


def to_bring(session: Session, restriction: Restriction) -> list[Notice]:
    """What somebody has to post, say or translate, because it does not leave by itself or did not arrive."""
    return [
        one
        for one in letters_of(session, restriction)
        if one.sent_at is None and (one.parked_at or one.held_for or one.reach not in CARRIED)
    ]


def brought(notice: Notice, *, at: datetime) -> None:
    """Somebody has posted it, or said it. Pressed twice, it is done once."""
    if notice.sent_at is None:
        notice.sent_at, notice.held_for, notice.locked_until, notice.parked_at = at, None, None, None


def translated(notice: Notice, customer: Customer, *, words: str, charter: Charter, at: datetime) -> None:
    """Our own words of it are there in the customer's language; next comes its form, or it leaves.

    Where the customer reads two languages, both stand there.
    """
    if notice.held_for is not Held.TRANSLATION:
        return
    name = _own_words(notice.facts)
    both = AND in notice.language
    said = f"{words.strip()}\n\n{notice.facts[name]}" if both else words.strip()
    notice.facts = {**notice.facts, name: said}
    notice.words_in, notice.made = notice.language, ""
    needs = needs_of(customer, charter, clocks.today_of(charter, at))
    notice.held_for = held_for(notice.words_in, needs)
