"""Promises around Easter and Christmas, in England and in Scotland: each date was counted by hand, with its reason."""

from dataclasses import dataclass, field
from datetime import datetime

import pytest

from shared.charter.vocabulary import Kind
from tests.journeys.conftest import Town, local
from tests.journeys.residents import Resident

SCOTLAND, ENGLAND = "highland", "feedback-authority"
EASTER_IN_ENGLAND = ("Good Friday", "Easter Monday")
EASTER_IN_SCOTLAND = ("Good Friday",)
CHRISTMAS = ("Christmas Day", "Boxing Day (observed)", "New Year's Day")
HOGMANAY = (*CHRISTMAS, "New Year Holiday (observed)")


@dataclass(frozen=True)
class Promised:
    """What somebody is promised who tells the council at that moment, and which holidays are passed over for it."""

    organisation: str
    kind: Kind
    received: datetime
    acknowledge: str
    answer: str
    skipped: tuple[str, ...]
    because: str
    latest: bool = field(default=False, kw_only=True)

    @property
    def name(self) -> str:
        """For the list of tests."""
        return f"{self.organisation}-{self.kind.value}-{self.received:%d-%b-%H%M}"


PROMISED = [
    Promised(
        ENGLAND,
        Kind.REQUEST,
        local(2027, 3, 25),
        "Monday 5 April 2027",
        "Monday 12 April 2027",
        EASTER_IN_ENGLAND,
        "Thursday before Easter: 30 31 March, 1 2 5 April; 6 7 8 9 12 April.",
    ),
    Promised(
        SCOTLAND,
        Kind.REQUEST,
        local(2027, 3, 25),
        "Friday 2 April 2027",
        "Friday 9 April 2027",
        EASTER_IN_SCOTLAND,
        "Easter Monday counts: 29 30 31 March, 1 2 April; 5 6 7 8 9 April.",
    ),
    Promised(
        ENGLAND,
        Kind.REQUEST,
        local(2027, 3, 26),
        "Monday 5 April 2027",
        "Monday 12 April 2027",
        ("Easter Monday",),
        "Good Friday is day nought, whether or not it is worked: as the Thursday before.",
    ),
    Promised(
        ENGLAND,
        Kind.COMPLAINT,
        local(2027, 3, 26),
        "Monday 5 April 2027",
        "Monday 19 April 2027",
        ("Easter Monday",),
        "The answer runs from the acknowledgement, at the latest 5 April: 6 7 8 9 12 13 14 15 16 19 April.",
        latest=True,
    ),
    Promised(
        SCOTLAND,
        Kind.COMPLAINT,
        local(2027, 3, 26),
        "Friday 2 April 2027",
        "Friday 2 April 2027",
        EASTER_IN_SCOTLAND,
        "Day 1 is the first working day, Easter Monday: 29 30 31 March, 1 2 April.",
    ),
    Promised(
        SCOTLAND,
        Kind.REQUEST,
        local(2027, 3, 28, 23, 59),
        "Friday 2 April 2027",
        "Friday 9 April 2027",
        (),
        "Still Easter Sunday: 29 30 31 March, 1 2 April.",
    ),
    Promised(
        SCOTLAND,
        Kind.REQUEST,
        local(2027, 3, 29, 0, 30),
        "Monday 5 April 2027",
        "Monday 12 April 2027",
        (),
        "Half past midnight in summer time is still Sunday in UTC, but Monday here: 30 31 March, 1 2 5 April.",
    ),
    Promised(
        ENGLAND,
        Kind.REQUEST,
        local(2026, 12, 23),
        "Monday 4 January 2027",
        "Monday 11 January 2027",
        CHRISTMAS,
        "24 29 30 31 December, 4 January; 5 6 7 8 11 January.",
    ),
    Promised(
        SCOTLAND,
        Kind.REQUEST,
        local(2026, 12, 23),
        "Tuesday 5 January 2027",
        "Tuesday 12 January 2027",
        HOGMANAY,
        "2 January is a Saturday, so 4 January is off: 24 29 30 31 December, 5 January; 6 7 8 11 12 January.",
    ),
    Promised(
        ENGLAND,
        Kind.COMPLAINT,
        local(2026, 12, 23),
        "Monday 4 January 2027",
        "Monday 18 January 2027",
        CHRISTMAS,
        "Acknowledged on the last day: 5 6 7 8 11 12 13 14 15 18 January.",
        latest=True,
    ),
    Promised(
        SCOTLAND,
        Kind.COMPLAINT,
        local(2026, 12, 23),
        "Thursday 31 December 2026",
        "Thursday 31 December 2026",
        ("Christmas Day", "Boxing Day (observed)"),
        "The day itself is the first: 23 24 29 30 31 December.",
    ),
    Promised(
        SCOTLAND,
        Kind.COMPLAINT,
        local(2026, 12, 24),
        "Tuesday 5 January 2027",
        "Tuesday 5 January 2027",
        HOGMANAY,
        "One day later, and the fifth day falls behind the New Year: 24 29 30 31 December, 5 January.",
    ),
    Promised(
        ENGLAND,
        Kind.REPRESENTATION,
        local(2026, 12, 23),
        "Monday 4 January 2027",
        "Monday 25 January 2027",
        CHRISTMAS,
        "10 end on 11 January; then 12 13 14 15 18 19 20 21 22 25.",
    ),
    Promised(
        SCOTLAND,
        Kind.REPRESENTATION,
        local(2026, 12, 23),
        "Tuesday 5 January 2027",
        "Tuesday 26 January 2027",
        HOGMANAY,
        "10 end on 12 January; then 13 14 15 18 19 20 21 22 25 26.",
    ),
    Promised(
        ENGLAND,
        Kind.ADJUSTMENT,
        local(2026, 12, 31),
        "Friday 8 January 2027",
        "Friday 8 January 2027",
        ("New Year's Day",),
        "4 5 6 7 8 January.",
    ),
    Promised(
        SCOTLAND,
        Kind.ADJUSTMENT,
        local(2026, 12, 31),
        "Monday 11 January 2027",
        "Monday 11 January 2027",
        ("New Year's Day", "New Year Holiday (observed)"),
        "5 6 7 8 11 January.",
    ),
]


@pytest.mark.clause("CH-2", "FP-1")
@pytest.mark.parametrize(
    ("organisation", "promised"), [pytest.param(row.organisation, row, id=row.name) for row in PROMISED]
)
def test_whoever_writes_near_a_holiday_is_told_the_right_dates_and_why(
    organisation: str, promised: Promised, paper_town: Town
) -> None:
    resident = _tells(paper_town, promised)
    letter = paper_town.post.brings(resident.email)
    assert f"By {promised.acknowledge}." in letter, promised.because
    assert f"by {promised.answer}{' at the latest' if promised.latest else ''}." in letter, promised.because


@pytest.mark.clause("CH-2")
@pytest.mark.parametrize(
    ("organisation", "promised"),
    [pytest.param(row.organisation, row, id=row.name) for row in (PROMISED[3], PROMISED[8])],
)
def test_in_a_browser_without_javascript_each_date_opens_and_explains_itself(
    organisation: str, promised: Promised, town: Town
) -> None:
    _tells(town, promised)


def _tells(town: Town, promised: Promised) -> Resident:
    """Before sending and after it, both dates can be read, and each holiday on the way by its name."""
    town.clock.set(promised.received)
    resident = town.resident().answers_everything(promised.kind)
    at_the_latest = ", at the latest." if promised.latest else "."
    resident.asks_how().sees(f"By {promised.acknowledge}.", f"By {promised.answer}{at_the_latest}", *promised.skipped)
    resident.sends(promised.kind)
    resident.asks_how().sees(f"by {promised.acknowledge}", f"By {promised.answer}{at_the_latest}", *promised.skipped)
    if promised.organisation == SCOTLAND:
        resident.walker.does_not_see("Easter Monday")
    return resident
