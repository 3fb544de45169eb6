"""What every kept thing shares: moments that keep their zone, words that are known."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from shared.charter.organisation import Charter
from shared.models.base import Base, Moment, Word
from shared.models.cases import Case
from shared.models.database import writing
from shared.models.drafts import Draft
from tests.builders import TUESDAY, a_case

LONDON = ZoneInfo("Europe/London")

# the moment as it was given, the moment in UTC, reason
MOMENTS = [
    (datetime(2027, 6, 1, 23, 30, tzinfo=UTC), "2027-06-01T23:30:00+00:00", "in UTC"),
    (datetime(2027, 6, 2, 0, 30, tzinfo=LONDON), "2027-06-01T23:30:00+00:00", "in British summer time"),
    (datetime(2027, 12, 1, 9, 0, tzinfo=ZoneInfo("Asia/Kolkata")), "2027-12-01T03:30:00+00:00", "from far away"),
    (datetime(2027, 10, 31, 1, 30, tzinfo=LONDON), "2027-10-31T00:30:00+00:00", "the hour that comes twice, once"),
    (datetime(2027, 10, 31, 1, 30, fold=1, tzinfo=LONDON), "2027-10-31T01:30:00+00:00", "and the second time"),
]


def test_a_moment_comes_back_as_the_same_moment_with_its_zone(databases: sa.Engine) -> None:
    for number, (moment, expected, reason) in enumerate(MOMENTS):
        with writing(databases) as session:
            session.add(Draft(key=str(number), answers={}, updated_at=moment))
            session.commit()
            session.expire_all()
            assert session.get_one(Draft, str(number)).updated_at.isoformat() == expected, reason


def test_a_moment_without_its_zone_could_be_any_of_24(session: Session) -> None:
    session.add(Draft(key="hers", answers={}, updated_at=datetime(2027, 3, 2, 10, 0)))
    with pytest.raises(StatementError, match="could be any of 24"):
        session.flush()


def test_nor_can_one_be_asked_for(session: Session) -> None:
    with pytest.raises(StatementError, match="could be any of 24"):
        session.scalars(sa.select(Draft).where(Draft.updated_at > datetime(2027, 3, 2))).all()


@pytest.mark.parametrize(
    ("name", "value"), [("kind", "ticket"), ("stage", "closd"), ("outcome", ""), ("channel", "fax")]
)
def test_a_word_that_nobody_knows_is_not_kept(session: Session, charter: Charter, name: str, value: str) -> None:
    case = a_case(session, charter)
    setattr(case, name, value)
    with pytest.raises(StatementError, match="is not a valid"):
        session.flush()


def test_a_word_is_kept_as_it_is_spelt_and_comes_back_as_its_own_kind(session: Session, charter: Charter) -> None:
    case = a_case(session, charter)
    session.expire_all()
    assert session.scalar(sa.text("SELECT kind FROM cases")) == "request"
    assert session.get_one(Case, case.id).kind is case.kind
    assert case.outcome is None


def test_no_moment_and_no_word_slips_in_by_another_column() -> None:
    """Every date with a time and every choice goes through the two types that look at it."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            assert not isinstance(column.type, sa.DateTime | sa.Enum), f"{table.name}.{column.name}"
            if column.name.endswith("_at"):
                assert isinstance(column.type, Moment), f"{table.name}.{column.name}"
            if isinstance(column.type, Word):
                longest = max(len(word) for word in column.type.vocabulary)
                assert longest <= 40, f"{table.name}.{column.name}"


def test_every_rule_of_the_database_has_a_name_that_can_be_read() -> None:
    for table in Base.metadata.sorted_tables:
        for rule in table.constraints:
            assert rule.name, f"a rule of {table.name}"
        for index in table.indexes:
            assert str(index.name).startswith(f"ix_{table.name}_"), index.name


def test_a_day_and_a_moment_are_two_things(session: Session, charter: Charter) -> None:
    case = a_case(session, charter)
    session.expire_all()
    assert (case.received_at, case.received_on) == (TUESDAY, TUESDAY.date())
