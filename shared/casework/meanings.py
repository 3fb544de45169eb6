"""Ask us to explain: a question about what we wrote, answered in the same thread by a day (clause CH-7)."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import clocks, notices, tasks, timeline
from shared.casework.folding import searchable
from shared.casework.reaching import FITTING, Telling, check_telling
from shared.casework.replies import say
from shared.casework.steps import require, require_words, to_explain
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Support
from shared.charter.workflow import Step
from shared.models.cases import Case, Contact
from shared.models.happened import Happened
from shared.models.meanings import Meaning
from shared.models.notices import Task, TaskKind
from shared.models.staff import Staff


def ask(
    session: Session,
    case: Case,
    message: Contact | None,
    *,
    words: str,
    at: datetime,
    charter: Charter,
    by_name: str | None = None,
    once: str | None = None,
) -> Meaning:
    """Somebody did not understand this message of ours, or, where it is None, their page; `words` may be empty.

    A closed case stays closed and waiting goes on: nothing new was told. `by_name` is whoever asks for the customer.
    """
    today = clocks.today_of(charter, at)
    name = by_name if by_name is not None else case.customer.name if case.customer else ""
    question = Contact(at=at, channel=Channel.WEB, ours=False, by_name=name, words=words)
    case.contacts.append(question)
    if words:
        case.norm = f"{case.norm} {searchable(words)}"
    by = charter.supported_by(Support.EXPLANATION, today)
    meaning = Meaning(message=message, question=question, asked_on=today, explain_by=by)
    case.meanings.append(meaning)
    timeline.write(session, case, Happened.EXPLANATION_ASKED, at=at, once=once, day=by.isoformat(), name=by_name or "")
    session.flush()
    if not _has_task(session, case):
        notices.task_on(session, case, TaskKind.EXPLAIN, by, at=at, charter=charter, about_id=meaning.id)
    return meaning


def _has_task(session: Session, case: Case) -> bool:
    """One task holds for everything that is to be explained on a case: it is done in one go, by the first day."""
    open_one = sa.select(Task.id).where(Task.case_id == case.id, Task.what == TaskKind.EXPLAIN, Task.done_at.is_(None))
    return session.scalars(open_one.limit(1)).first() is not None


def explain(
    session: Session,
    case: Case,
    *,
    words: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
    telling: Telling = FITTING,
) -> None:
    """Explain everything that was asked so far, in the same thread. Raises `StepRefused`."""
    require(Step.CLEAR_UP, case, by=by, charter=charter)
    require_words(Step.CLEAR_UP, words)
    check_telling(session, case, Step.CLEAR_UP, telling, by=by, at=at, charter=charter)
    say(case, words, by=by, at=at, charter=charter, telling=telling)
    answer = case.contacts[-1]
    for meaning in to_explain(case):
        meaning.explained_at, meaning.answer = at, answer
    timeline.write(session, case, Happened.MEANING_EXPLAINED, at=at, by=by, once=once)
    tasks.settled(session, case, TaskKind.EXPLAIN, by=by, at=at)
    notices.owe(session, case, "explanation", at=at, charter=charter, telling=telling, words=words)


def message_of(case: Case, number: int) -> Contact | None:
    """The message of ours with that number, if it stands on this case."""
    return next((one for one in case.contacts if one.id == number and one.ours), None)
