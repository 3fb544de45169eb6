"""What ties one case to another, as it is kept; and the case that goes on for one that was joined to it."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from shared.casework import timeline
from shared.charter.vocabulary import Channel
from shared.charter.workflow import Outcome
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.links import Link, Tie
from shared.models.staff import Staff

#: Where the history tells of none of these, there never was a tie.
_TELL_OF_TIES = (Happened.LINKED, Happened.JOINED, Happened.SPLIT)


def tie(session: Session, case: Case, other: Case, what: Tie, *, at: datetime, by: Staff | None = None) -> Link:
    """Tie a case to another, once; the history of both tells it. Both must have been saved."""
    before = _kept(session, case, other, what)
    if before is not None:
        return before
    timeline.write(session, case, Happened.LINKED, at=at, by=by, tie=what.value, other=other.reference)
    timeline.write(session, other, Happened.LINKED, at=at, by=by, tie=what.value, from_case=case.reference)
    return bind(session, case, other, what, at=at, by=by)


def bind(session: Session, case: Case, other: Case, what: Tie, *, at: datetime, by: Staff | None = None) -> Link:
    """The tie alone: whoever calls writes into the history of both what they did."""
    link = Link(case=case, other=other, what=what, at=at, by_id=by.id if by else None)
    session.add(link)
    return link


def loose(session: Session, case: Case, other: Case, what: Tie) -> None:
    """They are tied no longer; what the history of both tells of it stays."""
    kept = _kept(session, case, other, what)
    if kept is not None:
        session.delete(kept)


def _kept(session: Session, case: Case, other: Case, what: Tie) -> Link | None:
    rows = sa.select(Link).where(Link.case_id == case.id, Link.other_id == other.id, Link.what == what)
    return session.scalar(rows)


def ties_of(session: Session, case: Case) -> Sequence[Link]:
    """Every tie of a case, from it and to it, with the other case; asked only where its history tells of one."""
    if not timeline.tells_of(case, *_TELL_OF_TIES):
        return ()
    rows = sa.select(Link).where(sa.or_(Link.case_id == case.id, Link.other_id == case.id)).order_by(Link.id)
    return session.scalars(rows.options(joinedload(Link.case), joinedload(Link.other))).all()


def lead_of(session: Session, case: Case) -> Case | None:
    """The case that goes on for one that was joined to it, however many were joined in a row; None where none does."""
    lead, here = None, joined_to(session, case)
    while here is not None:
        lead, here = here, joined_to(session, here)
    return lead


def joined_to(session: Session, case: Case) -> Case | None:
    """The very case that this one was joined to and has not been parted from."""
    if case.outcome is not Outcome.SAME_AS_ANOTHER or not timeline.tells_of(case, Happened.JOINED):
        return None
    rows = sa.select(Case).join(Link, Link.other_id == Case.id)
    return session.scalar(rows.where(Link.case_id == case.id, Link.what == Tie.JOINED_TO))


def goes_on_in(session: Session, case: Case) -> Case:
    """The case to which whatever the customer tells us next belongs: the one that goes on, or this very one."""
    return lead_of(session, case) or case


def same_person(case: Case, other: Case) -> bool:
    """Is it the same customer; or an e-mail from the very address of the other's customer?

    Somebody who answers us with a new e-mail may go by another name there. That it is they, staff decide.
    """
    if case.customer is None or other.customer is None:
        return False
    if case.customer is other.customer:
        return True
    by_mail = Channel.EMAIL in (case.channel, other.channel)
    return by_mail and case.customer.email_key != "" and case.customer.email_key == other.customer.email_key
