"""Promises around Easter and Christmas, in England and in Scotland: each date was counted by hand, with its reason."""

from dataclasses import dataclass, field
from datetime import date, datetime

import pytest

from shared.charter.vocabulary import Kind
from tests.journeys.conftest import Town, local
from tests.journeys.officers import Officer, place_for
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


def _in_hand(town: Town, kind: Kind, *, received: datetime, acknowledged: datetime) -> tuple[Resident, Officer]:
    """A case that a worker has accepted and acknowledged, with every letter so far delivered."""
    service = "roads"
    place = place_for(town.charter, kind, service)
    town.clock.set(received)
    resident = town.resident()
    resident.tells_us(kind, service=town.charter.services[service].name)
    town.triage().routes(resident.reference, to=place.choice, because="They look after it.")
    town.clock.set(acknowledged)
    worker = town.officer("Wilma Worker", place.role, place.team)
    worker.accepts(resident.reference).acknowledges(resident.reference)
    assert len(town.post.delivers(resident.email)) == 3
    return resident, worker


@pytest.mark.parametrize("organisation", [ENGLAND])
def test_in_england_the_answer_to_a_complaint_is_counted_from_the_acknowledgement(
    organisation: str, paper_town: Town
) -> None:
    resident, _ = _in_hand(
        paper_town, Kind.COMPLAINT, received=local(2027, 3, 22), acknowledged=local(2027, 3, 25)
    )
    # Acknowledged on Maundy Thursday: 30 31 March, 1 2 5 6 7 8 9 12 April.
    resident.looks().asks_how().sees(
        "by Monday 12 April 2027", "We told you that we have it on Thursday 25 March 2027", *EASTER_IN_ENGLAND
    )
    resident.walker.does_not_see("at the latest")


@dataclass(frozen=True)
class Longer:
    """A new date that is refused, in which words, and one that is given."""

    organisation: str
    kind: Kind
    received: datetime
    explained: datetime
    refused: date
    words: str
    given: date
    promised: str


LONGER = [
    # A request of Wed 10 March is due on Wed 24 March: 11 12 15 16 17 18 19 22 23 24.
    Longer(
        ENGLAND,
        Kind.REQUEST,
        local(2027, 3, 10),
        local(2027, 3, 23),
        date(2027, 3, 29),
        "Monday 29 March 2027 is not a working day.",
        date(2027, 3, 30),
        "Tuesday 30 March 2027",
    ),
    Longer(
        SCOTLAND,
        Kind.REQUEST,
        local(2027, 3, 10),
        local(2027, 3, 23),
        date(2027, 3, 26),
        "Friday 26 March 2027 is not a working day.",
        date(2027, 3, 29),
        "Monday 29 March 2027",
    ),
    # At most 10 days, the day of receipt first: 25 29 30 31 March, 1 2 5 6 7 8 April.
    Longer(
        SCOTLAND,
        Kind.COMPLAINT,
        local(2027, 3, 25),
        local(2027, 3, 31),
        date(2027, 4, 9),
        "Choose Thursday 8 April 2027 or an earlier day.",
        date(2027, 4, 8),
        "Thursday 8 April 2027",
    ),
    # At most 20 days after the acknowledgement on 30 March: 10 end on 13 April; 14 15 16 19 20 21 22 23 26 27.
    Longer(
        ENGLAND,
        Kind.COMPLAINT,
        local(2027, 3, 29),
        local(2027, 4, 12),
        date(2027, 4, 28),
        "Choose Tuesday 27 April 2027 or an earlier day.",
        date(2027, 4, 27),
        "Tuesday 27 April 2027",
    ),
]


@pytest.mark.clause("FP-2", "CC-1")
@pytest.mark.parametrize(
    ("organisation", "longer"),
    [pytest.param(row.organisation, row, id=f"{row.organisation}-{row.kind.value}") for row in LONGER],
)
def test_an_answer_that_takes_longer_gets_a_new_date_on_a_working_day_within_the_promise(
    organisation: str, longer: Longer, paper_town: Town
) -> None:
    acknowledged = local(2027, 3, 30) if longer.received > local(2027, 3, 25) else longer.received
    resident, worker = _in_hand(paper_town, longer.kind, received=longer.received, acknowledged=acknowledged)
    paper_town.clock.set(longer.explained)
    worker.explains(resident.reference, "The engineer is on leave.", longer.refused)
    worker.sees("There is a problem", longer.words, "The engineer is on leave.")
    assert paper_town.post.delivers(resident.email) == []
    worker.explains(resident.reference, "The engineer is on leave.", longer.given)
    worker.sees("The customer is told why, and the new date.")
    letter = paper_town.post.brings(resident.email)
    assert f"The new date for our answer is {longer.promised}." in letter
    assert f"By {longer.promised}." in letter
    resident.looks().sees(f"by {longer.promised}", "We gave you this date ourselves.", "The engineer is on leave.")


@dataclass(frozen=True)
class Asked:
    """A request of Wed 23 December, asked back on Tue 29 December and answered in January."""

    organisation: str
    until: str
    answered: datetime
    then: str


ASKED = [
    # Until: 30 31 December, 4 5 6 7 8 11 12 13 January. Due on 11 January; stood still on 30 31 December and
    # 4 January, so 3 more: 12 13 14 January.
    Asked(ENGLAND, "Wednesday 13 January 2027", local(2027, 1, 4), "Thursday 14 January 2027"),
    # Until: 30 31 December, 5 6 7 8 11 12 13 14 January. Due on 12 January. 4 January is off, so 2 more: 13 14.
    Asked(SCOTLAND, "Thursday 14 January 2027", local(2027, 1, 4), "Thursday 14 January 2027"),
    # A day later it stood still on 5 January too: 13 14 15.
    Asked(SCOTLAND, "Thursday 14 January 2027", local(2027, 1, 5), "Friday 15 January 2027"),
]


@pytest.mark.parametrize(
    ("organisation", "asked"),
    [pytest.param(row.organisation, row, id=f"{row.organisation}-{row.answered:%d-%b}") for row in ASKED],
)
def test_while_we_wait_for_an_answer_the_clock_stands_still_and_then_the_date_moves_by_the_days_waited(
    organisation: str, asked: Asked, paper_town: Town
) -> None:
    resident, worker = _in_hand(
        paper_town, Kind.REQUEST, received=local(2026, 12, 23), acknowledged=local(2026, 12, 24)
    )
    paper_town.clock.set(local(2026, 12, 29))
    worker.asks(resident.reference, "Which side of the road is it?")
    letter = paper_town.post.brings(resident.email)
    assert f"Tell us by {asked.until}." in letter and "We do not count the days while we wait for you." in letter
    resident.looks().sees("Which side of the road is it?", f"by {asked.until}", "The clock stands still while we wait.")
    paper_town.clock.set(asked.answered)
    resident.adds("The north side.", button="Answer our question")
    resident.looks().sees("Wilma Worker will answer your request.", f"by {asked.then}", "We waited for your answer")
    assert f"By {asked.then}." in paper_town.post.brings(resident.email)
