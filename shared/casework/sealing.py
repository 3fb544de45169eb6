"""A message that distresses is covered, and what it asks for is still answered (clauses RP-13, RP-16, RP-25; T-17)."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from shared.casework import clocks, notices, sealed_from, tasks, timeline
from shared.casework.finding import seen_by
from shared.casework.intake import subject_of
from shared.casework.reaching import FITTING, Telling, check_telling
from shared.casework.steps import position, require
from shared.charter.access import Right
from shared.charter.fairness import NotAllowed, WhyNot, blamed
from shared.charter.organisation import Charter
from shared.charter.passages import refusal
from shared.charter.workflow import Step
from shared.models.cases import Case, Contact
from shared.models.happened import Happened
from shared.models.notices import TaskKind
from shared.models.readings import Read, Reading, SealedWords
from shared.models.staff import Staff


def covered_in(session: Session, case: Case) -> Mapping[int, SealedWords]:
    """The covered messages of a case by the number of the contact; nothing is asked where none ever was."""
    if not timeline.tells_of(case, Happened.COVERED):
        return {}
    rows = sa.select(SealedWords).where(SealedWords.case_id == case.id)
    rows = rows.options(joinedload(SealedWords.sealed_by), joinedload(SealedWords.read_by))
    return {one.contact_id: one for one in session.scalars(rows)}


def covered_seen_by(
    session: Session, number: int, staff: Staff, charter: Charter, *, to_change: bool = False
) -> SealedWords | None:
    """One covered message, if this person may see its case; `to_change` holds it."""
    rows = sa.select(SealedWords).join(SealedWords.case).where(SealedWords.id == number, seen_by(staff, charter))
    if to_change:
        session.scalars(rows.with_for_update()).first()
    return session.scalars(rows.options(contains_eager(SealedWords.case))).first()


def may_cover(case: Case, by: Staff, charter: Charter) -> bool:
    """May this person cover what was written on this case: whoever may act on it?"""
    return refusal(Step.NOTE, position(case, by, charter)) is None


def may_read(sealed: SealedWords, by: Staff) -> WhyNot | None:
    """Why this person may not open it; None when they may: a second reader, or a manager (trap T-17)."""
    if by.id == sealed.sealed_by_id and not by.may(Right.JUDGE_INCIDENTS):
        return WhyNot.NEEDS_ANOTHER_READER
    return None


def cover(
    session: Session,
    case: Case,
    contact: Contact,
    *,
    label: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> SealedWords:
    """Take the words out of the case, and name what they hold. The clocks run on; somebody else reads them by a day.

    Pressed twice, or by two people, it is covered once. Raises `StepRefused`, and `NotAllowed` for words of ours or
    without a label.
    """
    require(Step.NOTE, case, by=by, charter=charter)
    before = session.scalar(sa.select(SealedWords).where(SealedWords.contact_id == contact.id))
    if before is not None:
        return before
    if contact.ours or contact.case_id != case.id:
        raise NotAllowed(WhyNot.NOT_HERE)
    if not label.strip():
        raise NotAllowed(WhyNot.WORDS_MISSING)
    sealed = _moved(session, case, contact)
    sealed.label, sealed.sealed_at, sealed.sealed_by, sealed.sealed_by_id = label.strip(), at, by, by.id
    session.add(sealed)
    session.flush()
    due = charter.calendar.add(clocks.today_of(charter, at), 1)
    notices.task_on(session, case, TaskKind.COVERED, due, at=at, charter=charter, about_id=sealed.id)
    timeline.write(session, case, Happened.COVERED, at=at, by=by, public=False, once=once)
    return sealed


def _moved(session: Session, case: Case, contact: Contact) -> SealedWords:
    """The words where only a second reader finds them, and nowhere else any more."""
    wanted = case.wanted if sealed_from.is_first(case, contact) else ""
    sealed = SealedWords(case_id=case.id, contact_id=contact.id, words=contact.words, wanted=wanted)
    sealed.case = case
    with session.no_autoflush:
        sealed_from.every_place(session, case, contact, sealed)
    return sealed


def take_out(
    session: Session,
    sealed: SealedWords,
    *,
    matter: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> None:
    """Write down what somebody asks for in it: that stands in the case from now on, as what is to be answered.

    Empty where there is nothing in it to answer. Raises `StepRefused` and `NotAllowed`.
    """
    if timeline.done_already(session, once):
        return
    case = sealed.case
    require(Step.NOTE, case, by=by, charter=charter)
    why = may_read(sealed, by)
    if why is not None:
        raise NotAllowed(why)
    sealed.matter, sealed.read_at, sealed.read_by, sealed.read_by_id = matter.strip(), at, by, by.id
    _stand_for(session, sealed, sealed.matter)
    tasks.settled(session, case, TaskKind.COVERED, by=by, at=at, about_id=sealed.id)
    found = bool(sealed.matter)
    timeline.write(session, case, Happened.MATTER_TAKEN_OUT, at=at, by=by, public=False, once=once, found=found)


def uncover(
    session: Session,
    sealed: SealedWords,
    *,
    reason: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> None:
    """A manager puts the words back, with a reason: it should not have been covered. Raises `NotAllowed`."""
    case = sealed.case
    require(Step.NOTE, case, by=by, charter=charter)
    if not by.may(Right.JUDGE_INCIDENTS):
        raise NotAllowed(WhyNot.NOT_YOUR_ROLE)
    if not reason.strip():
        raise NotAllowed(WhyNot.WORDS_MISSING)
    _stand_for(session, sealed, sealed.words, wanted=sealed.wanted)
    tasks.settled(session, case, TaskKind.COVERED, by=by, at=at, about_id=sealed.id)
    session.delete(sealed)
    timeline.write(session, case, Happened.UNCOVERED, at=at, by=by, public=False, once=once, reason=reason.strip())


def tell(
    session: Session,
    sealed: SealedWords,
    *,
    words: str,
    own_name: bool,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
    telling: Telling = FITTING,
) -> None:
    """A manager tells the sender that it was unacceptable, from the team or in their own name (clause RP-13, B-14).

    Never whoever covered it, whom it may have been aimed at. Once. Raises `NotAllowed` and `StepRefused`.
    """
    if timeline.done_already(session, once) or sealed.told_at is not None:
        return
    case = sealed.case
    why = may_tell(sealed, by)
    if why is None and not was_opened(session, sealed):  # the letter says that we have read it
        why = WhyNot.NOT_READ
    why = why or (None if words.strip() else WhyNot.WORDS_MISSING)
    if why is not None:
        raise NotAllowed(why)
    _require_neutral(words, charter)
    require(Step.NOTE, case, by=by, charter=charter)
    check_telling(session, case, Step.WRITE, telling, by=by, at=at, charter=charter)
    name = by.name if own_name else charter.team_name(case.team)
    case.contacts.append(sealed_from.our_message(words, name, at, telling.words_in))
    sealed.told_at = at
    timeline.write(session, case, Happened.TOLD_UNACCEPTABLE, at=at, by=by, public=False, once=once)
    notices.owe(session, case, "unacceptable", at=at, charter=charter, telling=telling, words=words, contact=name)


def _require_neutral(words: str, charter: Charter) -> None:
    """Raises `NotAllowed` where the message blames back instead of saying what we cannot accept (clause RP-23)."""
    found = blamed(words, charter.engagement.blame) if charter.engagement else ()
    if found:
        raise NotAllowed(WhyNot.BLAMES, words=list(found))


def may_tell(sealed: SealedWords, by: Staff) -> WhyNot | None:
    """Why this person may not tell the sender; None when they may."""
    if not by.may(Right.JUDGE_INCIDENTS):
        return WhyNot.NOT_YOUR_ROLE
    return WhyNot.AFFECTED_YOURSELF if by.id == sealed.sealed_by_id else None


def was_opened(session: Session, sealed: SealedWords) -> bool:
    """Has anybody read it since it was covered?"""
    if sealed.read_at is not None:
        return True
    rows = sa.select(Reading.id).where(Reading.what == Read.WORDS, Reading.row == sealed.id)
    return session.scalars(rows.limit(1)).first() is not None


def _stand_for(session: Session, sealed: SealedWords, words: str, *, wanted: str = "") -> None:
    """These words stand in the case where the covered ones stood."""
    case = sealed.case
    contact = next(one for one in case.contacts if one.id == sealed.contact_id)
    contact.words = words
    if sealed_from.is_first(case, contact):
        case.words, case.wanted, case.subject = words, wanted, subject_of(words)
    case.norm = sealed_from.searched_again(case)
