"""When people can meet, and when somebody is reminded of it."""

from datetime import UTC, date, datetime

import pytest

from shared.charter.appointments import remind_on, why_not
from shared.charter.organisation import Charter
from shared.charter.workflow import Why

NOW = datetime(2027, 3, 2, 10, 0, tzinfo=UTC)

# starts at (UTC), minutes, in a building?, why not, reason
TIMES = [
    (datetime(2027, 3, 9, 14, 0, tzinfo=UTC), 30, False, None, "a Tuesday afternoon"),
    (datetime(2027, 3, 2, 10, 0, tzinfo=UTC), 30, False, Why.TIME_PASSED, "this very moment is no time to come"),
    (datetime(2027, 3, 2, 9, 0, tzinfo=UTC), 30, False, Why.TIME_PASSED, "an hour ago"),
    (datetime(2027, 3, 2, 10, 1, tzinfo=UTC), 30, False, None, "in a minute, by phone"),
    (datetime(2027, 3, 6, 14, 0, tzinfo=UTC), 30, False, Why.DATE_NOT_WORKING_DAY, "a Saturday"),
    (datetime(2027, 3, 26, 14, 0, tzinfo=UTC), 30, False, Why.DATE_NOT_WORKING_DAY, "Good Friday"),
    (datetime(2030, 3, 5, 14, 0, tzinfo=UTC), 30, False, Why.DATE_NOT_KNOWN, "nobody knows the holidays of 2030"),
    (datetime(2027, 3, 9, 14, 0, tzinfo=UTC), 30, True, None, "the building is open"),
    (datetime(2027, 3, 9, 8, 30, tzinfo=UTC), 30, True, Why.PLACE_SHUT, "it opens at nine"),
    (datetime(2027, 3, 9, 16, 45, tzinfo=UTC), 30, True, Why.PLACE_SHUT, "it shuts before they are done"),
    (datetime(2027, 3, 9, 16, 30, tzinfo=UTC), 30, True, None, "they are done when it shuts"),
    (datetime(2027, 3, 30, 8, 15, tzinfo=UTC), 30, True, None, "in summer time that is a quarter past nine"),
    (datetime(2027, 3, 30, 15, 45, tzinfo=UTC), 30, True, Why.PLACE_SHUT, "and this is a quarter to five"),
]


@pytest.mark.clause("CH-8", "FP-3")
@pytest.mark.parametrize(("starts_at", "minutes", "indoors", "why", "reason"), TIMES)
def test_people_meet_on_working_days_that_are_to_come_while_the_building_is_open(
    charter: Charter, starts_at: datetime, minutes: int, indoors: bool, why: Why | None, reason: str
) -> None:
    place = charter.places[0] if indoors else None
    assert why_not(starts_at, minutes, place, at=NOW, charter=charter) is why, reason


# the day of the appointment, the day of the reminder, reason
REMINDERS = [
    (date(2027, 3, 11), date(2027, 3, 9), "two working days before a Thursday"),
    (date(2027, 3, 9), date(2027, 3, 5), "a weekend lies between"),
    (date(2027, 3, 8), date(2027, 3, 4), "a Monday is remembered on Thursday"),
    (date(2027, 3, 30), date(2027, 3, 25), "Good Friday lies between; Easter Monday is worked in Scotland"),
    (date(2027, 3, 4), None, "that would be today, and they have just been told"),
    (date(2027, 3, 3), None, "tomorrow needs no reminder today"),
]


@pytest.mark.clause("CH-8")
@pytest.mark.parametrize(("starts_on", "reminded", "reason"), REMINDERS)
def test_somebody_is_reminded_in_time_to_ask_for_another_day(
    charter: Charter, starts_on: date, reminded: date | None, reason: str
) -> None:
    assert remind_on(starts_on, today=NOW.date(), calendar=charter.calendar) == reminded, reason
