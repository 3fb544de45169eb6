"""What a manager decides about an incident: register, police, whether it is kept, whether it was acceptable."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework.incidents import asks
from shared.charter.access import Right
from shared.charter.fairness import NotAllowed, WhyNot
from shared.charter.measures import Special
from shared.charter.organisation import Charter
from shared.models.files import AttachedFile
from shared.models.incidents import Account, Incident, Judged, Judgement
from shared.models.staff import Staff


@dataclass(frozen=True)
class Verdict:
    """One decision as a manager writes it. `without_manager`: whoever decides is none, and none was at hand."""

    what: Judged
    yes: bool
    reasons: str
    staff_views: str = ""
    others_views: str = ""
    without_manager: bool = False
    facts: dict[str, Any] = field(default_factory=dict)


def refusal(incident: Incident, verdict: Verdict, by: Staff, charter: Charter) -> WhyNot | None:
    """Why this person may not decide so; None when they may (clauses RP-12, RP-17, RP-19; trap T-18).

    Anybody may report to the police where no manager is at hand. Not to report is a manager's to decide, never that of
    whoever was threatened, and not before the views of those who were threatened and of others who meet the person are
    written down. Nobody judges what happened to themselves.
    """
    manager = by.may(Right.JUDGE_INCIDENTS)
    if not verdict.reasons.strip():
        return WhyNot.WORDS_MISSING
    if verdict.what is Judged.POLICE and verdict.yes:
        return None if manager or verdict.without_manager else WhyNot.MANAGER_AT_HAND
    if not manager:
        return WhyNot.NOT_YOUR_ROLE
    if by.id == incident.affected_id or (verdict.what is Judged.POLICE and by.id == incident.staff_id):
        return WhyNot.AFFECTED_YOURSELF
    if verdict.what is Judged.KEEP and not may_be_left_out(incident, charter):
        return WhyNot.NOT_HERE
    if verdict.what is not Judged.POLICE:
        return None
    seen = verdict.staff_views.strip() and verdict.others_views.strip()
    return None if seen else WhyNot.VIEWS_MISSING


def may_answer(incident: Incident, what: Judged, *, yes: bool, by: Staff, charter: Charter) -> bool:
    """May this person answer so, once all is written that is needed for it? Nobody is offered what would be refused."""
    whole = Verdict(what, yes, "…", staff_views="…", others_views="…", without_manager=True)
    return refusal(incident, whole, by, charter) is None


def decide(
    session: Session,
    incident: Incident,
    verdict: Verdict,
    *,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> Judgement:
    """Write a decision down. A later one of the same kind takes its place; none is ever changed.

    With its last open question decided, the incident leaves the queue. Pressed twice, it is one. Raises `NotAllowed`.
    """
    before = session.scalar(sa.select(Judgement).where(Judgement.once_key == once)) if once else None
    if before is not None:
        return before
    why = refusal(incident, verdict, by, charter)
    if why is not None:
        raise NotAllowed(why)
    made = _written(verdict, by=by, at=at, once=once)
    incident.judgements.append(made)
    if made.what is Judged.KEEP and not made.yes:
        _let_go(session, incident)
    if by.may(Right.JUDGE_INCIDENTS) and incident.looked_at is None and not open_questions(incident, charter):
        incident.looked_at, incident.looked_by_id, incident.looked_by = at, by.id, by
    incident.version += 1
    return made


def _written(verdict: Verdict, *, by: Staff, at: datetime, once: str | None) -> Judgement:
    return Judgement(
        what=verdict.what,
        yes=verdict.yes,
        reasons=verdict.reasons.strip(),
        staff_views=verdict.staff_views.strip(),
        others_views=verdict.others_views.strip(),
        without_manager=verdict.without_manager,
        facts=dict(verdict.facts),
        at=at,
        by_id=by.id,
        by=by,
        role=by.role.value,
        once_key=once,
    )


def may_be_left_out(incident: Incident, charter: Charter) -> bool:
    """Is it contact outside the office and nothing worse? Only then may its words go (clause RP-19)."""
    return bool(incident.kinds) and all(
        Special.OUTSIDE in known.special
        for known in (charter.engagement.categories.get(one) if charter.engagement else None for one in incident.kinds)
        if known is not None
    )


def _let_go(session: Session, incident: Incident) -> None:
    """That it was talked about stays on record; what was said, and whatever shows it, does not."""
    incident.words = incident.steps = incident.witnesses = incident.link = ""
    incident.accounts.clear()
    session.execute(sa.delete(AttachedFile).where(AttachedFile.incident_id == incident.id))


def latest(incident: Incident, what: Judged) -> Judgement | None:
    """The decision of that kind which counts now; None while nobody has decided."""
    return next((one for one in reversed(incident.judgements) if one.what is what), None)


def looked(incident: Incident, *, by: Staff, at: datetime, charter: Charter) -> None:
    """A manager has looked, and there is nothing more to decide. Raises `NotAllowed`."""
    if not by.may(Right.JUDGE_INCIDENTS):
        raise NotAllowed(WhyNot.NOT_YOUR_ROLE)
    if by.id == incident.affected_id:
        raise NotAllowed(WhyNot.AFFECTED_YOURSELF)
    if open_questions(incident, charter):
        raise NotAllowed(WhyNot.NOT_NOW)
    if incident.looked_at is None:
        incident.looked_at, incident.looked_by_id, incident.looked_by = at, by.id, by
        incident.version += 1


def account(
    session: Session, incident: Incident, *, who: str, words: str, by: Staff, at: datetime, once: str | None = None
) -> None:
    """What somebody who was there has seen or heard, put on record and never changed (clause RP-17)."""
    if once and session.scalar(sa.select(Account.id).where(Account.once_key == once)):
        return
    if not words.strip() or not who.strip():
        raise NotAllowed(WhyNot.WORDS_MISSING)
    written = Account(who=who.strip(), words=words.strip(), at=at, by_id=by.id, by=by, once_key=once)
    incident.accounts.append(written)
    incident.version += 1


def questions(incident: Incident, charter: Charter) -> tuple[Judged, ...]:
    """What is to be decided: the register always, police and keeping where its categories ask for that."""
    wanted = [Judged.REGISTER] if not incident.named_only else []
    wanted += [Judged.POLICE] if asks(incident, Special.POLICE, charter) else []
    wanted += [Judged.KEEP] if may_be_left_out(incident, charter) else []
    return tuple(wanted)


def open_questions(incident: Incident, charter: Charter) -> tuple[Judged, ...]:
    """What a manager has still to decide."""
    return tuple(one for one in questions(incident, charter) if latest(incident, one) is None)
