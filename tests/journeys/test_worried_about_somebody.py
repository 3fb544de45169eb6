"""Somebody is worried about a neighbour: who hears of it first, who reads it, and what everybody else never sees."""

import re

import pytest

from shared.charter.access import Role
from shared.charter.vocabulary import Kind
from tests.builders import a_case
from tests.journeys.conftest import Town, local, words_of
from tests.journeys.mailbox import Mailbox, mailbox, settings
from tests.journeys.residents import Resident

__all__ = ["mailbox", "settings"]

SECRET = "Nobody has seen Mrs Ross for a week, and somebody shouts in her house at night."


@pytest.mark.clause("SC-8", "CC-3", "RP-26")
def test_a_neighbour_tells_us_and_the_right_people_know_before_anybody_else(town: Town, mailbox: Mailbox) -> None:
    town.clock.set(local(2027, 3, 2))
    iain = Resident(town.walks(False), name="Iain Neighbour", email="iain@home.example")
    iain.walker.visit("/").press("somebody else")
    iain.walker.fill_in(iain.walker.heading, SECRET).press("Continue")
    iain.attaches_nothing().can_be_reached().needs_nothing(Kind.REQUEST).sends(Kind.REQUEST)
    iain.looks().sees("Our safeguarding team was told at once, and looks at it by Wednesday 3 March 2027.", "call 999")

    first, *others = mailbox.after(town.post)
    assert str(first["To"]) == "Safeguarding team <safeguarding@highland.example>"
    assert str(first["Subject"]) == f"Somebody may not be safe: {iain.reference}"
    for secret in ("Ross", "shouts", "Iain", "/track/"):
        assert secret not in str(first), secret
    assert [str(one["To"]) for one in others] == ["Iain Neighbour <iain@home.example>"]

    stranger = town.officer("Wilma Worker", Role.CASE_WORKER, town.charter.services["roads"].team)
    for path in ("/office/search?q=shouts", f"/office/search?q={iain.reference}", "/office/?tab=all"):
        stranger.walker.visit(path).does_not_see("Mrs Ross")
    stranger.walker.visit(f"/office/cases/{iain.reference}").does_not_see("Mrs Ross")

    team = town.charter.organisation.customer_relations_team
    sorcha = town.officer("Sorcha Safeguarding", Role.SAFEGUARDING_OFFICER, team)
    found = re.search(r"/office/concerns/\d+", words_of(first))
    assert found
    sorcha.walker.visit(found[0]).sees(SECRET).press("I am looking into it")
    sorcha.walker.fill_in("What did you find, and what happens now?", "She is in hospital and safe.")
    sorcha.walker.fill_in("Who did you pass it on to? (optional)", "Social work").press("Write it down")
    sorcha.walker.press("Done").sees("Sorcha Safeguarding")
    iain.looks().sees("has looked at it.").walker.does_not_see("hospital", "Social work", "Sorcha")


@pytest.mark.clause("SC-8")
def test_a_worry_written_on_the_page_of_another_matter_leaves_no_trace_there(town: Town, mailbox: Mailbox) -> None:
    with town.records() as session:
        case = a_case(session, town.charter, at=town.clock())
        here = f"/track/{case.reference}/{case.tracking_key}"
    morag = town.walks(False)
    morag.visit(here).press("I am worried about somebody’s safety")
    morag.fill_in("What worries you?", SECRET).press("Tell the safeguarding team")
    morag.sees("Our safeguarding team knows now, and looks at it by Wednesday 3 March 2027.", "call 999")
    morag.visit(here).does_not_see("safeguarding", "Ross")
    first = mailbox.after(town.post)[0]
    assert "Somebody may not be safe" in str(first["Subject"]) and "Ross" not in str(first)
