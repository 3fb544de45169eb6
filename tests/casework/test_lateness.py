"""A promise that was missed is told by us, once, before anybody has to ask."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import lateness, replies
from shared.casework.customers import Person
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Act, Kind
from shared.models.cases import Case, Clock, Happening
from shared.models.happened import Happened
from shared.models.notices import Notice
from tests.builders import TUESDAY, a_case
from tests.casework.test_routing import in_hand
from tests.people import Cast


def at(day: int, hour: int = 9) -> datetime:
    """A morning in March 2027."""
    return datetime(2027, 3, day, hour, tzinfo=UTC)


def late_letters(session: Session) -> list[Notice]:
    session.flush()
    return list(session.scalars(sa.select(Notice).where(Notice.template == "late").order_by(Notice.id)))


def told_lines(session: Session, case: Case) -> list[Happening]:
    session.flush()
    rows = sa.select(Happening).where(Happening.case_id == case.id, Happening.what == Happened.TOLD_LATE)
    return list(session.scalars(rows.order_by(Happening.id)))


# A request that came on Tuesday 2 March is to be acknowledged by Tuesday 9 March.
WHEN = [
    (at(8), 0, "the day before, nothing is late"),
    (at(9, 23), 0, "on its day it is not late yet, not even at night"),
    (at(10, 0), 1, "the day after, it is"),
    (at(12), 1, "and so it is when we look days later"),
]


@pytest.mark.clause("CH-1")
@pytest.mark.parametrize(("moment", "letters", "reason"), WHEN)
def test_somebody_is_told_from_the_day_after_the_missed_one(
    session: Session, charter: Charter, moment: datetime, letters: int, reason: str
) -> None:
    a_case(session, charter)
    lateness.tell_late(session, at=moment, charter=charter)
    assert len(late_letters(session)) == letters, reason


def test_the_letter_says_which_day_was_missed_and_by_when_we_write_again(session: Session, charter: Charter) -> None:
    case = a_case(session, charter)
    lateness.tell_late(session, at=at(10), charter=charter)
    (letter,) = late_letters(session)
    assert letter.facts["next"]["late_since"] == "2027-03-09"
    assert letter.facts["next"]["by"] == "2027-03-11", "two working days after the missed one"
    assert letter.to_address == "morag@customer.example"
    (line,) = told_lines(session, case)
    assert line.facts == {"day": "2027-03-09", "act": "acknowledge"} and line.public


def test_nobody_is_told_of_the_same_miss_twice(session: Session, charter: Charter) -> None:
    a_case(session, charter)
    assert lateness.tell_late(session, at=at(10), charter=charter) == 1
    assert lateness.tell_late(session, at=at(10), charter=charter) == 0
    assert lateness.tell_late(session, at=at(11), charter=charter) == 0
    assert len(late_letters(session)) == 1


def test_a_second_promise_that_is_missed_later_is_told_too(session: Session, charter: Charter) -> None:
    case = a_case(session, charter)
    lateness.tell_late(session, at=at(10), charter=charter)
    lateness.tell_late(session, at=at(17), charter=charter)
    assert [line.facts["act"] for line in told_lines(session, case)] == ["acknowledge", "reply"]
    assert len(late_letters(session)) == 2


def test_two_promises_missed_on_one_day_are_told_in_one_letter(session: Session, charter: Charter) -> None:
    case = a_case(session, charter, Kind.COMPLAINT)
    assert {clock.due_on for clock in case.clocks} == {date(2027, 3, 8)}
    assert lateness.tell_late(session, at=at(9), charter=charter) == 2
    assert len(told_lines(session, case)) == 2 and len(late_letters(session)) == 1


def test_what_was_kept_or_is_waited_for_is_not_late(session: Session, charter: Charter, cast: Cast) -> None:
    kept, waiting = in_hand(session, charter, cast), in_hand(session, charter, cast)
    for case in (kept, waiting):
        replies.acknowledge(session, case, words="We have it.", by=cast.worker, at=TUESDAY, charter=charter)
    replies.reply(session, kept, words="Mended.", by=cast.worker, at=TUESDAY, charter=charter)
    replies.ask(session, waiting, words="Which lamp?", by=cast.worker, at=TUESDAY, charter=charter)
    assert lateness.tell_late(session, at=at(30), charter=charter) == 0


def test_somebody_without_an_address_gets_no_letter_but_the_history_says_that_we_are_late(
    session: Session, charter: Charter
) -> None:
    case = a_case(session, charter, person=Person())
    assert lateness.tell_late(session, at=at(10), charter=charter) == 1
    assert late_letters(session) == [] and len(told_lines(session, case)) == 1


def test_many_who_wait_are_told_some_at_a_time_and_none_is_left_out(session: Session, charter: Charter) -> None:
    for _ in range(7):
        a_case(session, charter)
    rounds = [lateness.tell_late(session, at=at(10), charter=charter, most=3) for _ in range(4)]
    assert rounds == [3, 3, 1, 0]
    missed = sa.select(sa.func.count()).select_from(Clock).where(Clock.act == Act.ACKNOWLEDGE)
    assert session.scalar(missed.where(Clock.told_late_on == date(2027, 3, 10))) == 7
