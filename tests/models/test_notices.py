"""A notice is sent, or parked, or still owed; and never owed twice."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shared.charter.organisation import Charter
from shared.charter.vocabulary import Reach
from shared.models.database import writer, writing
from shared.models.notices import Notice, Task
from tests.builders import TUESDAY, a_case


@pytest.fixture
def owed(databases: sa.Engine, charter: Charter) -> sa.Engine:
    """A database in which one notice is owed, and a task was opened for it."""
    with writing(databases) as session:
        case = a_case(session, charter)
        notice = session.scalars(sa.select(Notice)).one()
        session.add(
            Task(
                case=case,
                notice=notice,
                reach=Reach.PHONE,
                team="libraries",
                opened_at=TUESDAY,
                due_on=date(2027, 3, 3),
            )
        )
        session.commit()
    return databases


# rule, what somebody writes, reason
REFUSED = [
    (
        "sent_or_parked_not_both",
        "UPDATE notices SET sent_at = owed_at, parked_at = owed_at",
        "it left the building, and it did not",
    ),
    ("done_by_if_done", "UPDATE tasks SET done_at = opened_at", "done by nobody"),
    ("once_key", "UPDATE notices SET once_key = NULL", "an act without its name might be told twice"),
    ("send_after", "UPDATE notices SET send_after = NULL", "owed, and never sent"),
    ("due_on", "UPDATE tasks SET due_on = NULL", "a task for some day or other"),
]


def test_the_database_refuses_what_cannot_be_and_names_its_rule(owed: sa.Engine) -> None:
    for rule, statement, reason in REFUSED:
        with pytest.raises(IntegrityError) as refused, writer(owed).begin() as connection:
            connection.exec_driver_sql(statement)
        assert rule in str(refused.value), reason


def test_a_notice_is_sent_or_parked(owed: sa.Engine) -> None:
    for column, other in (("sent_at", "parked_at"), ("parked_at", "sent_at")):
        with writer(owed).begin() as connection:
            connection.exec_driver_sql(f"UPDATE notices SET {column} = owed_at, {other} = NULL")
        with writing(owed) as session:
            assert getattr(session.scalars(sa.select(Notice)).one(), column) == TUESDAY


def copy_of(notice: Notice, once_key: str) -> Notice:
    """The same words to the same person."""
    return Notice(
        case_id=notice.case_id,
        template=notice.template,
        reach=notice.reach,
        to_name=notice.to_name,
        to_address=notice.to_address,
        language=notice.language,
        once_key=once_key,
        owed_at=TUESDAY,
        send_after=TUESDAY,
    )


def test_one_act_is_told_once(owed: sa.Engine) -> None:
    with writing(owed) as session:
        first = session.scalars(sa.select(Notice)).one()
        session.add(copy_of(first, f"{first.once_key}/another"))
        session.flush()
        session.add(copy_of(first, first.once_key))
        with pytest.raises(IntegrityError, match="once_key"):
            session.flush()


def test_one_notice_opens_one_task(owed: sa.Engine) -> None:
    with writing(owed) as session:
        first = session.scalars(sa.select(Task)).one()
        session.add(
            Task(
                case_id=first.case_id,
                notice_id=first.notice_id,
                reach=Reach.PHONE,
                team="bins",
                opened_at=TUESDAY,
                due_on=first.due_on,
            )
        )
        with pytest.raises(IntegrityError, match="notice_id"):
            session.flush()


def test_a_task_may_stand_without_a_notice(session: Session, charter: Charter) -> None:
    case = a_case(session, charter)
    for _ in range(2):
        session.add(Task(case=case, reach=Reach.LETTER, team="bins", opened_at=TUESDAY, due_on=date(2027, 3, 3)))
    session.commit()
    assert session.scalar(sa.select(sa.func.count(Task.id))) == 2


def test_a_fresh_notice_has_been_tried_by_nobody(session: Session, charter: Charter) -> None:
    a_case(session, charter)
    notice = session.scalars(sa.select(Notice)).one()
    assert (notice.attempts, notice.sent_at, notice.parked_at, notice.locked_until, notice.trouble) == (
        0,
        None,
        None,
        None,
        "",
    )
