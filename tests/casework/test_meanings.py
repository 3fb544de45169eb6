"""Ask us to explain: a question about what we wrote, with a promise of its own, answered in the same thread."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import lateness, meanings, replies
from shared.casework.steps import steps_for, to_explain
from shared.charter.organisation import Charter
from shared.charter.workflow import Stage, Step, StepRefused, Why
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.notices import Notice, Task, TaskKind
from tests.builders import TUESDAY, a_case
from tests.casework.test_routing import in_hand
from tests.people import Cast


@pytest.fixture
def case(session: Session, charter: Charter, cast: Cast) -> Case:
    """One on which we have written something."""
    case = in_hand(session, charter, cast)
    replies.write(session, case, words="Your case is subject to triage.", by=cast.worker, at=TUESDAY, charter=charter)
    session.flush()
    return case


def tasks(session: Session) -> list[Task]:
    """What is still to be explained."""
    session.flush()
    return list(session.scalars(sa.select(Task).where(Task.what == TaskKind.EXPLAIN, Task.done_at.is_(None))))


@pytest.mark.clause("CH-7")
def test_a_question_stands_in_the_thread_with_its_message_its_promise_and_a_task(
    session: Session, charter: Charter, case: Case
) -> None:
    ours = case.contacts[-1]
    meaning = meanings.ask(session, case, ours, words="What is triage?", at=TUESDAY, charter=charter)
    assert (meaning.message, meaning.question) == (ours, case.contacts[-1])
    assert (case.contacts[-1].ours, case.contacts[-1].by_name) == (False, "Morag MacLeod")
    assert meaning.explain_by == date(2027, 3, 5), "three working days"
    assert [task.due_on for task in tasks(session)] == [date(2027, 3, 5)]
    assert case.happenings[-1].what is Happened.EXPLANATION_ASKED
    assert "triage" in case.norm.split()


@pytest.mark.clause("CH-7")
def test_staff_explain_everything_asked_so_far_in_the_same_thread(
    session: Session, charter: Charter, cast: Cast, case: Case
) -> None:
    for message in (case.contacts[-1], None):
        meanings.ask(session, case, message, words="", at=TUESDAY, charter=charter)
    assert len(tasks(session)) == 1, "one task is enough"
    meanings.explain(session, case, words="Triage means sorting.", by=cast.worker, at=TUESDAY, charter=charter)
    assert not to_explain(case) and not tasks(session)
    assert {one.answer for one in case.meanings} == {case.contacts[-1]}
    assert case.contacts[-1].ours
    notice = session.scalars(sa.select(Notice).order_by(Notice.id.desc())).first()
    assert notice is not None
    assert (notice.template, notice.facts["words"]) == ("explanation", "Triage means sorting.")


@pytest.mark.clause("CH-7")
def test_asking_about_a_closed_case_does_not_open_it_and_it_is_explained_all_the_same(
    session: Session, charter: Charter, cast: Cast, case: Case
) -> None:
    replies.reply(session, case, words="It is mended.", by=cast.worker, at=TUESDAY, charter=charter)
    meanings.ask(session, case, None, words="What did you mend?", at=TUESDAY, charter=charter)
    assert (case.stage, len(tasks(session))) == (Stage.CLOSED, 1)
    meanings.explain(session, case, words="The lamp.", by=cast.worker, at=TUESDAY, charter=charter)
    assert case.stage is Stage.CLOSED


@pytest.mark.clause("CH-7")
def test_asking_what_our_question_means_is_no_answer_to_it(
    session: Session, charter: Charter, cast: Cast, case: Case
) -> None:
    replies.ask(session, case, words="Which column?", by=cast.worker, at=TUESDAY, charter=charter)
    meanings.ask(session, case, case.contacts[-1], words="What is a column?", at=TUESDAY, charter=charter)
    assert case.stage is Stage.WAITING


def test_nothing_is_explained_that_nobody_asked_about(
    session: Session, charter: Charter, cast: Cast, case: Case
) -> None:
    assert steps_for(case, cast.worker, charter)[Step.CLEAR_UP] is Why.NOTHING_TO_EXPLAIN
    with pytest.raises(StepRefused):
        meanings.explain(session, case, words="Well.", by=cast.worker, at=TUESDAY, charter=charter)


def test_only_a_message_of_ours_on_this_very_case_can_be_asked_about(
    session: Session, charter: Charter, case: Case
) -> None:
    theirs, ours = case.contacts[0], case.contacts[-1]
    other = a_case(session, charter)
    assert meanings.message_of(case, ours.id) is ours
    assert meanings.message_of(case, theirs.id) is None
    assert meanings.message_of(other, ours.id) is None


@pytest.mark.clause("CH-7", "CH-1")
def test_a_missed_explanation_is_told_once(session: Session, charter: Charter, case: Case) -> None:
    meanings.ask(session, case, None, words="", at=TUESDAY, charter=charter)
    on_its_day, after = (datetime(2027, 3, day, 9, tzinfo=UTC) for day in (5, 6))
    assert lateness.tell_late_help(session, at=on_its_day, charter=charter) == 0
    assert [lateness.tell_late_help(session, at=after, charter=charter) for _ in range(2)] == [1, 0]
    notice = session.scalars(sa.select(Notice).where(Notice.template == "late_help")).one()
    assert (notice.facts["support"], notice.facts["day"]) == ("explanation", "2027-03-05")
