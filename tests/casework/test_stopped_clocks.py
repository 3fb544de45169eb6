"""Clocks that stand still while we wait for somebody, and what that does to their dates."""

from datetime import date

import pytest

from shared.casework import clocks
from shared.charter.calendar import Rest
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Act, Kind
from shared.models.cases import Case
from tests.casework.test_clocks import ENGLISH, HIGHLAND, TUESDAY, WEDNESDAY, days, received, reply_clock


def stopped(case: Case, on: str, charter: Charter = HIGHLAND) -> None:
    """Somebody asks the customer something on that day."""
    began = date.fromisoformat(on)
    clocks.stop(case, on=began, until=charter.calendar.add(began, 10), why="Which light?", charter=charter)


# stopped on, started again on, answer due on (worked out by hand), reason
STOPS = [
    ("2027-03-03", "2027-03-03", "2027-03-16", "answered the same day: nothing is added"),
    ("2027-03-03", "2027-03-04", "2027-03-17", "one working day is added"),
    ("2027-03-05", "2027-03-08", "2027-03-17", "over a week-end only Monday is added"),
    ("2027-03-03", "2027-03-10", "2027-03-23", "five working days are added"),
    ("2027-03-16", "2027-03-18", "2027-03-18", "stopped on the last day: due when it starts again"),
    ("2027-03-11", "2027-03-30", "2027-04-02", "twelve are added; Easter Monday is one of them in Scotland"),
    ("2027-03-16", "2027-03-26", "2027-03-25", "Good Friday adds nothing"),
]


@pytest.mark.clause("FP-4", "FP-3")
@pytest.mark.parametrize(("on", "again", "due", "reason"), STOPS)
def test_a_clock_gains_the_working_days_for_which_it_stood_still(on: str, again: str, due: str, reason: str) -> None:
    case = received(Kind.REQUEST)
    clocks.keep(case, Act.ACKNOWLEDGE, on=WEDNESDAY)
    stopped(case, on)
    assert days(case) == ["2027-03-09", None], "while it stands still there is no date"
    clocks.restart(case, on=date.fromisoformat(again), charter=HIGHLAND)
    assert reply_clock(case).due_on == date.fromisoformat(due), reason
    assert reply_clock(case).first_due_on == date(2027, 3, 16), "figures are measured against the first date"


@pytest.mark.clause("FP-4", "FP-3")
@pytest.mark.parametrize(
    ("charter", "due", "reason"),
    [
        (HIGHLAND, "2027-03-30", "two days are added to the 25th: Easter Monday and Tuesday"),
        (ENGLISH, "2027-03-31", "two days are added to the 25th: Tuesday and Wednesday"),
    ],
)
def test_the_days_added_are_those_of_the_own_nation(charter: Charter, due: str, reason: str) -> None:
    case = received(Kind.ADJUSTMENT, "2027-03-18", charter)
    assert days(case) == ["2027-03-25", "2027-03-25"]
    stopped(case, "2027-03-22", charter)
    clocks.restart(case, on=date(2027, 3, 24), charter=charter)
    assert reply_clock(case).due_on == date.fromisoformat(due), reason


@pytest.mark.clause("FP-4")
def test_two_questions_add_both_waits_and_no_day_twice() -> None:
    case = received(Kind.REQUEST)
    for on, again in (("2027-03-03", "2027-03-05"), ("2027-03-05", "2027-03-09")):
        stopped(case, on)
        clocks.restart(case, on=date.fromisoformat(again), charter=HIGHLAND)
    assert reply_clock(case).due_on == date(2027, 3, 22), "two working days, then two more"
    assert [stop.restarted_on for stop in reply_clock(case).stops] == [date(2027, 3, 5), date(2027, 3, 9)]


@pytest.mark.clause("FP-4", "FP-2")
def test_a_date_that_was_given_moves_by_the_same_days() -> None:
    case = received(Kind.REQUEST)
    clocks.give_date(case, date(2027, 3, 24), why="The part is late.", on=WEDNESDAY, charter=HIGHLAND)
    stopped(case, "2027-03-22")
    clocks.restart(case, on=date(2027, 3, 30), charter=HIGHLAND)
    assert reply_clock(case).due_on == date(2027, 4, 1), "five are added to the 24th, Good Friday left out"


# kind, today, which clocks stand still, reason
WHICH = [
    (Kind.REQUEST, "2027-03-03", [Act.REPLY], "the acknowledgement never waits for the customer"),
    (Kind.REQUEST, "2027-03-16", [Act.REPLY], "all of the last day is in time"),
    (Kind.REQUEST, "2027-03-17", [], "a clock that has run out is not stopped: that would hide that we are late"),
    (Kind.COMPLAINT, "2027-03-03", [], "the model procedure does not wait"),
    (Kind.COMPLIMENT, "2027-03-03", [], "nor do thanks"),
    (Kind.ADJUSTMENT, "2027-03-03", [Act.REPLY], "an adjustment is agreed with the customer"),
]


@pytest.mark.clause("FP-4")
@pytest.mark.parametrize(("kind", "today", "expected", "reason"), WHICH)
def test_only_a_promise_that_says_so_stands_still(kind: Kind, today: str, expected: list[Act], reason: str) -> None:
    case = received(kind)
    on = date.fromisoformat(today)
    still = clocks.stop(case, on=on, until=date(2027, 3, 31), why="Which light?", charter=HIGHLAND)
    assert [clock.act for clock in still] == expected, reason
    assert [stop.why for clock in still for stop in clock.stops] == ["Which light?"] * len(expected)
    assert [stop.review_on for clock in still for stop in clock.stops] == [date(2027, 3, 31)] * len(expected)


def test_stopping_twice_stops_once() -> None:
    case = received(Kind.REQUEST)
    stopped(case, "2027-03-03")
    stopped(case, "2027-03-04")
    assert len(reply_clock(case).stops) == 1


def test_a_clock_that_runs_is_not_started_again() -> None:
    case = received(Kind.REQUEST)
    assert clocks.restart(case, on=WEDNESDAY, charter=HIGHLAND) == []
    assert days(case) == ["2027-03-09", "2027-03-16"]


# kind, today, the promises kept by then, the day by which the customer is to answer, reason
ANSWER_BY = [
    (Kind.REQUEST, "2027-03-03", True, "2027-03-17", "ten working days; the answer's clock stands still"),
    (Kind.REQUEST, "2027-03-03", False, "2027-03-09", "before our own acknowledgement, which runs on"),
    (Kind.REQUEST, "2027-03-09", False, "2027-03-10", "never less than a working day"),
    (Kind.REQUEST, "2027-03-12", False, "2027-03-15", "though we are late: tomorrow, and that is Monday"),
    (Kind.REQUEST, "2027-03-24", True, "2027-04-08", "our answer is late already: hurrying them mends nothing"),
    (Kind.COMPLAINT, "2027-03-03", True, "2027-03-08", "before the decision, which runs on"),
    (Kind.COMMENT, "2027-03-03", True, "2027-03-16", "before our answer, which runs on"),
]


@pytest.mark.parametrize(("kind", "today", "acknowledged", "by", "reason"), ANSWER_BY)
def test_a_customer_has_time_to_answer_but_not_more_than_we_have(
    kind: Kind, today: str, acknowledged: bool, by: str, reason: str
) -> None:
    case = received(kind)
    if acknowledged:
        clocks.keep(case, Act.ACKNOWLEDGE, on=TUESDAY)
    stopped(case, today)
    assert clocks.answer_by(case, on=date.fromisoformat(today), charter=HIGHLAND).isoformat() == by, reason


@pytest.mark.clause("FP-3", "FP-4")
def test_a_date_explains_which_days_it_stood_still() -> None:
    case = received(Kind.REQUEST)
    stopped(case, "2027-03-03")
    clocks.restart(case, on=date(2027, 3, 5), charter=HIGHLAND)
    reckoning = clocks.how_counted(reply_clock(case), HIGHLAND)
    assert reckoning.due_on == reply_clock(case).due_on == date(2027, 3, 18)
    assert [day.day.day for day in reckoning.days if day.stopped] == [4, 5]
    assert [day.number for day in reckoning.days][-1] == 10
    assert {day.off.why for day in reckoning.skipped if day.off} == {Rest.WEEKEND}


@pytest.mark.clause("FP-3")
def test_a_date_over_christmas_names_each_holiday_on_the_way() -> None:
    case = received(Kind.REQUEST, "2026-12-23")
    reckoning = clocks.how_counted(case.clocks[0], HIGHLAND)
    named = [(day.day.isoformat(), day.off.name) for day in reckoning.skipped if day.off and day.off.name]
    assert [day for day, _ in named if date.fromisoformat(day).weekday() < 5] == [
        "2026-12-25",
        "2026-12-28",
        "2027-01-01",
        "2027-01-04",
    ]
    assert all(name for _, name in named)
    assert reckoning.due_on == date(2027, 1, 5)
