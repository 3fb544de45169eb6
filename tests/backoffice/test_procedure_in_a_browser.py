"""Where a complaint is, and its steps, as they are used: wide and narrow, with a script and without one."""

from dataclasses import replace
from datetime import date

import pytest

from shared.casework.intake import open_case
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind
from shared.charter.workflow import Stage
from shared.models.staff import Staff
from tests.backoffice.desk import Office
from tests.browser import Browser, Visitor, axe, no_sideways_scrolling
from tests.builders import TUESDAY, a_submission
from tests.conftest import Records
from tests.server import LiveServer

WORDS = "My foster carer asked Stuart Stranger for help, and he was rude to the head teacher."
STEPS = ("agree", "next-stage", "rest", "accept-late", "signs", "keep-apart", "explain")


@pytest.fixture
def office(live_server: LiveServer, records: Records, charter: Charter) -> Office:
    """The office behind the server that the browser visits."""
    return Office(live_server.app, records, charter)


def _at_desk(browser: Browser, office: Office, staff: Staff, **window: object) -> Visitor:
    """That member of staff at her browser, signed in."""
    visitor = browser.visitor(**window)
    kept = office.desk(staff).client.get_cookie("bywhen")
    assert kept is not None
    visitor.tab.context.add_cookies([{"name": "bywhen", "value": kept.value, "url": visitor.address}])
    return visitor


def _late_complaint(office: Office) -> str:
    """A complaint that came late, names a member of staff and hints at three signs, in the worker's hands."""
    with office.records() as session:
        told = replace(a_submission(Kind.COMPLAINT, words=WORDS), happened_on=date(2026, 1, 10))
        reference = open_case(session, told, at=TUESDAY, charter=office.charter).reference
    how = {"to": f"team:{office.cast.team}", "reason": "They look after it."}
    office.desk(office.cast.triage).takes("route", reference, **how)
    office.desk(office.cast.worker).takes("accept", reference)
    return reference


def test_the_steps_of_a_procedure_are_usable_on_a_desk_and_on_a_telephone(browser: Browser, office: Office) -> None:
    reference = _late_complaint(office)
    for step in ("", *STEPS):
        wilma = _at_desk(browser, office, office.cast.worker, javascript=True, width=1280)
        wilma.visit(f"/office/cases/{reference}/{step}".rstrip("/"))
        wilma.sees("Where this complaint is", "It came late", "suggest: About a school")
        axe(wilma)
        no_sideways_scrolling(wilma)


def test_without_a_script_a_complaint_is_let_rest_and_goes_on(browser: Browser, office: Office) -> None:
    reference = _late_complaint(office)
    wilma = _at_desk(browser, office, office.cast.worker, width=320)
    wilma.visit(f"/office/cases/{reference}").press("Let it rest").press("Let it rest now")
    wilma.sees("There is a problem", "Choose what it rests for.")
    wilma.choose("Mediation: somebody helps both sides to agree").choose("No")
    wilma.fill_in("Why does it rest?", "They want to talk.").press("Let it rest now")
    wilma.sees("A complaint rests only if the customer agrees. Ask them first.").choose("Yes")
    wilma.press("See what they will get").sees("Your complaint rests for a while")
    wilma.press("Let it rest now").sees("The complaint rests. The customer is told.")
    assert office.now(reference).stage is Stage.RESTING
    wilma.press("End the rest").fill_in("How did it end?", "They agreed.").press("Go on with it")
    wilma.sees("The clocks run again. The customer is told the new date.")
