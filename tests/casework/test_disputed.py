"""The customer says that what we think their complaint is about is not right: somebody answers them."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import agreeing, closing, decisions, stages
from shared.casework.decisions import Missing
from shared.charter.organisation import Charter
from shared.charter.workflow import Outcome
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.notices import Task, TaskKind
from tests.casework.complaining import acting, defined, in_hand, on, told
from tests.people import Cast


def open_tasks(session: Session, case: Case) -> list[Task]:
    """What has to be done about a no."""
    session.flush()
    rows = sa.select(Task).where(Task.case_id == case.id, Task.what == TaskKind.POINTS, Task.done_at.is_(None))
    return list(session.scalars(rows))


@pytest.fixture
def refused(session: Session, charter: Charter, cast: Cast) -> Case:
    """A complaint whose customer has said no, twice, to what we think it is about."""
    case = defined(session, in_hand(session, charter, cast), cast.worker, charter)
    agreeing.send_points(session, case, **acting(cast.worker, charter))
    for words in ("The sign is at Mill Street.", "At Mill Street!"):
        agreeing.disagree(session, case, words=words, at=on(3), charter=charter)
    return case


@pytest.mark.clause("FP-14")
def test_a_no_is_one_task_for_the_team_and_the_decision_waits_for_it(
    session: Session, charter: Charter, cast: Cast, refused: Case
) -> None:
    (task,) = open_tasks(session, refused)
    assert (task.team, task.due_on) == (cast.team, on(4).date())
    assert Missing.DISPUTED in decisions.missing(refused, charter)


Answer = Callable[[Session, Case, dict[str, Any]], object]
ANSWERS: dict[str, Answer] = {
    "asked anew": lambda s, c, how: agreeing.send_points(s, c, **how),
    "agreed by phone": lambda s, c, how: agreeing.agree(s, c, how="By phone.", **how),
    "left, and told why": lambda s, c, how: agreeing.let_stand(s, c, words="It is about both signs.", **how),
    "the next stage": lambda s, c, how: stages.raise_stage(s, c, words="", **how),
}


@pytest.mark.clause("FP-14")
@pytest.mark.parametrize("way", ANSWERS)
def test_whoever_said_no_is_answered_and_then_nothing_is_left_to_do(
    session: Session, charter: Charter, cast: Cast, refused: Case, way: str
) -> None:
    ANSWERS[way](session, refused, acting(cast.worker, charter, 4))
    assert open_tasks(session, refused) == []
    assert Missing.DISPUTED not in decisions.missing(refused, charter)


def test_nobody_has_to_answer_a_no_on_a_closed_case(
    session: Session, charter: Charter, cast: Cast, refused: Case
) -> None:
    how = acting(cast.worker, charter, 4)
    closing.close(session, refused, outcome=Outcome.NOTHING_TO_ANSWER, reason="It is seen to.", **how)
    assert open_tasks(session, refused) == []


def test_changing_the_points_is_no_answer_until_they_are_sent(
    session: Session, charter: Charter, cast: Cast, refused: Case
) -> None:
    how = acting(cast.worker, charter, 4)
    decisions.define(session, refused, definition="The sign.", sought="", points=["At Mill Street."], **how)
    assert Missing.DISPUTED in decisions.missing(refused, charter)
    assert len(open_tasks(session, refused)) == 1


@pytest.mark.clause("FP-14")
def test_why_it_stays_as_it_is_is_written_to_the_customer_once(
    session: Session, charter: Charter, cast: Cast, refused: Case
) -> None:
    for _ in range(2):
        agreeing.let_stand(session, refused, words="It is about both signs.", **acting(cast.worker, charter, 4))
    assert refused.contacts[-1].words == "It is about both signs."
    assert [line.what for line in refused.happenings].count(Happened.POINTS_STAND) == 1
    assert told(session, refused).count("wrote") == 1
