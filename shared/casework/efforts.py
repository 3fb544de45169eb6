"""What was tried before anybody is restricted, and what we owe them ourselves (clauses RP-7, RP-14; trap T-21)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from shared.casework import finding, incidents_seen
from shared.charter.access import Right
from shared.charter.fairness import NotAllowed, WhyNot
from shared.charter.measures import Warned
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Seal
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.models.incidents import Incident
from shared.models.links import KeptApart
from shared.models.restrictions import Effort, EffortKind
from shared.models.staff import Staff

#: So many open cases are shown; the late ones come first.
MOST = 25


@dataclass(frozen=True)
class Ladder:
    """The lower steps of the ladder as far as they were taken, the oldest first.

    `warned_in` are incidents in which a warning was spoken, as far as whoever asks may see them; `warned` is true
    wherever one was given at all.
    """

    efforts: Sequence[Effort]
    warned_in: Sequence[Incident]
    warned: bool

    @property
    def restored(self) -> bool:
        """Was a restorative step offered?"""
        return any(one.what is EffortKind.RESTORATIVE for one in self.efforts)

    @property
    def complete(self) -> bool:
        """Are both lower steps on record, so that a restriction may come next?"""
        return self.restored and self.warned


@dataclass(frozen=True)
class OurPart:
    """The open cases of one customer that somebody may see, the most urgent first, and whether we are late with any.

    `others_late` counts late ones that this person may not open; nothing more is said of them.
    """

    cases: Sequence[Case]
    late: Sequence[Case]
    others_late: int


def add(
    session: Session,
    customer: Customer,
    what: EffortKind,
    *,
    words: str,
    by: Staff,
    at: datetime,
    came_of_it: str = "",
    incident: Incident | None = None,
    once: str | None = None,
) -> Effort:
    """Write down a step that was offered, or a warning with its words. Pressed twice, it is one.

    Raises `NotAllowed` without words, and for whoever has no part in managing engagement.
    """
    before = session.scalar(sa.select(Effort).where(Effort.once_key == once)) if once else None
    if before is not None:
        return before
    if not by.may(Right.PROPOSE_RESTRICTIONS):
        raise NotAllowed(WhyNot.NOT_YOUR_ROLE)
    if not words.strip():
        raise NotAllowed(WhyNot.WORDS_MISSING)
    effort = Effort(
        customer=customer,
        customer_id=customer.id,
        incident_id=incident.id if incident else None,
        what=what,
        words=words.strip(),
        came_of_it=came_of_it.strip(),
        at=at,
        by=by,
        by_id=by.id,
        team=by.team,
        once_key=once,
    )
    session.add(effort)
    return effort


def of(session: Session, customer: Customer) -> Sequence[Effort]:
    """Everything that was tried with one customer, the oldest first; for whoever may open their contact page."""
    rows = sa.select(Effort).where(Effort.customer_id == customer.id).options(joinedload(Effort.by))
    return session.scalars(rows.order_by(Effort.id)).all()


def ladder_of(session: Session, customer: Customer, seen: Sequence[Incident] = ()) -> Ladder:
    """How far the ladder was climbed with one customer; `seen` are their incidents that this person may see."""
    tried = of(session, customer)
    spoken = sa.exists().where(Incident.customer_id == customer.id, Incident.warned == Warned.GIVEN)
    warned = any(one.what is EffortKind.WARNING for one in tried) or bool(session.scalar(sa.select(spoken)))
    return Ladder(tried, [one for one in reversed(seen) if one.warned is Warned.GIVEN], warned)


def our_part(session: Session, customer: Customer, staff: Staff, charter: Charter, *, today: date) -> OurPart:
    """Whether we keep our own promises to this customer: asking about a late answer is no demand (trap T-21)."""
    theirs = (Case.customer_id == customer.id, Case.closed_at.is_(None))
    rows = sa.select(Case).where(*theirs, finding.seen_by(staff, charter)).order_by(Case.next_on, Case.id)
    cases = session.scalars(rows.limit(MOST)).all()
    late = [one for one in cases if one.next_on < today]
    unseen = (Case.next_on < today, Case.seal == Seal.NONE, Case.id.not_in(_about(staff)), ~_shown(staff, charter))
    others = session.scalar(sa.select(sa.func.count()).select_from(Case).where(*theirs, *unseen))
    return OurPart(cases, late, others or 0)


def _shown(staff: Staff, charter: Charter) -> sa.ColumnElement[bool]:
    return sa.func.coalesce(finding.seen_by(staff, charter), sa.false())


def _about(staff: Staff) -> sa.Select[int]:
    """Not even a number tells somebody of a case that they are kept from."""
    return sa.select(KeptApart.case_id).where(KeptApart.staff_id == staff.id, KeptApart.ended_at.is_(None))


def cases_of(session: Session, customer: Customer, staff: Staff, charter: Charter) -> Sequence[Case]:
    """Their cases that this person may see, the newest first: on one of them we may have given our last answer."""
    rows = sa.select(Case).where(Case.customer_id == customer.id, finding.seen_by(staff, charter))
    return session.scalars(rows.order_by(Case.id.desc()).limit(MOST)).all()


def evidence_of(
    session: Session, customer: Customer, staff: Staff, charter: Charter, *, most: int
) -> Sequence[Incident]:
    """Their incidents that this person may see, the newest first."""
    rows = sa.select(Incident).where(Incident.customer_id == customer.id, incidents_seen.seen_by(staff, charter))
    return session.scalars(rows.order_by(Incident.id.desc()).limit(most)).all()
