"""A young person's complaint under the Children Act: three stages, each with its own clock, and a panel at the end."""

import pytest

from shared.charter.access import Role
from shared.charter.vocabulary import Kind
from tests.journeys.conftest import Town, local
from tests.journeys.deciders import Decider
from tests.journeys.officers import Officer
from tests.journeys.residents import Resident

SERVICE = "children-and-families"


@pytest.mark.clause("FP-8", "RP-6")
@pytest.mark.parametrize("organisation", ["feedback-authority"])
def test_a_complaint_under_the_children_act_goes_through_its_three_stages(organisation: str, town: Town) -> None:
    resident = received(town)
    service = town.charter.services[SERVICE]
    choice = f"{service.name} ({town.charter.team_name(service.team)})"
    town.triage().routes(resident.reference, to=choice, because="They help families.")
    wilma = town.officer("Wilma Worker", Role.CASE_WORKER, service.team)
    colin = town.officer("Colin Colleague", Role.CASE_WORKER, service.team)
    stage_one(town, resident, wilma)
    stage_two(town, resident, colin)
    stage_three(town, resident)


def received(town: Town) -> Resident:
    """Monday 1 March 2027; 10 for the answer: 2 to 5, 8 to 12, and 15 March."""
    town.clock.set(local(2027, 3, 1))
    resident = town.resident()
    resident.tells_us(Kind.COMPLAINT, service=town.charter.services[SERVICE].name)
    resident.sees("Complaints under the Children Act")
    resident.looks().sees("Your complaint is at stage 1 of 3.", "by Monday 8 March 2027", "Monday 15 March 2027")
    return resident


def stage_one(town: Town, resident: Resident, wilma: Officer) -> None:
    """Answered before the day."""
    wilma.accepts(resident.reference).acknowledges(resident.reference, seeing="Monday 15 March 2027")
    town.post.delivers()
    town.clock.set(local(2027, 3, 12))
    decision = Decider(wilma, resident.reference).defines("Nobody told me about the move.", "Nobody told me.")
    decision.finds("not-upheld", "Your social worker rang you on Tuesday.", met="None of it", how="We told you.")
    decision.issues()
    town.post.delivers()


def stage_two(town: Town, resident: Resident, colin: Officer) -> None:
    """Asked for on Monday 15 March: agreed within 5, by the 22nd. Agreed on the 17th, the answer is due 25 later.

    18 19, 22 to 25 and 30 31 March, 1 2, 5 to 9, 12 to 16, 19 to 23 April: the 25th is Friday 23 April.
    """
    reference = resident.reference
    town.clock.set(local(2027, 3, 15))
    resident.looks().walker.press("Ask for: Stage 2").press("Ask us to look again")
    resident.sees("Your complaint is at stage 2 of 3.", "by Monday 22 March 2027")
    town.post.delivers()
    town.clock.set(local(2027, 3, 17))
    colin.accepts(reference)
    Decider(colin, reference).defines("Nobody told me about the move.", "Nobody told me.")
    colin.opens(reference).walker.press("Agree what it is about")
    colin.walker.choose("Write down that the customer has agreed to it")
    colin.walker.fill_in("How did they agree?", "At a meeting today.").press("Go on")
    resident.looks().sees("by Friday 23 April 2027")
    town.post.delivers()
    leila = town.officer("Leila Leader", Role.TEAM_LEADER, town.charter.services[SERVICE].team)
    town.clock.set(local(2027, 4, 20))
    decision = Decider(colin, reference)
    decision.finds("partly-upheld", "You were told, but late.", met="Part of it", how="We tell you sooner.")
    decision.puts_right("An apology", "We write to you to say sorry.", (30, 4, 2027)).asks_to_be_read()
    Decider(leila, reference).reads()
    decision.issues()
    town.post.delivers()


def stage_three(town: Town, resident: Resident) -> None:
    """Asked for on Thursday 22 April: the panel meets within 30, by Monday 7 June (3 and 31 May are holidays).

    It meets on Friday 28 May: its report is due 5 later, 1 2 3 4 7 June. It comes on Friday 4 June: our answer 15
    later, 7 to 11, 14 to 18 and 21 to 25 June.
    """
    reference, relations = resident.reference, town.charter.organisation.customer_relations_team
    town.clock.set(local(2027, 4, 22))
    resident.looks().walker.press("Ask for: Stage 3").press("Ask us to look again")
    resident.sees("Your complaint is at stage 3 of 3.", "by Monday 7 June 2027")
    rita = town.officer("Rita Relations", Role.CUSTOMER_RELATIONS, relations)
    town.clock.set(local(2027, 5, 28))
    rita.opens(reference).walker.press("The talk was held, or the panel met")
    rita.walker.fill_in("What does the customer need to know?", "The panel has met and heard you.")
    rita.walker.press("Send it")
    resident.looks().sees("by Monday 7 June 2027")
    town.clock.set(local(2027, 6, 4))
    rita.opens(reference).walker.press("Send the report")
    rita.walker.fill_in("What does the customer need to know?", "The panel agrees with you.").press("Send it")
    resident.looks().sees("by Friday 25 June 2027")
