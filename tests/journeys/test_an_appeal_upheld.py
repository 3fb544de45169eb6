"""An appeal by the link in the letter: heard by somebody who had no part in it, upheld, and the limit is over."""

from typing import Any

import pytest
import sqlalchemy as sa

from shared.charter.access import Role
from shared.models.staff import Staff
from tests.builders import a_case
from tests.engaged import TEAM, a_restriction
from tests.journeys.conftest import Town, local, words_of
from tests.journeys.deciders import Decider
from tests.journeys.officers import Officer
from tests.journeys.residents import REFERENCE, Resident
from tests.journeys.test_on_somebodys_behalf import link_in, the_one

OMBUDSMAN = "Scottish Public Services Ombudsman"
LETTER = "How we are in contact with you from now on"
OVER = "Limits on how we are in contact with you have ended"
HAD_A_PART = "You had a part in what this appeal is about. Somebody who had none has to hear it."


@pytest.mark.clause("RP-7", "RP-8", "RP-10", "FP-16", "CC-6")
def test_an_appeal_is_heard_by_somebody_else_and_upheld_and_the_limit_is_over(town: Town) -> None:
    town.clock.set(local(2027, 3, 2))
    hamish = town.officer("Hamish Head", Role.HEAD_OF_SERVICE, TEAM)
    hannah = town.officer("Hannah Hears", Role.HEAD_OF_SERVICE, TEAM)
    case, page = limited_by(town, hamish)
    morag = appeals_by_the_link(town, page)
    the_decider_cannot(hamish, morag.reference, "accept")
    town.clock.set(local(2027, 3, 9))
    hannah.accepts(morag.reference).acknowledges(morag.reference, seeing="Monday 5 April 2027")
    the_decider_cannot(hamish, morag.reference, "take", "give", "decision", "close")
    morag.walker.visit(page).sees("Until we answer, things stay as they stand here.")
    hannah.opens(case).sees("What to do for now")
    town.post.delivers()
    town.clock.set(local(2027, 3, 31))
    decided_in_her_favour(hannah, morag.reference)
    both_letters_come(town, morag, page)
    hannah.opens(case).walker.does_not_see("What to do for now")


def limited_by(town: Town, head: Officer) -> tuple[str, str]:
    """Hamish has decided that Morag is not to phone. Her case, and the page to which the letter leads."""
    with town.records() as session:
        decider = session.scalars(sa.select(Staff).where(Staff.name == head.name)).one()
        case = a_case(session, town.charter, service="roads", at=town.clock())
        act: dict[str, Any] = {"case": case, "service": "roads", "leader": decider, "at": town.clock()}
        a_restriction(session, town.charter, **act)
        case.team = TEAM
        reference = case.reference
    letters = town.post.delivers()
    words = words_of(the_one(letters, "morag@customer.example", LETTER))
    for said in ("by phone", "You can appeal.", OMBUDSMAN):
        assert said in words, words
    return reference, link_in(words, "/contact/")


def appeals_by_the_link(town: Town, page: str) -> Resident:
    """Friday 5 March. To acknowledge, 3: 8 9 10 March. To decide, 20: 8 to 12, 15 to 19, 22 to 25, 29 to 31, 1 2 5.

    Good Friday, 26 March, does not count; Easter Monday does here.
    """
    town.clock.set(local(2027, 3, 5))
    morag = town.resident()
    morag.walker.visit(page).sees("On 1 March one of us was afraid on the phone.", OMBUDSMAN).press("Appeal")
    morag.sees("You need not say why.", "By Wednesday 10 March 2027", "By Monday 5 April 2027")
    morag.walker.fill_in("What should we know? (optional)", "It was not me. My phone was stolen in February.")
    morag.walker.fill_in("What would put it right? (optional)", "Let me phone you.").press("Send my appeal")
    found = REFERENCE.search(morag.walker.text)
    assert found, morag.walker.text
    morag.reference, morag.page = found[0], morag.walker.path.removesuffix("/sent")
    morag.walker.visit(page).sees("You have appealed. Somebody senior who had no part in this looks at it again.")
    assert morag.reference in town.post.brings(morag.email)
    return morag


def the_decider_cannot(hamish: Officer, reference: str, *steps: str) -> None:
    """He may read the appeal, and take no step with it."""
    hamish.opens(reference)
    for step in steps:
        hamish.walker.visit(f"/office/cases/{reference}/{step}").sees(HAD_A_PART)


def decided_in_her_favour(hannah: Officer, reference: str) -> None:
    """By whoever had no part in it, on Wednesday 31 March, before it was due."""
    decision = Decider(hannah, reference).defines("I was told not to phone.", "It was not me who rang.")
    decision.finds("upheld", "The call came from a stolen phone.", met="All of it", how="The phone is open again.")
    decision.puts_right("An apology", "We say sorry", (7, 4, 2027)).issues()


def both_letters_come(town: Town, morag: Resident, page: str) -> None:
    """What was decided, with where to go from there; and that the limit is over."""
    letters = town.post.delivers(morag.email)
    answer = words_of(the_one(letters, morag.email, "What we decided"))
    for said in ("The call came from a stolen phone.", OMBUDSMAN):
        assert said in answer, answer
    over = words_of(the_one(letters, morag.email, OVER))
    assert "You appealed, and we agree with you." in over and "We are sorry." in over
    assert "You can reach us again in every way, as everybody can." in over
    morag.walker.visit(page).sees("This ended on Wednesday 31 March 2027.", "You can reach us again in every way")
    morag.walker.press("Read our answer to your appeal").sees("The call came from a stolen phone.", OMBUDSMAN)
