"""Promises that run on a case: begun, kept, dropped, given a new date, stopped, started again."""

from datetime import UTC, date, datetime

import pytest

from shared.casework import clocks
from shared.charter.calendar import BeyondHorizon
from shared.charter.organisation import Charter
from shared.charter.procedure import ORDINARY
from shared.charter.reading import load_charter
from shared.charter.vocabulary import Act, Counted, Kind
from shared.charter.workflow import Outcome, Stage
from shared.models.cases import Case, Clock

#: In 2027 Good Friday is 26 March; Easter Monday, 29 March, counts in Scotland and not in England.
HIGHLAND, ENGLISH = load_charter("highland"), load_charter("template")
ACK, REPLY = Act.ACKNOWLEDGE, Act.REPLY
TUESDAY, WEDNESDAY = date(2027, 3, 2), date(2027, 3, 3)


def received(kind: Kind, on: date | str = TUESDAY, charter: Charter = HIGHLAND) -> Case:
    """A case that came in on that day, with its promises running; nothing is written down."""
    on = date.fromisoformat(on) if isinstance(on, str) else on
    procedure = ORDINARY if kind is Kind.COMPLAINT else ""
    case = Case(kind=kind, stage=Stage.RECEIVED, received_on=on, procedure=procedure, stage_number=1)
    clocks.begin_received(case, charter=charter)
    return case


def days(case: Case) -> list[str | None]:
    """When each promise falls due, in the order they were begun."""
    return [clock.due_on.isoformat() if clock.due_on else None for clock in case.clocks]


def reply_clock(case: Case) -> Clock:
    """The promise to answer; there must be one."""
    found = clocks.open_clock(case, REPLY)
    assert found is not None
    return found


# charter, kind, received on, due on (worked out by hand), reason
PROMISED = [
    (HIGHLAND, Kind.REQUEST, "2027-03-02", ["2027-03-09", "2027-03-16"], "an ordinary Tuesday: 5 and 10"),
    (ENGLISH, Kind.REQUEST, "2027-03-02", ["2027-03-09", "2027-03-22"], "an ordinary Tuesday: 5 and 14"),
    (HIGHLAND, Kind.REQUEST, "2027-03-24", ["2027-04-01", "2027-04-08"], "Good Friday is out"),
    (ENGLISH, Kind.REQUEST, "2027-03-24", ["2027-04-02", "2027-04-15"], "Good Friday and Easter Monday are out"),
    (HIGHLAND, Kind.COMPLAINT, "2027-03-24", ["2027-03-31", "2027-03-31"], "Wednesday is day one, Good Friday is out"),
    (HIGHLAND, Kind.COMPLAINT, "2027-03-26", ["2027-04-02", "2027-04-02"], "on Good Friday: day one is Easter Monday"),
    (ENGLISH, Kind.COMPLAINT, "2027-03-26", ["2027-04-05"], "only the acknowledgement; Easter Monday is out"),
    (HIGHLAND, Kind.REQUEST, "2026-12-23", ["2027-01-05", "2027-01-12"], "25, 28 December, 1 and 4 January are out"),
    (ENGLISH, Kind.REQUEST, "2026-12-23", ["2027-01-04", "2027-01-15"], "25 and 28 December and 1 January are out"),
    (HIGHLAND, Kind.ADJUSTMENT, "2025-12-31", ["2026-01-09", "2026-01-09"], "1 and 2 January are out in Scotland"),
    (ENGLISH, Kind.ADJUSTMENT, "2025-12-31", ["2026-01-08", "2026-01-08"], "2 January counts in England"),
    (HIGHLAND, Kind.COMPLAINT, "2026-01-02", ["2026-01-09", "2026-01-09"], "on 2 January: day one is Monday"),
    (HIGHLAND, Kind.COMPLIMENT, "2027-03-27", ["2027-04-02"], "on a Saturday: Easter Monday is day one"),
    (ENGLISH, Kind.COMPLIMENT, "2027-03-27", ["2027-04-05"], "on a Saturday: Tuesday is day one"),
    (HIGHLAND, Kind.REPRESENTATION, "2026-12-18", ["2026-12-29", "2027-01-21"], "four holidays on the way to twenty"),
]


@pytest.mark.clause("CH-2", "FP-3")
@pytest.mark.parametrize(("charter", "kind", "on", "due", "reason"), PROMISED)
def test_whatever_comes_in_is_promised_its_dates_by_the_days_of_its_own_nation(
    charter: Charter, kind: Kind, on: str, due: list[str], reason: str
) -> None:
    case = received(kind, on, charter)
    assert days(case) == due, reason
    assert [clock.first_due_on for clock in case.clocks] == [clock.due_on for clock in case.clocks]
    assert not any(clock.given for clock in case.clocks)


def test_a_promise_remembers_how_it_was_counted_though_the_charter_may_change() -> None:
    clock = received(Kind.COMPLAINT).clocks[0]
    assert (clock.promise, clock.days, clock.counting, clock.started_on) == (
        "complaint-acknowledged",
        5,
        HIGHLAND.promise_by_id["complaint-acknowledged"].counting,
        TUESDAY,
    )


@pytest.mark.clause("RP-6")
@pytest.mark.parametrize(
    ("on", "due", "reason"),
    [
        ("2027-03-03", "2027-03-17", "ten working days after we said that we have it"),
        ("2027-03-25", "2027-04-12", "Good Friday and Easter Monday are out"),
    ],
)
def test_an_english_complaint_is_answered_by_a_count_from_its_acknowledgement(on: str, due: str, reason: str) -> None:
    case = received(Kind.COMPLAINT, charter=ENGLISH)
    clocks.begin_acknowledged(case, on=date.fromisoformat(on), charter=ENGLISH)
    assert days(case) == ["2027-03-09", due], reason
    assert reply_clock(case).started_on == date.fromisoformat(on)


def test_in_scotland_acknowledging_starts_no_further_clock() -> None:
    case = received(Kind.COMPLAINT)
    clocks.begin_acknowledged(case, on=WEDNESDAY, charter=HIGHLAND)
    assert len(case.clocks) == 2


def test_nobody_is_promised_a_day_whose_holidays_nobody_knows() -> None:
    with pytest.raises(BeyondHorizon):
        received(Kind.REQUEST, "2028-12-28")


@pytest.mark.parametrize(
    ("act", "by_act", "kept_by", "reason"),
    [
        (ACK, None, ACK, "said that we have it"),
        (ACK, REPLY, REPLY, "an answer says it too"),
        (REPLY, Act.EXPLAIN, Act.EXPLAIN, "explained in time, which keeps the promise"),
    ],
)
def test_a_promise_is_kept_once_and_says_by_what(act: Act, by_act: Act | None, kept_by: Act, reason: str) -> None:
    case = received(Kind.REQUEST)
    clocks.keep(case, act, on=WEDNESDAY, by_act=by_act)
    clocks.keep(case, act, on=date(2027, 3, 4))
    kept = next(clock for clock in case.clocks if clock.act is act)
    assert (kept.kept_on, kept.kept_by) == (WEDNESDAY, kept_by), reason
    assert [clock.open for clock in case.clocks if clock.act is not act] == [True]


def test_what_is_dropped_is_owed_no_longer_and_what_was_kept_stays_kept() -> None:
    case = received(Kind.REQUEST)
    clocks.keep(case, ACK, on=WEDNESDAY)
    clocks.drop(case, on=date(2027, 3, 4))
    assert [(clock.kept_on, clock.dropped_on) for clock in case.clocks] == [
        (WEDNESDAY, None),
        (None, date(2027, 3, 4)),
    ]
    assert clocks.open_clock(case, REPLY) is None


@pytest.mark.clause("FP-2", "CC-1")
def test_a_date_given_in_person_keeps_the_old_promise_and_opens_a_new_one() -> None:
    case = received(Kind.REQUEST)
    new = clocks.give_date(case, date(2027, 3, 30), why="The part is late.", on=WEDNESDAY, charter=HIGHLAND)
    _, old, _ = case.clocks
    assert (old.kept_on, old.kept_by) == (WEDNESDAY, Act.EXPLAIN)
    assert (new.due_on, new.given, new.why, new.promise) == (
        date(2027, 3, 30),
        True,
        "The part is late.",
        old.promise,
    )
    assert new.days == 19, "3 to 30 March without four week-end days and Good Friday"
    assert new.started_on == TUESDAY, "counted from the same start"


@pytest.mark.parametrize(
    ("charter", "kind", "latest", "reason"),
    [
        (HIGHLAND, Kind.COMPLAINT, "2027-03-15", "ten working days in all, Tuesday is day one"),
        (HIGHLAND, Kind.REQUEST, None, "the charter sets no bound"),
        (HIGHLAND, Kind.COMPLIMENT, None, "no answer was promised"),
        (ENGLISH, Kind.COMPLAINT, "2027-04-06", "twenty from the acknowledgement; Easter is on the way"),
    ],
)
def test_how_far_an_explained_date_may_reach(charter: Charter, kind: Kind, latest: str | None, reason: str) -> None:
    case = received(kind, charter=charter)
    clocks.begin_acknowledged(case, on=date(2027, 3, 5), charter=charter)
    found = clocks.latest_new_date(case, charter)
    assert (found and found.isoformat()) == latest, reason


def test_a_second_explanation_reaches_no_further_than_the_first() -> None:
    case = received(Kind.COMPLAINT)
    clocks.give_date(case, date(2027, 3, 10), why="More to find out.", on=WEDNESDAY, charter=HIGHLAND)
    assert clocks.latest_new_date(case, HIGHLAND) == date(2027, 3, 15)


@pytest.mark.parametrize(
    ("charter", "kind", "on", "by", "reason"),
    [
        (HIGHLAND, Kind.REQUEST, "2027-03-05", "2027-03-16", "promised from receipt, whenever we acknowledge"),
        (ENGLISH, Kind.COMPLAINT, "2027-03-05", "2027-03-19", "ten working days from then"),
        (ENGLISH, Kind.COMPLAINT, "2027-03-25", "2027-04-12", "Easter is on the way"),
        (HIGHLAND, Kind.COMPLIMENT, "2027-03-05", None, "no answer was promised"),
    ],
)
def test_whoever_acknowledges_sees_which_date_she_is_about_to_promise(
    charter: Charter, kind: Kind, on: str, by: str | None, reason: str
) -> None:
    case = received(kind, charter=charter)
    found = clocks.reply_due_if_acknowledged(case, on=date.fromisoformat(on), charter=charter)
    assert (found and found.isoformat()) == by, reason


def test_a_complaint_that_was_acknowledged_before_is_promised_nothing_anew() -> None:
    case = received(Kind.COMPLAINT, charter=ENGLISH)
    case.acknowledged_at = datetime(2027, 3, 3, tzinfo=UTC)
    assert clocks.reply_due_if_acknowledged(case, on=WEDNESDAY, charter=ENGLISH) is None


# today, act that was already done, the day of the next step, reason
NEXT_DAYS = [
    ("2027-03-02", None, "2027-03-09", "the first promise"),
    ("2027-03-10", None, "2027-03-09", "a missed day goes to the top and stays there"),
    ("2027-06-01", None, "2027-03-09", "however long ago"),
    ("2027-03-03", ACK, "2027-03-16", "then the next promise"),
]


@pytest.mark.clause("CH-1")
@pytest.mark.parametrize(("today", "done", "expected", "reason"), NEXT_DAYS)
def test_a_list_knows_the_day_of_the_next_step(today: str, done: Act | None, expected: str, reason: str) -> None:
    case = received(Kind.REQUEST)
    if done:
        clocks.keep(case, done, on=WEDNESDAY)
    clocks.set_next_on(case, charter=HIGHLAND, today=date.fromisoformat(today))
    assert case.next_on.isoformat() == expected, reason


@pytest.mark.parametrize(
    ("stopped", "until", "expected", "reason"),
    [
        (True, "2027-03-17", "2027-03-17", "the day on which we look again"),
        (False, "2027-03-12", "2027-03-12", "before the answer is due"),
        (False, "2027-03-17", "2027-03-16", "the running clock falls due first"),
    ],
)
def test_while_a_question_is_out_the_next_day_is_the_first_that_matters(
    stopped: bool, until: str, expected: str, reason: str
) -> None:
    case = received(Kind.REQUEST)
    clocks.keep(case, ACK, on=WEDNESDAY)
    case.stage, case.waiting_until = Stage.WAITING, date.fromisoformat(until)
    if stopped:
        clocks.stop(case, on=WEDNESDAY, until=case.waiting_until, why="Which?", charter=HIGHLAND)
    clocks.set_next_on(case, charter=HIGHLAND, today=WEDNESDAY)
    assert case.next_on.isoformat() == expected, reason


def test_a_closed_case_waits_for_nothing_but_a_last_word() -> None:
    case = received(Kind.REQUEST)
    clocks.drop(case, on=TUESDAY)
    case.stage, case.closed_at, case.outcome = Stage.CLOSED, datetime(2027, 3, 2, 23, tzinfo=UTC), Outcome.ANSWERED
    clocks.set_next_on(case, charter=HIGHLAND, today=TUESDAY)
    assert case.next_on == date(2027, 4, 28), "forty working days, Good Friday left out"


@pytest.mark.parametrize(
    ("moment", "day", "reason"),
    [
        ("2027-06-01T22:59+00:00", "2027-06-01", "one minute to midnight in summer"),
        ("2027-06-01T23:00+00:00", "2027-06-02", "midnight in summer comes an hour earlier"),
        ("2027-12-01T23:59+00:00", "2027-12-01", "one minute to midnight in winter"),
    ],
)
def test_a_day_ends_at_the_councils_own_midnight(moment: str, day: str, reason: str) -> None:
    assert clocks.today_of(HIGHLAND, datetime.fromisoformat(moment)).isoformat() == day, reason


def test_the_story_of_a_case_names_its_owner_only_once_the_team_has_said_yes() -> None:
    case = received(Kind.REQUEST)
    assert clocks.story(case, HIGHLAND).owner == ""
    assert clocks.story(case, HIGHLAND).team == HIGHLAND.team_name(None)
    assert [fact.promise.counted_from for fact in clocks.story(case, HIGHLAND).clocks] == [Counted.RECEIVED] * 2
