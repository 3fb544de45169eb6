"""Dates that move after the promise was made, around Easter and Christmas: acknowledged, explained, asked back."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest

from shared.charter.vocabulary import Kind
from tests.journeys.conftest import Town, local
from tests.journeys.test_easter_and_christmas import EASTER_IN_ENGLAND, ENGLAND, SCOTLAND


@pytest.mark.parametrize("organisation", [ENGLAND])
def test_in_england_the_answer_to_a_complaint_is_counted_from_the_acknowledgement(
    organisation: str, paper_town: Town
) -> None:
    resident, _ = paper_town.in_hand(Kind.COMPLAINT, received=local(2027, 3, 22), acknowledged=local(2027, 3, 25))
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
    resident, worker = paper_town.in_hand(longer.kind, received=longer.received, acknowledged=acknowledged)
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
    resident, worker = paper_town.in_hand(Kind.REQUEST, received=local(2026, 12, 23), acknowledged=local(2026, 12, 24))
    paper_town.clock.set(local(2026, 12, 29))
    worker.asks(resident.reference, "Which side of the road is it?")
    letter = paper_town.post.brings(resident.email)
    assert f"Tell us by {asked.until}." in letter and "We do not count the days while we wait for you." in letter
    resident.looks().sees("Which side of the road is it?", f"by {asked.until}", "The clock stands still while we wait.")
    paper_town.clock.set(asked.answered)
    resident.adds("The north side.", button="Answer our question")
    resident.looks().sees("Wilma Worker will answer your request.", f"by {asked.then}", "We waited for your answer")
    assert f"By {asked.then}." in paper_town.post.brings(resident.email)
