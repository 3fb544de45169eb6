"""A contact that staff write down while somebody talks to them or has written; settled at once where it can be."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import clocks, decisions, notices, signing, timeline
from shared.casework.closing import end
from shared.casework.intake import Submission, open_case
from shared.casework.reaching import FITTING, Telling
from shared.casework.replies import say
from shared.charter.organisation import Charter
from shared.charter.procedure import Finding
from shared.charter.reaching import SPOKEN
from shared.charter.reference import read_reference
from shared.charter.vocabulary import Act, Channel, Kind
from shared.charter.workflow import Outcome, Step, StepRefused, Why
from shared.models.cases import Case, Happening
from shared.models.happened import Happened
from shared.models.staff import Staff

#: Whoever contacts us so is told at once, by the same voice; nobody needs to ring them back to say so.
_SPOKEN = frozenset({Channel.PHONE, Channel.IN_PERSON})


def record(
    session: Session,
    submission: Submission,
    *,
    received_at: datetime,
    by: Staff,
    at: datetime,
    charter: Charter,
) -> Case:
    """Open the case for a contact by phone, letter, in person, e-mail or social media (clause CH-4).

    The promises count from `received_at`. Recorded twice with one key, it is one case.
    """
    tell = not _told_by_voice(submission)
    return open_case(session, submission, at=received_at, charter=charter, by=by, recorded_at=at, tell=tell)


def resolve(
    session: Session,
    submission: Submission,
    *,
    done: str,
    received_at: datetime,
    by: Staff,
    at: datetime,
    charter: Charter,
    telling: Telling = FITTING,
) -> Case:
    """Record a contact that was put right at once, and by whom (clause CH-1); `done` says how, translated if need be.

    The outcome is what first-contact resolution is measured by. Raises `StepRefused` for a compliment: its thanks
    go to the team that earned them, which is a step of its own.
    """
    if submission.kind is Kind.COMPLIMENT:
        raise StepRefused(Step.REPLY, Why.COMPLIMENT_NEEDS_NO_REPLY)
    case = open_case(session, submission, at=received_at, charter=charter, by=by, recorded_at=at, tell=False)
    if case.closed_at is not None:
        return case
    today = clocks.today_of(charter, at)
    case.team = by.team if by.team in charter.teams else charter.organisation.triage_team
    case.owner, case.accepted_at, case.acknowledged_at = by, at, at
    clocks.keep(case, Act.ACKNOWLEDGE, on=today, by_act=Act.REPLY)
    clocks.begin_acknowledged(case, on=today, charter=charter)
    clocks.keep(case, Act.REPLY, on=today)
    say(case, done, by=by, at=at, charter=charter, telling=telling)
    if case.procedure:
        _settled(session, case, done, by=by, at=at, charter=charter)
    outcome = Outcome.RESOLVED_AT_FIRST_CONTACT
    end(case, outcome, at=at, charter=charter)
    timeline.write(session, case, Happened.REPLIED, at=at, by=by, outcome=outcome)
    if not _told_by_voice(submission):
        contact = signing.contact_of(case, charter, today)
        notices.owe(session, case, "replied", at=at, charter=charter, telling=telling, words=done, contact=contact)
    return case


def _settled(session: Session, case: Case, done: str, *, by: Staff, at: datetime, charter: Charter) -> None:
    """A complaint that is put right while it is told: both agree on what was done, and that is its decision (E-24)."""
    points, definition = [case.subject], case.subject
    decision = decisions.define(
        session, case, definition=definition, sought=case.wanted, points=points, by=by, at=at, charter=charter
    )
    today = clocks.today_of(charter, at)
    decision.outcome, decision.reasons, decision.agreed_on, decision.agreed_how = (
        Finding.RESOLVED,
        done,
        today,
        done[:1000],
    )
    decision.issued_at, decision.issued_by, decision.issued_by_id = at, by, by.id


def recorded_by(session: Session, reference: str, staff: Staff, charter: Charter) -> Case | None:
    """The case of that reference if this person wrote it down, so that they can read its reference out."""
    return session.scalars(
        sa.select(Case)
        .join(Case.happenings)
        .where(
            Case.reference == read_reference(reference, charter.organisation.prefix),
            Happening.what == Happened.RECEIVED,
            Happening.staff_id == staff.id,
        )
    ).first()


def _told_by_voice(submission: Submission) -> bool:
    return submission.channel in _SPOKEN and submission.person.reach in SPOKEN and submission.speaker is None
