"""What is done for whoever was affected: a talk, time away, where to find support (clause RP-22)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from shared.casework.incidents_seen import PAGE, seen_by
from shared.charter.access import Right
from shared.charter.fairness import NotAllowed, WhyNot
from shared.charter.organisation import Charter
from shared.models.incidents import Care, CareKind, Incident
from shared.models.staff import Staff

#: What is agreed for somebody lies within a year: a later day is a slip of the pen.
LONGEST_AHEAD = timedelta(days=365)


def agree(
    incident: Incident,
    what: CareKind,
    *,
    words: str,
    due_on: date,
    by: Staff,
    today: date,
    owner: Staff | None = None,
) -> None:
    """An action that was agreed: what, by when, and who sees to it (`owner`, or else whoever writes it down).

    Pressed twice, it is one. Raises `NotAllowed`.
    """
    _require_manager(incident, by)
    if what is CareKind.OTHER and not words.strip():
        raise NotAllowed(WhyNot.WORDS_MISSING)
    if due_on < today:
        raise NotAllowed(WhyNot.DAY_IN_THE_PAST)
    if due_on > today + LONGEST_AHEAD:
        raise NotAllowed(WhyNot.DAY_TOO_FAR)
    sees_to_it, said = owner or by, words.strip()
    for one in incident.cares:
        if (one.what, one.words, one.due_on, one.owner_id) == (what, said, due_on, sees_to_it.id):
            return
    incident.cares.append(Care(what=what, words=said, due_on=due_on, owner_id=sees_to_it.id, owner=sees_to_it, how=""))
    incident.version += 1


def done(care: Care, *, how: str, by: Staff, at: datetime) -> None:
    """It is done, and how. The first word stands. Raises `NotAllowed`."""
    if by.id != care.owner_id:
        _require_manager(care.incident, by)
    if not how.strip():
        raise NotAllowed(WhyNot.WORDS_MISSING)
    if care.done_at is None:
        care.done_at, care.done_by_id, care.done_by, care.how = at, by.id, by, how.strip()
        care.incident.version += 1


def _require_manager(incident: Incident, by: Staff) -> None:
    """Nobody writes down a talk that they had with themselves."""
    if not by.may(Right.JUDGE_INCIDENTS):
        raise NotAllowed(WhyNot.NOT_YOUR_ROLE)
    if by.id == incident.affected_id:
        raise NotAllowed(WhyNot.AFFECTED_YOURSELF)


def to_do(session: Session, staff: Staff, charter: Charter) -> Sequence[Care]:
    """What this person has to see to as a manager, or has agreed to do: the most urgent first, as many as fit."""
    mine = Care.owner_id == staff.id
    judges = staff.may(Right.JUDGE_INCIDENTS)
    ours = sa.and_(Care.owner_id.is_(None), Incident.affected_id != staff.id) if judges else sa.false()
    rows = (
        sa.select(Care)
        .join(Care.incident)
        .where(Care.done_at.is_(None), seen_by(staff, charter), sa.or_(mine, ours))
        .options(joinedload(Care.incident).joinedload(Incident.affected))
        .order_by(Care.due_on, Care.id)
    )
    return session.scalars(rows.limit(PAGE)).all()


def care_of(incident: Incident, number: int) -> Care | None:
    """One of the things that are done after an incident."""
    return next((one for one in incident.cares if one.id == number), None)
