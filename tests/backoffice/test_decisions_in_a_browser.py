"""Writing a decision as it is done: on a telephone without a script, at a desk with one."""

import pytest

from shared.charter.organisation import Charter
from shared.charter.workflow import Stage
from tests.backoffice.deciding import a_complaint, written
from tests.backoffice.desk import Office
from tests.backoffice.test_cases_in_a_browser import _at_desk
from tests.browser import Browser, Visitor, axe, no_sideways_scrolling
from tests.conftest import Records
from tests.server import LiveServer


@pytest.fixture
def office(live_server: LiveServer, records: Records, charter: Charter) -> Office:
    """The office behind the server that the browser visits."""
    return Office(live_server.app, records, charter)


def _upheld(visitor: Visitor, question: str) -> None:
    """That answer to one question among several that have it."""
    visitor.tab.get_by_role("group", name=question).get_by_label("Upheld", exact=True).check()


@pytest.mark.clause("CC-6")
def test_a_decision_is_written_on_a_telephone_without_a_script(browser: Browser, office: Office) -> None:
    case = a_complaint(office)
    wilma = _at_desk(browser, office, office.cast.worker, width=320)
    wilma.visit(f"/office/cases/{case.reference}/decision")
    no_sideways_scrolling(wilma)
    wilma.screenshot("decision-empty-320")
    wilma.press("Issue the decision and close the case").sees("These parts of the decision are still missing")
    wilma.press("What the complaint is").press("Add another point")
    wilma.fill_in("Point 1", "It was late.").fill_in("Point 2", "Nobody rang.")
    wilma.screenshot("decision-points-320")
    wilma.press("Take out point 2").fill_in("What do they want to happen?", "Mend it.").press("Save and go on")
    assert wilma.heading == "What we found"
    no_sideways_scrolling(wilma)
    _upheld(wilma, "What did you find on point 1?")
    wilma.fill_in("Why did you find that on point 1?", "Our records show it.")
    _upheld(wilma, "What is the outcome of the whole complaint?")
    wilma.fill_in("Why is that the outcome?", "We were too slow.").press("Save and go on")
    wilma.choose("All of it").fill_in("How do we do it, or why can we not?", "It is mended.").press("Save and go on")
    wilma.press("Add something that puts it right").choose("Money").fill_in("What do we do?", "For your torch.")
    wilma.fill_in("How much money?", "12.50")
    for box, typed in (("Day", "16"), ("Month", "3"), ("Year", "2027")):
        wilma.fill_in(box, typed)
    no_sideways_scrolling(wilma)
    wilma.screenshot("decision-remedy-320")
    wilma.press("Add it").press("Go on").choose("No").press("Save and go on")
    wilma.sees("We uphold your complaint.", "That is £12.50.")
    no_sideways_scrolling(wilma)
    wilma.screenshot("decision-whole-320")
    wilma.press("See what they will get").sees("Nothing is sent yet.")
    wilma.press("Issue the decision and close the case").sees("The decision is issued, and the case is closed.")
    assert office.now(case.reference).stage is Stage.CLOSED


def test_every_page_of_a_decision_can_be_used_by_everybody(browser: Browser, office: Office) -> None:
    case = written(office, office.cast.worker, stage=2)
    wilma = _at_desk(browser, office, office.cast.worker, javascript=True, width=1280)
    for part in ("", "/points", "/found", "/wanted", "/right", "/remedies", "/learn", "/lessons"):
        wilma.visit(f"/office/cases/{case.reference}/decision{part}")
        axe(wilma)
        wilma.screenshot(f"decision{part.replace('/', '-')}-1280")
    wilma.visit(f"/office/cases/{case.reference}").press("Write the decision")
    wilma.sees("Ask somebody to read it")
    wilma.press("Ask somebody to read it").sees("Your team is asked to read it.")
    leila = _at_desk(browser, office, office.cast.leader, javascript=True, width=1280)
    leila.visit(f"/office/cases/{case.reference}/approve")
    axe(leila)
    leila.screenshot("decision-approve-1280")
    leila.press("I have read it, and it may leave").sees("It may leave.")
    leila.screenshot("decision-on-case-1280")


def test_plain_words_are_looked_at_in_place(browser: Browser, office: Office) -> None:
    case = written(office, office.cast.worker)
    wilma = _at_desk(browser, office, office.cast.worker, javascript=True)
    wilma.visit(f"/office/cases/{case.reference}/decision/found")
    wilma.fill_in("Why is that the outcome?", "We will endeavour to expedite the aforementioned matter. " * 5)
    wilma.press("How plain are these words?").sees("Reads with ease from about")
    assert wilma.path.endswith("/decision/found")
