"""What waits for hands is counted for whoever begins their day, and each count has its list."""

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from shared.casework import handing_over, posting, sorting, tasks, waiting
from shared.casework.customers import Person
from shared.casework.handing_over import Begun
from shared.casework.waiting import BY_WAY, Waits
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Format, Reach
from shared.models.arrivals import Arrival, Became
from shared.models.database import writing
from tests.builders import MORAG, TUESDAY, a_case
from tests.people import Cast, a_cast

BY_POST = replace(MORAG, name="Flora Fraser", reach=Reach.LETTER, address="4 High Street", email="")
BY_PHONE = replace(MORAG, name="Nan Fraser", reach=Reach.PHONE, phone="01632 960 555", email="")
IN_BRAILLE = replace(MORAG, name="Ina Fraser", format=Format.BRAILLE, email="ina@customer.example")


def _day_begins(session: Session, charter: Charter, cast: Cast) -> None:
    """Two letters, a call and a format to make; a form to post; one e-mail to sort."""
    for person in (BY_POST, BY_POST, BY_PHONE, IN_BRAILLE):
        a_case(session, charter, person=person)
    begun = Begun(Person(name="Morag", reach=Reach.LETTER, address="4 Bank Street"))
    how: dict[str, Any] = {"secret": "s", "at": TUESDAY, "charter": charter}
    handing_over.begin(session, begun, key="a-form-for-her", by=cast.worker, **how)
    session.add(Arrival(once="one", received_at=TUESDAY, taken_at=TUESDAY, became=Became.UNREAD))
    session.flush()


def test_each_kind_is_counted_and_each_count_is_that_of_its_list(
    session: Session, charter: Charter, cast: Cast
) -> None:
    _day_begins(session, charter, cast)
    found = waiting.counts(session, cast.triage, charter)
    assert found[Waits.LETTERS] == 2 and found[Waits.CALLS] == 1 and found[Waits.FORMS] == 1 and found[Waits.MAIL] == 1
    for what, way in BY_WAY.items():
        assert len(tasks.open_tasks(session, cast.triage, charter, way=way).tasks) == found[what]
    assert len(tasks.open_tasks(session, cast.triage, charter).tasks) == found[Waits.TASKS] > 3
    assert len(posting.to_post(session, cast.triage, charter).letters) == found[Waits.FORMS]
    assert len(sorting.mail(session, cast.triage, charter, waiting=True).arrivals) == found[Waits.MAIL]


@pytest.mark.clause("RP-26")
def test_nobody_counts_what_they_may_not_see(session: Session, charter: Charter, cast: Cast) -> None:
    _day_begins(session, charter, cast)
    assert not any(waiting.counts(session, cast.stranger, charter).values())
    assert waiting.counts(session, cast.worker, charter)[Waits.FORMS] == 1, "their team's own form"
    assert waiting.counts(session, cast.analyst, charter) == {}


def test_what_is_done_waits_no_more(session: Session, charter: Charter, cast: Cast) -> None:
    _day_begins(session, charter, cast)
    (call,) = tasks.open_tasks(session, cast.triage, charter, way=Reach.PHONE).tasks
    tasks.done(session, call, how="Rang her.", by=cast.triage, at=TUESDAY)
    (letter,) = posting.to_post(session, cast.worker, charter).letters
    posting.posted(session, letter.letter, by=cast.worker, at=TUESDAY)
    session.flush()
    found = waiting.counts(session, cast.triage, charter)
    assert (found[Waits.CALLS], found[Waits.FORMS], found[Waits.LETTERS]) == (0, 0, 2)


def test_an_e_mail_that_failed_is_a_task_and_no_call(session: Session, charter: Charter, cast: Cast) -> None:
    a_case(session, charter, person=BY_PHONE)
    (call,) = tasks.open_tasks(session, cast.triage, charter, way=Reach.PHONE).tasks
    call.failed = True
    session.flush()
    found = waiting.counts(session, cast.triage, charter)
    assert (found[Waits.CALLS], found[Waits.TASKS]) == (0, 1)


@pytest.mark.parametrize("who", ["triage", "worker", "head", "relations"])
def test_counts_and_lists_are_found_by_an_index_and_asked_in_one_question_each(
    session: Session, charter: Charter, cast: Cast, who: str
) -> None:
    staff, asked = getattr(cast, who), []
    session.flush()

    def told(*arguments: Any) -> None:
        asked.append(arguments[2:4])

    event.listen(Engine, "before_cursor_execute", told)
    try:
        waiting.counts(session, staff, charter)
        posting.to_post(session, staff, charter, after="3")
        tasks.open_tasks(session, staff, charter, after="2027-01-01.1", way=Reach.LETTER)
    finally:
        event.remove(Engine, "before_cursor_execute", told)
    assert len(asked) == 3
    connection = session.connection()
    for words, values in asked:
        steps = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", values)]
        scans = [one for one in steps if one.startswith("SCAN ") and "INDEX" not in one and "(subquery" not in one]
        assert not [one for one in scans if not one.startswith(("SCAN CONSTANT", "SCAN anon"))], steps


def test_on_both_databases_the_counts_are_the_same(databases: sa.Engine, charter: Charter) -> None:
    with writing(databases) as session:
        cast = a_cast(session, charter)
        _day_begins(session, charter, cast)
        found = waiting.counts(session, cast.triage, charter)
        assert [found[one] for one in (Waits.LETTERS, Waits.CALLS, Waits.FORMS, Waits.MAIL)] == [2, 1, 1, 1]
        assert len(posting.to_post(session, cast.worker, charter).letters) == 1
