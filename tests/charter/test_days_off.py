"""The days off that dates were counted by, and by which days two calendars differ."""

from datetime import date, timedelta

import pytest

from shared.charter.calendar import WorkingCalendar
from shared.charter.days_off import Standing, days_off, difference, ends_soon, named_days
from shared.charter.vocabulary import Division

SCOTLAND = WorkingCalendar(Division.SCOTLAND)
FESTIVE = date(2026, 12, 29)
FOOTBALL, SATURDAY = date(2026, 6, 15), date(2026, 12, 26)
SHUT = WorkingCalendar(Division.SCOTLAND, {FESTIVE: "Festive closure"})
AT_WORK = WorkingCalendar(Division.SCOTLAND, {}, frozenset({FOOTBALL}))
RENAMED = WorkingCalendar(Division.SCOTLAND, {FESTIVE: "Winter closure"})
SHORTER = WorkingCalendar(Division.SCOTLAND, {}, frozenset(), date(2027, 12, 31))

DIFFER = [
    (SCOTLAND, SHUT, [FESTIVE], [], "a closure was added"),
    (SHUT, SCOTLAND, [], [FESTIVE], "a closure was taken away"),
    (SCOTLAND, AT_WORK, [], [FOOTBALL], "a bank holiday is worked"),
    (AT_WORK, SHUT, [FOOTBALL, FESTIVE], [], "a holiday was proclaimed and a closure added"),
    (SHUT, RENAMED, [], [], "another name moves no date"),
    (SHORTER, SCOTLAND, [], [], "more years are known: no date was promised in them"),
    (SCOTLAND, SHORTER, [], [], "fewer years are known"),
]


@pytest.mark.clause("FP-3")
@pytest.mark.parametrize(("before", "after", "off", "back", "reason"), DIFFER)
def test_two_calendars_differ_by_days_that_both_know(
    before: WorkingCalendar, after: WorkingCalendar, off: list[date], back: list[date], reason: str
) -> None:
    found = difference(days_off(before), days_off(after))
    assert (sorted(found.off), sorted(found.back)) == (off, back), reason
    assert bool(found) is bool(off or back) and list(found.days) == sorted([*off, *back])


def test_a_fingerprint_tells_calendars_apart_that_count_otherwise() -> None:
    prints = [days_off(one).fingerprint for one in (SCOTLAND, SHUT, AT_WORK, SHORTER)]
    assert len(set(prints)) == 4 and days_off(SHUT).fingerprint == days_off(RENAMED).fingerprint


@pytest.mark.parametrize("then", [SCOTLAND, SHUT, AT_WORK, SHORTER])
def test_a_calendar_that_was_kept_counts_as_it_did_whatever_is_proclaimed_since(then: WorkingCalendar) -> None:
    kept = days_off(then).as_before(SCOTLAND)
    assert all(kept.counts(day) == then.counts(day) for day in (date(2026, 1, 1) + timedelta(n) for n in range(700)))


def test_every_day_is_named_and_says_what_it_is() -> None:
    named = {one.day: (one.name, one.standing) for one in named_days(SHUT, since=date(2026, 11, 30))}
    assert named[date(2026, 11, 30)] == ("Saint Andrew's Day", Standing.HOLIDAY)
    assert named[FESTIVE] == ("Festive closure", Standing.CLOSURE)
    assert FOOTBALL not in named, "that is over"
    (worked,) = [one for one in named_days(AT_WORK, since=FOOTBALL) if one.standing is Standing.WORKED]
    assert worked.day == FOOTBALL and FOOTBALL not in days_off(AT_WORK).days
    assert SATURDAY not in days_off(SCOTLAND).days, "no Saturday counts anyway"


@pytest.mark.parametrize(("left", "soon"), [(181, False), (180, True), (0, True), (-1, True)])
def test_the_end_of_what_we_know_is_near_half_a_year_before(left: int, soon: bool) -> None:
    assert ends_soon(SCOTLAND, SCOTLAND.horizon - timedelta(days=left)) is soon
