"""While an answer is late or was moved, the customer hears from us at least every twenty working days (Sc-08)."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import lateness, replies, resting, stages, updates
from shared.charter.access import Role
from shared.charter.organisation import Charter
from shared.charter.reading import load_charter
from shared.charter.vocabulary import Act, Kind
from shared.models.cases import Case
from shared.models.database import writing
from shared.models.decisions import RestFor
from tests.builders import TUESDAY, a_case, a_member_of_staff, decide, held
from tests.casework.promised import updates as open_updates
from tests.people import Cast, a_cast


def on(month: int, day: int, hour: int = 9) -> datetime:
    """A morning in 2027."""
    return datetime(2027, month, day, hour, tzinfo=UTC)


def moved(session: Session, charter: Charter, by: object) -> Case:
    """A complaint of Tuesday 2 March, in the hands of a worker who moved its answer on the same day to Tuesday 9."""
    case = held(session, a_case(session, charter, Kind.COMPLAINT), by=by, charter=charter)  # type: ignore[arg-type]
    how = {"reason": "We wait for a part.", "by": by, "at": TUESDAY, "charter": charter}
    replies.explain(session, case, day=date(2027, 3, 9), **how)  # type: ignore[arg-type]
    session.flush()
    return case


# Moved on Tuesday 2 March and missed on Tuesday 9 March: told so on Wednesday 10 March. Twenty working days after that
# lies Thursday 8 April, for Good Friday (26 March) is a holiday and Easter Monday is none in Scotland.
ROUNDS = [
    (on(4, 5), 0, "three working days before, it is too early"),
    (on(4, 6), 1, "two working days before Thursday 8 April"),
    (on(4, 9), 1, "a worker that stood still opens it late, and then it is late"),
]


@pytest.mark.clause("CC-1")
@pytest.mark.parametrize(("moment", "number", "reason"), ROUNDS)
def test_the_team_is_asked_to_say_how_far_we_are(
    session: Session, charter: Charter, cast: Cast, moment: datetime, number: int, reason: str
) -> None:
    case = moved(session, charter, cast.worker)
    lateness.tell_late(session, at=on(3, 10), charter=charter)
    session.flush()
    assert [updates.open_due(session, at=moment, charter=charter) for _ in range(2)] == [number, 0], reason
    found = open_updates(session, case)
    assert [(one.due_on, one.team) for one in found] == [(date(2027, 4, 8), cast.team)] * number


@pytest.mark.clause("CC-1")
def test_any_word_to_the_customer_settles_it_and_the_next_comes_twenty_days_later(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = moved(session, charter, cast.worker)
    lateness.tell_late(session, at=on(3, 10), charter=charter)
    session.flush()
    updates.open_due(session, at=on(4, 6), charter=charter)
    replies.note(session, case, words="Rang the maker.", by=cast.worker, at=on(4, 7), charter=charter)
    assert len(open_updates(session, case)) == 1, "a note among us tells the customer nothing"
    replies.write(session, case, words="The part is on its way.", by=cast.worker, at=on(4, 7), charter=charter)
    assert open_updates(session, case) == []
    # Wednesday 7 April and twenty working days: Thursday 6 May, for Monday 3 May is a holiday.
    assert updates.open_due(session, at=on(5, 3), charter=charter) == 0
    assert updates.open_due(session, at=on(5, 4), charter=charter) == 1
    assert [one.due_on for one in open_updates(session, case)] == [date(2027, 5, 6)]
    decide(session, case, by=cast.worker, charter=charter, at=on(5, 5))
    assert open_updates(session, case) == [], "they are answered"
    assert updates.open_due(session, at=on(7, 1), charter=charter) == 0


@pytest.mark.clause("CC-1")
def test_an_answer_in_time_needs_no_words_between(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter, Kind.COMPLAINT)
    held(session, case, by=cast.worker, charter=charter)
    stages.raise_stage(session, case, words="They want more.", by=cast.worker, at=TUESDAY, charter=charter)
    session.flush()
    due = next(one.due_on for one in case.clocks if one.open and one.act is Act.REPLY)
    assert due == date(2027, 3, 30), "Tuesday counts as day one; Good Friday is a holiday"
    assert updates.open_due(session, at=on(3, 30), charter=charter) == 0


@pytest.mark.clause("FP-4")
def test_while_a_complaint_rests_nobody_is_chased(session: Session, charter: Charter, cast: Cast) -> None:
    case = moved(session, charter, cast.worker)
    how = {"by": cast.worker, "at": on(3, 3), "charter": charter}
    resting.rest(session, case, what=RestFor.MEDIATION, reason="They talk.", review_on=date(2027, 5, 28), **how)
    session.flush()
    assert updates.open_due(session, at=on(5, 20), charter=charter) == 0


def test_england_has_set_no_number_and_so_nobody_is_asked(session: Session) -> None:
    english = load_charter("north-east-lincolnshire")
    assert not any(one.update_days for one in english.procedures.values())
    team = next(iter(english.services.values())).team
    worker = a_member_of_staff(session, Role.CASE_WORKER, team)
    held(session, a_case(session, english, Kind.COMPLAINT), by=worker, charter=english)
    assert updates.open_due(session, at=on(12, 1), charter=english) == 0


def test_it_is_asked_on_both_databases_some_at_a_time(databases: sa.Engine, charter: Charter) -> None:
    with writing(databases) as session:
        cast = a_cast(session, charter)
        for _ in range(3):
            moved(session, charter, cast.worker)
        session.commit()
        rounds = [updates.open_due(session, at=on(6, 1), charter=charter, most=2) for _ in range(3)]
        assert rounds == [2, 1, 0]
