"""A worker who wants no more contact with a person: others take her cases, new ones never come, nobody is told why."""

import pytest

from shared.charter.access import Role
from shared.charter.vocabulary import Kind
from tests.browser import Visitor
from tests.journeys.conftest import Town, local
from tests.journeys.officers import Officer, place_for
from tests.journeys.residents import Resident

WHY = "She waited for me outside the office, and I do not feel safe with her."
GRANTED = "It is better so for everybody."
OVER = "They have talked, and Wilma feels safe again."
NO_CONTACT = "No contact with this customer any more"
MANAGERS_NAME = "Letters on this case in a senior manager’s name"
#: What no customer ever reads.
HIDDEN = (WHY, GRANTED, OVER, "not deal with", "kept apart", "contact with this customer", "senior manager", "harm")
LISTS = ("/office/?tab=mine", "/office/?tab=my-team", "/office/?tab=all", "/office/search?q=MacLeod")


@pytest.mark.clause("RP-22", "RP-29")
def test_a_worker_is_kept_apart_from_a_person_and_the_person_sees_no_reason(town: Town) -> None:
    morag, wilma = town.in_hand(Kind.REQUEST, received=local(2027, 3, 1), acknowledged=local(2027, 3, 2))
    place = place_for(town.charter, Kind.REQUEST, "roads")
    leila = town.officer("Leila Leader", Role.TEAM_LEADER, place.team)
    colin = town.officer("Colin Colleague", place.role, place.team)
    asks(wilma, morag.reference, NO_CONTACT)
    grants(leila, NO_CONTACT)
    gone(wilma, morag)
    told_nothing(morag, place.team_name)
    again = comes_again(town, morag, wilma, colin)
    over(leila, NO_CONTACT)
    for one in (morag, again):
        wilma.opens(one.reference).walker.does_not_see(f"Wilma Worker does not deal with this case. {GRANTED}")
        told_nothing(one)


@pytest.mark.clause("RP-29")
def test_letters_on_a_case_go_out_in_a_senior_managers_name_until_it_ends(town: Town) -> None:
    town.clock.set(local(2027, 3, 1))
    iain = town.resident(name="Iain Innes", email="iain@customer.example")
    iain.tells_us(Kind.REQUEST, service="Roads and potholes")
    place = place_for(town.charter, Kind.REQUEST, "roads")
    town.triage().routes(iain.reference, to=place.choice, because="They look after roads.")
    wilma = town.officer("Wilma Worker", place.role, place.team)
    leila = town.officer("Leila Leader", Role.TEAM_LEADER, place.team)
    asks(wilma.accepts(iain.reference), iain.reference, MANAGERS_NAME)
    grants(leila, MANAGERS_NAME, name="Hamish Head")
    town.post.delivers()
    wilma.acknowledges(iain.reference, seeing="Hamish Head").opens(iain.reference).sees("Acknowledged (done)")
    letter = town.post.brings(iain.email)
    assert "Hamish Head" in letter and "Wilma" not in letter, letter
    told_nothing(iain, "Hamish Head")
    iain.walker.does_not_see("Wilma")

    wilma.opens(iain.reference).walker.press("Reply in full").sees("Their named contact is Hamish Head.")
    over(leila, MANAGERS_NAME)
    wilma.opens(iain.reference).walker.press("Reply in full").sees("Their named contact is Wilma Worker.")
    wilma.replies(iain.reference, "It is mended.")
    letter = town.post.brings(iain.email)
    assert "Wilma Worker" in letter and "Hamish Head" not in letter, letter
    told_nothing(iain, "Wilma Worker")


def asks(wilma: Officer, reference: str, wish: str) -> None:
    """From the page of the case; a manager decides, and she cannot."""
    walker = wilma.opens(reference).walker.press("I do not want to deal with this")
    walker.sees("A manager decides. The customer is not told, and never sees why.")
    walker.choose(wish).fill_in("Why?", WHY).press("Ask for it").sees("It is asked. A manager decides.", WHY)
    walker.does_not_see("Grant it")


def grants(leila: Officer, wish: str, *, name: str = "") -> None:
    """From what waits for her."""
    walker = leila.walker.visit("/office/incidents").sees("Colleagues ask you").press(f"Wilma Worker: {wish}")
    walker.sees(WHY).choose("Grant it").fill_in("Why?", GRANTED)
    if name:
        walker.fill_in("Whose name does the customer read? (optional)", name)
    walker.press("Write down the decision").sees("Your decision is written down", "Granted: Leila Leader")


def over(leila: Officer, wish: str) -> None:
    """It is needed no longer."""
    walker = leila.walker.visit("/office/incidents").press("Kept out of harm’s way").press(wish).press("End it")
    walker.fill_in("Why does it end?", OVER).press("End it").sees("It has ended.", OVER)


def gone(wilma: Officer, *cases: Resident) -> None:
    """In no list, in no search, and at no address of hers."""
    for path in LISTS:
        wilma.walker.visit(path).does_not_see(*(one.reference for one in cases), "Morag MacLeod")
    for one in cases:
        for page in ("", "/reply", "/write", "/protect"):
            wilma.walker.visit(f"/office/cases/{one.reference}{page}").does_not_see("Morag MacLeod")
            assert isinstance(wilma.walker, Visitor) and wilma.walker.status == 404


def told_nothing(resident: Resident, *shown: str) -> None:
    """The page of the case goes on as every page does, with nothing about why."""
    resident.looks().sees(*shown).walker.does_not_see(*HIDDEN)


def comes_again(town: Town, morag: Resident, wilma: Officer, colin: Officer) -> Resident:
    """Thursday 4 March: a second matter of hers goes to the same team, and Colin takes both."""
    town.clock.set(local(2027, 3, 4))
    again = Resident(morag.walker)
    again.tells_us(Kind.REQUEST, service="Roads and potholes", words="The drain in Bank Street is full of leaves.")
    place = place_for(town.charter, Kind.REQUEST, "roads")
    triage = town.officer("Tess Triage", Role.TRIAGE_OFFICER, town.charter.organisation.triage_team)
    triage.routes(again.reference, to=place.choice, because="They look after drains.")
    gone(wilma, morag, again)
    colin.opens(morag.reference, tab="My team").accepts(again.reference).acknowledges(again.reference)
    town.post.delivers()
    told_nothing(again, "Colin Colleague")
    again.walker.does_not_see("Wilma")
    return again
