"""A decision leaves: read by somebody else where the stage asks for it, as a letter that was built."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import approvals, closing, conflicts, deciding, decisions, procedures, replies, stages
from shared.casework.rehearsal import notice_of
from shared.charter.access import Role
from shared.charter.organisation import Charter
from shared.charter.procedure import Finding
from shared.charter.vocabulary import Act, Kind, Seal
from shared.charter.workflow import Outcome, Stage, StepRefused, Why
from shared.models.cases import Case
from shared.models.database import writing
from shared.models.decisions import RemedyState
from shared.models.happened import Happened
from shared.models.links import Apart
from shared.models.notices import Notice, Task, TaskKind
from tests.builders import TUESDAY, a_case, a_decided_complaint, a_member_of_staff, a_written_decision, decide, held
from tests.casework.test_decisions import decision_of
from tests.people import Cast, a_cast


def written(session: Session, charter: Charter, cast: Cast, *, stage: int = 1) -> Case:
    """A complaint whose decision the worker has written."""
    case = a_case(session, charter, Kind.COMPLAINT)
    case.stage_number = stage
    return a_written_decision(session, case, by=cast.worker, charter=charter)


def open_tasks(session: Session, case: Case) -> int:
    """How often somebody is asked to read it now."""
    session.flush()
    rows = sa.select(Task).where(Task.case_id == case.id, Task.what == TaskKind.APPROVE, Task.done_at.is_(None))
    return len(session.scalars(rows).all())


@pytest.mark.clause("CC-6", "RP-6")
def test_the_letter_that_leaves_is_the_one_that_was_built(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_decided_complaint(session, charter, by=cast.worker)
    notice = session.scalars(sa.select(Notice).where(Notice.template == "decided")).one()
    assert notice.facts["words"] == case.contacts[-1].words
    assert notice.facts["letter"]["next_stage"] == "Investigation"
    line = case.happenings[-1]
    assert (line.what, line.public, line.facts) == (Happened.DECIDED, True, {"outcome": "upheld", "stage": 1})


@pytest.mark.clause("FP-4")
def test_deciding_keeps_the_promise_of_the_answer_and_of_the_acknowledgement(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_decided_complaint(session, charter, by=cast.worker)
    assert {clock.act for clock in case.clocks} == {Act.ACKNOWLEDGE, Act.REPLY}
    assert all(clock.kept_on == TUESDAY.date() for clock in case.clocks)


def test_a_complaint_is_not_answered_in_any_other_way(session: Session, charter: Charter, cast: Cast) -> None:
    case = held(session, a_case(session, charter, Kind.COMPLAINT), by=cast.worker, charter=charter)
    with pytest.raises(StepRefused) as refused:
        replies.reply(session, case, words="We are sorry.", by=cast.worker, at=TUESDAY, charter=charter)
    assert refused.value.why is Why.NEEDS_DECISION


@pytest.mark.clause("CC-6")
def test_while_a_part_is_missing_it_neither_leaves_nor_is_read(session: Session, charter: Charter, cast: Cast) -> None:
    case = written(session, charter, cast, stage=2)
    decision_of(case).reasons = ""
    how: dict[str, Any] = {"by": cast.worker, "at": TUESDAY, "charter": charter}
    for act in (deciding.issue, deciding.ask_approval, deciding.as_issued):
        with pytest.raises(StepRefused) as refused:
            act(session, case, **how)
        assert refused.value.why is Why.PARTS_MISSING
        assert "reasons" in refused.value.facts["parts"]  # type: ignore[operator]


@pytest.mark.clause("RP-6")
def test_somebody_else_reads_it_and_then_it_leaves(session: Session, charter: Charter, cast: Cast) -> None:
    case = written(session, charter, cast, stage=2)
    how: dict[str, Any] = {"at": TUESDAY, "charter": charter}
    with pytest.raises(StepRefused) as refused:
        deciding.issue(session, case, by=cast.worker, **how)
    assert refused.value.why is Why.NEEDS_APPROVAL
    deciding.ask_approval(session, case, by=cast.worker, **how)
    deciding.ask_approval(session, case, by=cast.worker, **how)
    assert open_tasks(session, case) == 1, "asked twice, it is one task"
    deciding.approve(session, case, by=cast.leader, **how)
    assert open_tasks(session, case) == 0
    deciding.issue(session, case, by=cast.worker, **how)
    assert (case.stage, decision_of(case).approved_by) == (Stage.CLOSED, cast.leader)


@pytest.mark.parametrize("end", ["close", "withdraw", "raise"])
def test_nobody_is_asked_to_read_what_will_never_leave(
    session: Session, charter: Charter, cast: Cast, end: str
) -> None:
    case = written(session, charter, cast)
    how: dict[str, Any] = {"at": TUESDAY, "charter": charter}
    deciding.ask_approval(session, case, by=cast.worker, **how)
    assert open_tasks(session, case) == 1
    match end:
        case "close":
            closing.close(session, case, outcome=Outcome.NOT_OURS, reason="Theirs.", by=cast.worker, **how)
        case "withdraw":
            closing.withdraw(session, case, **how)
        case _:
            stages.raise_stage(session, case, words="It is serious.", by=cast.worker, **how)
    assert open_tasks(session, case) == 0


def test_what_has_to_change_is_said(session: Session, charter: Charter, cast: Cast) -> None:
    case = written(session, charter, cast, stage=2)
    how: dict[str, Any] = {"at": TUESDAY, "charter": charter}
    deciding.ask_approval(session, case, by=cast.worker, **how)
    with pytest.raises(StepRefused):
        deciding.send_back(session, case, reason=" ", by=cast.leader, **how)
    deciding.send_back(session, case, reason="Say sorry.", by=cast.leader, **how)
    decision = decision_of(case)
    assert (decision.returned, decision.approval_asked_at) == ("Say sorry.", None)
    with pytest.raises(StepRefused) as refused:
        deciding.approve(session, case, by=cast.leader, **how)
    assert refused.value.why is Why.APPROVAL_NOT_ASKED


@pytest.mark.clause("RP-6", "FP-16")
def test_who_may_read_it_is_a_manager_who_sees_it_and_did_not_write_it(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = written(session, charter, cast, stage=2)
    elsewhere = a_member_of_staff(session, Role.TEAM_LEADER, cast.stranger.team, name="Lena Elsewhere")
    gone = a_member_of_staff(session, Role.TEAM_LEADER, cast.team, name="Gordon Gone")
    gone.disabled_at = TUESDAY
    session.flush()

    def readers(but: Any = cast.worker) -> set[str]:
        return {one.name for one in approvals.able_to_read(session, case, charter, but=but)}

    everybody = readers()
    assert {"Leila Leader", "Hamish Head", "Rita Relations"} <= everybody
    assert not everybody & {elsewhere.name, gone.name, "Wilma Worker", "Colin Colleague", "Tavish Triage"}
    assert "Leila Leader" not in readers(but=cast.leader)
    case.seal = Seal.HATE
    assert "Leila Leader" not in readers() and "Rita Relations" in readers()


def test_who_is_kept_off_the_case_does_not_read_its_decision(session: Session, charter: Charter, cast: Cast) -> None:
    case = written(session, charter, cast, stage=2)
    how: dict[str, Any] = {"by": cast.relations, "at": TUESDAY, "charter": charter}
    conflicts.keep_apart(session, case, staff=cast.leader, what=Apart.CONFLICT, reason="A cousin.", **how)
    session.flush()
    found = approvals.able_to_read(session, case, charter, but=cast.worker)
    assert cast.leader not in found and cast.head in found


@pytest.mark.clause("RP-6")
def test_whoever_decided_the_first_stage_has_no_part_in_the_second(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_decided_complaint(session, charter, by=cast.leader)
    how: dict[str, Any] = {"at": TUESDAY, "charter": charter}
    stages.ask_next_stage(session, case, words="", **how)
    a_written_decision(session, case, by=cast.worker, charter=charter)
    assert cast.leader not in approvals.able_to_read(session, case, charter, but=cast.worker)
    with pytest.raises(StepRefused) as refused:
        deciding.issue(session, case, by=cast.leader, **how)
    assert refused.value.why is Why.DECIDED_EARLIER_STAGE


def test_what_is_shown_before_it_leaves_is_what_leaves_and_nothing_is_kept(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = written(session, charter, cast)
    how: dict[str, Any] = {"by": cast.worker, "at": TUESDAY, "charter": charter}
    session.commit()
    shown = notice_of(session, case, lambda: deciding.as_issued(session, case, **how))
    assert shown is not None and case.stage is Stage.IN_HAND
    assert decision_of(case).remedies[0].state is RemedyState.OFFERED
    deciding.issue(session, case, **how)
    session.flush()
    sent = session.scalars(sa.select(Notice).where(Notice.template == "decided")).one()
    assert sent.facts == shown.facts


@pytest.mark.clause("RP-6")
def test_opened_again_it_is_decided_anew(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_decided_complaint(session, charter, by=cast.worker)
    how: dict[str, Any] = {"by": cast.worker, "at": TUESDAY, "charter": charter}
    closing.reopen(session, case, reason="They sent a photo.", **how)
    standing = decisions.as_found(procedures.decision_of(case))
    decisions.find(session, case, **{**standing, "outcome": Finding.PARTLY_UPHELD}, **how)
    deciding.issue(session, case, **how)
    assert (case.stage, decision_of(case).outcome) == (Stage.CLOSED, Finding.PARTLY_UPHELD)


def test_both_stages_can_be_read_afterwards(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_decided_complaint(session, charter, by=cast.colleague, outcome=Finding.NOT_UPHELD)
    stages.ask_next_stage(session, case, words="", at=TUESDAY, charter=charter)
    decide(session, case, by=cast.worker, charter=charter, outcome=Finding.UPHELD)
    outcomes = [procedures.decision_of(case, number) for number in (1, 2)]
    assert [one.outcome for one in outcomes if one] == [Finding.NOT_UPHELD, Finding.UPHELD]


def test_it_is_asked_for_read_and_issued_in_both_databases(databases: sa.Engine, charter: Charter) -> None:
    with writing(databases) as session, session.begin():
        cast = a_cast(session, charter)
        case = written(session, charter, cast, stage=2)
        deciding.ask_approval(session, case, by=cast.worker, at=TUESDAY, charter=charter)
        assert cast.leader in approvals.able_to_read(session, case, charter, but=cast.worker)
        deciding.approve(session, case, by=cast.leader, at=TUESDAY, charter=charter)
        deciding.issue(session, case, by=cast.worker, at=TUESDAY, charter=charter)
        assert open_tasks(session, case) == 0
