"""Letters that hurt, with a real complaint inside: covered, read by somebody else, and answered in time."""

from datetime import date

import pytest
import sqlalchemy as sa

from shared.charter.access import Role
from shared.charter.vocabulary import Kind
from shared.models.cases import Case
from tests.journeys.conftest import Town, local, words_of
from tests.journeys.deciders import decides
from tests.journeys.officers import Officer, place_for
from tests.journeys.residents import REFERENCE, Resident
from tests.journeys.test_on_somebodys_behalf import link_in, the_one

HURTS = "You are vermin, and you should be swept up with the rubbish."
LETTER = f"{HURTS} My bin has not been emptied since January."
MATTER = "His bin has not been emptied since January."
AGAIN = "Vermin, all of you. I hope you choke."
SENDER = "angus@customer.example"
CALMLY = "You wrote words about our staff that we cannot accept. We go on with what you wrote about your bin."
TAKEN_OUT = "It is kept. What they ask for now stands in the case."


@pytest.mark.clause("RP-13", "RP-16", "RP-25", "FP-16", "CH-4")
def test_what_is_asked_for_in_a_letter_that_hurts_is_answered_and_its_words_are_read_by_one_colleague(
    town: Town,
) -> None:
    town.clock.set(local(2027, 3, 2))
    place = place_for(town.charter, Kind.COMPLAINT, "bins")
    triage = town.triage()
    angus = Resident(town.walks(False), name="Angus Angry", email=SENDER, reference=keys_in(triage))
    angus.page = link_in(town.post.brings(SENDER), "/track/")
    triage.routes(angus.reference, to=place.choice, because="They empty bins.")
    wilma = town.officer("Wilma Worker", place.role, place.team)
    wilma.accepts(angus.reference)
    covers(wilma, angus.reference, LETTER)
    colin = town.officer("Colin Colleague", place.role, place.team)
    takes_out(colin, LETTER, "Yes", MATTER)
    wilma.opens(angus.reference).sees(MATTER, "Taken out of the message by Colin Colleague.").walker.does_not_see(HURTS)
    town.post.delivers()
    tells_the_sender(town, town.officer("Leila Leader", Role.TEAM_LEADER, place.team), angus)
    writes_again(angus, wilma, colin)
    answered_in_time(town, angus, wilma)


def keys_in(triage: Officer) -> str:
    """The letter came to the service centre, which writes it down as it is; its reference is the answer."""
    walker = triage.walker.visit("/office/record")
    walker.choose("Letter").choose("Complaint").choose("Bins and recycling", of="Which service is it about?")
    walker.fill_in("What did they say?", LETTER).fill_in("Name (optional)", "Angus Angry")
    walker.choose("By e-mail").fill_in("E-mail address (optional)", SENDER).press("Record it")
    found = REFERENCE.search(walker.sees("It is written down.").text)
    assert found
    return found[0]


def covers(wilma: Officer, reference: str, words: str) -> None:
    """Nobody has to read it on the case any more; and whoever covered it does not open it again."""
    walker = wilma.opens(reference).sees(words).walker.press("Cover this message")
    walker.fill_in("What does it hold?", "insults").press("Cover this message")
    walker.sees("The message is covered.", "Somebody else reads it").does_not_see(words).press("About this message")
    walker.sees("insults", "nobody yet").does_not_see("Why do you open it?", words)


def takes_out(colin: Officer, words: str, found: str, matter: str = "") -> None:
    """A second reader, from the list of tasks: says why, reads the words once, and writes down what is asked for."""
    walker = colin.walker.visit("/office/tasks").press("Read a covered message, and take out what it asks for")
    if not walker.heading.startswith("Covered"):
        walker.press("About this message")
    walker.does_not_see(words).fill_in("Why do you open it?", "To take out what he asks for.").press("Open it")
    walker.sees(words).choose(found)
    if matter:
        walker.fill_in("What they ask for", matter)
    walker.press("Keep it with the case").sees(TAKEN_OUT)


def tells_the_sender(town: Town, leila: Officer, angus: Resident) -> None:
    """A manager, in the name of the team: he learns nobody's name from it."""
    walker = leila.opens(angus.reference).walker.press("About this message")
    walker.choose("The team").fill_in("Your message", CALMLY).press("Send it").sees("Your message is on its way.")
    letter = town.post.brings(angus.email)
    team = town.charter.team_name(town.charter.services["bins"].team)
    assert CALMLY in letter and f"This message is from {team}." in letter
    assert "Leila" not in letter and "Wilma" not in letter and HURTS not in letter
    angus.looks().sees(CALMLY, "Your message is kept. This is what we answer:", MATTER).walker.does_not_see("Leila")


def writes_again(angus: Resident, wilma: Officer, colin: Officer) -> None:
    """On the page of his complaint, and there is nothing in it to answer."""
    angus.adds(AGAIN)
    walker = wilma.opens(angus.reference).sees(AGAIN).walker.press("Cover this message")
    walker.fill_in("What does it hold?", "insults").press("Cover this message").does_not_see(AGAIN)
    takes_out(colin, AGAIN, "No, nothing")
    wilma.opens(angus.reference).sees("There is nothing in it to answer.", MATTER).walker.does_not_see(AGAIN)


def answered_in_time(town: Town, angus: Resident, wilma: Officer) -> None:
    """In Scotland five working days, of which Tuesday 2 March is the first: 2 3 4 5 8 March."""
    angus.looks().sees("by Monday 8 March 2027")
    town.post.delivers()
    town.clock.set(local(2027, 3, 8))
    decides(town, wilma, angus.reference, "The lorry could not pass. It comes on Thursday, and the bin is emptied.")
    answer = words_of(the_one(town.post.delivers(), SENDER, "What we decided"))
    assert "The lorry could not pass." in answer and HURTS not in answer and AGAIN not in answer
    with town.records() as session:
        case = session.scalars(sa.select(Case).where(Case.reference == angus.reference)).one()
        assert {(one.due_on, one.kept_on) for one in case.clocks} == {(date(2027, 3, 8), date(2027, 3, 8))}
