"""A complaint in England through both stages: extended, decided, asked again, decided with approval, the ombudsman."""

from datetime import date

import pytest

from shared.charter.access import Role
from shared.charter.vocabulary import Kind
from tests.journeys.conftest import Town, local, words_of
from tests.journeys.deciders import Decider
from tests.journeys.officers import Officer, place_for
from tests.journeys.residents import Resident

OMBUDSMAN = "Local Government and Social Care Ombudsman"


@pytest.mark.clause("RP-6", "CC-6", "CC-1", "CH-1", "CH-2")
@pytest.mark.parametrize("organisation", ["feedback-authority"])
def test_an_english_complaint_goes_through_both_stages_and_every_date_is_told(organisation: str, town: Town) -> None:
    resident = received(town)
    reference = resident.reference
    place = place_for(town.charter, Kind.COMPLAINT, "roads")
    town.triage().routes(reference, to=place.choice, because="They look after roads.")
    wilma = town.officer("Wilma Worker", place.role, place.team)
    first_answer(town, resident, wilma)
    asked_again(town, resident, wilma)
    colin = town.officer("Colin Colleague", place.role, place.team)
    leila = town.officer("Leila Leader", Role.TEAM_LEADER, place.team)
    last_answer(town, resident, colin, leila)


def received(town: Town) -> Resident:
    """Monday 1 March 2027. To acknowledge, 5: 2 3 4 5 8 March. Then 10 for the answer: 9 10 11 12 15 16 17 18 19 22."""
    town.clock.set(local(2027, 3, 1))
    resident = town.resident()
    resident.tells_us(Kind.COMPLAINT, service="Roads and pavements", wanted="Mend the road.")
    resident.sees("by Monday 8 March 2027", "By Monday 22 March 2027, at the latest.")
    resident.looks().sees(
        "Your complaint is at stage 1 of 2.", f"After our last answer you can go to somebody outside: {OMBUDSMAN}."
    )
    resident.walker.does_not_see("Ask for: Stage 2")
    return resident


def first_answer(town: Town, resident: Resident, wilma: Officer) -> None:
    """Acknowledged on 3 March: 4 5 8 9 10 11 12 15 16 17. Not counted later: Good Friday 26 and Easter Monday 29 March.

    It takes longer, at most 20 from the acknowledgement: 18 19 22 23 24 25 30 31 March, 1 2 April.
    """
    reference = resident.reference
    town.clock.set(local(2027, 3, 3))
    wilma.accepts(reference).acknowledges(reference, seeing="Wednesday 17 March 2027")
    resident.looks().asks_how().sees(
        "by Wednesday 17 March 2027", "We told you that we have it on Wednesday 3 March 2027."
    )
    town.post.delivers()
    town.clock.set(local(2027, 3, 16))
    wilma.explains(reference, "We wait for a photo.", date(2027, 4, 6))
    wilma.sees("Choose Friday 2 April 2027 or an earlier day.")
    wilma.explains(reference, "We wait for a photo.", date(2027, 3, 31))
    resident.looks().sees("by Wednesday 31 March 2027", "We wait for a photo.")
    letter = town.post.brings(resident.email)
    for words in ("Wednesday 31 March 2027", "We wait for a photo.", OMBUDSMAN):
        assert words in letter, letter
    town.clock.set(local(2027, 3, 30))
    decision = Decider(wilma, reference).defines("The road was not mended.", "Nobody came on Tuesday.")
    decision.finds("not-upheld", "The crew was there at noon.", met="None of it", how="It was mended before.").issues()


def asked_again(town: Town, resident: Resident, wilma: Officer) -> None:
    """Wednesday 7 April. To acknowledge, 5: 8 9 12 13 14. Then 20: 15 16, 19 to 23, 26 to 30, 4 to 7 and 10 to 13 May.

    Monday 3 May is a holiday.
    """
    letter = town.post.brings(resident.email)
    for words in ("Nobody came on Tuesday.", "this is not upheld", "The crew was there at noon.", "Stage 2", OMBUDSMAN):
        assert words in letter, letter
    town.clock.set(local(2027, 4, 7))
    resident.looks().sees("Our answer", "The crew was there at noon.", "If you are not happy with our answer")
    resident.walker.press("Ask for: Stage 2")
    resident.sees("By Wednesday 14 April 2027.", "By Thursday 13 May 2027, at the latest.", "You need not say why")
    resident.walker.press("Ask us to look again")
    resident.sees(
        "We will look at your complaint again.", "Your complaint is at stage 2 of 2.", "by Wednesday 14 April 2027"
    )
    letter = town.post.brings(resident.email)
    for words in ("Stage 2", "by Wednesday 14 April 2027"):
        assert words.casefold() in letter.casefold(), letter
    wilma.opens(resident.reference).walker.visit(f"/office/cases/{resident.reference}/accept")
    wilma.walker.does_not_see("Your team has it now")


def last_answer(town: Town, resident: Resident, colin: Officer, leila: Officer) -> None:
    """Acknowledged on Monday 12 April; 20: 13 to 16, 19 to 23, 26 to 30 April, 4 to 7, 10 and 11 May."""
    reference = resident.reference
    town.clock.set(local(2027, 4, 12))
    colin.accepts(reference).acknowledges(reference, seeing="Tuesday 11 May 2027")
    resident.looks().sees("by Tuesday 11 May 2027", "Colin Colleague")
    town.post.delivers()
    town.clock.set(local(2027, 5, 10))
    decision = Decider(colin, reference).defines("The road was not mended.", "Nobody came on Tuesday.")
    decision.finds("upheld", "The crew was in the wrong road.", met="All of it", how="We mend it.")
    decision.puts_right("We do what was late", "Mend Bank Street", (24, 5, 2027)).asks_to_be_read()
    Decider(leila, reference).reads()
    decision.issues()
    letters = [words_of(one) for one in town.post.delivers(resident.email)]
    assert len(letters) == 1
    for words in (
        "The crew was in the wrong road.",
        "Mend Bank Street",
        "This is our last answer",
        OMBUDSMAN,
        "12 months",
    ):
        assert words in letters[0], letters[0]
    resident.looks().sees(
        "The crew was in the wrong road.",
        "This was our last answer. If you know something new, write to us. "
        f"You can now also go to somebody outside who looks at what we did: {OMBUDSMAN}.",
        "within 12 months of the day on which you first knew of it",
        "We do what was late: Mend Bank Street We do this by Monday 24 May 2027.",
    )
    resident.walker.does_not_see("Ask for: Stage 2")
