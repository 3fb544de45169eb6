"""What can never be true of the two questions that people are asked after an answer."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError

from shared.charter.organisation import Charter
from shared.models.database import writer, writing
from shared.models.surveys import Survey
from tests.builders import a_case

ANSWERED = "UPDATE surveys SET sent_at = '2027-03-02 10:00:00', answered_at = '2027-03-03 10:00:00'"

# rule, what somebody writes past the program, reason
REFUSED = [
    ("asked_if_answered", "UPDATE surveys SET answered_at = '2027-03-03 10:00:00', easy = 3", "nobody was asked"),
    ("something_said_if_answered", ANSWERED, "answered, and nothing was said"),
    ("something_said_if_answered", "UPDATE surveys SET happy = 3", "said, and never answered"),
    ("easy_from_one_to_five", f"{ANSWERED}, easy = 6", "easier than very easy"),
    ("easy_from_one_to_five", f"{ANSWERED}, easy = 0", "less than not at all"),
    ("happy_from_one_to_five", f"{ANSWERED}, happy = 6", "happier than very happy"),
    ("happy_from_one_to_five", f"{ANSWERED}, happy = -1", "less than not at all"),
]


@pytest.fixture
def one_survey(databases: sa.Engine, charter: Charter) -> sa.Engine:
    """A database in which somebody may be asked how it was."""
    with writing(databases) as session:
        session.add(Survey(case=a_case(session, charter), key="a-secret"))
        session.commit()
    return databases


@pytest.mark.clause("CC-2")
def test_the_database_refuses_an_opinion_that_cannot_be(one_survey: sa.Engine) -> None:
    for rule, statement, reason in REFUSED:
        with pytest.raises(DBAPIError, match=rule), writer(one_survey).begin() as connection:
            connection.exec_driver_sql(statement)
        assert reason


@pytest.mark.parametrize("said", ["easy = 1", "happy = 5", "easy = 5, happy = 1"])
def test_one_of_the_two_questions_is_answer_enough(one_survey: sa.Engine, said: str) -> None:
    with writer(one_survey).begin() as connection:
        connection.exec_driver_sql(f"{ANSWERED}, {said}")


def test_nobody_is_asked_twice_about_one_case(one_survey: sa.Engine) -> None:
    with writing(one_survey) as session:
        first = session.scalars(sa.select(Survey)).one()
        session.add(Survey(case_id=first.case_id, key="another-secret"))
        with pytest.raises(IntegrityError):
            session.flush()
