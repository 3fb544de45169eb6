"""Somebody who did not write a decision reads it before it leaves, where the stage asks for it."""

import pytest

from shared.charter.workflow import Stage
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.notices import Task, TaskKind
from tests.backoffice.deciding import Writer, written
from tests.backoffice.desk import Office


def waiting(office: Office) -> Writer:
    """A decision that somebody else is asked to read."""
    writer = Writer(office, office.cast.worker, written(office, office.cast.worker, stage=2))
    assert writer.saves(ask="yes").status_code == 303
    return writer


def task_of(office: Office, case: Case) -> Task | None:
    """What the team has to read, while nobody has."""
    with office.records() as session:
        found = session.query(Task).filter_by(case_id=case.id, what=TaskKind.APPROVE, done_at=None).one_or_none()
        session.expunge_all()
        return found


@pytest.mark.clause("RP-6")
def test_where_the_stage_asks_for_it_somebody_else_reads_the_decision_first(office: Office) -> None:
    writer = Writer(office, office.cast.worker, written(office, office.cast.worker, stage=2))
    page = writer.opens()
    assert "Leila Leader" in page.text and "<bdi>Wilma Worker</bdi></li>" not in page.text
    assert "Issue the decision" not in page.text
    refused = writer.saves()
    assert refused.status_code == 409 and "Somebody else has to read this decision before it leaves." in refused.text
    assert "Dear Morag MacLeod" in writer.saves(preview="yes").text
    assert writer.saves(ask="yes").location.endswith("/decision")
    assert task_of(office, writer.case) is not None
    leader = Writer(office, office.cast.leader, writer.case)
    letter = leader.opens(step="approve")
    assert "We uphold your complaint." in letter.text and "Wilma Worker wrote this decision" in letter.text
    assert "Dear Morag MacLeod" in leader.saves(step="approve", preview="yes").text
    assert leader.saves(step="approve").status_code == 303
    assert task_of(office, writer.case) is None
    assert "Leila Leader has read it." in writer.opens().text
    assert writer.saves().status_code == 303
    assert office.now(writer.case.reference).stage is Stage.CLOSED


@pytest.mark.clause("RP-6")
def test_nobody_approves_what_they_asked_to_have_read(office: Office) -> None:
    leader = Writer(office, office.cast.leader, written(office, office.cast.leader, stage=2))
    leader.saves(ask="yes")
    for answer in (leader.opens(step="approve"), leader.saves(step="approve")):
        assert answer.status_code == 409
        assert (
            "You wrote a part of this decision, or asked for it to be read. Somebody else has to read it."
            in answer.text
        )


@pytest.mark.clause("RP-6")
def test_whoever_wrote_a_part_of_it_does_not_read_it_for_the_others(office: Office) -> None:
    case = written(office, office.cast.worker, stage=2)
    leader = Writer(office, office.cast.leader, case)
    changed = {"points-0-finding": "upheld", "points-0-reasons": "Our own records show it.", "outcome": "upheld"}
    assert leader.saves(step="decision/found", reasons="We looked at our records.", **changed).status_code == 303
    worker = Writer(office, office.cast.worker, case)
    assert "Leila Leader" not in worker.opens().text, "she is no reader of her own words"
    assert worker.saves(ask="yes").status_code == 303
    refused = leader.saves(step="approve")
    assert refused.status_code == 409 and "You wrote a part of this decision" in refused.text
    assert Writer(office, office.cast.head, case).saves(step="approve").status_code == 303


def test_whoever_is_asked_to_read_it_is_led_there_and_nobody_reads_their_own(office: Office) -> None:
    writer = waiting(office)
    page = Writer(office, office.cast.head, writer.case).opens().text
    assert f'href="/office/cases/{writer.case.reference}/approve"' in page
    assert "Read the decision before it leaves" in page and "Ask somebody to read it" not in page
    assert "<bdi>Wilma Worker</bdi></li>" not in page
    assert "Ask somebody to read it" in writer.opens().text


def test_what_nobody_asked_to_have_read_is_not_approved(office: Office) -> None:
    case = written(office, office.cast.worker, stage=2)
    leader = Writer(office, office.cast.leader, case)
    answer = leader.saves(step="approve")
    assert answer.status_code == 409 and "It is still being written." in answer.text


@pytest.mark.parametrize(
    ("who", "status", "reason"),
    [
        ("leader", 200, "a leader of the team reads decisions"),
        ("head", 200, "so does the head of the area"),
        ("relations", 200, "and Customer Relations"),
        ("colleague", 409, "a case worker does not"),
        ("triage", 409, "nor does triage"),
        ("stranger", 404, "another team does not see it"),
        ("analyst", 403, "analysts see figures"),
    ],
)
def test_who_may_read_it_before_it_leaves(office: Office, who: str, status: int, reason: str) -> None:
    reader = Writer(office, getattr(office.cast, who), waiting(office).case)
    assert reader.opens(step="approve").status_code == status, reason


def test_sent_back_it_says_what_has_to_change_and_is_asked_for_again(office: Office) -> None:
    writer = waiting(office)
    leader = Writer(office, office.cast.leader, writer.case)
    empty = leader.saves(step="approve", back="yes", reason=" ")
    assert empty.status_code == 422 and "Say what has to change." in empty.text
    assert leader.saves(step="approve", back="yes", reason="Say sorry first.").status_code == 303
    page = writer.opens().text
    assert "This has to change before it leaves:" in page and "Say sorry first." in page
    assert task_of(office, writer.case) is None
    writer.saves(ask="yes")
    assert "Say sorry first." not in writer.opens().text
    assert task_of(office, writer.case) is not None


def test_a_decision_that_was_changed_is_read_again(office: Office) -> None:
    writer = waiting(office)
    Writer(office, office.cast.leader, writer.case).saves(step="approve")
    writer.saves("learn", training="yes")
    refused = writer.saves()
    assert refused.status_code == 409 and office.now(writer.case.reference).stage is Stage.IN_HAND
    writer.saves(ask="yes")
    writer.saves("learn", training="no")
    assert task_of(office, writer.case) is None, "nobody reads what is being changed"


def test_it_is_read_as_it_stands_and_not_as_it_was(office: Office) -> None:
    writer = waiting(office)
    leader = Writer(office, office.cast.leader, writer.case)
    seen = office.now(writer.case.reference).version
    Writer(office, office.cast.colleague, writer.case).desk.takes(
        "note", writer.case, words="They rang again.", seen=seen
    )
    late = leader.saves(step="approve", seen=seen)
    assert late.status_code == 409 and "They rang again." in late.text
    assert writer.decision.approved_at is None


def test_pressed_twice_it_is_read_once(office: Office) -> None:
    leader = Writer(office, office.cast.leader, waiting(office).case)
    seen = office.now(leader.case.reference).version
    for _press in range(2):
        assert leader.saves(step="approve", once="one-press", seen=seen).status_code == 303
    assert leader.lines(Happened.APPROVED) == 1


def test_a_decision_to_be_read_is_found_among_the_tasks(office: Office) -> None:
    writer = waiting(office)
    tasks = office.desk(office.cast.leader).client.get("/office/tasks").text
    assert "Read the decision for Morag MacLeod before it leaves" in tasks
    assert f"/cases/{writer.case.reference}/approve" in tasks
