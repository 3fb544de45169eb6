"""What can never be true of a person's record, whoever writes to the database."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shared.charter.organisation import Charter
from shared.charter.vocabulary import Format
from shared.models.customers import Adjustment, Agreement, Customer
from shared.models.database import writer, writing
from tests.builders import TUESDAY, a_case

# rule, what somebody writes past the program, reason
REFUSED = [
    ("decided_by_if_decided", "UPDATE adjustments SET decided_at = asked_at", "decided, and nobody knows by whom"),
    ("reason_if_not_agreed", "UPDATE adjustments SET status = 'not-agreed'", "refused without a reason"),
    ("ended_at_if_ended", "UPDATE adjustments SET status = 'ended'", "ended, and nobody knows when"),
    ("ended_at_if_ended", "UPDATE adjustments SET ended_at = asked_at", "not ended, and ended on a day"),
]


@pytest.fixture
def asked(databases: sa.Engine, charter: Charter) -> sa.Engine:
    """A database in which somebody has asked for something."""
    with writing(databases) as session:
        case = a_case(session, charter)
        session.add(
            Adjustment(
                customer=case.customer,
                case_id=case.id,
                what="Ring before you come",
                status=Agreement.ASKED,
                asked_at=TUESDAY,
                answer_by=TUESDAY.date(),
            )
        )
        session.commit()
    return databases


def test_the_database_refuses_what_cannot_be_and_names_its_rule(asked: sa.Engine) -> None:
    for rule, statement, reason in REFUSED:
        with pytest.raises(IntegrityError) as refused, writer(asked).begin() as connection:
            connection.exec_driver_sql(statement)
        assert rule in str(refused.value), reason


def test_what_may_be_true_is_not_refused(asked: sa.Engine) -> None:
    with writer(asked).begin() as connection:
        connection.exec_driver_sql("UPDATE adjustments SET status = 'not-agreed', reason = 'We cannot.'")
        connection.exec_driver_sql("UPDATE adjustments SET status = 'ended', ended_at = asked_at")


def test_what_somebody_asked_for_outlives_the_case_and_goes_with_the_person(asked: sa.Engine) -> None:
    with writing(asked) as session:
        customer = session.scalars(sa.select(Customer)).one()
        assert [one.what for one in customer.adjustments] == ["Ring before you come"]
        other = Customer(name="Flora", reach=customer.reach, created_at=TUESDAY)
        theirs = Adjustment(what="Stairs", status=Agreement.ASKED, asked_at=TUESDAY, answer_by=TUESDAY.date())
        other.adjustments.append(theirs)
        session.add(other)
        session.flush()
        session.delete(other)
        session.commit()
        assert session.scalar(sa.select(sa.func.count(Adjustment.id))) == 1


def test_nobody_is_taken_to_need_what_they_have_not_asked_for(session: Session, charter: Charter) -> None:
    customer = a_case(session, charter).customer
    assert customer is not None
    assert (customer.format, customer.interpreter, customer.times, customer.language) == (Format.STANDARD, "", "", "")
    assert customer.version == 1
