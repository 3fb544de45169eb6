"""Whoever speaks for a customer: what can never be true of it, and how it stands on a day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError

from shared.charter.organisation import Charter
from shared.models.database import writer, writing
from shared.models.representatives import Authority, Speaks
from tests.builders import TUESDAY, a_case_spoken_for

# rule, what somebody writes past the program, reason
REFUSED = [
    (
        "settled_or_refused_not_both",
        "UPDATE authorities SET settled_at = asked_at, starts_on = settle_by, refused_at = asked_at",
        "yes, and no",
    ),
    ("starts_if_settled", "UPDATE authorities SET settled_at = asked_at", "in force, and nobody knows since when"),
    ("starts_if_settled", "UPDATE authorities SET starts_on = settle_by", "begun, and nobody said yes"),
    (
        "ends_after_start",
        "UPDATE authorities SET settled_at = asked_at, starts_on = '2027-03-02', ends_on = '2027-03-01'",
        "over before it began",
    ),
]


@pytest.fixture
def one_authority(databases: sa.Engine, charter: Charter) -> sa.Engine:
    """A database in which somebody waits to speak for a customer."""
    with writing(databases) as session:
        a_case_spoken_for(session, charter)
        session.commit()
    return databases


@pytest.mark.clause("FP-10")
def test_the_database_refuses_an_authority_that_cannot_be(one_authority: sa.Engine) -> None:
    for rule, statement, reason in REFUSED:
        with pytest.raises(DBAPIError, match=rule), writer(one_authority).begin() as connection:
            connection.exec_driver_sql(statement)
        assert reason


@pytest.mark.clause("FP-10")
def test_an_authority_may_end_on_the_day_on_which_it_begins(one_authority: sa.Engine) -> None:
    with writer(one_authority).begin() as connection:
        connection.exec_driver_sql(
            "UPDATE authorities SET settled_at = asked_at, starts_on = '2027-03-02', ends_on = '2027-03-02'"
        )


@pytest.mark.parametrize(
    ("table", "column"), [("authorities", "confirm_key"), ("authorities", "track_key"), ("representatives", "list_key")]
)
def test_no_secret_opens_two_pages(one_authority: sa.Engine, charter: Charter, table: str, column: str) -> None:
    with writing(one_authority) as session:
        a_case_spoken_for(session, charter, email="another@advice.example")
        session.commit()
    with pytest.raises(IntegrityError, match=column), writer(one_authority).begin() as connection:
        connection.exec_driver_sql(f"UPDATE {table} SET {column} = 'the same'")


@dataclass(frozen=True)
class Row:
    """One authority, how it stands on Tuesday 2 March 2027, and why."""

    stands: Speaks
    because: str
    settled: bool = True
    refused: bool = False
    ended: bool = False
    starts_on: date | None = date(2027, 3, 1)
    ends_on: date | None = None


STANDINGS = [
    Row(Speaks.WAITING, "nobody has said anything", settled=False, starts_on=None),
    Row(Speaks.REFUSED, "somebody said no", settled=False, refused=True, starts_on=None),
    Row(Speaks.ENDED, "ended before anybody said yes", settled=False, ended=True, starts_on=None),
    Row(Speaks.IN_FORCE, "settled yesterday, without an end"),
    Row(Speaks.IN_FORCE, "settled today", starts_on=date(2027, 3, 2)),
    Row(Speaks.ENDED, "begins only tomorrow", starts_on=date(2027, 3, 3)),
    Row(Speaks.IN_FORCE, "its last day is today", ends_on=date(2027, 3, 2)),
    Row(Speaks.ENDED, "its last day was yesterday", ends_on=date(2027, 3, 1)),
    Row(Speaks.ENDED, "somebody ended it", ended=True),
]


@pytest.mark.clause("FP-10")
@pytest.mark.parametrize("row", STANDINGS, ids=lambda row: row.because)
def test_only_a_settled_authority_that_runs_today_is_in_force(row: Row) -> None:
    authority = Authority(
        settled_at=TUESDAY if row.settled else None,
        refused_at=TUESDAY if row.refused else None,
        ended_at=TUESDAY if row.ended else None,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )
    today = datetime(2027, 3, 2, tzinfo=UTC).date()
    assert authority.stands(today) is row.stands
    assert authority.in_force(today) == (row.stands is Speaks.IN_FORCE)
