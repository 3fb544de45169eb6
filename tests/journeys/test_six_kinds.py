"""The whole story of each kind around Easter and Christmas: every page and every letter says the right date."""

from dataclasses import dataclass
from datetime import datetime

import pytest

from shared.charter.vocabulary import Kind
from tests.journeys.conftest import Town, local, words_of
from tests.journeys.deciders import decides
from tests.journeys.officers import Officer, place_for
from tests.journeys.residents import Resident

SCOTLAND, ENGLAND = "highland", "feedback-authority"
SERVICE = {SCOTLAND: ("roads", "Roads and potholes"), ENGLAND: ("roads", "Roads and pavements")}


@dataclass(frozen=True)
class Story:
    """When things happen, and the dates that a person must be told. All were counted with a finger on a calendar.

    `answer` is the date of the answer as it stands before anybody has acknowledged, `then` the one after that;
    `open_until` is the last day to write back, 40 working days after the case is closed; `again_until` that to ask for
    the next stage of a complaint, which is the one day that the page of an answered complaint names.
    """

    kind: Kind
    received: datetime
    acknowledge: str
    answer: str
    acknowledged: datetime
    then: str
    answered: datetime | None
    open_until: str
    latest: bool = False
    again_until: str = ""


# Not counted here: Fri 25 and Mon 28 December 2026, Fri 1 January 2027, Mon 4 January (for the 2nd), Fri 26 March
# (Good Friday), Mon 3 May. Mon 29 March, Easter Monday, is a working day in Scotland.
IN_SCOTLAND = [
    # After receipt. 5: 23 24 25 29 30 March. 10: and 31 March, 1 2 5 6 April. 40 after 30 March ends on 26 May.
    Story(
        Kind.REQUEST,
        received=local(2027, 3, 22),
        acknowledge="Tuesday 30 March 2027",
        answer="Tuesday 6 April 2027",
        acknowledged=local(2027, 3, 23),
        then="Tuesday 6 April 2027",
        answered=local(2027, 3, 30),
        open_until="Wednesday 26 May 2027",
    ),
    # The day of receipt is day 1: 25 29 30 31 March, 1 April, for both. 40 after 31 March ends on 27 May.
    Story(
        Kind.COMPLAINT,
        received=local(2027, 3, 25),
        acknowledge="Thursday 1 April 2027",
        answer="Thursday 1 April 2027",
        acknowledged=local(2027, 3, 29),
        then="Thursday 1 April 2027",
        answered=local(2027, 3, 31),
        open_until="Thursday 27 May 2027",
        again_until="Monday 31 May 2027",
    ),
    # After receipt: 24 29 30 31 December, 5 January. Thanks end it. 40 after 29 December ends on 25 February.
    Story(
        Kind.COMPLIMENT,
        received=local(2026, 12, 23),
        acknowledge="Tuesday 5 January 2027",
        answer="",
        acknowledged=local(2026, 12, 29),
        then="",
        answered=None,
        open_until="Thursday 25 February 2027",
    ),
    # 5 as above; 10: and 6 7 8 11 12 January. 40 after 6 January ends on 3 March.
    Story(
        Kind.COMMENT,
        received=local(2026, 12, 23),
        acknowledge="Tuesday 5 January 2027",
        answer="Tuesday 12 January 2027",
        acknowledged=local(2026, 12, 24),
        then="Tuesday 12 January 2027",
        answered=local(2027, 1, 6),
        open_until="Wednesday 3 March 2027",
    ),
    # 5 and 10 as the request; 20: and 7 8 9 12 13 14 15 16 19 20 April. 40 after 19 April ends on 16 June,
    # since 3 and 31 May are holidays.
    Story(
        Kind.REPRESENTATION,
        received=local(2027, 3, 22),
        acknowledge="Tuesday 30 March 2027",
        answer="Tuesday 20 April 2027",
        acknowledged=local(2027, 3, 29),
        then="Tuesday 20 April 2027",
        answered=local(2027, 4, 19),
        open_until="Wednesday 16 June 2027",
    ),
    # After receipt, both: 29 30 31 December, 5 6 January. 40 after 30 December ends on 26 February.
    Story(
        Kind.ADJUSTMENT,
        received=local(2026, 12, 24),
        acknowledge="Wednesday 6 January 2027",
        answer="Wednesday 6 January 2027",
        acknowledged=local(2026, 12, 29),
        then="Wednesday 6 January 2027",
        answered=local(2026, 12, 30),
        open_until="Friday 26 February 2027",
    ),
]

# Not counted here: 25 and 28 December 2026, 1 January 2027, 26 March (Good Friday), 29 March (Easter Monday), 3 May,
# 31 May. Mon 4 January is a working day in England.
IN_ENGLAND = [
    # 5: 23 24 25 30 31 March. 10: and 1 2 5 6 7 April.
    Story(
        Kind.REQUEST,
        received=local(2027, 3, 22),
        acknowledge="Wednesday 31 March 2027",
        answer="Wednesday 7 April 2027",
        acknowledged=local(2027, 3, 23),
        then="Wednesday 7 April 2027",
        answered=local(2027, 3, 30),
        open_until="Wednesday 26 May 2027",
    ),
    # 5: 30 31 March, 1 2 5 April. The answer runs from the acknowledgement, so at the latest 10 after 5 April:
    # 6 7 8 9 12 13 14 15 16 19 April. Acknowledged on 30 March it is 31 March, 1 2 5 6 7 8 9 12 13 April.
    # 40 after 12 April: 14 days in April, 14 to 21 May, 5 to 28 May, then 1 2 3 4 7 8 9 June.
    Story(
        Kind.COMPLAINT,
        received=local(2027, 3, 25),
        acknowledge="Monday 5 April 2027",
        answer="Monday 19 April 2027",
        acknowledged=local(2027, 3, 30),
        then="Tuesday 13 April 2027",
        answered=local(2027, 4, 12),
        open_until="Wednesday 9 June 2027",
        latest=True,
    ),
    # 24 29 30 31 December, 4 January. 40 after 29 December ends on 24 February.
    Story(
        Kind.COMPLIMENT,
        received=local(2026, 12, 23),
        acknowledge="Monday 4 January 2027",
        answer="",
        acknowledged=local(2026, 12, 29),
        then="",
        answered=None,
        open_until="Wednesday 24 February 2027",
    ),
    # This council answers a comment within 5 days too: the same days as the compliment.
    Story(
        Kind.COMMENT,
        received=local(2026, 12, 23),
        acknowledge="Monday 4 January 2027",
        answer="Monday 4 January 2027",
        acknowledged=local(2026, 12, 24),
        then="Monday 4 January 2027",
        answered=local(2026, 12, 29),
        open_until="Wednesday 24 February 2027",
    ),
    # 5 and 10 as the request; 20: and 8 9 12 13 14 15 16 19 20 21 April.
    Story(
        Kind.REPRESENTATION,
        received=local(2027, 3, 22),
        acknowledge="Wednesday 31 March 2027",
        answer="Wednesday 21 April 2027",
        acknowledged=local(2027, 3, 30),
        then="Wednesday 21 April 2027",
        answered=local(2027, 4, 19),
        open_until="Wednesday 16 June 2027",
    ),
    # 29 30 31 December, 4 5 January. 40 after 30 December ends on 25 February.
    Story(
        Kind.ADJUSTMENT,
        received=local(2026, 12, 24),
        acknowledge="Tuesday 5 January 2027",
        answer="Tuesday 5 January 2027",
        acknowledged=local(2026, 12, 29),
        then="Tuesday 5 January 2027",
        answered=local(2026, 12, 30),
        open_until="Thursday 25 February 2027",
    ),
]
EVERY = [(SCOTLAND, story) for story in IN_SCOTLAND] + [(ENGLAND, story) for story in IN_ENGLAND]
#: Each kind once in real browsers, with JavaScript for half of the officers; everything else by a reader.
BROWSERS = {
    (SCOTLAND, Kind.REQUEST): False,
    (ENGLAND, Kind.COMPLAINT): True,
    (SCOTLAND, Kind.COMPLIMENT): True,
    (ENGLAND, Kind.COMMENT): False,
    (ENGLAND, Kind.REPRESENTATION): True,
    (SCOTLAND, Kind.ADJUSTMENT): False,
}
IN_BROWSERS = [row for row in EVERY if (row[0], row[1].kind) in BROWSERS]
ON_PAPER = [row for row in EVERY if (row[0], row[1].kind) not in BROWSERS]


def named(value: object) -> str:
    return value.kind.value if isinstance(value, Story) else str(value)


@pytest.mark.clause("FP-1", "CH-1", "CH-3")
@pytest.mark.parametrize(("organisation", "story"), IN_BROWSERS, ids=named)
def test_a_person_knows_at_every_step_what_happens_next_and_by_when(
    organisation: str, story: Story, town: Town
) -> None:
    act(story, organisation, town, javascript=BROWSERS[organisation, story.kind])


@pytest.mark.clause("FP-1", "CH-1", "CH-3")
@pytest.mark.parametrize(("organisation", "story"), ON_PAPER, ids=named)
def test_across_the_border_the_same_step_has_another_date(organisation: str, story: Story, paper_town: Town) -> None:
    act(story, organisation, paper_town)


def act(story: Story, organisation: str, town: Town, *, javascript: bool = False) -> None:
    """From the first question to the last letter."""
    service, service_name = SERVICE[organisation]
    place = place_for(town.charter, story.kind, service)
    resident = sent(story, town, service_name)
    town.clock.forward(hours=4)
    town.triage(javascript=javascript).routes(
        resident.reference, to=place.choice, because="They look after it, and can answer you soonest."
    )
    resident.looks().sees(f"passed it to {place.team_name}", "They look after it", f"by {story.acknowledge}")
    assert f"{place.team_name} now has what you told us" in town.post.brings(resident.email)
    town.clock.set(story.acknowledged)
    worker = town.officer("Wilma Worker", place.role, place.team, javascript=javascript)
    taken_on(story, town, worker, resident)
    if story.answered:
        answered(story, town, worker, resident)


def sent(story: Story, town: Town, service_name: str) -> Resident:
    """Told to the council; the pages and the letter promise the two dates."""
    resident = town.resident()
    town.clock.set(story.received)
    resident.answers_everything(story.kind, service=service_name)
    before = [f"By {story.acknowledge}", *([f"By {story.answer}"] if story.answer else [])]
    resident.sees(*before)
    resident.sends(story.kind)
    resident.sees("What happens next", f"by {story.acknowledge}", resident.reference, *before[1:])
    letter = town.post.brings(resident.email)
    said = f"by {story.answer} at the latest." if story.latest else f"by {story.answer}."
    for words in (resident.reference, f"By {story.acknowledge}.", resident.page, *([said] if story.answer else [])):
        assert words in letter, letter
    assert story.latest == ("at the latest" in letter)
    return resident


def taken_on(story: Story, town: Town, worker: Officer, resident: Resident) -> None:
    """Accepted and acknowledged: the customer knows who deals with it, and the date of the answer."""
    worker.accepts(resident.reference)
    resident.looks().sees("took it on. Wilma Worker is dealing with it.", f"by {story.acknowledge}")
    assert town.post.delivers(resident.email) == []
    worker.acknowledges(resident.reference, seeing=story.then or "Thank you")
    letters = town.post.delivers()
    letter = next(words_of(one) for one in letters if resident.email in str(one["To"]))
    if story.answered:
        resident.looks().sees("Wilma Worker will", f"by {story.then}", "We told you that we have it")
        assert f"By {story.then}." in letter and "Wilma Worker" in letter
        assert len(letters) == 1
        return
    resident.looks().sees("We have passed on your thanks.", f"until {story.open_until}")
    assert f"You can do this until {story.open_until}." in letter
    assert len(letters) == 2, "the team that is praised has a letter too"


def answered(story: Story, town: Town, worker: Officer, resident: Resident) -> None:
    """Replied to in full: the words are on the page and in the letter, and the case can be opened again."""
    assert story.answered is not None
    town.clock.set(story.answered)
    said = "We have looked at it. The work is done on Monday."
    if story.kind is Kind.COMPLAINT:
        decides(town, worker, resident.reference, said)
    else:
        worker.replies(resident.reference, said)
        resident.looks().sees("We answered you in full.")
    resident.looks().sees("The work is done on Monday.", f"until {story.again_until or story.open_until}")
    letter = town.post.brings(resident.email)
    for words in ("The work is done on Monday.", "Your contact is Wilma Worker.", f"until {story.open_until}."):
        assert words in letter, letter
