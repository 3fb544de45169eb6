"""Taking in: a contact becomes a case, with its promises, its history and its first notice, or nothing does."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import (
    adjustments,
    authority_notices,
    clocks,
    concerns,
    conflicts,
    duplicates,
    managed,
    nameless_tasks,
    notices,
    procedures,
    representing,
    routes,
    timeline,
)
from shared.casework.customers import Person, find_or_add, known_by
from shared.casework.folding import searchable
from shared.casework.speakers import Speaker, apart
from shared.charter.organisation import Charter
from shared.charter.reference import new_code, new_reference
from shared.charter.signs import Sign, sealed_by
from shared.charter.vocabulary import Channel, Kind, OnBehalf, Seal, Support
from shared.charter.workflow import Stage
from shared.models.cases import Case, Contact
from shared.models.concerns import RaisedFrom
from shared.models.customers import Customer
from shared.models.happened import Happened
from shared.models.notices import TaskKind
from shared.models.staff import Staff

SUBJECT_LENGTH = 90


@dataclass(frozen=True)
class Submission:
    """What somebody told the council, complete and checked: all that a case is opened from.

    `key` names this one sending: however often it arrives, it makes one case. `service` is None for "I am not sure".
    `person` is the customer, whoever speaks for them; `speaker` is who does. `signs` are what they said makes it
    special; `happened_on` is when it happened, or when they came to know of it. `started_by` is the name of the
    member of staff who began the form for them (clause FP-11). `customer` is the customer where nobody need be looked
    for: whoever told us is on the page of another case of theirs.
    """

    key: str
    kind: Kind
    words: str
    channel: Channel = Channel.WEB
    service: str | None = None
    wanted: str = ""
    person: Person = field(default_factory=Person)
    on_behalf: OnBehalf = OnBehalf.MYSELF
    speaker: Speaker | None = None
    started_by: str = ""
    signs: tuple[Sign, ...] = ()
    happened_on: date | None = None
    customer: Customer | None = None


def open_case(
    session: Session,
    submission: Submission,
    *,
    at: datetime,
    charter: Charter,
    by: Staff | None = None,
    recorded_at: datetime | None = None,
    tell: bool = True,
) -> Case:
    """Open the case for a submission, or find the one that it opened before. `by` is the staff member who recorded it.

    `at` is when the council received it; for a letter that may lie days before `recorded_at`, when it was written down.
    `tell` is False where the person knows already, or a fuller notice follows in the same act.
    """
    before = opened_before(session, submission.key)
    if before is not None:
        return before
    if submission.speaker is not None:
        submission = replace(submission, person=apart(submission.person, submission.speaker, known=by is not None))
    case = _file(session, submission, at=at, charter=charter)
    case.contacts.append(_first_contact(submission, at=at))
    clocks.begin_received(case, charter=charter)
    clocks.set_next_on(case, charter=charter, today=case.received_on)
    session.add(case)
    said: dict[str, Any] = {"name": submission.speaker.person.name} if submission.speaker else {}
    said |= {"started_by": submission.started_by} if submission.started_by else {}
    timeline.write(session, case, Happened.RECEIVED, at=at, by=by, channel=case.channel, kind=case.kind, **said)
    routes.by_signs(session, case, at=at, charter=charter)
    conflicts.by_name(session, case, at=at, charter=charter)
    managed.follow(session, case, at=at, charter=charter)
    nameless_tasks.follow(session, case, by=by, at=recorded_at or at, charter=charter)
    if case.on_behalf is OnBehalf.ABOUT_ANOTHER:
        concerns.raise_on(session, case, raised_from=RaisedFrom.JOURNEY, at=recorded_at or at, charter=charter)
    _who_it_is_for(session, case, submission, at=recorded_at or at, charter=charter, tell=tell, by=by)
    return case


def opened_before(session: Session, key: str) -> Case | None:
    """The case that this one sending has opened already."""
    return session.scalar(sa.select(Case).where(Case.submission_key == key))


def _who_it_is_for(
    session: Session,
    case: Case,
    submission: Submission,
    *,
    at: datetime,
    charter: Charter,
    tell: bool,
    by: Staff | None,
) -> None:
    """Who speaks for them, what they need from us, and the first notices."""
    authority = None
    if submission.speaker is not None:
        session.flush()
        authority = representing.attach(session, case, submission.speaker, submission.on_behalf, at=at, charter=charter)
        if by is not None:
            representing.agreed(session, authority, submission.speaker.agreed, by=by, at=at, charter=charter)
    if tell:
        session.flush()
        facts = {**duplicates.facts_for_message(session, case), **authority_notices.whose_words(authority)}
        facts |= concerns.facts_for_message(case, at=at, charter=charter)
        notices.owe(session, case, "received", at=at, charter=charter, **facts)
    if authority is not None:
        authority_notices.ask_both(session, authority, at=at, charter=charter)
    _what_they_need(session, case, submission.person, at=at, charter=charter)


def _what_they_need(session: Session, case: Case, person: Person, *, at: datetime, charter: Charter) -> None:
    """Somebody decides by a day what we do differently; somebody books an interpreter."""
    if case.customer is None:
        return
    if person.needs:
        session.flush()
        adjustments.ask(session, case.customer, person.needs, case=case, at=at, charter=charter)
    if case.customer.interpreter:
        by = charter.supported_by(Support.INTERPRETER, clocks.today_of(charter, at))
        notices.task_on(
            session, case, TaskKind.INTERPRETER, by, at=at, charter=charter, detail=case.customer.interpreter
        )


def _file(session: Session, submission: Submission, *, at: datetime, charter: Charter) -> Case:
    customer = submission.customer or find_or_add(session, submission.person, at=at)
    case = Case(
        reference=free_reference(session, charter),
        tracking_key=new_code(),
        submission_key=submission.key,
        kind=submission.kind,
        stage=Stage.RECEIVED,
        channel=submission.channel,
        service=submission.service,
        customer=customer,
        procedure=_procedure(submission, charter),
        stage_number=1,
        signs=list(submission.signs),
        seal=_seal(submission, charter),
        happened_on=submission.happened_on,
        subject=subject_of(submission.words),
        words=submission.words,
        wanted=submission.wanted,
        on_behalf=submission.on_behalf,
        received_at=at,
        received_on=clocks.today_of(charter, at),
        bounces=0,
        version=0,
    )
    case.norm = searched(case)
    return case


def _procedure(submission: Submission, charter: Charter) -> str:
    nameless = submission.person.anonymous and submission.speaker is None
    return procedures.named(charter, submission.kind, submission.service, submission.signs, nameless=nameless)


def _seal(submission: Submission, charter: Charter) -> Seal:
    """Who may see it from its first moment; a worry about somebody else counts before every sign."""
    if submission.on_behalf is OnBehalf.ABOUT_ANOTHER:
        return Seal.CONCERN
    return sealed_by(charter.signs, submission.signs)


def _first_contact(submission: Submission, *, at: datetime) -> Contact:
    whose = submission.speaker.person if submission.speaker else submission.person
    return Contact(at=at, channel=submission.channel, ours=False, by_name=whose.name, words=submission.words)


def free_reference(session: Session, charter: Charter) -> str:
    """A reference that no case has."""
    while True:
        reference = new_reference(charter.organisation.prefix)
        if session.scalar(sa.select(Case.id).where(Case.reference == reference)) is None:
            return reference


def subject_of(words: str) -> str:
    """The first line of what somebody wrote, cut at a word, for lists that have room for one line."""
    line = " ".join(words.strip().splitlines()[0].split()) if words.strip() else ""
    if len(line) <= SUBJECT_LENGTH:
        return line
    return line[:SUBJECT_LENGTH].rsplit(" ", 1)[0] + "…"


def searched(case: Case) -> str:
    """The folded text that search looks in: reference, who it is, and what was said."""
    whose = case.customer
    known = known_by(whose.name, whose.email, whose.phone) if whose else ""
    plain = case.reference.replace("-", "")
    return searchable(" ".join((case.reference, plain, known, case.words, case.wanted)))
