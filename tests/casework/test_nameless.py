"""A complaint by nobody we know: a manager decides what to do, and everybody who may read it can read why."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import changing, clocks, closing, nameless, procedures, routing
from shared.casework.tasks import open_tasks
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Act, Kind
from shared.charter.workflow import Outcome, Stage, StepRefused, Why
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.notices import Notice, Task, TaskKind
from tests.builders import a_case, a_case_spoken_for
from tests.casework.complaining import NOBODY, acting, with_the_team
from tests.people import Cast


def without_a_name(session: Session, charter: Charter, cast: Cast) -> Case:
    """A complaint of nobody we know, offered to the worker's team."""
    return with_the_team(session, charter, cast, person=NOBODY)


def tasks_on(session: Session, case: Case) -> list[Task]:
    """The tasks of deciding about it, done or not."""
    rows = sa.select(Task).where(Task.case_id == case.id, Task.what == TaskKind.DECIDE_NAMELESS)
    return list(session.scalars(rows.order_by(Task.id)))


@pytest.mark.clause("FP-5")
def test_a_manager_looks_into_it_and_says_by_when(session: Session, charter: Charter, cast: Cast) -> None:
    case = without_a_name(session, charter, cast)
    day = date(2027, 3, 31)
    nameless.take_up(session, case, day=day, reason="It may be true.", **acting(cast.leader, charter, 4))
    assert clocks.open_clock(case, Act.DECIDE) is None
    answer = clocks.open_clock(case, Act.REPLY)
    assert answer is not None
    assert (answer.due_on, answer.given) == (day, True)
    decision = procedures.decision_of(case)
    assert decision is not None
    assert decision.taken_up is True
    line = case.happenings[-1]
    assert (line.what, line.public, line.by_name) == (Happened.TAKEN_UP, True, cast.leader.name)
    assert session.scalar(sa.select(Notice.id).where(Notice.case_id == case.id)) is None, "nobody can be written to"


@pytest.mark.clause("FP-5")
def test_a_manager_may_decide_to_do_nothing_and_the_reason_is_kept(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = without_a_name(session, charter, cast)
    nameless.take_up(session, case, day=None, reason="It names no place.", **acting(cast.leader, charter, 4))
    assert (case.stage, case.outcome) == (Stage.CLOSED, Outcome.NOT_TAKEN_UP)
    assert case.happenings[-1].facts["reason"] == "It names no place."
    session.flush()
    with pytest.raises(StepRefused) as refused:
        nameless.take_up(session, case, day=None, reason="Again.", **acting(cast.leader, charter, 5))
    assert refused.value.why is Why.CLOSED_ALREADY


@pytest.mark.clause("FP-5")
@pytest.mark.parametrize(
    ("who", "why", "reason"),
    [
        ("worker", Why.NOT_YOUR_ROLE, "a manager decides"),
        ("triage", Why.NOT_YOUR_ROLE, "triage routes it to a manager"),
        ("leader", None, "the manager of the service"),
        ("head", None, "the head of the area"),
        ("relations", None, "Customer Relations stand in for every team"),
    ],
)
def test_only_a_manager_decides(
    session: Session, charter: Charter, cast: Cast, who: str, why: Why | None, reason: str
) -> None:
    case = without_a_name(session, charter, cast)
    how = acting(getattr(cast, who), charter, 3)
    if why is None:
        nameless.take_up(session, case, day=None, reason="No place.", **how)
        assert case.outcome is Outcome.NOT_TAKEN_UP, reason
        return
    with pytest.raises(StepRefused) as refused:
        nameless.take_up(session, case, day=None, reason="No place.", **how)
    assert refused.value.why is why, reason


@pytest.mark.parametrize(
    ("day", "reason", "why"),
    [
        (date(2027, 3, 4), "It may be true.", Why.DATE_NOT_LATER),
        (date(2027, 3, 6), "It may be true.", Why.DATE_NOT_WORKING_DAY),
        (None, " ", Why.REASON_MISSING),
    ],
)
def test_a_decision_has_a_reason_and_a_day_that_we_work(
    session: Session, charter: Charter, cast: Cast, day: date | None, reason: str, why: Why
) -> None:
    case = without_a_name(session, charter, cast)
    with pytest.raises(StepRefused) as refused:
        nameless.take_up(session, case, day=day, reason=reason, **acting(cast.leader, charter, 4))
    assert refused.value.why is why


def test_a_complaint_with_a_name_is_not_for_a_manager_to_turn_down(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = with_the_team(session, charter, cast)
    with pytest.raises(StepRefused) as refused:
        nameless.take_up(session, case, day=None, reason="No.", **acting(cast.leader, charter))
    assert refused.value.why is Why.HAS_A_NAME


@pytest.mark.clause("FP-5")
def test_the_decision_waits_in_the_task_list_of_the_team_until_it_is_made(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = without_a_name(session, charter, cast)
    owed = clocks.open_clock(case, Act.DECIDE)
    assert owed is not None
    (task,) = open_tasks(session, cast.leader, charter).tasks
    assert (task.what, task.due_on, task.team) == (TaskKind.DECIDE_NAMELESS, owed.due_on, cast.team)
    nameless.take_up(session, case, day=date(2027, 3, 31), reason="True.", **acting(cast.leader, charter, 4))
    session.flush()
    assert open_tasks(session, cast.leader, charter).tasks == []
    assert [(one.done_by_id, one.done_at is None) for one in tasks_on(session, case)] == [(cast.leader.id, False)]


@pytest.mark.clause("FP-5")
@pytest.mark.parametrize("how", ["closed", "withdrawn", "no complaint"])
def test_the_task_goes_when_the_decision_is_owed_no_longer(
    session: Session, charter: Charter, cast: Cast, how: str
) -> None:
    case = without_a_name(session, charter, cast)
    acts = acting(cast.relations, charter, 4)
    if how == "closed":
        closing.close(session, case, outcome=Outcome.NOT_OURS, reason="The Trust's.", **acts)
    elif how == "withdrawn":
        closing.withdraw(session, case, at=acts["at"], charter=charter)
    else:
        changing.change_kind(session, case, kind=Kind.COMMENT, reason="An idea.", **acts)
    session.flush()
    assert [one for one in tasks_on(session, case) if one.done_at is None] == []
    assert clocks.open_clock(case, Act.DECIDE) is None


@pytest.mark.clause("FP-5")
def test_what_is_opened_again_waits_for_a_manager_again(session: Session, charter: Charter, cast: Cast) -> None:
    case = without_a_name(session, charter, cast)
    nameless.take_up(session, case, day=None, reason="No place.", **acting(cast.leader, charter, 4))
    session.flush()
    closing.reopen(session, case, reason="There is a photograph.", **acting(cast.leader, charter, 5))
    session.flush()
    assert [one.done_at is None for one in tasks_on(session, case)] == [False, True]


def test_a_complaint_with_a_name_opens_no_such_task(session: Session, charter: Charter, cast: Cast) -> None:
    for case in (a_case(session, charter, Kind.COMPLAINT), a_case_spoken_for(session, charter)):
        assert tasks_on(session, case) == []
        assert case.procedure == "complaint"


def test_the_task_follows_the_case_when_it_is_sent_back(session: Session, charter: Charter, cast: Cast) -> None:
    case = without_a_name(session, charter, cast)
    routing.send_back(session, case, reason="Not ours.", **acting(cast.worker, charter, 3))
    assert [one.team for one in tasks_on(session, case)] == [charter.organisation.triage_team]
