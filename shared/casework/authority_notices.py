"""What a customer, and whoever speaks for them, are told about just that: each in words of their own (clause FP-10)."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from shared.casework import notices
from shared.casework.speakers import asked_themselves, may_decide, told_us
from shared.charter.organisation import Charter
from shared.models.representatives import Authority


def ask_both(session: Session, authority: Authority, *, at: datetime, charter: Charter) -> None:
    """Tell the representative what is waiting and by when, and ask the customer, where they can be reached."""
    if not authority.waiting:
        return
    facts = {
        "settle_by": authority.settle_by.isoformat(),
        "asks": asked_themselves(authority),
        "told": told_us(authority),
    }
    _owe(session, authority, "authority_waiting", "authority_asked", facts, at=at, charter=charter)


def whose_words(authority: Authority | None) -> dict[str, str]:
    """Who told us, for the customer's own message: nobody is thanked for what they never said."""
    if authority is None or not told_us(authority):
        return {}
    return {"told_by": authority.representative.name, "channel": authority.case.channel.value}


def tell_both(
    session: Session, authority: Authority, template: str, *, at: datetime, charter: Charter, by_day: bool = False
) -> None:
    """How it was decided; to both, whoever gets the other messages: it is about the two of them.

    `by_day`: nobody decided anything, the last day has passed.
    """
    facts = {
        "by_day": by_day,
        "messages_to": authority.messages_to,
        "scope": authority.scope,
        "ends_on": authority.ends_on.isoformat() if authority.ends_on else "",
    }
    _owe(session, authority, template, template, facts, at=at, charter=charter)


def tell_refused(session: Session, authority: Authority, *, at: datetime, charter: Charter) -> None:
    """The representative alone: the customer said no themselves, or need not be troubled with who asked in vain."""
    whom = authority.representative
    notices.owe_representative(session, authority.case, "authority_refused", whom, at=at, charter=charter)


def _owe(
    session: Session,
    authority: Authority,
    to_representative: str,
    to_customer: str,
    facts: dict[str, Any],
    *,
    at: datetime,
    charter: Charter,
) -> None:
    case, whom = authority.case, authority.representative
    notices.owe_representative(session, case, to_representative, whom, at=at, charter=charter, **facts)
    notices.owe_customer(session, case, to_customer, at=at, charter=charter, **facts, **_for_the_customer(authority))


def _for_the_customer(authority: Authority) -> dict[str, str]:
    """What only they are told: who it is, and the link with which they decide, where it is for them to."""
    confirm = f"/confirm/{authority.confirm_key}" if may_decide(authority) else ""
    whom = authority.representative
    return {"name": whom.name, "organisation": whom.organisation, "confirm": confirm}
