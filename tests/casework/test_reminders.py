"""Nobody forgets what was promised: whoever sees to it hears of it in time and once more when it is late."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import accounts, by_hand, lessons, remedies, reminders, replies, sending
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind, Reach, Seal
from shared.delivery.rendering import render
from shared.models.database import writing
from shared.models.happened import Happened
from shared.models.notices import Notice, Task, TaskKind
from tests.builders import TUESDAY, a_case, a_written_decision, held
from tests.casework.promised import DUE, LESSON, a_promise, lesson_of, owed, remedy_of, updates
from tests.people import Cast, a_cast


def at(day: int, hour: int = 9) -> datetime:
    """A morning in March 2027."""
    return datetime(2027, 3, day, hour, tzinfo=UTC)


# Promised for Tuesday 16 March 2027: two working days before lies a weekend.
SOON = [
    (at(11, 23), 0, "on Thursday night it is too early"),
    (at(12), 1, "Friday is two working days before Tuesday"),
    (at(15), 1, "a worker that stood still says it as soon as it runs"),
    (at(16), 1, "on the day itself it is not too late for it"),
    (at(17), 0, "after the day there is nothing to come: that it is late is another message"),
]


@pytest.mark.clause("FP-15")
@pytest.mark.parametrize(("moment", "number", "reason"), SOON)
def test_whoever_sees_to_it_is_reminded_in_time_and_once(
    session: Session, charter: Charter, cast: Cast, moment: datetime, number: int, reason: str
) -> None:
    a_promise(session, charter, by=cast.worker)
    assert [reminders.remind(session, at=moment, charter=charter) for _ in range(2)] == [2 * number, 0], reason
    told = owed(session, reminders.TEMPLATE)
    assert [one.facts["lesson"] for one in told] == [False, True] * number, "the remedy and the lesson"
    assert {one.to_address for one in told} <= {cast.worker.email}
    assert not any(one.facts["late"] for one in told)


# The customer is told from the day after the promised one.
LATE = [(at(16, 23), 0, "on its day it is not late yet"), (at(17), 1, "the day after it is"), (at(24), 1, "and later")]


@pytest.mark.clause("FP-15", "CH-1")
@pytest.mark.parametrize(("moment", "number", "reason"), LATE)
def test_a_day_that_has_passed_is_told_once_to_whoever_sees_to_it_and_to_the_customer(
    session: Session, charter: Charter, cast: Cast, moment: datetime, number: int, reason: str
) -> None:
    case = a_promise(session, charter, by=cast.worker)
    assert [reminders.tell_late(session, at=moment, charter=charter) for _ in range(2)] == [2 * number, 0], reason
    assert [one.facts["late"] for one in owed(session, reminders.TEMPLATE)] == [True, True] * number
    letters = owed(session, "late_remedy")
    assert [one.to_address for one in letters] == ["morag@customer.example"] * number
    assert [one.facts["day"] for one in letters] == ["2027-03-16"] * number
    assert len(updates(session, case)) == number


@pytest.mark.clause("CH-1")
def test_the_customer_reads_a_new_day_and_somebody_has_to_keep_it(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_promise(session, charter, by=cast.worker)
    reminders.tell_late(session, at=at(17), charter=charter)
    (letter,) = owed(session, "late_remedy")
    words = " ".join(render(letter, charter, "https://tell.highland.example").text.split())
    assert "by Tuesday 16 March 2027: An apology" in words
    assert "We write to you by Friday 19 March 2027" in words, "two working days after Wednesday"
    (task,) = updates(session, case)
    assert (task.due_on, task.detail, task.team) == (date(2027, 3, 19), "remedy", cast.team)
    line = next(one for one in case.happenings if one.what is Happened.TOLD_LATE)
    assert line.public and line.facts["day"] == "2027-03-16"
    replies.write(session, case, words="On Monday.", by=cast.worker, at=at(18), charter=charter)
    assert updates(session, case) == [], "they have heard from us"


@pytest.mark.clause("FP-15")
def test_what_is_done_or_given_up_or_only_drafted_reminds_nobody(
    session: Session, charter: Charter, cast: Cast
) -> None:
    how = {"by": cast.worker, "at": TUESDAY, "charter": charter}
    done, given_up = a_promise(session, charter, by=cast.worker), a_promise(session, charter, by=cast.worker)
    remedies.done(session, remedy_of(session, done), how="Done.", **how)
    remedies.cannot(session, remedy_of(session, given_up), why="Gone.", instead="", **how)
    for case in (done, given_up):
        lessons.done(session, lesson_of(session, case), evidence="There.", **how)
    draft = held(session, a_case(session, charter, Kind.COMPLAINT), by=cast.worker, charter=charter)
    lessons.learn(session, draft, words=LESSON, due_on=DUE, owner=cast.worker, **how)
    a_written_decision(session, draft, by=cast.worker, charter=charter)
    assert reminders.remind(session, at=at(12), charter=charter) == 0
    assert reminders.tell_late(session, at=at(17), charter=charter) == 0


@pytest.mark.clause("FP-15")
@pytest.mark.parametrize("why", ["nobody owns it", "they have left", "they may not look at it any more"])
def test_the_team_hears_of_it_where_nobody_else_can(session: Session, charter: Charter, cast: Cast, why: str) -> None:
    case = a_promise(session, charter, by=cast.worker, learn=False)
    remedy, team = remedy_of(session, case), cast.team
    if why == "nobody owns it":
        remedies.give(session, remedy, to=None, by=cast.worker, at=TUESDAY, charter=charter)
    elif why == "they have left":
        accounts.disable(cast.worker, at=TUESDAY)
    else:
        cast.worker.team = cast.stranger.team
    session.flush()
    reminders.remind(session, at=at(12), charter=charter)
    (told,) = owed(session, reminders.TEMPLATE)
    assert told.to_address == charter.teams[team].email


@pytest.mark.clause("SC-8", "FP-7")
@pytest.mark.parametrize("late", [False, True])
def test_a_reminder_says_nothing_that_anybody_wrote_and_nothing_of_the_customer(
    session: Session, charter: Charter, cast: Cast, late: bool
) -> None:
    case = a_promise(session, charter, by=cast.relations)
    case.seal = Seal.HATE
    act = reminders.tell_late if late else reminders.remind
    act(session, at=at(17 if late else 12), charter=charter)
    for notice in owed(session, reminders.TEMPLATE):
        letter = render(notice, charter, "https://tell.highland.example")
        assert case.reference in letter.subject
        for secret in ("Morag", "light", "sorry that you", "Monday", case.tracking_key, "/track/", LESSON):
            assert secret not in letter.text + letter.html, secret
        assert f"https://tell.highland.example{notice.facts['page']}" in letter.text


def test_a_reminder_that_does_not_leave_asks_nobody_to_ring_the_customer(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_promise(session, charter, by=cast.worker, learn=False)
    reminders.remind(session, at=at(12), charter=charter)
    (told,) = owed(session, reminders.TEMPLATE)
    by_hand.hand_over(session, reaches=[Reach.TEXT], at=at(12), charter=charter)
    sending.failed(session, told, at=at(12), charter=charter, trouble="Down.", for_good=True)
    session.flush()
    rows = sa.select(Task).where(Task.case_id == case.id, Task.notice_id == told.id)
    assert session.scalars(rows).all() == []


def test_a_reminder_leaves_although_the_customer_wants_no_messages(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_promise(session, charter, by=cast.worker, learn=False)
    assert case.customer is not None
    case.customer.reach = Reach.NONE
    reminders.remind(session, at=at(12), charter=charter)
    (told,) = owed(session, reminders.TEMPLATE)
    assert sending.may_leave(session, told, at=at(12), charter=charter)
    assert told.to_address == cast.worker.email
    reminders.tell_late(session, at=at(17), charter=charter)
    assert owed(session, "late_remedy") == []


def test_many_are_reminded_some_at_a_time_on_both_databases(databases: sa.Engine, charter: Charter) -> None:
    with writing(databases) as session:
        cast = a_cast(session, charter)
        for _ in range(3):
            a_promise(session, charter, by=cast.worker)
        session.commit()
        rounds = [reminders.remind(session, at=at(12), charter=charter, most=2) for _ in range(3)]
        assert rounds == [4, 2, 0]
        rounds = [reminders.tell_late(session, at=at(17), charter=charter, most=2) for _ in range(3)]
        assert rounds == [4, 2, 0]
        session.commit()
        assert session.scalar(sa.select(sa.func.count()).where(Notice.template == reminders.TEMPLATE)) == 12
        assert session.scalar(sa.select(sa.func.count()).where(Task.what == TaskKind.UPDATE)) == 3
