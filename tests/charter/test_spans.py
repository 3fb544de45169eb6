"""Spans of days and months, at the ends of months and over holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.charter.calendar import BeyondHorizon, WorkingCalendar
from shared.charter.spans import end_of, months_after
from shared.charter.vocabulary import IN_MONTHS, IN_WORKING_DAYS, Counting, Division

ENGLAND = WorkingCalendar(Division.ENGLAND_AND_WALES)

# day, months, the day after so many, reason
MONTHS = [
    ("2026-01-15", 1, "2026-02-15", "the same day of the next month"),
    ("2026-01-31", 1, "2026-02-28", "February is shorter"),
    ("2028-01-31", 1, "2028-02-29", "not as short in a leap year"),
    ("2026-08-31", 6, "2027-02-28", "over the turn of a year"),
    ("2026-02-28", 6, "2026-08-28", "the last of a short month is no last of a long one"),
    ("2026-12-31", 12, "2027-12-31", "a year"),
    ("2028-02-29", 12, "2029-02-28", "a year after a day that comes every four"),
    ("2026-03-31", 0, "2026-03-31", "no time at all"),
]


@pytest.mark.parametrize(("day", "months", "expected", "reason"), MONTHS)
def test_the_same_day_some_months_later(day: str, months: int, expected: str, reason: str) -> None:
    assert str(months_after(date.fromisoformat(day), months)) == expected, reason


# counting, amount, day nought, last day, reason
ENDS = [
    (Counting.AFTER_RECEIPT, 5, "2026-04-01", "2026-04-10", "working days leave Easter out"),
    (Counting.CALENDAR_DAYS, 30, "2026-06-19", "2026-07-20", "the 30th is a Sunday: it rolls to Monday"),
    (Counting.CALENDAR_DAYS, 3, "2026-03-31", "2026-04-07", "the third is Good Friday: it rolls past Easter Monday"),
    (Counting.CALENDAR_DAYS, 30, "2026-06-22", "2026-07-22", "a Wednesday stays"),
    (Counting.MONTHS, 1, "2026-02-28", "2026-03-28", "a Saturday stays: nothing rolls"),
    (Counting.MONTHS_INCLUSIVE, 6, "2026-01-01", "2026-06-30", "the day of receipt is the first"),
    (Counting.MONTHS_INCLUSIVE, 6, "2026-08-31", "2027-02-27", "clamped first, then a day less: the earlier is safe"),
    (Counting.MONTHS_ROLLED, 1, "2026-02-28", "2026-03-30", "a Saturday rolls to Monday"),
    (Counting.MONTHS_ROLLED, 1, "2026-11-25", "2026-12-29", "Christmas, a Saturday, a Sunday and Boxing Day moved"),
]


@pytest.mark.clause("FP-3")
@pytest.mark.parametrize(("counting", "amount", "nought", "expected", "reason"), ENDS)
def test_where_a_span_ends(counting: Counting, amount: int, nought: str, expected: str, reason: str) -> None:
    assert str(end_of(ENGLAND, date.fromisoformat(nought), counting, amount)) == expected, reason


def test_every_way_of_counting_has_its_row() -> None:
    assert {counting for counting, *_ in ENDS} == (set(Counting) - IN_WORKING_DAYS) | {Counting.AFTER_RECEIPT}


def test_nothing_rolls_beyond_the_holidays_that_are_known() -> None:
    with pytest.raises(BeyondHorizon):
        end_of(ENGLAND, date(2028, 12, 25), Counting.CALENDAR_DAYS, 30)


@settings(deadline=None, database=None)
@given(st.dates(date(2001, 1, 1), date(2024, 12, 31)), st.integers(1, 40), st.sampled_from(sorted(set(Counting))))
def test_a_longer_span_never_ends_sooner(nought: date, amount: int, counting: Counting) -> None:
    assert end_of(ENGLAND, nought, counting, amount) <= end_of(ENGLAND, nought, counting, amount + 1)


@settings(deadline=None, database=None)
@given(st.dates(date(2001, 1, 1), date(2024, 12, 31)), st.integers(1, 36), st.sampled_from(sorted(IN_MONTHS)))
def test_months_are_never_a_day_more_than_they_say_but_for_rolling(day: date, months: int, counting: Counting) -> None:
    latest = months_after(day, months)
    rolled = ENGLAND.on_or_after(latest) if counting is Counting.MONTHS_ROLLED else latest
    assert latest - timedelta(days=1) <= end_of(ENGLAND, day, counting, months) <= rolled
