"""Somebody speaks for the customer: on what ground, whether it is settled, what they may be told (clause FP-10)."""

import secrets
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import clocks, notices, timeline
from shared.casework.reaching import authority_of, reachable
from shared.casework.speakers import Speaker, find_or_add, given_before
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Evidence, MessagesTo, OnBehalf, Scope, Support
from shared.models.cases import Case, Happened
from shared.models.notices import Task, TaskKind
from shared.models.representatives import Authority
from shared.models.staff import Staff


def attach(
    session: Session, case: Case, speaker: Speaker, ground: OnBehalf, *, at: datetime, charter: Charter
) -> Authority:
    """Note who speaks for the customer of a new case, and ask for what settles it.

    Whoever has been given authority for everything before needs no new one.
    """
    representative = find_or_add(session, speaker, at=at)
    today = clocks.today_of(charter, at)
    authority = Authority(
        case=case,
        customer_id=case.customer_id,
        representative=representative,
        relation=speaker.relation,
        ground=ground,
        scope=speaker.scope,
        evidence=speaker.evidence,
        messages_to=speaker.messages_to,
        confirm_key=secrets.token_urlsafe(24),
        track_key=secrets.token_urlsafe(24),
        asked_at=at,
        settle_by=charter.supported_by(Support.AUTHORITY, today),
        how="",
    )
    session.add(authority)
    session.flush()
    earlier = given_before(session, case, representative, today)
    if earlier is not None:
        authority.evidence, authority.messages_to = Evidence.EARLIER, earlier.messages_to
        authority.settled_at, authority.starts_on, authority.ends_on = at, today, earlier.ends_on
        authority.settled_by_id, authority.scope = earlier.settled_by_id, earlier.scope
    timeline.write(
        session, case, Happened.AUTHORITY_ASKED, at=at, name=representative.name, ground=ground, **_said(authority)
    )
    if authority.waiting:
        notices.task_on(
            session,
            case,
            TaskKind.AUTHORITY,
            authority.settle_by,
            at=at,
            charter=charter,
            detail=authority.evidence.value,
            about_id=authority.id,
        )
    return authority


def tell(session: Session, case: Case, authority: Authority, *, at: datetime, charter: Charter) -> None:
    """Tell the representative what is waiting and by when, and ask the customer, where they can be reached."""
    if not authority.waiting:
        return
    by = authority.settle_by.isoformat()
    notices.owe_representative(
        session, case, "authority_waiting", authority.representative, at=at, charter=charter, settle_by=by
    )
    if reachable(case.customer):
        notices.owe_customer(
            session,
            case,
            "authority_asked",
            at=at,
            charter=charter,
            name=authority.representative.name,
            organisation=authority.representative.organisation,
            confirm=f"/confirm/{authority.confirm_key}",
            settle_by=by,
        )


def settle(
    session: Session,
    authority: Authority,
    *,
    at: datetime,
    charter: Charter,
    by: Staff | None = None,
    evidence: Evidence | None = None,
    how: str = "",
    scope: Scope | None = None,
    messages_to: MessagesTo | None = None,
    ends_on: date | None = None,
) -> None:
    """They may speak for the customer: said by the customer through their own link (`by` None), or recorded by staff.

    Settled twice, it is settled once. Raises ValueError where an end lies before today.
    """
    if not authority.waiting:
        return
    today = clocks.today_of(charter, at)
    if ends_on is not None and ends_on < today:
        raise ValueError("An authority cannot end before it begins.")
    authority.settled_at, authority.starts_on, authority.ends_on = at, today, ends_on
    authority.settled_by_id = by.id if by else None
    authority.evidence = evidence or (Evidence.STAFF if by else Evidence.LINK)
    authority.how = how
    authority.scope, authority.messages_to = scope or authority.scope, messages_to or authority.messages_to
    case = authority.case
    timeline.write(
        session, case, Happened.AUTHORITY_SETTLED, at=at, by=by, name=authority.representative.name, **_said(authority)
    )
    _task_done(session, authority, by=by, at=at)
    notices.owe(session, case, "authority_settled", at=at, charter=charter, name=authority.representative.name)


def refuse(
    session: Session,
    authority: Authority,
    *,
    at: datetime,
    charter: Charter,
    by: Staff | None = None,
    how: str = "",
) -> None:
    """They may not speak for the customer: the customer said no, or staff could not settle it. The case goes on."""
    if not authority.waiting:
        return
    authority.refused_at, authority.how = at, how
    case = authority.case
    name = authority.representative.name
    timeline.write(session, case, Happened.AUTHORITY_REFUSED, at=at, by=by, public=False, name=name, how=how)
    _task_done(session, authority, by=by, at=at)
    notices.owe_representative(session, case, "authority_refused", authority.representative, at=at, charter=charter)


def end(
    session: Session,
    authority: Authority,
    *,
    at: datetime,
    charter: Charter,
    by: Staff | None = None,
    how: str = "",
) -> None:
    """From now on they are told nothing more; on every case where the authority was for everything."""
    if authority.ended_at is not None or authority.refused_at is not None:
        return
    authority.ended_at = at
    case = authority.case
    name = authority.representative.name
    timeline.write(session, case, Happened.AUTHORITY_ENDED, at=at, by=by, name=name, how=how)
    _task_done(session, authority, by=by, at=at)
    notices.owe_representative(session, case, "authority_ended", authority.representative, at=at, charter=charter)


def choose(
    session: Session,
    authority: Authority,
    messages_to: MessagesTo,
    *,
    at: datetime,
    by: Staff | None = None,
) -> None:
    """Who gets our messages from now on: the customer, the representative or both (clause RP-2)."""
    if authority.messages_to is messages_to:
        return
    authority.messages_to = messages_to
    timeline.write(session, authority.case, Happened.REACH_CHANGED, at=at, by=by, messages_to=messages_to)


def _task_done(session: Session, authority: Authority, *, by: Staff | None, at: datetime) -> None:
    """Nobody need chase what is settled; where the customer did it themselves, nobody has done the task."""
    for task in session.scalars(
        sa.select(Task).where(
            Task.case_id == authority.case_id, Task.what == TaskKind.AUTHORITY, Task.done_at.is_(None)
        )
    ):
        if task.about_id != authority.id:
            continue
        if by is None:
            session.delete(task)
        else:
            task.done_at, task.done_by_id, task.how = at, by.id, authority.how


def _said(authority: Authority) -> dict[str, Any]:
    return {
        "evidence": authority.evidence,
        "scope": authority.scope,
        "messages_to": authority.messages_to,
        "settle_by": authority.settle_by.isoformat(),
    }


def speaks_for(case: Case, day: date) -> Authority | None:
    """The authority that is in force on a case that day."""
    found = authority_of(case)
    return found if found is not None and found.in_force(day) else None
