"""A threat by phone, as people live it: written down on a telephone, decided at a desk, cared for (RP-12 to RP-22)."""

import pytest

from shared.charter.organisation import Charter
from shared.models.staff import Staff
from tests.backoffice.desk import Office
from tests.browser import Browser, Visitor, axe, no_sideways_scrolling
from tests.conftest import Records
from tests.server import LiveServer


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


@pytest.mark.clause("RP-12", "RP-14", "RP-15", "RP-17", "RP-22")
def test_a_threat_by_phone_from_the_call_to_police_and_debrief(browser: Browser, office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    office.desk(office.cast.worker).sees(case)  # the first page of a new server takes its time
    wilma = _at_desk(browser, office, office.cast.worker, width=320)
    wilma.visit(f"/office/cases/{case.reference}").press("I ended this contact")
    no_sideways_scrolling(wilma)
    wilma.screenshot("incident-form-320")
    wilma.press("Write it down").sees("There is a problem", "Say what happened.", "Choose at least one.")
    wilma.fill_in("What happened?", "He said: I know where you park.").choose("Threat")
    wilma.choose("Yes, I warned them").fill_in("What did you say?", "I will end this call if you go on.")
    wilma.press("Write it down").sees("It is written down", "I know where you park", case.reference)
    no_sideways_scrolling(wilma)
    wilma.screenshot("incident-320")
    wilma.press("Keep somebody out of harm’s way").choose("No contact with this customer any more")
    wilma.fill_in("Why?", "I am afraid of him.").press("Ask for it").sees("A manager decides.")

    leila = _at_desk(browser, office, office.cast.leader, javascript=True)
    leila.visit("/office/incidents").sees("To look at", "Wilma Worker: No contact with this customer any more")
    leila.does_not_see("where you park")
    axe(leila)
    leila.screenshot("incidents-1280")
    leila.press("Incident 1").sees("I know where you park")
    axe(leila)
    leila.screenshot("incident-1280")
    leila.press("Does it go into the register of violent incidents?").choose("It goes into the register")
    leila.fill_in("Why?", "She was afraid.").press("Write down the decision").sees("Your decision is written down.")
    leila.press("Do we report it to the police?").choose("We report it to the police")
    leila.fill_in("Why?", "He knows where she parks.").fill_in("Number that the police gave (optional)", "PS-2027")
    leila.press("Write down the decision").sees("Number of the police: PS-2027")
    leila.visit("/office/incidents").press("A talk with their manager: Wilma Worker").fill_in(
        "What came of it?", "We spoke for an hour."
    )
    leila.press("It is done").sees("We spoke for an hour.")
    leila.visit("/office/incidents").press("Wilma Worker: No contact with this customer any more")
    leila.choose("Grant it").fill_in("Why?", "She is safer so.").press("Write down the decision").sees("Granted")
    wilma.visit(f"/office/cases/{case.reference}")
    assert wilma.status == 404
    for path in ("/office/incidents", "/office/protections"):
        wilma.visit(path)
        no_sideways_scrolling(wilma)
