"""The figures: each sum worked out by hand from a few cases."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import clocks, figures
from shared.casework.figures import Kept, Received
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Act, Kind
from shared.charter.workflow import Outcome, Stage
from shared.models.cases import Case, Clock
from shared.models.database import writing
from shared.models.surveys import Survey
from tests.builders import TUESDAY, a_case

TODAY = TUESDAY.date()
DAY = timedelta(days=1)


def _kept(session: Session, since: date = TODAY - 90 * DAY) -> dict[tuple[Kind, Act], Kept]:
    session.flush()
    return {(row.kind, row.act): row for row in figures.promises_kept(session, since=since, until=TODAY)}


def _clock(case: Case, act: Act = Act.ACKNOWLEDGE) -> Clock:
    found = clocks.open_clock(case, act)
    assert found is not None and found.due_on is not None
    return found


@pytest.mark.clause("CH-2")
def test_every_promise_is_counted_once_by_what_became_of_it(databases: sa.Engine, charter: Charter) -> None:
    with writing(databases) as session:
        cases = [a_case(session, charter, Kind.COMMENT, at=TUESDAY - 30 * DAY) for _ in range(7)]
        due = _clock(cases[0]).due_on
        assert due is not None and due < TODAY
        for case, day, by in (
            (cases[0], due, Act.ACKNOWLEDGE),
            (cases[1], due + DAY, Act.ACKNOWLEDGE),
            (cases[2], due - DAY, Act.EXPLAIN),
        ):
            clock = _clock(case)
            clock.kept_on, clock.kept_by = day, by
        _clock(cases[4]).dropped_on = due + DAY
        _clock(cases[5]).dropped_on = due
        _clock(cases[6]).due_on = None
        row = _kept(session)[Kind.COMMENT, Act.ACKNOWLEDGE]
    assert row == Kept(Kind.COMMENT, Act.ACKNOWLEDGE, kept=1, given=1, late=1, missed=2, running=1)
    assert row.settled == 5


@pytest.mark.parametrize(
    ("days", "missed", "reason"),
    [(-1, 0, "tomorrow"), (0, 0, "today is not over"), (1, 1, "since yesterday it is late")],
)
def test_a_promise_is_missed_on_the_day_after_it_was_due(
    session: Session, charter: Charter, days: int, missed: int, reason: str
) -> None:
    _clock(a_case(session, charter)).due_on = TODAY - days * DAY
    row = _kept(session)[Kind.REQUEST, Act.ACKNOWLEDGE]
    assert (row.missed, row.running) == (missed, 1 - missed), reason


@pytest.mark.clause("CH-1")
def test_what_came_in_is_counted_by_kind_with_what_was_sorted_out_at_once(session: Session, charter: Charter) -> None:
    first, second = a_case(session, charter), a_case(session, charter)
    a_case(session, charter, Kind.COMPLIMENT)
    a_case(session, charter, Kind.COMPLIMENT, at=TUESDAY - 91 * DAY)
    first.stage, first.closed_at, first.outcome = Stage.CLOSED, TUESDAY, Outcome.RESOLVED_AT_FIRST_CONTACT
    second.bounces = 3
    session.flush()
    assert figures.received(session, since=TODAY - 90 * DAY, until=TODAY) == [
        Received(Kind.REQUEST, cases=2, at_once=1, bounces=3),
        Received(Kind.COMPLIMENT, cases=1, at_once=0, bounces=0),
    ]


@pytest.mark.clause("CC-5")
def test_open_cases_that_nobody_owns_are_counted(session: Session, charter: Charter) -> None:
    a_case(session, charter)
    routed, closed = a_case(session, charter), a_case(session, charter)
    routed.team, routed.stage = next(iter(charter.teams)), Stage.OFFERED
    closed.stage, closed.closed_at, closed.outcome = Stage.CLOSED, TUESDAY, Outcome.WITHDRAWN
    session.flush()
    assert figures.unowned(session) == {None: 1, routed.team: 1}


def test_before_anything_has_come_in_there_is_nothing_to_count(session: Session) -> None:
    assert figures.received(session, since=TODAY, until=TODAY) == []
    assert figures.promises_kept(session, since=TODAY, until=TODAY) == []
    assert figures.unowned(session) == {}


# answers of the first question, its mean, reason
SAID = [
    (10, None, "ten are too few to show"),
    (11, 4.0, "eleven are enough"),
]


@pytest.mark.clause("CC-2", "RP-26")
@pytest.mark.parametrize(("answers", "mean", "reason"), SAID)
def test_what_people_said_is_counted_and_a_mean_of_few_is_kept_back(
    databases: sa.Engine, charter: Charter, answers: int, mean: float | None, reason: str
) -> None:
    with writing(databases) as session:
        for number in range(answers + 1):
            case = a_case(session, charter)
            survey = Survey(case=case, key=f"key-{number}", sent_at=TUESDAY, words="")
            if number < answers:  # the last has not answered
                survey.answered_at, survey.easy = TUESDAY, 3 + 2 * (number % 2) if number else 4
            session.add(survey)
        session.add(Survey(case=a_case(session, charter), key="nobody", sent_at=None, words=""))
        session.flush()
        day, zone = TUESDAY.date(), charter.organisation.time_zone
        said = figures.said_of_us(session, since=day, until=day, zone=zone)
        assert (said.asked, said.answered, said.easy, said.happy) == (answers + 1, answers, answers, 0)
        assert said.easy_mean == (pytest.approx(mean, abs=0.1) if mean else None), reason
        assert said.happy_mean is None
        before = figures.said_of_us(session, since=day - timedelta(days=9), until=day - timedelta(days=1), zone=zone)
        assert before.asked == 0
