"""What can never be true of a decision, of what puts things right, of a lesson, and of a time of rest."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError

from shared.charter.access import Role
from shared.charter.organisation import Charter
from shared.charter.procedure import RemedyKind
from shared.charter.vocabulary import Kind
from shared.models.database import reading, writer, writing
from shared.models.decisions import Decision, Lesson, Point, Remedy, RemedyState, Rest, RestFor
from tests.builders import a_case, a_member_of_staff

DUE = date(2027, 3, 16)
NOW, SOMEBODY = "'2027-03-02 10:00:00'", "(SELECT min(id) FROM staff)"

# rule, what somebody writes past the program, reason
REFUSED = [
    ("issued_by_if_issued", f"UPDATE decisions SET issued_at = {NOW}, outcome = 'upheld'", "sent by nobody"),
    ("issued_by_if_issued", f"UPDATE decisions SET issued_by_id = {SOMEBODY}", "sent, and nobody knows when"),
    ("outcome_if_issued", f"UPDATE decisions SET issued_at = {NOW}, issued_by_id = {SOMEBODY}", "nothing was decided"),
    ("approved_by_if_approved", f"UPDATE decisions SET approved_at = {NOW}", "read by nobody"),
    ("approved_by_if_approved", f"UPDATE decisions SET approved_by_id = {SOMEBODY}", "read, and nobody knows when"),
    (
        "approved_by_somebody_else",
        f"UPDATE decisions SET approval_asked_by_id = {SOMEBODY}, approved_by_id = {SOMEBODY}, approved_at = {NOW}",
        "her own letter",
    ),
    ("stage_from_one", "UPDATE decisions SET stage = 0", "there is no stage nought (E-07)"),
    ("reasons_if_found", "UPDATE points SET finding = 'upheld'", "found, and nobody says why (E-17)"),
    ("ended_on_if_ended", "UPDATE remedies SET state = 'done'", "done on no day"),
    ("ended_on_if_ended", "UPDATE remedies SET ended_on = due_on", "over, and still promised"),
    (
        "why_if_it_cannot_be_delivered",
        "UPDATE remedies SET state = 'cannot-deliver', ended_on = due_on",
        "it cannot be, and nobody says why (E-26)",
    ),
    ("some_money_if_any", "UPDATE remedies SET pence = 0", "money that is none"),
    ("evidence_if_done", "UPDATE lessons SET ended_on = due_on", "learnt, and nobody can see it"),
    ("evidence_if_done", "UPDATE lessons SET evidence = 'The new leaflet.'", "seen, and not done"),
    ("rest_ends_after_it_begins", "UPDATE rests SET ended_on = '2027-03-01'", "over before it began"),
]


@pytest.fixture
def one_decision(databases: sa.Engine, charter: Charter) -> sa.Engine:
    """A database with one complaint: a point to decide, an apology offered, a lesson, and a time of rest."""
    with writing(databases) as session:
        a_member_of_staff(session, Role.CASE_WORKER, "roads")
        case = a_case(session, charter, Kind.COMPLAINT)
        decision = Decision(procedure="complaint", stage=1, began_on=case.received_on)
        case.decisions.append(decision)
        decision.points.append(Point(number=1, words="Nobody came."))
        decision.remedies.append(
            Remedy(
                case=case,
                kind=RemedyKind.APOLOGY,
                words="We say sorry.",
                team="roads",
                due_on=DUE,
                state=RemedyState.OFFERED,
            )
        )
        decision.lessons.append(Lesson(case=case, words="Look twice.", team="roads", due_on=DUE))
        case.rests.append(
            Rest(what=RestFor.MEDIATION, reason="They talk.", began_on=date(2027, 3, 2), review_on=DUE, how="")
        )
        session.commit()
    return databases


@pytest.mark.clause("FP-14")
def test_the_database_refuses_a_decision_that_cannot_be(one_decision: sa.Engine) -> None:
    for rule, statement, reason in REFUSED:
        with pytest.raises(DBAPIError, match=rule), writer(one_decision).begin() as connection:
            connection.exec_driver_sql(statement)
        assert reason


def test_what_may_be_true_is_not_refused(one_decision: sa.Engine) -> None:
    with writer(one_decision).begin() as connection:
        for statement in (
            f"UPDATE decisions SET issued_at = {NOW}, issued_by_id = {SOMEBODY}, outcome = 'not-upheld'",
            "UPDATE decisions SET outcome = NULL, taken_up = NOT (1 = 1)",
            "UPDATE points SET finding = 'not-upheld', reasons = 'Somebody came.'",
            "UPDATE remedies SET state = 'cannot-deliver', ended_on = due_on, how = 'The tree has fallen.', pence = 1",
            "UPDATE lessons SET ended_on = due_on, evidence = 'The new leaflet.'",
            "UPDATE rests SET ended_on = began_on",
        ):
            connection.exec_driver_sql(statement)


def test_a_stage_is_decided_once(one_decision: sa.Engine) -> None:
    with writing(one_decision) as session:
        first = session.scalars(sa.select(Decision)).one()
        session.add(
            Decision(case_id=first.case_id, procedure=first.procedure, stage=first.stage, began_on=first.began_on)
        )
        with pytest.raises(IntegrityError):
            session.flush()


def test_what_dies_together_lives_together(one_decision: sa.Engine) -> None:
    """A decision takes its points, remedies and lessons with it, and nothing else does."""
    with writing(one_decision) as session:
        session.delete(session.scalars(sa.select(Decision)).one())
        session.commit()
    with reading(one_decision) as session:
        for gone in (Point, Remedy, Lesson):
            assert session.scalar(sa.select(sa.func.count()).select_from(gone)) == 0
        assert session.scalar(sa.select(sa.func.count(Rest.id))) == 1
