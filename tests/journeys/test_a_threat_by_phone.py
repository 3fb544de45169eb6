"""A threat on the phone: ended and written down in two clicks, decided by a manager, and talked over afterwards."""

import re

import pytest

from shared.charter.access import Role
from shared.charter.vocabulary import Kind
from tests.browser import Visitor
from tests.journeys.conftest import Town, local, words_of
from tests.journeys.limiting import ends_a_contact
from tests.journeys.mailbox import Mailbox, mailbox, settings
from tests.journeys.officers import Officer, place_for
from tests.journeys.residents import Resident

__all__ = ["mailbox", "settings"]

THREAT = "She said: I know where you park, and I will wait for you."
WARNING = "I end this call if you go on."
HEARD = "The voice was so loud that I heard each word at my desk."
AFRAID = "I am afraid to walk to my car."
POLICE = "Do we report it to the police?"
REGISTER = "Does it go into the register of violent incidents?"
#: Nothing of it in a mail: neither who nor what.
TELLING = re.compile(r"threat|park|call|violen|police|Morag|Wilma|HC-", re.IGNORECASE)


@pytest.mark.clause("RP-12", "RP-14", "RP-15", "RP-17", "RP-22")
def test_a_threat_by_phone_is_ended_decided_by_a_manager_and_talked_over(town: Town, mailbox: Mailbox) -> None:
    morag, wilma, leila = somebody_on_the_phone(town, mailbox)
    ended(wilma, morag)
    page = told_at_once(town, mailbox)
    not_for_her_alone(wilma)
    decided(leila, page)
    talked_over(town, leila, page)
    read_by_few(town, morag, wilma, leila)


def somebody_on_the_phone(town: Town, mailbox: Mailbox) -> tuple[Resident, Officer, Officer]:
    """Tuesday 2 March 2027: Wilma deals with Morag's complaint. Leila leads the team."""
    town.clock.set(local(2027, 3, 2))
    morag = town.resident()
    morag.tells_us(Kind.COMPLAINT, service="Roads and potholes")
    place = place_for(town.charter, Kind.COMPLAINT, "roads")
    town.triage().routes(morag.reference, to=place.choice, because="They look after roads.")
    wilma = town.officer("Wilma Worker", place.role, place.team)
    wilma.accepts(morag.reference)
    leila = town.officer("Leila Leader", Role.TEAM_LEADER, place.team, javascript=True)
    mailbox.after(town.post)
    return morag, wilma, leila


def ended(wilma: Officer, morag: Resident) -> None:
    """Two clicks, and what they ask: the form knows the case, and wants the warning with its words."""
    form = wilma.opens(morag.reference).walker.press("I ended this contact")
    assert isinstance(form, Visitor)
    assert form.tab.get_by_label("Reference of the case").input_value() == morag.reference
    assert form.tab.get_by_label("I ended this contact").is_checked()
    form.fill_in("What happened?", THREAT).choose("Threat").press("Write it down")
    form.sees("There is a problem", "Choose whether you warned them.")
    ends_a_contact(wilma, morag.reference, THREAT, "Threat", warning=WARNING)
    wilma.sees("Contact ended Yes", "Warned before Yes, I warned them", morag.reference)


def told_at_once(town: Town, mailbox: Mailbox) -> str:
    """One mail, to Leila alone: look by Wednesday 3 March, and where; the address is the answer."""
    letters = mailbox.after(town.post)
    assert [str(one["To"]) for one in letters] == ["Leila Leader <leila@council.example>"]
    words = words_of(letters[0])
    assert "Look at it by Wednesday 3 March 2027 at the latest." in words, words
    found = re.search(r"https?://[^/\s]+(/office/incidents/\d+)", words)
    assert found and not TELLING.search(words.replace("Leila", "")), words
    return found[1]


def not_for_her_alone(wilma: Officer) -> None:
    """Whoever was threatened may report it where no manager is at hand; that nobody reports it is not hers to say."""
    decision = wilma.walker.press("No manager is at hand, and it was reported to the police")
    decision.sees("We report it to the police").does_not_see("We do not report it to the police")
    wilma.walker.press("Back to the incident").sees("Nothing is decided yet.")


def decided(leila: Officer, page: str) -> None:
    """Leila hears who was there, cannot wave it away without the views of those it concerns, and reports it."""
    walker = leila.walker.visit(page).sees(THREAT, WARNING, "Look by Wednesday 3 March 2027", "To be decided")
    walker.press("Add what somebody saw or heard").fill_in("Who saw or heard it?", "Colin Colleague")
    walker.fill_in("What did they see or hear?", HEARD).press("Write it down").sees("Colin Colleague", HEARD)
    walker.press(POLICE).choose("We do not report it to the police").fill_in("Why?", "She has said sorry.")
    walker.press("Write down the decision").sees("Write down what others say who meet this customer.")
    walker.choose("We report it to the police").fill_in("Why?", "She knows the car and the place.")
    walker.fill_in("What does the person say who was affected? (optional)", AFRAID)
    walker.fill_in("What do others say who meet this customer? (optional)", "She was calm at the counter.")
    walker.fill_in("Number that the police gave (optional)", "PS-2027-77").press("Write down the decision")
    walker.sees("We report it to the police", "Leila Leader, Team leader", "PS-2027-77", AFRAID, "calm at the counter")
    walker.press(REGISTER).choose("It goes into the register").fill_in("Why?", "Wilma was put in fear.")
    walker.press("Write down the decision").sees("It goes into the register", "Looked at Leila Leader")


def talked_over(town: Town, leila: Officer, page: str) -> None:
    """A talk is owed within 5 working days: 3 4 5 8 9 March. They agree on a day away, which is ticked on the 5th."""
    walker = leila.walker.visit(page)
    walker.sees("A talk with their manager By Tuesday 9 March 2027", "Employee Assistance Programme")
    town.clock.set(local(2027, 3, 4))
    walker.visit("/office/incidents").does_not_see("Incident 1")
    walker.press("A talk with their manager: Wilma Worker").fill_in("What came of it?", "We spoke for an hour.")
    walker.press("It is done").sees("We spoke for an hour.", "Done: Leila Leader, Thursday 4 March 2027")
    walker.press("Agree something more").choose("Time away from work").fill_in("In a few words (optional)", "A day off")
    walker.fill_in("Day", "5").fill_in("Month", "3").fill_in("Year", "2027").press("Write it down")
    walker.sees("Time away from work: A day off", "By Friday 5 March 2027, Leila Leader")
    town.clock.set(local(2027, 3, 5))
    walker.visit("/office/incidents").press("Time away from work: Wilma Worker")
    walker.fill_in("What came of it?", "She was away on Friday.").press("It is done").sees("She was away on Friday.")


def read_by_few(town: Town, morag: Resident, wilma: Officer, leila: Officer) -> None:
    """The read record says who opened it, and never what it is; nobody else is let in, nor is Morag told."""
    leila.opens(morag.reference).walker.visit(f"/office/cases/{morag.reference}/read")
    leila.sees("Leila Leader Team leader An incident", "Wilma Worker Case worker The case")
    leila.walker.does_not_see("Case worker An incident", THREAT, "park")
    colin = town.officer("Colin Colleague", Role.CASE_WORKER, place_for(town.charter, Kind.COMPLAINT, "roads").team)
    for path in ("/office/incidents/1", "/office/incidents?tab=all", f"/office/cases/{morag.reference}"):
        colin.walker.visit(path).does_not_see("park", "Incident 1", "register")
    morag.looks().walker.does_not_see("park", "incident", "police", "ended this contact")
    wilma.walker.visit("/office/incidents").press("Incident 1")
    wilma.sees("We report it to the police", "She was away on Friday.")
