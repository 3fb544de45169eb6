"""Somebody was attacked because of who she is: help first, a quick way out, few who read it, and no trace anywhere."""

import re

import pytest

from portal import safety
from shared.charter.access import Role
from shared.charter.vocabulary import Kind
from tests.browser import Visitor, axe, no_sideways_scrolling
from tests.journeys.conftest import Town, local, words_of
from tests.journeys.mailbox import Mailbox, mailbox, settings
from tests.journeys.residents import QUESTION, Resident

__all__ = ["mailbox", "settings"]

SECRET = "A man from the bin crew spat at me and called me a filthy foreigner."
LINK = "Somebody hurt or insulted me because of who I am"
NAMED = re.compile(r"hate|racis|foreigner|spat|because of who", re.IGNORECASE)


@pytest.fixture(autouse=True)
def near(monkeypatch: pytest.MonkeyPatch) -> None:
    """The way out leads to a page of this server: no test goes anywhere else."""
    monkeypatch.setattr(safety, "away", lambda: "/contact")


@pytest.mark.clause("FP-7")
def test_the_way_out_works_by_button_and_by_key_and_leaves_no_page_to_go_back_to(town: Town) -> None:
    morag = town.walks(True)
    assert isinstance(morag, Visitor)
    for leave in (lambda: morag.press("Leave this page"), lambda: morag.key("Escape", "Escape", "Escape")):
        morag.visit("/").press(LINK).sees("call 999", "101", "Police Scotland", "press the Escape key three times")
        leave()
        morag.tab.wait_for_url("**/contact")
        morag.tab.go_back()
        morag.tab.wait_for_url(re.compile(r"/$"))
    morag.visit("/help-now").key("Escape", "Tab", "Escape", "Escape")
    assert morag.path == "/help-now", "three in a row, or nothing"
    axe(morag)
    no_sideways_scrolling(morag)
    morag.screenshot("help-now-320")


@pytest.mark.clause("FP-7")
def test_a_hate_incident_is_read_by_few_and_leaves_no_trace(town: Town, mailbox: Mailbox) -> None:
    town.clock.set(local(2027, 3, 2))
    morag = Resident(town.walks(False))
    _tells_of_it(morag)

    letters = mailbox.after(town.post)
    assert [str(one["To"]) for one in letters] == ["Morag MacLeod <morag@customer.example>"]
    for letter in letters:
        assert not NAMED.search(f"{letter['Subject']} {words_of(letter)}"), words_of(letter)

    service = town.charter.services["bins"]
    team = town.charter.organisation.customer_relations_team
    for name, role, place in (
        ("Wilma Worker", Role.CASE_WORKER, service.team),
        ("Hamish Head", Role.HEAD_OF_SERVICE, service.team),
        ("Tavish Triage", Role.TRIAGE_OFFICER, town.charter.organisation.triage_team),
    ):
        other = town.officer(name, role, place).walker
        for path in ("/office/search?q=spat", f"/office/search?q={morag.reference}", "/office/?tab=all"):
            other.visit(path).does_not_see("filthy", "Morag MacLeod")
        other.visit(f"/office/cases/{morag.reference}").does_not_see("filthy", "Morag MacLeod")

    rita = town.officer("Rita Relations", Role.CUSTOMER_RELATIONS, team)
    rita.walker.visit("/office/?tab=all").sees(morag.reference)
    rita.opens(morag.reference).sees(SECRET, "Hate incident")

    morag.looks().sees("A small team in Customer Relations deals with this.")
    _stays_unnamed(morag)
    morag.walker.press("Leave this page")
    assert morag.walker.path == "/contact"
    morag.walker.visit("/tell-us/check").does_not_see(SECRET, morag.reference)


def _tells_of_it(morag: Resident) -> None:
    """From the quiet link to the page that says we have it; the way out stands on every page between."""
    morag.walker.visit("/").press(LINK)
    assert morag.walker.heading == "How to get help now"
    _stays_unnamed(morag)
    morag.walker.press("Go on and tell us")
    morag.is_for("For me").finds("Bins and recycling").writes(QUESTION[Kind.COMPLAINT], SECRET)
    _stays_unnamed(morag)
    morag.writes("What would put it right?", "An apology.").attaches_nothing().can_be_reached()
    _stays_unnamed(morag)
    morag.needs_nothing(Kind.COMPLAINT)
    morag.sees("Nobody else here can read it.", "It happened because of who I am")
    morag.sends(Kind.COMPLAINT)
    _stays_unnamed(morag)


def _stays_unnamed(morag: Resident) -> None:
    """The way out is there, and neither the title nor the heading says what it is about."""
    assert isinstance(morag.walker, Visitor)
    morag.sees("Leave this page")
    assert not NAMED.search(morag.walker.heading + morag.walker.tab.title())
