"""Sensible things to test with, one word to vary: `a_case(session, charter, kind=Kind.COMPLAINT)`."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from shared.casework.customers import Person
from shared.casework.intake import Submission, open_case
from shared.casework.speakers import Speaker
from shared.charter.access import Role
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Evidence, Kind, MessagesTo, OnBehalf, Reach
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
) -> Submission:
    """What a customer sends; each has a key of its own unless one is given."""
    return Submission(
        key=key or f"sending-{next(_number)}",
        kind=kind,
        words=words,
        service=service,
        person=person,
        channel=channel,
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
