"""One contact about several matters: a part of it becomes a case of its own, with the day on which it came."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from shared.casework import changing, clocks, conflicts, nameless_tasks, notices, procedures, ties, timeline
from shared.casework.folding import words_in
from shared.casework.intake import free_reference, opened_before, searched, subject_of
from shared.casework.reaching import FITTING, Telling, check_telling
from shared.casework.steps import require, require_words
from shared.charter.organisation import Charter
from shared.charter.reference import new_code
from shared.charter.vocabulary import Kind
from shared.charter.workflow import Stage, Step, StepRefused, Why
from shared.models.cases import Case, Contact
from shared.models.happened import Happened
from shared.models.links import Tie
from shared.models.notices import TaskKind
from shared.models.representatives import Authority
from shared.models.staff import Staff


def split(
    session: Session,
    case: Case,
    *,
    words: str,
    kind: Kind,
    service: str | None,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
    telling: Telling = FITTING,
) -> Case:
    """Make a case of a part of what the customer said: of the same person, received on the same day.

    Its promises count from that day; whoever speaks for the customer speaks for them here too, and whoever is kept
    apart from the one is kept apart from the other. This case keeps all its words. Pressed twice, it is one new case.
    Raises `StepRefused`.
    """
    key = f"split/{once}" if once else f"split/{secrets.token_urlsafe(12)}"
    before = opened_before(session, key)
    if before is not None:
        return before
    require(Step.SPLIT, case, by=by, charter=charter)
    require_words(Step.SPLIT, words)
    _require_their_words(case, words)
    check_telling(session, case, Step.SPLIT, telling, by=by, at=at, charter=charter)
    new = _new_case(session, case, words.strip(), kind, service, key, charter=charter)
    session.add(new)
    _promise(case, new, at=at, charter=charter)
    session.flush()
    _write(session, case, new, by=by, at=at, once=once)
    _speaks_too(session, new, at=at, charter=charter)
    _kept_apart_too(session, case, new, by=by, at=at, charter=charter)
    ties.bind(session, new, case, Tie.SPLIT_FROM, at=at, by=by)
    nameless_tasks.follow(session, new, by=by, at=at, charter=charter)
    facts = {"from_reference": case.reference, "from_about": case.subject, "about": new.subject}
    notices.owe(session, new, "split", at=at, charter=charter, telling=telling, **facts)
    return new


def words_of(case: Case) -> str:
    """Everything that the customer has said on a case, in its order."""
    return "\n\n".join(contact.words.strip() for contact in case.contacts if not contact.ours)


def _require_their_words(case: Case, words: str) -> None:
    """What a case is about is in the customer's own words: words may be left out, and none put in."""
    theirs = iter(words_in(words_of(case)))
    if not all(word in theirs for word in words_in(words)):
        raise StepRefused(Step.SPLIT, Why.WORDS_NOT_THEIRS)


def _new_case(
    session: Session, case: Case, words: str, kind: Kind, service: str | None, key: str, *, charter: Charter
) -> Case:
    nameless = procedures.is_nameless(case)
    new = Case(
        reference=free_reference(session, charter),
        tracking_key=new_code(),
        submission_key=key,
        kind=kind,
        stage=Stage.RECEIVED,
        channel=case.channel,
        service=service,
        customer=case.customer,
        procedure=procedures.named(charter, kind, service, case.signs, nameless=nameless),
        stage_number=1,
        signs=list(case.signs),
        seal=case.seal,
        happened_on=case.happened_on,
        subject=subject_of(words),
        words=words,
        wanted="",
        on_behalf=case.on_behalf,
        received_at=case.received_at,
        received_on=case.received_on,
        acknowledged_at=case.acknowledged_at,
        bounces=0,
        version=0,
    )
    new.norm = searched(new)
    first = next((one for one in case.contacts if not one.ours), None)
    whose = first.by_name if first else ""
    new.contacts.append(Contact(at=case.received_at, channel=case.channel, ours=False, by_name=whose, words=words))
    new.authorities.extend(_spoken_for(one) for one in case.authorities if not one.refused_at and not one.ended_at)
    return new


def _spoken_for(authority: Authority) -> Authority:
    """The same authority for the new case, with links of its own."""
    kept = ("customer_id", "representative", "relation", "ground", "scope", "evidence", "messages_to", "asked_at")
    settled = ("settle_by", "settled_at", "settled_by_id", "how", "starts_on", "ends_on")
    same: dict[str, Any] = {name: getattr(authority, name) for name in (*kept, *settled)}
    return Authority(**same, confirm_key=secrets.token_urlsafe(24), track_key=secrets.token_urlsafe(24))


def _promise(case: Case, new: Case, *, at: datetime, charter: Charter) -> None:
    """What is promised for the part, from the day on which all of it came; a date that was given for all stands."""
    for one in changing.promises_if(case, new.kind, new.procedure, charter=charter, at=at):
        clock = clocks.begin(new, one.promise, on=one.on, charter=charter)
        clock.due_on, clock.first_due_on, clock.given = one.due_on, one.due_on, one.given
    clocks.set_next_on(new, charter=charter, today=clocks.today_of(charter, at))


def _kept_apart_too(session: Session, case: Case, new: Case, *, by: Staff, at: datetime, charter: Charter) -> None:
    for kept in conflicts.apart_from(case):
        conflicts.keep_too(session, new, kept, by=by, at=at, charter=charter)
    conflicts.by_name(session, new, at=at, charter=charter)


def _speaks_too(session: Session, new: Case, *, at: datetime, charter: Charter) -> None:
    """Whoever is settled to speak does so here; whom nobody has settled yet, somebody settles here too."""
    for one in new.authorities:
        evidence = "earlier" if one.settled_at else one.evidence.value
        facts: dict[str, Any] = {"name": one.representative.name, "ground": one.ground.value, "evidence": evidence}
        facts["settle_by"] = one.settle_by.isoformat()
        timeline.write(session, new, Happened.AUTHORITY_ASKED, at=at, **facts)
        if one.waiting:
            about: dict[str, Any] = {"detail": evidence, "about_id": one.id}
            notices.task_on(session, new, TaskKind.AUTHORITY, one.settle_by, at=at, charter=charter, **about)


def _write(session: Session, case: Case, new: Case, *, by: Staff, at: datetime, once: str | None) -> None:
    """The first lines of the new case's history, and the one of the old."""
    timeline.write(session, new, Happened.RECEIVED, at=new.received_at, channel=new.channel, kind=new.kind)
    timeline.write(session, new, Happened.SPLIT, at=at, by=by, from_case=case.reference)
    timeline.write(session, case, Happened.SPLIT, at=at, by=by, once=once, other=new.reference)
