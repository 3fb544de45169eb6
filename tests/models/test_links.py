"""What can never be true of cases that are tied together, and of people who are kept away from one."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError

from shared.charter.access import Role
from shared.charter.organisation import Charter
from shared.models.cases import Case
from shared.models.database import writer, writing
from shared.models.links import Apart, Group, KeptApart, Link, Member, Tie
from shared.models.staff import Staff
from tests.builders import TUESDAY, a_case, a_member_of_staff

# rule, what somebody writes past the program, reason
REFUSED = [
    ("not_with_itself", "UPDATE links SET other_id = case_id", "a case that is about itself"),
    ("ended_by_if_apart_no_longer", "UPDATE kept_apart SET ended_at = at", "let back, and nobody knows by whom"),
    (
        "ended_by_if_apart_no_longer",
        "UPDATE kept_apart SET ended_by_id = staff_id",
        "let back by somebody, and nobody knows when",
    ),
]


@pytest.fixture
def tied(databases: sa.Engine, charter: Charter) -> sa.Engine:
    """A database with two cases that are tied and alike, and a colleague who is kept away from the first."""
    with writing(databases) as session:
        staff = a_member_of_staff(session, Role.CASE_WORKER, "roads")
        one, other = a_case(session, charter), a_case(session, charter)
        session.add(Link(case=one, other=other, what=Tie.SPLIT_FROM, at=TUESDAY))
        session.add(KeptApart(case=one, staff=staff, what=Apart.CONFLICT, reason="Her brother.", at=TUESDAY))
        group = Group(name="The same road", begun_at=TUESDAY, begun_by=staff)
        group.members = [Member(case=one, joined_at=TUESDAY), Member(case=other, joined_at=TUESDAY)]
        session.add(group)
        session.commit()
    return databases


@pytest.mark.clause("CC-6")
def test_the_database_refuses_a_tie_that_cannot_be(tied: sa.Engine) -> None:
    for rule, statement, reason in REFUSED:
        with pytest.raises(DBAPIError, match=rule), writer(tied).begin() as connection:
            connection.exec_driver_sql(statement)
        assert reason


def test_two_cases_are_tied_once_in_one_way(tied: sa.Engine) -> None:
    with writing(tied) as session:
        one, other = session.scalars(sa.select(Case).order_by(Case.id))
        session.add(Link(case=one, other=other, what=Tie.COMPLAINT_ABOUT, at=TUESDAY))
        session.flush()
        session.add(Link(case=one, other=other, what=Tie.SPLIT_FROM, at=TUESDAY))
        with pytest.raises(IntegrityError):
            session.flush()


def test_a_case_is_in_one_group_at_most(tied: sa.Engine) -> None:
    with writing(tied) as session:
        case, staff = session.scalars(sa.select(Case).limit(1)).one(), session.scalars(sa.select(Staff)).one()
        group = Group(name="Another road", begun_at=TUESDAY, begun_by=staff)
        session.add(group)
        session.flush()
        with pytest.raises(IntegrityError):
            session.execute(sa.insert(Member).values(case_id=case.id, group_id=group.id, joined_at=TUESDAY))


def test_somebody_is_kept_apart_once_at_a_time(tied: sa.Engine) -> None:
    with writing(tied) as session:
        first = session.scalars(sa.select(KeptApart)).one()
        again = {"case_id": first.case_id, "staff_id": first.staff_id, "what": Apart.COMPLAINED_OF, "at": TUESDAY}
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(sa.insert(KeptApart).values(**again))
        first.ended_at, first.ended_by_id = TUESDAY, first.staff_id
        session.add(KeptApart(**again))
        session.flush()
