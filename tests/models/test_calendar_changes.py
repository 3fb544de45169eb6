"""What can never be true of a change of the calendar, and of the dates that it moves."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError

from shared.charter.organisation import Charter
from shared.models.calendar_changes import CalendarChange, CalendarMove, Progress
from shared.models.database import writer, writing
from tests.builders import TUESDAY, a_case

# rule, what somebody writes past the program, reason
REFUSED = [
    ("decided_before_undone", "UPDATE calendar_changes SET undone_at = begun_at", "undone, and never done"),
    ("to_another_day", "UPDATE calendar_moves SET after = before", "moved to where it was"),
]


@pytest.fixture
def one_change(databases: sa.Engine, charter: Charter) -> sa.Engine:
    """A database with one change of the calendar, which moves one promise."""
    with writing(databases) as session:
        case = a_case(session, charter)
        change = CalendarChange(
            progress=Progress.READY,
            fingerprint="x",
            days={},
            until=date(2028, 12, 31),
            off={},
            back={},
            known=True,
            begun_at=TUESDAY,
        )
        session.add(change)
        session.flush()
        first, then = date(2027, 3, 16), date(2027, 3, 17)
        session.add(
            CalendarMove(
                change_id=change.id,
                clock_id=case.clocks[0].id,
                case_id=case.id,
                before=first,
                after=then,
                first_before=first,
                first_after=then,
                later=True,
            )
        )
        session.commit()
    return databases


@pytest.mark.clause("FP-3")
def test_the_database_refuses_a_move_that_is_none(one_change: sa.Engine) -> None:
    for rule, statement, reason in REFUSED:
        with pytest.raises(DBAPIError, match=rule), writer(one_change).begin() as connection:
            connection.exec_driver_sql(statement)
        assert reason


def test_one_change_moves_a_date_once(one_change: sa.Engine) -> None:
    with writing(one_change) as session:
        first = session.scalars(sa.select(CalendarMove)).one()
        names = [column.name for column in CalendarMove.__table__.columns if column.name != "id"]
        again = {name: getattr(first, name) for name in names}
        with pytest.raises(IntegrityError):
            session.execute(sa.insert(CalendarMove).values(**again))
