"""Sensible things to test with, one word to vary: `a_case(session, charter, kind=Kind.COMPLAINT)`."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from shared.casework import deciding, decisions, procedures, remedies, routing
from shared.casework.customers import Person
from shared.casework.decisions import PointWritten
from shared.casework.intake import Submission, open_case
from shared.casework.speakers import Speaker
from shared.charter.access import Role
from shared.charter.organisation import Charter
from shared.charter.procedure import Finding, Met, RemedyKind
from shared.charter.signs import Sign
from shared.charter.vocabulary import Channel, Evidence, Kind, MessagesTo, OnBehalf, Reach
from shared.charter.workflow import Stage
from shared.models.cases import Case
from shared.models.staff import Staff

#: A Tuesday in March with no holiday near it, in any part of the United Kingdom.
TUESDAY = datetime(2027, 3, 2, 10, 0, tzinfo=UTC)
_number = itertools.count(1)

MORAG = Person(name="Morag MacLeod", email="morag@customer.example", reach=Reach.EMAIL)


def a_submission(
    kind: Kind = Kind.REQUEST,
    *,
    words: str = "The street light outside number 4 has been out for a week.",
    service: str | None = None,
    person: Person = MORAG,
    channel: Channel = Channel.WEB,
    key: str = "",
    signs: tuple[Sign, ...] = (),
) -> Submission:
    """What a customer sends; each has a key of its own unless one is given."""
    return Submission(
        key=key or f"sending-{next(_number)}",
        kind=kind,
        words=words,
        service=service,
        person=person,
        channel=channel,
        signs=signs,
    )


def a_case(
    session: Session,
    charter: Charter,
    kind: Kind = Kind.REQUEST,
    *,
    at: datetime = TUESDAY,
    person: Person = MORAG,
    service: str | None = None,
    words: str = "The street light outside number 4 has been out for a week.",
) -> Case:
    """A case that has just been received."""
    case = open_case(session, a_submission(kind, person=person, service=service, words=words), at=at, charter=charter)
    session.flush()
    return case


def a_speaker(
    *,
    name: str = "Ann Advocate",
    email: str = "ann@advice.example",
    organisation: str = "",
    evidence: Evidence = Evidence.LINK,
    messages_to: MessagesTo = MessagesTo.BOTH,
    **person: Any,
) -> Speaker:
    """Somebody who speaks for another, reached by e-mail unless a test says otherwise."""
    reached = {"reach": Reach.EMAIL, **person}
    return Speaker(
        person=Person(name=name, email=email, **reached),
        organisation=organisation,
        relation="a friend",
        evidence=evidence,
        messages_to=messages_to,
    )


def a_case_spoken_for(
    session: Session,
    charter: Charter,
    kind: Kind = Kind.COMPLAINT,
    *,
    at: datetime = TUESDAY,
    person: Person = MORAG,
    ground: OnBehalf = OnBehalf.ASKED,
    words: str = "The street light outside her house has been out for a week.",
    **speaker: Any,
) -> Case:
    """A case that somebody told us for the customer; whether they may speak is not settled."""
    told = replace(a_submission(kind, person=person, words=words), on_behalf=ground, speaker=a_speaker(**speaker))
    case = open_case(session, told, at=at, charter=charter)
    session.flush()
    return case


def a_member_of_staff(session: Session, role: Role, team: str, *, name: str = "", at: datetime = TUESDAY) -> Staff:
    """Somebody with an account; the password is nobody's."""
    number = next(_number)
    staff = Staff(
        email=f"staff{number}@council.example",
        name=name or f"{role.value.replace('-', ' ').title()} {number}",
        role=role,
        team=team,
        password_hash="nobody's",
        session_key=f"session-{number}",
        shortcuts=True,
        created_at=at,
    )
    session.add(staff)
    session.flush()
    return staff


def held(session: Session, case: Case, *, by: Staff, charter: Charter, at: datetime = TUESDAY) -> Case:
    """The case in the hands of that person, who has accepted it for their team; nothing where it is theirs."""
    if case.stage is not Stage.IN_HAND or case.owner is not by:
        if case.team != by.team:
            triage = a_member_of_staff(session, Role.CUSTOMER_RELATIONS, charter.organisation.customer_relations_team)
            how: dict[str, Any] = {"reason": "They look after it.", "by": triage, "at": at, "charter": charter}
            routing.route(session, case, team=by.team, service=None, **how)
        if case.stage is Stage.OFFERED:
            routing.accept(session, case, by=by, at=at, charter=charter)
        elif case.owner is not by:
            routing.take(session, case, by=by, at=at, charter=charter)
    session.flush()
    return case


def a_written_decision(
    session: Session,
    case: Case,
    *,
    by: Staff,
    charter: Charter,
    outcome: Finding = Finding.UPHELD,
    at: datetime = TUESDAY,
    sought: str = "Mend the light.",
    points: tuple[str, ...] = ("The light was not mended in time.",),
    remedy: RemedyKind | None = RemedyKind.APOLOGY,
) -> Case:
    """A complaint with every part of its decision written, in the hands of whoever writes it; nothing is issued."""
    held(session, case, by=by, charter=charter, at=at)
    how: dict[str, Any] = {"by": by, "at": at, "charter": charter}
    definition = "You told us that the light was out for a week."
    decisions.define(session, case, definition=definition, sought=sought, points=points, **how)
    righted = outcome in decisions.RIGHTED
    decisions.find(
        session,
        case,
        points=[PointWritten(one, outcome, "Our records show what happened.") for one in points],
        outcome=outcome,
        reasons="We looked at our records and asked the people who were there.",
        met=Met.PARTLY if sought else None,
        met_how="The light is mended." if sought else "",
        no_remedy="" if remedy or not righted else "There is nothing left to put right.",
        training=False if righted else None,
        **how,
    )
    if righted and remedy:
        words, due_on = "We are sorry that you waited.", charter.calendar.add(at.date(), 10)
        remedies.offer(session, case, kind=remedy, words=words, due_on=due_on, owner=by, **how)
    if outcome is Finding.RESOLVED:
        decisions.agree_resolution(session, case, how="On the phone.", **how)
    session.flush()
    return case


def decide(
    session: Session,
    case: Case,
    *,
    by: Staff,
    charter: Charter,
    outcome: Finding = Finding.UPHELD,
    at: datetime = TUESDAY,
    approver: Staff | None = None,
    **parts: Any,
) -> Case:
    """Decide the stage that a complaint is in: written, read by somebody else where the stage asks for it, issued."""
    a_written_decision(session, case, by=by, charter=charter, outcome=outcome, at=at, **parts)
    if decisions.needs_approval(case, charter):
        deciding.ask_approval(session, case, by=by, at=at, charter=charter)
        team = charter.organisation.customer_relations_team
        reader = approver or a_member_of_staff(session, Role.CUSTOMER_RELATIONS, team)
        deciding.approve(session, case, by=reader, at=at, charter=charter)
    deciding.issue(session, case, by=by, at=at, charter=charter)
    session.flush()
    assert procedures.decision_of(case)
    return case


def a_decided_complaint(
    session: Session,
    charter: Charter,
    *,
    by: Staff,
    outcome: Finding = Finding.UPHELD,
    at: datetime = TUESDAY,
    **more: Any,
) -> Case:
    """A complaint that `by` has looked into and answered with a decision: closed."""
    case = a_case(session, charter, Kind.COMPLAINT, at=at, **more)
    return decide(session, case, by=by, charter=charter, outcome=outcome, at=at)
