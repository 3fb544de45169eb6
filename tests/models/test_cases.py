"""What can never be true of a case, whoever writes to the database; and a history that stands."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError

from shared.charter.organisation import Charter
from shared.models.base import Base, every_table
from shared.models.cases import Case, Clock, ClockStop, Contact, Happening, Look
from shared.models.database import writer, writing
from shared.models.happened import Happened
from tests.builders import TUESDAY, a_case

A_STOP = "INSERT INTO clock_stops (clock_id, stopped_on, review_on, why"

# rule, what somebody writes past the program, reason
REFUSED = [
    ("closed_at_if_closed", "UPDATE cases SET stage = 'closed'", "closed, and nobody knows when"),
    ("closed_at_if_closed", "UPDATE cases SET closed_at = received_at, outcome = 'answered'", "open, and closed"),
    ("outcome_if_closed", "UPDATE cases SET stage = 'closed', closed_at = received_at", "closed, nobody knows how"),
    ("outcome_if_closed", "UPDATE cases SET outcome = 'answered'", "answered, and not closed"),
    ("waiting_until_if_waiting", "UPDATE cases SET stage = 'waiting'", "waiting for ever"),
    ("waiting_until_if_waiting", "UPDATE cases SET waiting_until = received_on", "waiting, and nobody was asked"),
    ("rest_until_if_resting", "UPDATE cases SET stage = 'resting'", "resting for ever"),
    (
        "rest_until_if_resting",
        "UPDATE cases SET rest_until = received_on",
        "to be looked at again, and it does not rest",
    ),
    ("team_if_accepted", "UPDATE cases SET accepted_at = received_at", "accepted by nobody"),
    ("kept_by_if_kept", "UPDATE clocks SET kept_on = started_on", "kept, and nobody knows by what"),
    ("kept_by_if_kept", "UPDATE clocks SET kept_by = 'reply'", "kept, and nobody knows when"),
    (
        "kept_or_dropped_not_both",
        "UPDATE clocks SET kept_on = started_on, kept_by = 'reply', dropped_on = started_on",
        "kept, and owed no longer",
    ),
    ("at_least_one_day", "UPDATE clocks SET days = 0", "promised for the same moment"),
    (
        "restart_after_stop",
        f"{A_STOP}, restarted_on) SELECT id, '2027-03-03', '2027-03-10', '', '2027-03-02' FROM clocks",
        "started again before it stopped",
    ),
    ("tracking_key", "UPDATE cases SET tracking_key = NULL", "a page without its key"),
    ("next_on", "UPDATE cases SET next_on = NULL", "no day for the next step"),
]
COLUMNS = {"tracking_key", "next_on"}
#: Tried in test_notices.
OTHERS = {"sent_or_parked_not_both", "done_by_if_done"}
#: Tried in test_appointments.
OTHERS |= {"at_least_one_minute", "another_by_if_asked_for", "answer_only_if_explained"}
OTHERS |= {"staff_if_raised_by_staff", "looked_by_if_looked_at", "looked_at_before_settled"}
OTHERS |= {"settled_by_if_settled", "outcome_if_settled"}
#: Tried in tests/casework/test_files.
OTHERS |= {"label_if_distressing", "at_least_one_byte"}
#: Tried in test_representatives.
OTHERS |= {"settled_or_refused_not_both", "starts_if_settled", "ends_after_start"}
#: Tried in test_drafts and test_arrivals.
OTHERS |= {"ended_if_taken_back", "case_if_it_became_one"}
#: Tried in test_decisions and test_links.
OTHERS |= {"issued_by_if_issued", "outcome_if_issued", "approved_by_if_approved", "approved_by_somebody_else"}
OTHERS |= {"stage_from_one", "reasons_if_found", "ended_on_if_ended", "why_if_it_cannot_be_delivered"}
OTHERS |= {"some_money_if_any", "evidence_if_done", "rest_ends_after_it_begins"}
OTHERS |= {"not_with_itself", "ended_by_if_apart_no_longer"}
#: Tried in test_surveys and test_calendar_changes.
OTHERS |= {"asked_if_answered", "something_said_if_answered", "easy_from_one_to_five", "happy_from_one_to_five"}
OTHERS |= {"decided_before_undone", "to_another_day"}
#: Tried in test_restrictions.
OTHERS |= {"incident_looked_by_if_looked_at", "warning_if_warned", "judged_with_reasons", "care_done_by_if_done"}
OTHERS |= {"of_a_case_or_a_customer", "customer_if_no_contact", "granted_or_not_if_decided"}
OTHERS |= {"protection_decided_by_if_decided", "restriction_ended_at_if_ended", "restriction_decided_at_if_decided"}
OTHERS |= {"role_of_the_decider", "review_or_a_reason", "told_or_a_reason", "way_if_a_way_is_closed"}
OTHERS |= {"who_if_one_person", "through_whom", "which_matter", "basis_if_told_outside", "read_by_if_read"}
OTHERS |= {"of_a_case_or_a_draft_or_an_incident"}
#: Tried in test_customers.
OTHERS |= {"decided_by_if_decided", "reason_if_not_agreed", "ended_at_if_ended"}


@pytest.fixture
def one_case(databases: sa.Engine, charter: Charter) -> sa.Engine:
    """A database that holds one request."""
    with writing(databases) as session:
        a_case(session, charter)
        session.commit()
    return databases


def refused(engine: sa.Engine, statement: str) -> str:
    """What the database says when it refuses that; nothing if it does not."""
    try:
        plain_sql(engine, statement)
    except DBAPIError as why:
        return f"{type(why).__name__}: {why}"
    return ""


def plain_sql(engine: sa.Engine, statement: str) -> None:
    """As somebody writes who does not use the program."""
    with writer(engine).begin() as connection:
        connection.exec_driver_sql(statement)


@pytest.mark.clause("CH-1", "CC-7")
def test_the_database_refuses_what_cannot_be_and_names_its_rule(one_case: sa.Engine) -> None:
    for rule, statement, reason in REFUSED:
        assert rule in refused(one_case, statement), reason


def test_every_rule_that_has_a_name_has_been_tried() -> None:
    every_table()
    named = {
        str(rule.name)
        for table in Base.metadata.sorted_tables
        for rule in table.constraints
        if isinstance(rule, sa.CheckConstraint)
    }
    assert named == {rule for rule, *_ in REFUSED if rule not in COLUMNS} | OTHERS


def test_what_may_be_true_is_not_refused(one_case: sa.Engine) -> None:
    plain_sql(one_case, "UPDATE cases SET stage = 'waiting', waiting_until = '2027-03-16'")
    plain_sql(
        one_case,
        "UPDATE cases SET stage = 'closed', closed_at = received_at, outcome = 'answered', waiting_until = NULL",
    )
    plain_sql(one_case, f"{A_STOP}, restarted_on) SELECT id, '2027-03-03', '2027-03-10', '', '2027-03-03' FROM clocks")


@pytest.mark.parametrize("column", ["reference", "submission_key"])
def test_no_two_cases_have_one_name(one_case: sa.Engine, charter: Charter, column: str) -> None:
    with writing(one_case) as session:
        first = session.scalars(sa.select(Case)).one()
        second = a_case(session, charter)
        setattr(second, column, getattr(first, column))
        with pytest.raises(IntegrityError, match=column):
            session.flush()


# what somebody writes, reason; each on the only line of history that there is
TAMPERING = [
    ("UPDATE happenings SET facts = '{}'", "the words of a line"),
    ("UPDATE happenings SET public = NOT public", "who may read it"),
    ("UPDATE happenings SET at = '2020-01-01 00:00:00'", "when it was"),
    ("UPDATE happenings SET by_name = by_name", "even to what it was"),
    ("DELETE FROM happenings", "the line itself"),
    ("DELETE FROM happenings WHERE id = (SELECT max(id) FROM happenings)", "the last one alone"),
]


@pytest.mark.clause("RP-24")
def test_history_can_be_neither_changed_nor_removed(one_case: sa.Engine) -> None:
    before = history(one_case)
    for statement, reason in TAMPERING:
        assert "history is never" in refused(one_case, statement), reason
        assert history(one_case) == before, reason


def history(engine: sa.Engine) -> list[tuple[object, ...]]:
    """Every line as the database keeps it."""
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.text("SELECT * FROM happenings ORDER BY id"))]


@pytest.mark.clause("RP-24")
def test_a_new_line_cannot_take_the_place_of_an_old_one(one_case: sa.Engine) -> None:
    before = history(one_case)
    columns = "id, case_id, at, what, by_name, public, facts"
    again = f"({columns}) SELECT id, case_id, at, 'replied', by_name, public, facts FROM happenings"
    statement = {
        "sqlite": f"REPLACE INTO happenings {again}",
        "postgresql": f"INSERT INTO happenings {again} ON CONFLICT (id) DO UPDATE SET what = 'replied'",
    }[one_case.dialect.name]
    assert "history is never" in refused(one_case, statement)
    assert history(one_case) == before


@pytest.mark.clause("RP-24")
def test_history_cannot_be_emptied_at_once(postgres_url: str, charter: Charter) -> None:
    engine = sa.create_engine(postgres_url, poolclass=sa.NullPool)
    with writing(engine) as session:
        a_case(session, charter)
        session.commit()
    for statement in ("TRUNCATE happenings", "TRUNCATE cases CASCADE"):
        assert "history is never" in refused(engine, statement)
    assert len(history(engine)) == 1


@pytest.mark.clause("RP-24")
def test_the_program_itself_cannot_change_a_line(one_case: sa.Engine) -> None:
    with writing(one_case) as session:
        line = session.scalars(sa.select(Happening)).one()
        line.what = Happened.WITHDRAWN
        with pytest.raises(DBAPIError, match="history is never"):
            session.flush()
        session.rollback()
        session.delete(line)
        with pytest.raises(DBAPIError, match="history is never"):
            session.flush()


@pytest.mark.clause("RP-24", "CC-7")
def test_a_case_that_has_a_history_cannot_be_removed(one_case: sa.Engine) -> None:
    assert "IntegrityError" in refused(one_case, "DELETE FROM cases")
    with one_case.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count(Clock.id))) == 2, "and what hangs on it is still there"


def test_nothing_hangs_in_the_air(one_case: sa.Engine) -> None:
    for statement, reason in (
        ("UPDATE cases SET owner_id = 999", "a case of somebody who does not work here"),
        ("UPDATE cases SET customer_id = 999", "a case of nobody"),
        ("DELETE FROM customers", "a customer who has a case"),
        ("UPDATE contacts SET case_id = 999", "words about no case"),
        ("UPDATE clocks SET case_id = 999", "a promise to nobody"),
    ):
        assert "foreign key" in refused(one_case, statement).lower(), reason


def test_what_dies_together_lives_together(one_case: sa.Engine) -> None:
    """A clock takes its stops with it, however it is removed."""
    plain_sql(one_case, f"{A_STOP}) SELECT id, '2027-03-03', '2027-03-10', '' FROM clocks")
    with writing(one_case) as session:
        session.delete(session.scalars(sa.select(Clock).limit(1)).one())
        session.commit()
    plain_sql(one_case, "DELETE FROM clocks")
    with one_case.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count(ClockStop.id))) == 0
        assert connection.scalar(sa.select(sa.func.count(Contact.id))) == 1


def test_a_promise_is_owed_until_it_is_kept_or_dropped() -> None:
    day = TUESDAY.date()
    assert Clock().open
    assert not Clock(kept_on=day).open
    assert not Clock(dropped_on=day).open


def test_a_look_is_of_one_person_at_one_case() -> None:
    assert [column.name for column in Look.__table__.primary_key] == ["case_id", "staff_id"]
