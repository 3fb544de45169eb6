"""Somebody complains and gives no name: a manager decides, says why, and whoever has the reference can read it."""

import pytest

from shared.charter.access import Role
from shared.charter.vocabulary import Kind, Reach
from tests.journeys.conftest import Town, local
from tests.journeys.officers import Officer
from tests.journeys.residents import QUESTION, Resident

WORDS = "The gritter passes our street every morning and never stops."


def _complains(town: Town) -> tuple[Resident, Officer]:
    """Nobody we know, about the roads; and the leader of the team that it was routed to."""
    town.clock.set(local(2027, 3, 2))
    nobody, service = town.resident(), town.charter.services["roads"]
    nobody.begins(Kind.COMPLAINT).is_for("For me").finds(service.name).writes(QUESTION[Kind.COMPLAINT], WORDS)
    nobody.writes("What would put it right?", "Grit our street.").attaches_nothing().can_be_reached(Reach.NONE)
    nobody.sees("Complaints without a name.", "Keep your reference and your code.", "By Tuesday 16 March 2027")
    nobody.sends(Kind.COMPLAINT)
    nobody.sees("Your code:")
    choice = f"{service.name} ({town.charter.team_name(service.team)})"
    town.triage().routes(nobody.reference, to=choice, because="They grit the roads.")
    return nobody, town.officer("Leila Leader", Role.TEAM_LEADER, service.team)


def _looks_it_up(nobody: Resident) -> Resident:
    """With the reference and the code, as anybody would who wrote both down."""
    code = nobody.page.rsplit("/", 1)[1]
    nobody.walker.visit("/look-up").fill_in("Your reference", nobody.reference)
    nobody.walker.fill_in("Your e-mail address, phone number or code", code).press("Continue")
    return nobody


@pytest.mark.clause("FP-5")
def test_a_manager_decides_to_look_into_it_by_a_day(town: Town) -> None:
    nobody, leader = _complains(town)
    leader.opens(nobody.reference).walker.press("Decide what to do").choose("We look into it")
    leader.walker.fill_in("Day", "23").fill_in("Month", "3").fill_in("Year", "2027")
    leader.walker.fill_in("Why?", "Others say the same of that street.").press("Keep this decision")
    leader.sees("Your decision is kept. It stands on the page of the complaint.")
    assert not town.post.delivers(), "there is nobody to write to"
    _looks_it_up(nobody).sees("A manager decided that we look into it. By Tuesday 23 March 2027", "Others say the same")


@pytest.mark.clause("FP-5")
def test_a_manager_decides_to_do_nothing_more_and_says_why(paper_town: Town) -> None:
    nobody, leader = _complains(paper_town)
    leader.opens(nobody.reference).walker.press("Decide what to do").choose("We do nothing more about it")
    leader.walker.press("Keep this decision").sees("Say why you decide so.")
    leader.walker.choose("We do nothing more about it").fill_in("Why?", "It does not say which street.")
    leader.walker.press("Keep this decision").sees("Your decision is kept.")
    _looks_it_up(nobody).sees("A manager decided that we do nothing more about it.", "It does not say which street.")


@pytest.mark.clause("FP-5")
def test_whoever_is_no_manager_cannot_decide_about_it(paper_town: Town) -> None:
    nobody, _ = _complains(paper_town)
    team = paper_town.charter.services["roads"].team
    worker = paper_town.officer("Wilma Worker", Role.CASE_WORKER, team).opens(nobody.reference)
    worker.walker.visit(f"/office/cases/{nobody.reference}/take-up").does_not_see("Keep this decision")
