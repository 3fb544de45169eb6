"""Somebody speaks for the customer: on what ground, whether it is settled, what they may be told (clause FP-10)."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import clocks, notices, timeline
from shared.casework.authority_notices import ask_both, tell_both, tell_refused
from shared.casework.folding import searchable
from shared.casework.speakers import Speaker, asked_themselves, find_or_add, given_before, speaking
from shared.casework.steps import require, require_words
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Evidence, MessagesTo, OnBehalf, Scope, Support
from shared.charter.workflow import Step, StepRefused, Why
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.notices import Task, TaskKind
from shared.models.representatives import Authority
from shared.models.staff import Staff


def attach(
    session: Session,
    case: Case,
    speaker: Speaker,
    ground: OnBehalf,
    *,
    at: datetime,
    charter: Charter,
    by: Staff | None = None,
    once: str | None = None,
) -> Authority:
    """Note who speaks for the customer of a case, and ask for what settles it. `by` is who wrote it down later.

    Whoever has been given authority for everything before needs no new one. Raises `StepRefused` where somebody speaks
    for them already, or where nobody knows whom the case is for.
    """
    _require_room(case, by, day=clocks.today_of(charter, at), charter=charter)
    authority = _asked(session, case, speaker, ground, at=at, charter=charter)
    session.add(authority)
    if authority.evidence is Evidence.LINK and not asked_themselves(authority):
        authority.evidence = Evidence.STAFF  # no link reaches them, whatever was chosen
    session.flush()
    _as_given_before(session, authority, at=at, charter=charter)
    name = authority.representative.name
    case.norm = f"{case.norm} {searchable(name)}"
    facts = {"name": name, "ground": ground, **_said(authority)}
    timeline.write(session, case, Happened.AUTHORITY_ASKED, at=at, by=by, once=once, **facts)
    if authority.waiting:
        detail = authority.evidence.value
        by_day = authority.settle_by
        what = TaskKind.AUTHORITY
        notices.task_on(session, case, what, by_day, at=at, charter=charter, detail=detail, about_id=authority.id)
    return authority


def bring_in(
    session: Session,
    case: Case,
    speaker: Speaker,
    ground: OnBehalf,
    *,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> Authority:
    """Somebody comes later who speaks for the customer: settled at once where staff know how, else asked for.

    Raises `StepRefused` as `attach` does.
    """
    authority = attach(session, case, speaker, ground, at=at, charter=charter, by=by, once=once)
    if speaker.agreed:
        settle(session, authority, at=at, charter=charter, by=by, how=speaker.agreed)
    ask_both(session, authority, at=at, charter=charter)
    return authority


def _require_room(case: Case, by: Staff | None, *, day: date, charter: Charter) -> None:
    """One person at a time speaks for a customer on one case: else nobody could say who is to be told."""
    if by is not None:
        require(Step.HEAR, case, by=by, charter=charter)
    if by is not None and case.customer_id is None:
        raise StepRefused(Step.HEAR, Why.NOBODY_KNOWN)
    if speaking(case, day) is not None:
        raise StepRefused(Step.HEAR, Why.SPEAKS_ALREADY)


def _asked(
    session: Session, case: Case, speaker: Speaker, ground: OnBehalf, *, at: datetime, charter: Charter
) -> Authority:
    return Authority(
        case=case,
        customer_id=case.customer_id,
        representative=find_or_add(session, speaker, at=at),
        relation=speaker.relation,
        ground=ground,
        scope=speaker.scope,
        evidence=speaker.evidence,
        messages_to=speaker.messages_to,
        confirm_key=secrets.token_urlsafe(24),
        track_key=secrets.token_urlsafe(24),
        asked_at=at,
        settle_by=charter.supported_by(Support.AUTHORITY, clocks.today_of(charter, at)),
        how="",
    )


def _as_given_before(session: Session, authority: Authority, *, at: datetime, charter: Charter) -> None:
    today = clocks.today_of(charter, at)
    earlier = given_before(session, authority.case, authority.representative, today)
    if earlier is None:
        return
    authority.evidence, authority.scope, authority.messages_to = Evidence.EARLIER, earlier.scope, earlier.messages_to
    authority.settled_at, authority.starts_on, authority.ends_on = at, today, earlier.ends_on
    authority.settled_by_id = earlier.settled_by_id


def agreed(session: Session, authority: Authority, how: str, *, by: Staff, at: datetime, charter: Charter) -> None:
    """Whoever wrote the contact down has heard from the customer that they agree: nothing waits, nobody is asked."""
    if how and authority.waiting:
        _hold(session, authority, Evidence.STAFF, how, at=at, charter=charter, by=by)


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
    once: str | None = None,
) -> None:
    """They may speak for the customer: said by the customer through their own link (`by` None), or recorded by staff.

    Settled twice, it is settled once. Raises ValueError where an end lies before today, `StepRefused` where staff do
    not say how they know.
    """
    if not authority.waiting:
        return
    if ends_on is not None and ends_on < clocks.today_of(charter, at):
        raise ValueError("An authority cannot end before it begins.")
    _require_words_of(by, authority.case, how, charter=charter)
    authority.scope, authority.messages_to = scope or authority.scope, messages_to or authority.messages_to
    authority.ends_on = ends_on
    shown = evidence or (Evidence.STAFF if by else Evidence.LINK)
    _hold(session, authority, shown, how, at=at, charter=charter, by=by, once=once)
    tell_both(session, authority, "authority_settled", at=at, charter=charter)


def _hold(
    session: Session,
    authority: Authority,
    evidence: Evidence,
    how: str,
    *,
    at: datetime,
    charter: Charter,
    by: Staff | None,
    once: str | None = None,
) -> None:
    """From today on it is in force."""
    authority.settled_at, authority.starts_on = at, clocks.today_of(charter, at)
    authority.settled_by, authority.evidence, authority.how = by, evidence, how
    facts: dict[str, Any] = {"name": authority.representative.name, "how": how, **_said(authority)}
    timeline.write(session, authority.case, Happened.AUTHORITY_SETTLED, at=at, by=by, once=once, **facts)
    _task_done(session, authority, by=by, at=at)


def refuse(
    session: Session,
    authority: Authority,
    *,
    at: datetime,
    charter: Charter,
    by: Staff | None = None,
    how: str = "",
    once: str | None = None,
) -> None:
    """They may not speak for the customer: the customer said no, or staff could not settle it. The case goes on.

    Raises `StepRefused` where staff give no reason.
    """
    if not authority.waiting:
        return
    _require_words_of(by, authority.case, how, charter=charter)
    authority.refused_at, authority.how = at, how
    case, whom = authority.case, authority.representative
    facts: dict[str, Any] = {"name": whom.name, "how": how}
    timeline.write(session, case, Happened.AUTHORITY_REFUSED, at=at, by=by, once=once, public=False, **facts)
    _task_done(session, authority, by=by, at=at)
    tell_refused(session, authority, at=at, charter=charter)


def end(
    session: Session,
    authority: Authority,
    *,
    at: datetime,
    charter: Charter,
    by: Staff | None = None,
    how: str = "",
    once: str | None = None,
) -> None:
    """From now on they are told nothing more; on every case where the authority was for everything.

    Raises `StepRefused` where staff give no reason.
    """
    if authority.ended_at is not None or authority.refused_at is not None:
        return
    _require_words_of(by, authority.case, how, charter=charter)
    together = _together(session, authority)
    for one in together:
        one.ended_at = at
        facts: dict[str, Any] = {"name": one.representative.name, "how": how}
        mark = once if one is authority else None
        timeline.write(session, one.case, Happened.AUTHORITY_ENDED, at=at, by=by, once=mark, **facts)
        _task_done(session, one, by=by, at=at)
    tell_both(session, authority, "authority_ended", at=at, charter=charter)


def choose(
    session: Session,
    authority: Authority,
    messages_to: MessagesTo,
    *,
    at: datetime,
    charter: Charter,
    by: Staff | None = None,
    once: str | None = None,
) -> None:
    """Who gets our messages from now on: the customer, the representative or both (clause RP-2).

    On every case where the authority is for everything.
    """
    if by is not None:
        require(Step.HEAR, authority.case, by=by, charter=charter)
    for one in _together(session, authority):
        if one.messages_to is messages_to or one.refused_at or one.ended_at:
            continue
        one.messages_to = messages_to
        facts: dict[str, Any] = {"messages_to": messages_to, "name": one.representative.name}
        mark = once if one is authority else None
        timeline.write(session, one.case, Happened.REACH_CHANGED, at=at, by=by, once=mark, **facts)


def _require_words_of(by: Staff | None, case: Case, how: str, *, charter: Charter) -> None:
    """Staff may do it where they may write down what the customer tells us, and say how they know."""
    if by is not None:
        require(Step.HEAR, case, by=by, charter=charter)
        require_words(Step.HEAR, how)


def _together(session: Session, authority: Authority) -> Sequence[Authority]:
    """The same authority on every case that it was meant for; each of them locked after the first."""
    if authority.scope is not Scope.EVERYTHING or authority.customer_id is None or authority.waiting:
        return (authority,)
    rows = sa.select(Authority).where(
        Authority.customer_id == authority.customer_id,
        Authority.representative_id == authority.representative_id,
        Authority.scope == Scope.EVERYTHING,
        Authority.settled_at.is_not(None),
        Authority.ended_at.is_(None),
    )
    return session.scalars(rows.order_by(Authority.id)).all()


def _task_done(session: Session, authority: Authority, *, by: Staff | None, at: datetime) -> None:
    """Nobody need chase what is settled; where the customer did it themselves, nobody has done the task."""
    tasks = sa.select(Task).where(
        Task.case_id == authority.case_id,
        Task.what == TaskKind.AUTHORITY,
        Task.about_id == authority.id,
        Task.done_at.is_(None),
    )
    for task in session.scalars(tasks):
        if by is None:
            session.delete(task)
        else:
            task.done_at, task.done_by, task.how = at, by, authority.how


def _said(authority: Authority) -> dict[str, Any]:
    return {
        "evidence": authority.evidence,
        "scope": authority.scope,
        "messages_to": authority.messages_to,
        "settle_by": authority.settle_by.isoformat(),
        "ends_on": authority.ends_on.isoformat() if authority.ends_on else None,
    }
