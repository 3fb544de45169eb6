"""When something received is due: a table counted by hand, with calendars of paper."""

import subprocess
import sys

import pytest
from click.testing import CliRunner, Result

from shared.worker.commands import main

EW, SC, NI = "england-and-wales", "scotland", "northern-ireland"
INCLUSIVE, DEEMED = ("--counting", "inclusive"), ("--counting", "deemed-then-after")
FIVE = ("--cut-off", "17:00")
EVERY_DAY, MONTHS = ("--counting", "calendar-days"), ("--counting", "calendar-months")


def due(*words: str) -> Result:
    return CliRunner().invoke(main, ["due", *words])


# received, working days, calendar, further words, due on, reason
TABLE: list[tuple[str, str, str, tuple[str, ...], str, str]] = [
    ("2025-03-03", "5", EW, (), "2025-03-10", "the day of receipt is day nought"),
    ("2025-03-03", "1", EW, (), "2025-03-04", "one day is the next day"),
    ("2025-03-07", "1", EW, (), "2025-03-10", "after a Friday comes a Monday"),
    ("2025-03-08", "1", EW, (), "2025-03-10", "Saturday is day nought, Monday day one"),
    ("2025-03-09T23:59", "1", EW, (), "2025-03-10", "so is Sunday, to its last minute"),
    ("2026-03-29T01:30", "1", EW, (), "2026-03-30", "an hour that the clocks leave out is still that Sunday"),
    ("2025-04-17", "1", EW, (), "2025-04-22", "Good Friday and Easter Monday are out in England"),
    ("2025-04-17", "1", SC, (), "2025-04-21", "Easter Monday is no bank holiday in Scotland"),
    ("2025-04-17", "1", NI, (), "2025-04-22", "in Northern Ireland it is one"),
    ("2026-04-02", "5", EW, (), "2026-04-13", "Easter costs England two days"),
    ("2026-04-02", "5", SC, (), "2026-04-10", "and Scotland one"),
    ("2025-12-24", "5", EW, (), "2026-01-05", "Christmas, Boxing Day and New Year's Day are out"),
    ("2025-12-24", "5", SC, (), "2026-01-06", "and 2 January in Scotland"),
    ("2026-12-24", "5", EW, (), "2027-01-05", "Boxing Day is a Saturday: Monday 28 stands for it"),
    ("2026-12-24", "5", SC, (), "2027-01-06", "2 January is a Saturday too: Monday 4 stands for it"),
    ("2027-12-24", "1", EW, (), "2027-12-29", "Christmas on a Saturday: Monday and Tuesday stand for both days"),
    ("2027-12-31", "1", EW, (), "2028-01-04", "New Year's Day on a Saturday: Monday 3 stands for it"),
    ("2027-12-31", "1", SC, (), "2028-01-05", "and Tuesday 4 for 2 January in Scotland"),
    ("2026-06-12", "1", SC, (), "2026-06-16", "the one-off holiday of 15 June 2026"),
    ("2026-06-12", "1", EW, (), "2026-06-15", "which England has not"),
    ("2026-07-31", "1", SC, (), "2026-08-04", "Scotland's summer holiday is the first Monday of August"),
    ("2026-07-31", "1", EW, (), "2026-08-03", "England works on it"),
    ("2026-08-28", "1", EW, (), "2026-09-01", "England's is the last Monday of August"),
    ("2026-08-28", "1", SC, (), "2026-08-31", "Scotland works on that one"),
    ("2026-11-27", "1", SC, (), "2026-12-01", "St Andrew's Day, 30 November"),
    ("2025-11-28", "1", SC, (), "2025-12-02", "St Andrew's Day on a Sunday: Monday 1 December stands for it"),
    ("2025-11-28", "1", EW, (), "2025-12-01", "England knows no St Andrew's Day"),
    ("2026-03-16", "1", NI, (), "2026-03-18", "St Patrick's Day, 17 March"),
    ("2026-03-16", "1", EW, (), "2026-03-17", "only in Northern Ireland"),
    ("2025-07-11", "1", NI, (), "2025-07-15", "12 July on a Saturday: Monday 14 stands for it"),
    ("2026-07-10", "1", NI, (), "2026-07-14", "12 July on a Sunday: Monday 13 stands for it"),
    ("2027-07-09", "1", NI, (), "2027-07-13", "12 July on a Monday"),
    ("2026-05-01", "1", EW, (), "2026-05-05", "the early May holiday"),
    ("2026-05-22", "1", SC, (), "2026-05-26", "the late May holiday is Scotland's too"),
    ("2026-02-26", "14", EW, (), "2026-03-18", "fourteen working days are nearly three weeks"),
    ("2026-01-02", "20", EW, (), "2026-01-30", "twenty are four weeks"),
    ("2026-01-02", "20", SC, (), "2026-01-30", "a day nought that is a holiday changes nothing"),
    ("2028-02-28", "1", EW, (), "2028-02-29", "29 February counts in a leap year"),
    ("2026-06-12", "1", "any-part", (), "2026-06-16", "a holiday of one part is out for a request for information"),
    ("2026-03-31", "3", SC, EVERY_DAY, "2026-04-06", "every day counts; off Good Friday, and Easter Monday is a day"),
    ("2026-08-31", "6", EW, MONTHS, "2027-02-28", "February is shorter"),
    ("2026-08-31", "6", EW, ("--counting", "calendar-months-inclusive"), "2027-02-27", "the first day counts"),
    ("2027-01-31", "1", EW, ("--counting", "calendar-months-rolled"), "2027-03-01", "28 February is a Sunday"),
    ("2025-03-03T10:00", "5", SC, INCLUSIVE, "2025-03-07", "inclusive: the day of receipt is day one"),
    ("2025-03-03", "1", SC, INCLUSIVE, "2025-03-03", "inclusive: one day is that day"),
    ("2025-03-03T23:59", "5", SC, INCLUSIVE, "2025-03-07", "without a cut-off midnight ends the day"),
    ("2025-03-03T17:00", "5", SC, (*INCLUSIVE, *FIVE), "2025-03-07", "exactly at the cut-off is in time"),
    ("2025-03-03T17:00:01", "5", SC, (*INCLUSIVE, *FIVE), "2025-03-10", "a second later is not"),
    ("2025-03-03T17:01", "5", SC, (*INCLUSIVE, *FIVE), "2025-03-10", "so Tuesday is day one"),
    ("2025-03-07T18:00", "5", SC, (*INCLUSIVE, *FIVE), "2025-03-14", "late on Friday: Monday is day one"),
    ("2025-03-03T00:00", "5", SC, (*INCLUSIVE, "--cut-off", "00:00"), "2025-03-07", "midnight is in time for midnight"),
    ("2025-06-07", "5", SC, INCLUSIVE, "2025-06-13", "received on a Saturday, Monday is day one"),
    ("2026-06-15", "5", SC, INCLUSIVE, "2026-06-22", "received on a holiday, Tuesday is day one"),
    ("2025-12-25", "5", EW, INCLUSIVE, "2026-01-05", "received at Christmas, Monday 29 is day one"),
    ("2025-03-03T17:00", "5", EW, (*DEEMED, *FIVE), "2025-03-10", "in time: Monday is day nought"),
    ("2025-03-03T17:01", "5", EW, (*DEEMED, *FIVE), "2025-03-11", "late: Tuesday is day nought"),
    ("2025-03-07T17:01", "5", EW, (*DEEMED, *FIVE), "2025-03-17", "late on Friday: Monday is day nought"),
    ("2025-06-07", "5", SC, DEEMED, "2025-06-16", "received on a Saturday, Monday is day nought"),
    ("2025-04-18", "5", EW, DEEMED, "2025-04-29", "received on Good Friday, Tuesday is day nought in England"),
    ("2025-04-18", "5", SC, DEEMED, "2025-04-28", "and Monday in Scotland"),
    ("2025-03-03", "5", EW, (*DEEMED, "--cut-off", "09:00"), "2025-03-10", "a day without a time is in time"),
    ("2025-03-03T17:01", "5", EW, FIVE, "2025-03-10", "after-receipt knows no cut-off"),
]


@pytest.mark.clause("FP-3")
@pytest.mark.parametrize(("received", "days", "calendar", "more", "expected", "reason"), TABLE)
def test_it_is_due_on_the_day_that_a_person_counts_to(
    received: str, days: str, calendar: str, more: tuple[str, ...], expected: str, reason: str
) -> None:
    said = due(received, days, "--calendar", calendar, *more)
    assert (said.output, said.exit_code) == (f"{expected}\n", 0), reason


def test_the_first_line_is_the_date_however_much_is_explained() -> None:
    said = due("2025-12-31", "5", "--calendar", SC, "--explain").output.splitlines()
    assert said == [
        "2026-01-09",
        "Received on Wednesday 31 December 2025 (2025-12-31). Day 1 is the first working day after it.",
        "Skipped Wednesday 31 December 2025 (2025-12-31): the day of receipt, which is not counted.",
        "Skipped Thursday 1 January 2026 (2026-01-01): New Year's Day, a bank holiday.",
        "Skipped Friday 2 January 2026 (2026-01-02): New Year Holiday, a bank holiday.",
        "Skipped Saturday 3 January 2026 (2026-01-03): Saturday, a weekend.",
        "Skipped Sunday 4 January 2026 (2026-01-04): Sunday, a weekend.",
        "Working days counted: 5. The last is Friday 9 January 2026 (2026-01-09).",
    ]


EXPLAINED = [
    (("2025-03-03T17:01", "5", EW, FIVE), "The cut-off of 17:00 makes no difference here.", "after-receipt"),
    (("2025-03-03T17:00", "5", EW, (*INCLUSIVE, *FIVE)), "at 17:00, in time (cut-off 17:00)", "to the minute"),
    (("2025-03-03T17:01", "5", EW, (*INCLUSIVE, *FIVE)), "(2025-03-03): it came after the cut-off.", "a day lost"),
    (("2025-03-03T17:01", "5", EW, (*DEEMED, *FIVE)), "(2025-03-04): it counts as the day of receipt", "moved"),
    (("2026-12-24", "2", EW, ()), "(2026-12-26): Saturday, a weekend (Boxing Day).", "named, though a weekend"),
    (("2026-12-24", "2", EW, ()), "(2026-12-28): Boxing Day (observed), a bank holiday.", "stands for it"),
    (("2026-08-31", "6", EW, MONTHS), "Months counted: 6. It is due on Sunday 28 February 2027", "only its end tells"),
    (("2026-03-31", "3", SC, EVERY_DAY), "Days of the calendar counted: 3. It is due on Monday 6 April", "moved"),
    (("2025-03-03", "1", EW, ()), "Working day 1 is Tuesday 4 March 2025 (2025-03-04).", "one day"),
]


@pytest.mark.parametrize(("asked", "words", "reason"), EXPLAINED)
def test_it_says_why_a_day_was_skipped(asked: tuple[str, str, str, tuple[str, ...]], words: str, reason: str) -> None:
    received, days, calendar, more = asked
    assert words in due(received, days, "--calendar", calendar, *more, "--explain").output, reason


def test_an_inclusive_count_does_not_skip_the_day_of_receipt() -> None:
    said = due("2025-03-03T10:00", "5", "--calendar", SC, *INCLUSIVE, "--explain").output
    assert "Skipped" not in said


REFUSED = [
    (("yesterday", "5", "--calendar", EW), "RECEIVED is 'yesterday': write a date", "no date"),
    (("2025-02-30", "5", "--calendar", EW), "RECEIVED is '2025-02-30'", "no such day"),
    (("03/03/2025", "5", "--calendar", EW), "such as 2026-12-24T16:30", "another order"),
    (("", "5", "--calendar", EW), "RECEIVED is ''", "nothing"),
    (("2025-03-03T10:00Z", "5", "--calendar", EW), "leave the time zone away", "a zone"),
    (("2025-03-03T10:00+01:00", "5", "--calendar", EW), "leave the time zone away", "another zone"),
    (("2025-03-03", "five", "--calendar", EW), "DAYS is 'five'", "no number"),
    (("2025-03-03", "0", "--calendar", EW), "DAYS is '0'", "nothing to count"),
    (("2025-03-03", "-5", "--calendar", EW), "DAYS is '-5'", "days are counted forwards"),
    (("2025-03-03", "2.5", "--calendar", EW), "DAYS is '2.5'", "half a day"),
    (("2025-03-03", "5", "--calendar", "wales"), "--calendar is 'wales': use one of england-and-wales", "not one"),
    (("2025-03-03", "5", "--calendar", EW, "--counting", "after"), "--counting is 'after': use one of", "not one"),
    (("2025-03-03", "5", "--calendar", EW, "--cut-off", "25:00"), "--cut-off is '25:00'", "no such hour"),
    (("2025-03-03", "5", "--calendar", EW, "--cut-off", "5pm"), "such as 17:00", "another way to write it"),
    (("2028-12-20", "30", "--calendar", EW), "do not guess", "days whose holidays nobody has proclaimed"),
    (("1999-12-30", "5", "--calendar", EW), "do not guess", "before the first year that we know"),
    (("9999-12-31", "5", "--calendar", EW), "do not guess", "the end of all dates"),
    (("2025-03-03", "99999", "--calendar", EW), "do not guess", "many days"),
    (("2025-03-03", "99999", "--calendar", EW, *MONTHS), "do not guess", "more months than years have been numbered"),
    (("2025-03-03", "5"), "--calendar", "whose holidays?"),
    (("2025-03-03",), "DAYS", "how many?"),
]


@pytest.mark.parametrize(("words", "sentence", "reason"), REFUSED)
def test_what_cannot_be_counted_is_refused_in_a_plain_sentence(
    words: tuple[str, ...], sentence: str, reason: str
) -> None:
    said = due(*words)
    assert said.exit_code == 2, reason
    assert sentence in said.output, reason
    assert "Traceback" not in said.output and said.stdout == "", reason


def test_the_command_is_there_for_a_shell() -> None:
    words = [sys.executable, "-m", "shared.worker.commands", "due", "2025-03-03", "5", "--calendar", EW]
    assert subprocess.run(words, capture_output=True, text=True, check=True).stdout == "2025-03-10\n"
