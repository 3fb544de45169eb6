"""Requests for information are answered by the law's own days, wherever they came in."""

from datetime import date

import pytest

from shared.charter.calendar import BeyondHorizon, WorkingCalendar, bank_holidays
from shared.charter.information import answer_information_by
from shared.charter.vocabulary import Division

# received, nation, answered by, reason
REQUESTS = [
    ("2026-03-02", "england", "2026-03-31", "St Patrick's Day, a holiday in one part, counts in none"),
    ("2026-03-02", "wales", "2026-03-31", "in Wales likewise"),
    ("2026-03-02", "northern-ireland", "2026-03-31", "and in Northern Ireland"),
    ("2026-03-02", "scotland", "2026-03-30", "in Scotland only its own holidays"),
    ("2026-03-07", "england", "2026-04-08", "received on a Saturday: Monday is day one; Easter and St Patrick's Day"),
    ("2026-03-07", "scotland", "2026-04-06", "Good Friday is out, Easter Monday counts in Scotland"),
    ("2026-06-12", "england", "2026-07-14", "15 June is out for Scotland, 13 July for Northern Ireland"),
    ("2026-06-12", "scotland", "2026-07-13", "15 June is out; 13 July counts in Scotland"),
    ("2026-07-31", "england", "2026-09-01", "3 August is out for Scotland, 31 August for England"),
    ("2026-11-27", "england", "2026-12-30", "St Andrew's Day, Christmas, and Boxing Day moved to Monday"),
    ("2026-12-18", "scotland", "2027-01-21", "Christmas, Boxing Day, New Year and 2 January moved"),
]


@pytest.mark.clause("CH-2", "FP-3")
@pytest.mark.parametrize(("received", "nation", "expected", "reason"), REQUESTS)
def test_somebody_who_asks_for_information_is_answered_in_twenty_working_days(
    received: str, nation: str, expected: str, reason: str
) -> None:
    assert str(answer_information_by(date.fromisoformat(received), nation)) == expected, reason


def test_a_holiday_in_any_part_is_one_of_all_of_them() -> None:
    parts = [part for part in Division if part is not Division.ANY_PART]
    for year in (2025, 2026, 2027, 2028):
        assert set(bank_holidays(Division.ANY_PART, year)) == set().union(*(bank_holidays(p, year) for p in parts))
    assert bank_holidays(Division.ANY_PART, 2026)[date(2026, 4, 6)] == "Easter Monday"


def test_a_day_on_which_only_this_council_is_closed_counts() -> None:
    closed = WorkingCalendar(Division.SCOTLAND, {date(2026, 3, 9): "Flood"})
    assert not closed.counts(date(2026, 3, 9))
    assert str(answer_information_by(date(2026, 3, 2), "scotland")) == "2026-03-30"


def test_no_date_is_given_beyond_the_known_holidays() -> None:
    with pytest.raises(BeyondHorizon):
        answer_information_by(date(2028, 12, 20), "wales")
