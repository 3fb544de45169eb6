"""When a promise falls due, how that was counted, and how it stands."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.charter.calendar import BeyondHorizon, Rest, WorkingCalendar
from shared.charter.clock import Standing, Start, Stop, due_on, reckon, standing
from shared.charter.vocabulary import IN_WORKING_DAYS, Counting, Division

ENGLAND = WorkingCalendar(Division.ENGLAND_AND_WALES)
SCOTLAND = WorkingCalendar(Division.SCOTLAND)
AFTER, INCLUSIVE, DEEMED = Counting.AFTER_RECEIPT, Counting.INCLUSIVE, Counting.DEEMED_THEN_AFTER
FIVE = time(17)

# calendar, received (local time), cut-off, counting, five working days end on, reason
CONVENTIONS = [
    (SCOTLAND, "2025-03-03 10:00", None, AFTER, "2025-03-10", "a Monday is day nought"),
    (SCOTLAND, "2025-03-03 10:00", None, INCLUSIVE, "2025-03-07", "a Monday is day one: one day earlier"),
    (SCOTLAND, "2025-03-03 10:00", None, DEEMED, "2025-03-10", "a Monday in hours is day nought"),
    (SCOTLAND, "2025-06-07 10:00", None, AFTER, "2025-06-13", "after a Saturday, Monday is day one"),
    (SCOTLAND, "2025-06-07 10:00", None, INCLUSIVE, "2025-06-13", "received on Saturday, Monday is day one"),
    (SCOTLAND, "2025-06-07 10:00", None, DEEMED, "2025-06-16", "received on Saturday, Monday is day nought"),
    (SCOTLAND, "2025-06-08 23:59", None, AFTER, "2025-06-13", "a day runs to midnight, even a Sunday"),
    (SCOTLAND, "2025-03-03 17:00", FIVE, INCLUSIVE, "2025-03-07", "exactly at the cut-off is in time"),
    (SCOTLAND, "2025-03-03 17:01", FIVE, INCLUSIVE, "2025-03-10", "a minute later is the next day"),
    (SCOTLAND, "2025-03-03 23:59", None, INCLUSIVE, "2025-03-07", "without a cut-off midnight ends the day"),
    (ENGLAND, "2025-03-03 17:00", FIVE, DEEMED, "2025-03-10", "exactly at the cut-off is in time"),
    (ENGLAND, "2025-03-03 17:01", FIVE, DEEMED, "2025-03-11", "late on Monday is Tuesday, which is nought"),
    (ENGLAND, "2025-03-03 17:01", FIVE, AFTER, "2025-03-10", "after-receipt knows no cut-off"),
    (ENGLAND, "2025-03-07 17:01", FIVE, DEEMED, "2025-03-17", "late on Friday is Monday, which is nought"),
    (SCOTLAND, "2025-12-31 09:00", None, AFTER, "2026-01-09", "1 and 2 January are out"),
    (ENGLAND, "2025-12-31 09:00", None, AFTER, "2026-01-08", "only 1 January is out in England"),
    (SCOTLAND, "2025-12-31 09:00", None, INCLUSIVE, "2026-01-08", "31 December itself is day one"),
    (
        SCOTLAND,
        "2026-01-02 09:00",
        None,
        INCLUSIVE,
        "2026-01-09",
        "on a holiday, day one is the next day that counts",
    ),
    (ENGLAND, "2026-01-02 09:00", None, INCLUSIVE, "2026-01-08", "2 January is day one in England"),
    (SCOTLAND, "2026-11-30 09:00", None, INCLUSIVE, "2026-12-07", "St Andrew's Day is no day one"),
    (
        SCOTLAND,
        "2026-06-15 09:00",
        None,
        INCLUSIVE,
        "2026-06-22",
        "nor is the one-off holiday of 15 June 2026",
    ),
    (
        ENGLAND,
        "2025-04-18 09:00",
        None,
        DEEMED,
        "2025-04-29",
        "Good Friday moves to Tuesday, which is nought",
    ),
]


@pytest.mark.clause("FP-3", "RP-6")
@pytest.mark.parametrize(("calendar", "received", "cut_off", "counting", "expected", "reason"), CONVENTIONS)
def test_day_one_is_as_the_promise_says(
    calendar: WorkingCalendar,
    received: str,
    cut_off: time | None,
    counting: Counting,
    expected: str,
    reason: str,
) -> None:
    moment = datetime.fromisoformat(received).replace(tzinfo=ZoneInfo("Europe/London"))
    assert str(due_on(calendar, Start.at(moment, counting, cut_off), 5)) == expected, reason


def _day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


# stops (began, restarted), due date of five working days from Monday 2 March 2026 (Scotland), reason
STOPS = [
    ([], "03-09", "nothing stops it"),
    ([("03-04", "03-04")], "03-09", "restarted on the same day: it never stood still"),
    ([("03-04", "03-06")], "03-11", "it stood still on Thursday and Friday"),
    ([("03-06", "03-08")], "03-09", "it stood still over a weekend, when nothing counts"),
    ([("03-06", "03-09")], "03-10", "it stood still on Monday"),
    ([("03-03", "03-04"), ("03-05", "03-06")], "03-11", "two stops of a day each"),
    ([("03-05", "03-06"), ("03-03", "03-04")], "03-11", "in whatever order they are told"),
    ([("03-03", "03-06"), ("03-04", "03-05")], "03-12", "two reasons at once are not added twice"),
    ([("03-03", "03-05"), ("03-04", "03-06")], "03-12", "nor two that overlap"),
    ([("03-09", "03-11")], "03-11", "stopped on the due day: due when it restarts"),
    ([("03-10", "03-20")], "03-09", "stopped when it was late already: it stays late"),
    ([("03-31", "04-07")], "03-09", "and however long that stop lasts"),
    ([("03-05", "04-06")], "04-08", "over Good Friday; Easter Monday is the last day that it stood still"),
]


@pytest.mark.clause("FP-4")
@pytest.mark.parametrize(("stops", "expected", "reason"), STOPS)
def test_restarting_adds_the_working_days_that_the_clock_stood_still(
    stops: list[tuple[str, str]], expected: str, reason: str
) -> None:
    stood_still = [Stop(_day(began), _day(ended), "mediation") for began, ended in stops]
    assert due_on(SCOTLAND, Start(_day("03-02")), 5, stood_still) == _day(expected), reason


@pytest.mark.clause("FP-4")
@pytest.mark.parametrize(
    ("counting", "in_time", "stop", "expected", "reason"),
    [
        (
            DEEMED,
            True,
            ("03-07", "03-10"),
            "03-17",
            "received on Saturday: Monday is nought, only Tuesday is added",
        ),
        (INCLUSIVE, True, ("03-07", "03-10"), "03-17", "received on Saturday: Monday and Tuesday are added"),
        (INCLUSIVE, False, ("03-06", "03-09"), "03-16", "received late on Friday: Monday is added"),
    ],
)
def test_a_stop_before_the_count_begins_adds_nothing_for_those_days(
    counting: Counting, in_time: bool, stop: tuple[str, str], expected: str, reason: str
) -> None:
    start = Start(_day(stop[0]), counting, in_time)
    assert due_on(SCOTLAND, start, 5, [Stop(start.day, _day(stop[1]), "mediation")]) == _day(expected), reason


@pytest.mark.clause("FP-4")
def test_nobody_is_given_a_date_while_the_clock_is_stopped() -> None:
    stops = [Stop(_day("03-04"), None, "We asked you something")]
    reckoning = reckon(SCOTLAND, Start(_day("03-02")), 5, stops)
    assert reckoning.due_on is None
    assert [day.number for day in reckoning.days] == [None, 1, 2], "Tuesday and Wednesday had counted by then"


def test_a_clock_that_was_late_before_it_stopped_is_still_late() -> None:
    stops = [Stop(_day("03-10"), None, "We asked you something")]
    assert due_on(SCOTLAND, Start(_day("03-02")), 5, stops) == _day("03-09")


@pytest.mark.clause("FP-3", "CH-1")
def test_a_date_explains_itself_day_by_day() -> None:
    reckoning = reckon(SCOTLAND, Start(date(2026, 11, 26)), 3)
    assert [(day.day.day, day.number) for day in reckoning.days] == [
        (26, None),
        (27, 1),
        (28, None),
        (29, None),
        (30, None),
        (1, 2),
        (2, 3),
    ]
    assert reckoning.days[0].before_start, "the day of receipt is day nought"
    offs = [day.off for day in reckoning.skipped if day.off]
    assert [off.why for off in offs] == [Rest.WEEKEND, Rest.WEEKEND, Rest.HOLIDAY]
    assert offs[-1].name == "Saint Andrew's Day"


def test_a_late_receipt_shows_the_day_that_did_not_count() -> None:
    reckoning = reckon(SCOTLAND, Start(_day("03-02"), INCLUSIVE, in_time=False), 2)
    assert [(str(day.day), day.number, day.before_start) for day in reckoning.days] == [
        ("2026-03-02", None, True),
        ("2026-03-03", 1, False),
        ("2026-03-04", 2, False),
    ]


@pytest.mark.clause("FP-3", "CH-1")
def test_days_of_the_calendar_are_all_counted_and_an_end_on_a_day_off_moves() -> None:
    reckoning = reckon(SCOTLAND, Start(date(2026, 3, 31), Counting.CALENDAR_DAYS), 3)
    assert [(day.day.day, day.number, day.moved) for day in reckoning.days] == [
        (31, None, False),
        (1, 1, False),
        (2, 2, False),
        (3, 3, False),
        (4, None, False),
        (5, None, False),
        (6, None, True),
    ], "the third day is Good Friday; Easter Monday counts in Scotland"
    assert reckoning.due_on == date(2026, 4, 6)
    assert [day.off.why for day in reckoning.days[4:6] if day.off] == [Rest.WEEKEND, Rest.WEEKEND]


def test_months_list_no_days_because_only_their_ends_tell_anything() -> None:
    reckoning = reckon(SCOTLAND, Start(date(2026, 3, 31), Counting.MONTHS), 6)
    assert (reckoning.days, reckoning.due_on) == ((), date(2026, 9, 30))


@pytest.mark.clause("FP-4")
@pytest.mark.parametrize(
    ("counting", "amount", "stop", "expected", "reason"),
    [
        (Counting.CALENDAR_DAYS, 30, ("06-24", "06-26"), "07-24", "two days of the calendar are added"),
        (Counting.CALENDAR_DAYS, 30, ("07-03", "07-05"), "07-24", "a weekend too: they count every day"),
        (Counting.CALENDAR_DAYS, 30, ("07-03", "07-06"), "07-27", "and an end on a Saturday moves"),
        (Counting.MONTHS, 2, ("07-01", "07-31"), "09-21", "thirty days of the calendar"),
        (Counting.MONTHS_INCLUSIVE, 2, ("07-01", "07-31"), "09-20", "which no Sunday moves"),
    ],
)
def test_a_clock_that_counts_every_day_gains_every_day(
    counting: Counting, amount: int, stop: tuple[str, str], expected: str, reason: str
) -> None:
    stops = [Stop(_day(stop[0]), _day(stop[1]), "mediation")]
    assert due_on(SCOTLAND, Start(_day("06-22"), counting), amount, stops) == _day(expected), reason


def test_no_date_is_promised_beyond_the_known_holidays() -> None:
    with pytest.raises(BeyondHorizon):
        due_on(SCOTLAND, Start(date(2028, 12, 20)), 10)


@pytest.mark.clause("CH-1")
@pytest.mark.parametrize(
    ("due", "kept", "today", "dropped", "expected", "reason"),
    [
        ("03-09", None, "03-06", False, Standing.RUNNING, "there is time left"),
        ("03-09", None, "03-09", False, Standing.RUNNING, "due today is not yet late"),
        ("03-09", None, "03-10", False, Standing.OVERDUE, "the day has passed"),
        ("03-09", "03-09", "03-20", False, Standing.KEPT, "kept on the last day"),
        ("03-09", "03-10", "03-20", False, Standing.KEPT_LATE, "kept a day late"),
        (None, None, "03-20", False, Standing.STOPPED, "no date while it stands still"),
        (None, "03-20", "03-20", False, Standing.KEPT, "answered while it stood still"),
        ("03-09", None, "03-20", True, Standing.DROPPED, "no longer owed, so never late"),
    ],
)
def test_how_a_promise_stands(
    due: str | None, kept: str | None, today: str, dropped: bool, expected: Standing, reason: str
) -> None:
    found = standing(
        due=_day(due) if due else None, kept=_day(kept) if kept else None, today=_day(today), dropped=dropped
    )
    assert found is expected, reason


STARTS = st.builds(
    Start, st.dates(date(2019, 1, 1), date(2026, 12, 31)), st.sampled_from(sorted(IN_WORKING_DAYS)), st.booleans()
)
#: However it is counted: over so few days, months stay within the years that are known.
ANY_STARTS = st.builds(Start, st.dates(date(2019, 1, 1), date(2024, 12, 31)), st.sampled_from(Counting), st.booleans())
COUNTS = st.integers(1, 40)
CALENDARS = st.sampled_from([ENGLAND, SCOTLAND])
#: Stops as pairs of calendar days after the start: when each began, and how long it lasted.
SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), max_size=4)
patient = settings(deadline=None, database=None)


def _stops(start: Start, spans: list[tuple[int, int]]) -> list[Stop]:
    first = start.day.toordinal()
    return [
        Stop(date.fromordinal(first + began), date.fromordinal(first + began + lasted), "") for began, lasted in spans
    ]


@patient
@given(CALENDARS, STARTS, COUNTS)
def test_a_promise_never_falls_due_on_a_day_off(calendar: WorkingCalendar, start: Start, days: int) -> None:
    due = due_on(calendar, start, days)
    assert due is not None and calendar.counts(due)


@patient
@given(CALENDARS, STARTS, COUNTS, SPANS)
def test_the_last_number_of_a_reckoning_is_the_number_of_days_promised(
    calendar: WorkingCalendar, start: Start, days: int, spans: list[tuple[int, int]]
) -> None:
    reckoning = reckon(calendar, start, days, _stops(start, spans))
    numbers = [day.number for day in reckoning.days if day.number]
    assert numbers == list(range(1, days + 1))
    assert reckoning.days[-1].day == reckoning.due_on


@patient
@given(CALENDARS, ANY_STARTS, COUNTS, SPANS)
def test_a_stop_never_makes_a_date_earlier(
    calendar: WorkingCalendar, start: Start, days: int, spans: list[tuple[int, int]]
) -> None:
    stopped, never = due_on(calendar, start, days, _stops(start, spans)), due_on(calendar, start, days)
    assert stopped is not None and never is not None and stopped >= never
