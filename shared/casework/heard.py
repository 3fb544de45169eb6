"""The customer has told us more: it is kept whatever limits there are, and wakes what was waiting or closed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import clocks, engaging, limited, notices, ties, timeline
from shared.casework.closing import open_again
from shared.casework.folding import searchable
from shared.casework.steps import is_closed, require, require_words, rest
from shared.charter.effects import Approach, answer
from shared.charter.measures import Measure
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel
from shared.charter.workflow import Stage, Step
from shared.models.cases import OWN_AFFAIRS, Case, Contact
from shared.models.happened import Happened
from shared.models.notices import Notice
from shared.models.staff import Staff

#: To one customer, not more often than this: that we keep what they send, or that one way is closed.
SAID_AGAIN_AFTER = timedelta(days=30)


def hear(
    session: Session,
    case: Case,
    *,
    words: str,
    channel: Channel,
    at: datetime,
    charter: Charter,
    by: Staff | None = None,
    once: str | None = None,
    name: str = "",
    about: str = "",
    own_affairs: bool = False,
) -> None:
    """The customer has told us more: by the tracking page, or by a channel that staff write down (`by`).

    `name` is that of whoever said it for them, where it was not they; `about` is "points" where it is instead of a yes
    to what we understand; `own_affairs` is not for whoever speaks for them. Waiting ends, stopped clocks run again, and
    a closed case opens again with a new promise: what somebody writes to us is never left lying.
    """
    step = Step.HEAR if by else Step.ADD
    require(step, case, by=by, charter=charter)
    require_words(step, words)
    lead = ties.goes_on_in(session, case)
    if lead is not case:  # it was joined to another, which goes on
        timeline.write(session, case, Happened.ADDED, at=at, by=by, once=once, channel=channel, went_to=lead.reference)
        name = name or _somebody_else(case, lead)
        case, once = lead, None
    whose = name or (case.customer.name if case.customer else "")
    own = f"{OWN_AFFAIRS}{case.reference}/{case.version}" if own_affairs else None
    case.contacts.append(Contact(at=at, channel=channel, ours=False, by_name=whose, words=words, once_key=own))
    case.norm = f"{case.norm} {searchable(words)}"
    said: dict[str, Any] = {key: known for key, known in (("name", name), ("about", about)) if known}
    timeline.write(session, case, Happened.ADDED, at=at, by=by, once=once, channel=channel, **said)
    more_has_come(session, case, by=by, at=at, charter=charter, own_affairs=own_affairs)


def _somebody_else(case: Case, lead: Case) -> str:
    """Who says it, where a case was put together with that of another person; empty where both are one person's."""
    if case.customer is None or ties.same_person(case, lead):
        return ""
    return case.customer.name or case.customer.email


def more_has_come(
    session: Session, case: Case, *, by: Staff | None, at: datetime, charter: Charter, own_affairs: bool = False
) -> None:
    """What follows from words or files that were put with a case: it wakes, and we say that we have them."""
    if _matter_closed(case, at, charter):
        _say_kept_only(session, case, at=at, charter=charter)
    else:
        _wake(session, case, by=by, at=at, charter=charter)
        _say_added(session, case, at=at, charter=charter, tell=notices.owe_customer if own_affairs else notices.owe)


def _matter_closed(case: Case, at: datetime, charter: Charter) -> bool:
    """Has our last answer been given, so that this is kept and wakes nothing?"""
    if not is_closed(case):
        return False
    effects = engaging.effects_of(case, clocks.today_of(charter, at), charter)
    return answer(effects, Approach.ADD_TO_CLOSED, case=case.id).because is Measure.CLOSED_MATTER


def _say_added(
    session: Session, case: Case, *, at: datetime, charter: Charter, tell: Callable[..., Notice | None]
) -> None:
    """We have it; where we read what they send on fixed days, on which day we read it."""
    day = limited.read_on(case, clocks.today_of(charter, at), charter)
    facts: dict[str, Any] = {"read_on": day.isoformat()} if day else {}
    tell(session, case, "added", at=at, charter=charter, **facts)


def _say_kept_only(session: Session, case: Case, *, at: datetime, charter: Charter) -> None:
    """It is kept, and we answer no more on this: said to whoever was told so before, and not each time."""
    if limited.kept_only(case, clocks.today_of(charter, at), charter) and not said_lately(
        session, "kept_only", Notice.case_id == case.id, at=at
    ):
        notices.owe(session, case, "kept_only", at=at, charter=charter)


def say_way_closed(session: Session, case: Case, channel: Channel, *, at: datetime, charter: Charter) -> None:
    """It came by a way that is closed to the customer: it is kept and worked, and they read which ways are open.

    To the address on record alone, by a way that is open, and not each time: whoever wrote may be somebody else.
    """
    customer = case.customer
    effects = limited.told(customer, clocks.today_of(charter, at), charter)
    if customer is None or channel not in effects.closed:
        return
    if not said_lately(session, "way_closed", Notice.case.has(Case.customer_id == customer.id), at=at):
        ways = [one.value for one in Channel if one not in effects.closed]
        notices.owe_customer(session, case, "way_closed", at=at, charter=charter, open_ways=ways)


def said_lately(session: Session, template: str, *rules: sa.ColumnElement[bool], at: datetime) -> bool:
    """Was this owed so short a time ago that it is not said again?"""
    rows = sa.select(Notice.id).where(Notice.template == template, Notice.owed_at > at - SAID_AGAIN_AFTER, *rules)
    return session.scalars(rows.limit(1)).first() is not None


def _wake(session: Session, case: Case, *, by: Staff | None, at: datetime, charter: Charter) -> None:
    """Something new has come from the customer: waiting ends, and a closed case opens again with a new promise."""
    if case.stage is Stage.WAITING:
        take_up_again(session, case, by=by, at=at, charter=charter)
    elif is_closed(case):
        open_again(session, case, at=at, charter=charter)


def take_up_again(
    session: Session,
    case: Case,
    *,
    by: Staff | None,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> None:
    """Waiting is over, and the clocks run again."""
    today = clocks.today_of(charter, at)
    restarted = clocks.restart(case, on=today, charter=charter)
    rest(case)
    clocks.set_next_on(case, charter=charter, today=today)
    due = restarted[0].due_on if restarted else None
    timeline.write(
        session,
        case,
        Happened.CLOCK_RESTARTED,
        at=at,
        by=by,
        once=once,
        day=due.isoformat() if due else None,
    )
