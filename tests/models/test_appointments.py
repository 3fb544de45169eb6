"""What can never be true of an appointment, of what is to be explained, or of a worry, whoever writes there."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shared.casework import concerns, meanings
from shared.charter.organisation import Charter
from shared.models.concerns import Concern, RaisedFrom
from shared.models.database import writing
from tests.builders import TUESDAY, a_case
from tests.casework.meeting import offered
from tests.models.test_cases import refused
from tests.people import a_cast

SOMEBODY = "(SELECT min(id) FROM staff)"

# rule, what somebody writes past the program, reason
REFUSED = [
    ("at_least_one_minute", "UPDATE appointments SET minutes = 0", "over before it begins"),
    ("another_by_if_asked_for", "UPDATE appointments SET state = 'another-time'", "wanted, and owed for no day"),
    ("another_by_if_asked_for", "UPDATE appointments SET another_by = '2027-03-04'", "owed, and nobody asked"),
    ("answer_only_if_explained", "UPDATE meanings SET answer_id = question_id", "answered, nobody knows when"),
    ("staff_if_raised_by_staff", "UPDATE concerns SET raised_by = 'staff'", "raised here, nobody knows by whom"),
    ("looked_by_if_looked_at", "UPDATE concerns SET looked_at = raised_at", "looked at by nobody"),
    (
        "looked_at_before_settled",
        f"UPDATE concerns SET settled_at = raised_at, settled_by_id = {SOMEBODY}, outcome = 'Safe.'",
        "settled unseen",
    ),
    (
        "settled_by_if_settled",
        f"UPDATE concerns SET looked_at = raised_at, looked_by_id = {SOMEBODY}, settled_at = raised_at, outcome = 'X'",
        "settled by nobody",
    ),
    ("outcome_if_settled", "UPDATE concerns SET outcome = 'Safe.'", "an outcome, and nobody knows when"),
]


@pytest.fixture
def full(databases: sa.Engine, charter: Charter) -> sa.Engine:
    """A database with one of each."""
    with writing(databases) as session:
        case = a_case(session, charter)
        offered(session, case, a_cast(session, charter).triage, charter)
        meanings.ask(session, case, None, words="", at=TUESDAY, charter=charter)
        concerns.raise_on(session, case, raised_from=RaisedFrom.PAGE, words="Shouts.", at=TUESDAY, charter=charter)
        session.commit()
    return databases


@pytest.mark.clause("CH-7", "CH-8", "SC-8")
def test_the_database_refuses_what_cannot_be(full: sa.Engine) -> None:
    for rule, statement, reason in REFUSED:
        assert rule in refused(full, statement), reason


@pytest.mark.clause("SC-8")
def test_an_error_that_goes_into_a_log_does_not_repeat_what_somebody_told_us(
    session: Session, charter: Charter
) -> None:
    case = a_case(session, charter)
    session.add(Concern(case=case, words="She shouts at night.", raised_at=TUESDAY, raised_from=RaisedFrom.PAGE))
    with pytest.raises(IntegrityError) as error:
        session.flush()
    assert "concerns" in str(error.value) and "shouts" not in str(error.value)
