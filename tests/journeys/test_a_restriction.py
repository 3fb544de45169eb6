"""A restriction from a threat on the phone to its end: put forward, decided, told in large print, looked at again."""

import re
from dataclasses import replace

import pytest
import sqlalchemy as sa

from shared.charter.access import Role
from shared.charter.vocabulary import Format, Kind
from shared.models.customers import Customer
from shared.models.staff import Staff
from tests.builders import MORAG, a_case, held
from tests.delivery.pdfs import read
from tests.journeys.conftest import Town, local, words_of
from tests.journeys.limiting import acts, ends_a_contact, offers_a_call, opens_contact, proposes_no_calls
from tests.journeys.officers import Officer, place_for
from tests.journeys.residents import Resident
from tests.journeys.test_on_somebodys_behalf import pdfs_of

THREAT = "She said: I know where you park."
WHY = "On Monday 1 March one of us was afraid after a phone call. Please write to us. We answer every message."
OFFERED = "The appointment is offered. The customer is told."
REFUSED = "We do not meet or ring this person in this way for now. Reach them in another way: By e-mail."
BANNER = "Do not use this way. Write in the way that is named here. Closed: Phone. Instead: By e-mail."


@pytest.mark.clause("RP-7", "RP-8", "RP-9", "RP-11", "RP-23", "CH-9", "FP-11b")
def test_a_restriction_is_put_forward_decided_told_in_large_print_looked_at_again_and_ended(town: Town) -> None:
    morag, wilma, leila = somebody_in_hand(town)
    decided_by_another(town, morag, wilma, leila)
    page = told(town, morag, wilma, leila)
    looked_at_again(town, morag, leila, page)
    ended(town, morag, wilma, leila, page)


def somebody_in_hand(town: Town) -> tuple[Resident, Officer, Officer]:
    """Tuesday 2 March 2027: Morag, who reads large print, wants a pothole filled. Wilma deals with it."""
    town.clock.set(local(2027, 3, 2))
    place = place_for(town.charter, Kind.REQUEST, "roads")
    wilma = town.officer("Wilma Worker", place.role, place.team)
    person = replace(MORAG, format=Format.LARGE_PRINT)
    with town.records() as session:
        by = session.scalars(sa.select(Staff).where(Staff.name == wilma.name)).one()
        case = held(session, a_case(session, town.charter, person=person, at=town.clock()), by=by, charter=town.charter)
        assert case.customer is not None
        morag = Resident(town.walks(False), case.customer.name, case.customer.email, case.reference)
    town.post.delivers()
    return morag, wilma, town.officer("Leila Leader", Role.TEAM_LEADER, place.team, javascript=True)


def decided_by_another(town: Town, morag: Resident, wilma: Officer, leila: Officer) -> None:
    """Wilma writes down what happened and proposes the least that helps; only Leila can decide it. Nobody hears yet."""
    ends_a_contact(wilma, morag.reference, THREAT, "Threat", warning="I end this call if you go on.")
    with town.records() as session:
        customer = session.scalars(sa.select(Customer.id)).one()
    opens_contact(wilma, customer)
    proposes_no_calls(wilma, WHY)
    wilma.walker.does_not_see("Decide that it shall be so")
    wilma.walker.visit("/office/restrictions/1/approve").sees("Your role does not do this.")
    acts(
        leila,
        "To decide",
        "Decide that it shall be so",
        saying=("Why do you decide so?", "It is the least that helps."),
    )
    leila.sees("It is decided. It begins when the customer has been told.")
    assert town.post.delivers(morag.email) == [], "decided is not yet told"
    offers_a_call(wilma, morag.reference, "9 3 2027")
    wilma.sees(OFFERED)
    assert "Tuesday 9 March 2027" in town.post.brings(morag.email), "nothing is closed before she knows"


def told(town: Town, morag: Resident, wilma: Officer, leila: Officer) -> str:
    """To appeal, 20 working days: 3 to 5, 8 to 12, 15 to 19, 22 to 25, 29 to 31 March; Good Friday is the 26th.

    It runs for six months, and is looked at again after three. The page of the restriction is the answer.
    """
    acts(leila, "To tell", "Tell the customer", button="Send the letter")
    leila.sees("The letter is on its way.", "In force")
    words = large_print(town, morag, "How we are in contact with you from now on")
    for said in (
        WHY,
        "This is closed for now: by phone.",
        "It ends on Thursday 2 September 2027",
        "We look at it again by Wednesday 2 June 2027.",
        "Tell us by Wednesday 31 March 2027 if you can.",
        "Scottish Public Services Ombudsman",
    ):
        assert said in words, words
    assert THREAT not in words and "Wilma" not in words
    offers_a_call(wilma, morag.reference, "10 3 2027")
    wilma.sees(REFUSED).opens(morag.reference).sees(BANNER).walker.does_not_see(WHY)
    assert town.post.delivers(morag.email) == []
    found = re.search(r"https?://[^/\s]+(/contact/\S+)", words)
    assert found, words
    morag.walker.visit(found[1]).sees("We look at this again, and write to you about it. by Wednesday 2 June 2027")
    return found[1]


def looked_at_again(town: Town, morag: Resident, leila: Officer, page: str) -> None:
    """On Wednesday 2 June it waits in the list; it ends before another look would be due."""
    town.clock.set(local(2027, 6, 2))
    acts(
        leila,
        "To look at again",
        "Look at it again",
        saying=("Why does it stay?", "Calls are still hard for us."),
        button="It stays",
    )
    leila.sees("It is written down. The customer is told.")
    words = large_print(town, morag, "We have looked again at how we are in contact with you")
    for said in ("Calls are still hard for us.", "It ends on Thursday 2 September 2027", "You can appeal."):
        assert said in words, words
    morag.walker.visit(page).sees("This ends, and we write to you about it. on Thursday 2 September 2027")


def ended(town: Town, morag: Resident, wilma: Officer, leila: Officer, page: str) -> None:
    """On Wednesday 16 June: sooner than it was said, and the phone is open again."""
    town.clock.set(local(2027, 6, 16))
    acts(leila, "All", "End it", saying=("Why does it end?", "Every message was friendly since then."))
    leila.sees("It is over. The customer is told.")
    assert "Every message was friendly since then." in large_print(town, morag, "Limits on how we are in contact")
    morag.walker.visit(page).sees("This ended on Wednesday 16 June 2027.", "You can reach us again in every way")
    wilma.opens(morag.reference).walker.does_not_see("What to do for now")
    offers_a_call(wilma, morag.reference, "23 6 2027")
    wilma.sees(OFFERED)


def large_print(town: Town, morag: Resident, about: str) -> str:
    """The words of the one new letter with this subject, which comes with a PDF in 18 point."""
    letters = [one for one in town.post.delivers(morag.email) if about in str(one["Subject"])]
    assert len(letters) == 1, [str(one["Subject"]) for one in letters]
    (paper,) = pdfs_of(letters[0])
    assert min(read(paper).sizes) == 18
    return words_of(letters[0])
