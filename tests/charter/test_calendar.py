"""Which days count, for whom, and why a day does not."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.charter.calendar import (
    EARLIEST,
    PROCLAIMED_UNTIL,
    BeyondHorizon,
    DayOff,
    Rest,
    WorkingCalendar,
    local_day,
)
from shared.charter.organisation import Hours, Place
from shared.charter.vocabulary import Division

ENGLAND = WorkingCalendar(Division.ENGLAND_AND_WALES)
SCOTLAND = WorkingCalendar(Division.SCOTLAND)
NORTHERN_IRELAND = WorkingCalendar(Division.NORTHERN_IRELAND)
LONDON = ZoneInfo("Europe/London")

# received, working days, due in England and Wales, due in Scotland, reason
WORKED_ROWS = [
    ("2025-04-14", 5, "2025-04-23", "2025-04-22", "Easter Monday counts in Scotland"),
    ("2025-12-23", 5, "2026-01-02", "2026-01-05", "2 January is a Scottish holiday"),
    ("2025-06-07", 5, "2025-06-13", "2025-06-13", "after a Saturday nothing counts before Monday"),
    ("2025-03-03", 14, "2025-03-21", "2025-03-21", "fourteen working days, not two weeks (17 March)"),
]

# calendar, the day before, the first day that counts after it, reason
NEXT_DAYS = [
    (SCOTLAND, "2026-04-02", "2026-04-06", "Good Friday is out, Easter Monday counts in Scotland"),
    (ENGLAND, "2026-04-02", "2026-04-07", "Good Friday and Easter Monday are both out in England"),
    (SCOTLAND, "2024-11-29", "2024-12-03", "St Andrew's Day on a Saturday moves to 2 December 2024"),
    (SCOTLAND, "2025-11-28", "2025-12-02", "St Andrew's Day on a Sunday moves to 1 December 2025"),
    (SCOTLAND, "2026-11-27", "2026-12-01", "St Andrew's Day on a Monday"),
    (ENGLAND, "2026-11-27", "2026-11-30", "St Andrew's Day counts in England"),
    (SCOTLAND, "2026-06-12", "2026-06-16", "Scotland had one day off, once, on 15 June 2026"),
    (ENGLAND, "2026-06-12", "2026-06-15", "15 June 2026 was a working day in England"),
    (SCOTLAND, "2026-12-31", "2027-01-05", "2 January on a Saturday moves to 4 January 2027"),
    (ENGLAND, "2026-12-31", "2027-01-04", "4 January 2027 counts in England"),
    (SCOTLAND, "2027-12-31", "2028-01-05", "New Year at a weekend moves to 3 and 4 January 2028"),
    (ENGLAND, "2027-12-31", "2028-01-04", "only 3 January 2028 is out in England"),
    (ENGLAND, "2026-12-24", "2026-12-29", "Boxing Day on a Saturday moves to 28 December 2026"),
    (SCOTLAND, "2027-12-24", "2027-12-29", "Christmas at a weekend moves to 27 and 28 December 2027"),
    (SCOTLAND, "2026-07-31", "2026-08-04", "Scotland's summer holiday is the first Monday of August"),
    (ENGLAND, "2026-07-31", "2026-08-03", "the first Monday of August counts in England"),
    (ENGLAND, "2026-08-28", "2026-09-01", "England's summer holiday is the last Monday of August"),
    (SCOTLAND, "2026-08-28", "2026-08-31", "the last Monday of August counts in Scotland"),
    (NORTHERN_IRELAND, "2024-03-15", "2024-03-19", "St Patrick's Day on a Sunday moves to 18 March 2024"),
    (NORTHERN_IRELAND, "2025-07-11", "2025-07-15", "12 July on a Saturday moves to 14 July 2025"),
    (NORTHERN_IRELAND, "2026-07-10", "2026-07-14", "12 July on a Sunday moves to 13 July 2026"),
    (ENGLAND, "2025-07-11", "2025-07-14", "12 July is nothing special in England"),
]


@pytest.mark.clause("FP-3", "CC-1")
@pytest.mark.parametrize(("received", "days", "england", "scotland", "reason"), WORKED_ROWS)
def test_a_customer_is_answered_by_the_days_of_her_own_nation(
    received: str, days: int, england: str, scotland: str, reason: str
) -> None:
    start = date.fromisoformat(received)
    assert ENGLAND.add(start, days).isoformat() == england, reason
    assert SCOTLAND.add(start, days).isoformat() == scotland, reason


@pytest.mark.clause("FP-3")
@pytest.mark.parametrize(("calendar", "before", "expected", "reason"), NEXT_DAYS)
def test_holidays_and_their_substitutes_are_skipped(
    calendar: WorkingCalendar, before: str, expected: str, reason: str
) -> None:
    assert calendar.add(date.fromisoformat(before), 1).isoformat() == expected, reason


@pytest.mark.clause("FP-3")
def test_a_council_may_close_on_further_days_and_work_on_a_bank_holiday() -> None:
    highland = WorkingCalendar(
        Division.SCOTLAND,
        closures={date(2026, 12, 24): "Festive closure"},
        worked=frozenset({date(2026, 11, 30)}),
    )
    assert highland.why_not(date(2026, 12, 24)) == DayOff(Rest.CLOSURE, "Festive closure")
    assert highland.add(date(2026, 12, 23), 1) == date(2026, 12, 29), "24 is closed, 25 to 28 are holidays"
    assert highland.counts(date(2026, 11, 30)), "St Andrew's Day is worked here"


@pytest.mark.parametrize(
    ("day", "off", "reason"),
    [
        ("2026-11-21", DayOff(Rest.WEEKEND), "a Saturday"),
        ("2026-11-30", DayOff(Rest.HOLIDAY, "Saint Andrew's Day"), "a named holiday"),
        ("2026-12-26", DayOff(Rest.WEEKEND, "Boxing Day"), "a holiday on a Saturday keeps its name"),
        ("2026-11-23", None, "an ordinary Monday"),
    ],
)
def test_a_day_that_does_not_count_says_why(day: str, off: DayOff | None, reason: str) -> None:
    assert SCOTLAND.why_not(date.fromisoformat(day)) == off, reason


@pytest.mark.clause("FP-3")
@pytest.mark.parametrize(
    ("calendar", "start", "days", "reason"),
    [
        (SCOTLAND, PROCLAIMED_UNTIL, 1, "nobody has proclaimed the holidays of 2029 yet"),
        (ENGLAND, date(2028, 12, 20), 20, "the count begins inside and ends outside"),
        (
            WorkingCalendar(Division.SCOTLAND, horizon=date(2026, 6, 1)),
            date(2026, 5, 28),
            9,
            "a nearer horizon",
        ),
    ],
)
def test_no_date_is_given_that_nobody_can_know(calendar: WorkingCalendar, start: date, days: int, reason: str) -> None:
    with pytest.raises(BeyondHorizon) as refused:
        calendar.add(start, days)
    assert str(calendar.horizon) in str(refused.value), reason


def test_days_before_anybody_was_counted_are_refused() -> None:
    with pytest.raises(BeyondHorizon):
        SCOTLAND.counts(date(EARLIEST.year - 1, 12, 31))


def test_working_days_are_never_counted_backwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        SCOTLAND.add(date(2026, 11, 23), -1)


@pytest.mark.parametrize(
    ("moment", "expected", "reason"),
    [
        (
            datetime(2026, 6, 14, 23, 30, tzinfo=UTC),
            date(2026, 6, 15),
            "summer time: it is tomorrow in London",
        ),
        (datetime(2026, 12, 14, 23, 30, tzinfo=UTC), date(2026, 12, 14), "winter time: it is still today"),
        (
            datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
            date(2026, 3, 29),
            "the night on which summer time begins",
        ),
    ],
)
def test_a_day_is_the_councils_own_day(moment: datetime, expected: date, reason: str) -> None:
    assert local_day(moment, LONDON) == expected, reason


@pytest.mark.clause("CC-9")
@pytest.mark.parametrize(
    ("day", "is_open", "reason"),
    [
        ("2026-11-21", True, "an ordinary Saturday"),
        ("2026-11-22", False, "it has no hours on a Sunday"),
        ("2026-11-30", False, "shut on a bank holiday"),
        ("2026-12-26", False, "shut on Boxing Day, although it has hours on a Saturday"),
        ("2026-11-23", True, "an ordinary Monday"),
    ],
)
def test_a_library_is_shut_on_holidays_whatever_the_weekday(day: str, is_open: bool, reason: str) -> None:
    hours = tuple(Hours(weekday, time(10), time(16)) for weekday in (0, 5))
    library = Place("library", "Library", ("High Street",), "", hours)
    assert (library.open_on(date.fromisoformat(day), SCOTLAND) is not None) is is_open, reason


CALENDARS = st.sampled_from([ENGLAND, SCOTLAND, NORTHERN_IRELAND])
STARTS = st.dates(date(2019, 1, 1), date(2027, 12, 31))
COUNTS = st.integers(1, 60)
patient = settings(deadline=None, database=None)  # the first holiday of a year takes a while to look up


@patient
@given(CALENDARS, STARTS, COUNTS)
def test_a_date_that_is_given_is_always_a_working_day(calendar: WorkingCalendar, start: date, days: int) -> None:
    assert calendar.counts(calendar.add(start, days))


@patient
@given(CALENDARS, STARTS, COUNTS)
def test_one_more_day_is_always_later(calendar: WorkingCalendar, start: date, days: int) -> None:
    assert calendar.add(start, days) < calendar.add(start, days + 1)


@patient
@given(CALENDARS, STARTS, COUNTS)
def test_counting_there_and_back_agrees(calendar: WorkingCalendar, start: date, days: int) -> None:
    assert calendar.between(start, calendar.add(start, days)) == days


@patient
@given(CALENDARS, STARTS, COUNTS)
def test_what_is_older_has_waited_as_long_and_what_is_newer_has_not(
    calendar: WorkingCalendar, day: date, days: int
) -> None:
    last = calendar.passed_since(days, day)
    assert calendar.add(last, days) <= day < calendar.add(last + timedelta(days=1), days)
