"""What people do so that a message fits whom it is for: translate it, make its form, book an interpreter, tell them."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import clocks, notices, sending, signing, tasks, timeline
from shared.casework.reaching import in_their_words, misfits_of, needs_of
from shared.charter.organisation import Charter
from shared.charter.reaching import AND, Misfit
from shared.charter.vocabulary import MADE_BY_HAND, Channel
from shared.charter.workflow import Step, StepRefused, Why
from shared.models.cases import Case, Contact
from shared.models.happened import Happened
from shared.models.notices import Held, Notice, Task, TaskKind
from shared.models.representatives import Representative
from shared.models.staff import Staff

#: Which fact of a notice holds what staff wrote themselves; the first that is there.
_OURS = ("words", "reason", "need")
#: Nobody may be told any more: no other way to tell them mends that.
_NOBODY = frozenset({Misfit.AUTHORITY, Misfit.RECIPIENT})


def words_of(notice: Notice) -> str:
    """What staff wrote themselves, in the language that they wrote it in; empty where they wrote nothing."""
    return str(notice.facts.get(_named(notice), ""))


def _named(notice: Notice) -> str:
    return next((name for name in _OURS if name in notice.facts), _OURS[0])


def wanted_in(notice: Notice) -> str:
    """The language, or the two, that the words of this notice are still to be put into."""
    have = notice.words_in.split(AND)
    return AND.join(one for one in notice.language.split(AND) if one not in have)


def being_translated(
    session: Session, case: Case, reader: Representative | None, charter: Charter
) -> dict[int, date | None]:
    """Which of our words this reader has yet to get in their own language: by contact, and the day by which they do.

    `reader` is None for the customer. Nothing is asked of the database where everything is there in their language.
    """
    person = reader or case.customer
    if person is None:
        return {}
    needs = needs_of(person, charter)
    ours = [one for one in case.contacts if one.ours and not in_their_words(one.language, needs)]
    if len(ours) <= sum(line.what is Happened.TRANSLATED for line in case.happenings):
        return {}
    task = sa.and_(Task.notice_id == Notice.id, Task.what == TaskKind.TRANSLATE, Task.done_at.is_(None))
    rows = (
        sa.select(Notice, Task.due_on)
        .outerjoin(Task, task)
        .where(Notice.case_id == case.id, Notice.held_for == Held.TRANSLATION, Notice.parked_at.is_(None))
        .where(Notice.representative_id == (reader.id if reader else None))
    )
    by_words = {words_of(notice): day for notice, day in session.execute(rows)}
    return {one.id: by_words[one.words] for one in ours if one.words in by_words}


def translated(
    session: Session, task: Task, *, words: str, seen: str, by: Staff, at: datetime, charter: Charter
) -> None:
    """The words of a message are there in the language that its reader reads: it leaves, or its form is made next.

    Where the reader reads one of two languages, both stand there. `seen` is what it was to be put into when somebody
    began. Pressed twice, it is done once. Raises `StepRefused` where something else is wanted now.
    """
    notice = _to_do(task, seen, Misfit.LANGUAGE, at=at, charter=charter)
    if notice is None:
        return
    into, before = wanted_in(notice), words_of(notice)
    contact = Contact(at=at, channel=Channel.WEB, ours=True, by_name=_who_wrote(task, before))
    contact.words, contact.language = words.strip(), into if AND not in into else ""
    contact.by_name = contact.by_name or signing.signed(task.case, by.name, charter, clocks.today_of(charter, at))
    contact.once_key = f"{notice.once_key}/{into}"
    task.case.contacts.append(contact)
    timeline.write(session, task.case, Happened.TRANSLATED, at=at, by=by, language=into)
    for one in _of_the_same_words(session, task, before):
        assert one.notice is not None
        said = f"{words.strip()}\n\n{before}" if into != one.notice.language else words.strip()
        _put_into(one.notice, said)
        _done(one, how="", by=by, at=at)
        notices.open_tasks_of(session, one.notice, at=at, charter=charter)


def _of_the_same_words(session: Session, task: Task, words: str) -> list[Task]:
    """This task, and that of whoever else waits for the same words in the same language: nobody translates twice."""
    rows = sa.select(Task).where(
        Task.case_id == task.case_id,
        Task.what == TaskKind.TRANSLATE,
        Task.detail == task.detail,
        Task.done_at.is_(None),
    )
    return [one for one in session.scalars(rows) if one.notice is not None and words_of(one.notice) == words]


def _put_into(notice: Notice, said: str) -> None:
    """The words as they are needed; what is left to do is their form."""
    notice.facts = {**notice.facts, _named(notice): said}
    notice.words_in, notice.made = notice.language, ""
    notice.held_for = Held.FORMAT if notice.format in MADE_BY_HAND else None


def _who_wrote(task: Task, words: str) -> str:
    """Whose words were translated: whoever put them into the conversation."""
    said = reversed(task.case.contacts)
    return next((one.by_name for one in said if one.ours and one.words == words), "")


def made(session: Session, task: Task, *, how: str, seen: str, by: Staff, at: datetime, charter: Charter) -> None:
    """Its form is made and has gone to the person; `how` says in which way. Pressed twice, it is done once.

    Raises `StepRefused` where something else is wanted now.
    """
    notice = _to_do(task, seen, Misfit.FORMAT, at=at, charter=charter)
    if notice is None:
        return
    notice.sent_at, notice.held_for, notice.locked_until = at, None, None
    _done(task, how=how, by=by, at=at)
    timeline.write(session, task.case, Happened.FORMAT_MADE, at=at, by=by, format=notice.format, how=how)


def booked(session: Session, task: Task, *, whom: str, when: str, by: Staff, at: datetime) -> None:
    """An interpreter will be there: who, and when. Pressed twice, it is done once."""
    if task.done_at is not None:
        return
    _done(task, how=f"{whom}: {when}", by=by, at=at)
    timeline.write(
        session, task.case, Happened.INTERPRETER_BOOKED, at=at, by=by, language=task.detail, whom=whom, when=when
    )


def told(
    session: Session, task: Task, *, how: str, by: Staff, at: datetime, charter: Charter, reached: bool = True
) -> None:
    """Somebody rang, wrote or went there; `reached` False where nobody can be reached. Pressed twice, it is done once.

    Raises `StepRefused` where the message does not fit any more.
    """
    if task.done_at is None and reached:
        _require_fitting(task, at=at, charter=charter)
    tasks.done(session, task, how=how, by=by, at=at, reached=reached)


def unfit_now(task: Task, *, at: datetime, charter: Charter) -> tuple[Misfit, ...]:
    """In what the message of an open task contradicts what is recorded now; empty where it may be told.

    Where an e-mail has failed, another way than the person's own is what the task is for.
    """
    if task.notice is None or task.done_at is not None:
        return ()
    found = misfits_of(task.notice, day=clocks.today_of(charter, at), charter=charter)
    return tuple(one for one in found if one in _NOBODY) if task.failed else found


def again(session: Session, task: Task, *, at: datetime, charter: Charter) -> None:
    """Bring the message of this task up to date: made anew as it is needed now, or stopped. What fits stays."""
    if task.notice is None or task.done_at is not None:
        return
    if task.failed and unfit_now(task, at=at, charter=charter):
        session.delete(task)
    elif not task.failed:
        sending.may_leave(session, task.notice, at=at, charter=charter)


def _to_do(task: Task, seen: str, other: Misfit, *, at: datetime, charter: Charter) -> Notice | None:
    """The notice of a task that is still to be done; None where it is done.

    Raises `StepRefused` where it does not fit any more, or `seen` is not what is wanted now: then `other` is wrong.
    """
    if task.done_at is not None or task.notice is None:
        return None
    _require_fitting(task, at=at, charter=charter)
    if seen != task.detail:
        raise StepRefused(Step.WRITE, Why.DOES_NOT_FIT, misfits=[other.value])
    return task.notice


def _require_fitting(task: Task, *, at: datetime, charter: Charter) -> None:
    found = unfit_now(task, at=at, charter=charter)
    if found:
        raise StepRefused(Step.WRITE, Why.DOES_NOT_FIT, misfits=[one.value for one in found])


def _done(task: Task, *, how: str, by: Staff, at: datetime) -> None:
    task.done_at, task.done_by_id, task.how = at, by.id, how
