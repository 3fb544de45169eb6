"""A complaint in Scotland that is escalated over Christmas: two days before it, and answered in the new year."""

import pytest

from shared.charter.access import Role
from shared.charter.vocabulary import Kind
from tests.journeys.conftest import Town, local, words_of
from tests.journeys.deciders import Decider
from tests.journeys.officers import Officer, place_for
from tests.journeys.residents import Resident

OMBUDSMAN = "Scottish Public Services Ombudsman"


@pytest.mark.clause("RP-6", "CC-6", "CH-1", "CH-2")
def test_a_scottish_complaint_is_escalated_over_christmas_and_every_date_is_told(town: Town) -> None:
    resident = received(town)
    reference = resident.reference
    place = place_for(town.charter, Kind.COMPLAINT, "roads")
    town.triage().routes(reference, to=place.choice, because="They look after roads.")
    wilma = town.officer("Wilma Worker", place.role, place.team)
    first_answer(town, resident, wilma)
    asked_again(town, resident)
    colin = town.officer("Colin Colleague", place.role, place.team)
    understood(town, resident, colin)
    leila = town.officer("Leila Leader", Role.TEAM_LEADER, place.team)
    last_answer(town, resident, colin, leila)


def received(town: Town) -> Resident:
    """Wednesday 16 December 2026 is day 1: 16 17 18 21 22 December, for the acknowledgement and for the answer."""
    town.clock.set(local(2026, 12, 16))
    resident = town.resident()
    resident.tells_us(Kind.COMPLAINT, service="Roads and potholes", wanted="Mend the road.")
    resident.sees("by Tuesday 22 December 2026", "By Tuesday 22 December 2026.")
    resident.looks().sees("Your complaint is at stage 1 of 2.", "You are here: Frontline response.")
    # Nobody has to wait for the first answer.
    resident.sees("You need not wait for our first answer", "Ask for: Investigation")
    return resident


def first_answer(town: Town, resident: Resident, wilma: Officer) -> None:
    """Decided on the last day."""
    reference = resident.reference
    town.clock.set(local(2026, 12, 17))
    wilma.accepts(reference).acknowledges(reference, seeing="Tuesday 22 December 2026")
    town.post.delivers()
    town.clock.set(local(2026, 12, 22, 16))
    decision = Decider(wilma, reference).defines("The road was not mended.", "Nobody came on Tuesday.")
    decision.finds("not-upheld", "The crew was there at noon.", met="None of it", how="It was mended before.").issues()
    letter = town.post.brings(resident.email)
    for words in ("Frontline response", "The crew was there at noon.", "Investigation", OMBUDSMAN):
        assert words in letter, letter


def asked_again(town: Town, resident: Resident) -> None:
    """Wednesday 23 December is day 1: 23 24 29 December for the acknowledgement.

    For the answer 20: and 30 31 December, 5 to 8, 11 to 15, 18 to 22 and 25 January. Not counted: 25 and 28 December,
    1 January, and Monday 4 January for the 2nd. Two months after 22 December are over on Monday 22 February.
    """
    town.clock.set(local(2026, 12, 23))
    resident.looks().sees("You would normally ask by Monday 22 February 2027. Ask later too if you have a good reason.")
    resident.walker.press("Ask for: Investigation")
    resident.sees("By Tuesday 29 December 2026.", "By Monday 25 January 2027.")
    resident.walker.fill_in("What are you not happy with?", "The crew was in another road.").press(
        "Ask us to look again"
    )
    resident.sees("by Tuesday 29 December 2026", "By Monday 25 January 2027.", "You are here: Investigation.")
    letter = town.post.brings(resident.email)
    for words in ("Investigation", "Tuesday 29 December 2026"):
        assert words in letter, letter


def understood(town: Town, resident: Resident, colin: Officer) -> None:
    """On Tuesday 29 December, the last day, it is acknowledged, and we ask whether we understand it. They say yes."""
    reference = resident.reference
    town.clock.set(local(2026, 12, 29))
    colin.accepts(reference).acknowledges(reference, seeing="Monday 25 January 2027")
    Decider(colin, reference).defines("The road was not mended.", "The crew was in another road.")
    colin.walker.visit(f"/office/cases/{reference}/agree").choose(
        "Send it to the customer, to agree to it or put it right"
    )
    colin.walker.press("Go on").sees("What we think it is about is on its way to the customer.")
    letters = [words_of(one) for one in town.post.delivers(resident.email)]
    assert any("The crew was in another road." in one for one in letters), letters
    resident.looks().sees("by Monday 25 January 2027", "What we think your complaint is").walker.press(
        "Tell us if this is right"
    )
    resident.sees("The crew was in another road.", "What you want to happen", "Mend the road.")
    resident.walker.choose("Yes, that is right").press("Tell us")
    resident.sees("You have agreed to this with us.", "by Monday 25 January 2027")


def last_answer(town: Town, resident: Resident, colin: Officer, leila: Officer) -> None:
    """On the last day but three, read by somebody else first."""
    reference = resident.reference
    town.post.delivers()
    town.clock.set(local(2027, 1, 20))
    decision = Decider(colin, reference)
    decision.finds("partly-upheld", "One of two crews was in the wrong road.", met="All of it", how="We mend it.")
    decision.puts_right("An apology", "We are sorry.", (3, 2, 2027)).asks_to_be_read()
    Decider(leila, reference).reads()
    decision.issues()
    letter = town.post.brings(resident.email)
    for words in ("One of two crews", "We are sorry.", "This is our last answer", OMBUDSMAN, "12 months"):
        assert words in letter, letter
    resident.looks().sees(
        "One of two crews was in the wrong road.",
        f"You can now also go to somebody outside who looks at what we did: {OMBUDSMAN}.",
        "An apology: We are sorry. We do this by Wednesday 3 February 2027.",
    )
    resident.walker.does_not_see("Ask for: Investigation")
