"""The worklist as it is used: by keys and by HTMX with a script, by plain links without one, wide and narrow."""

import pytest

from shared.casework.paging import PAGE
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind
from shared.models.staff import Staff
from tests.backoffice.desk import Office
from tests.browser import Browser, Visitor, axe, no_sideways_scrolling
from tests.builders import a_case
from tests.conftest import Records
from tests.server import LiveServer


@pytest.fixture
def office(live_server: LiveServer, records: Records, charter: Charter) -> Office:
    """The office behind the server that the browser visits."""
    return Office(live_server.app, records, charter)


def _at_desk(browser: Browser, office: Office, staff: Staff, **window: object) -> Visitor:
    """That member of staff at their browser, signed in."""
    visitor = browser.visitor(**window)
    kept = office.desk(staff).client.get_cookie("bywhen")
    assert kept is not None
    visitor.tab.context.add_cookies([{"name": "bywhen", "value": kept.value, "url": visitor.address}])
    return visitor


def test_without_a_script_on_a_telephone_every_case_can_be_reached(browser: Browser, office: Office) -> None:
    with office.records() as session:
        last = [a_case(session, office.charter).reference for _ in range(PAGE + 1)][-1]
        a_case(session, office.charter, Kind.COMPLAINT)
    triage = _at_desk(browser, office, office.cast.triage, width=320)
    triage.visit("/office/").does_not_see(last)
    no_sideways_scrolling(triage)
    triage.press("Next page").sees(last)
    triage.choose("Complaint", of="Kind").press("Show these").sees("Filters are on", "Complaint")
    triage.does_not_see(last)
    triage.press("All open").sees("Filters are on").press("Clear the filters").does_not_see("Filters are on")
    no_sideways_scrolling(triage)


def test_with_a_script_only_the_list_is_replaced_and_the_address_follows(browser: Browser, office: Office) -> None:
    case, other = office.case(Kind.COMPLAINT), office.case()
    triage = _at_desk(browser, office, office.cast.triage, javascript=True)
    triage.visit("/office/")
    axe(triage)
    triage.tab.evaluate("() => { window.stayed = true }")
    triage.press("Filters").choose("Complaint", of="Kind").press("Show these")
    triage.sees(case.reference).does_not_see(other.reference)
    triage.press("Overdue").sees("No case here matches the filters.").press("All open").sees(case.reference)
    assert "kind=complaint" in triage.tab.url and "tab=all" in triage.tab.url
    assert triage.tab.evaluate("() => window.stayed"), "the page itself was never left"
    axe(triage)


def test_keys_walk_the_list_open_a_case_and_find_the_search(browser: Browser, office: Office) -> None:
    first, second = office.case(), office.case()
    triage = _at_desk(browser, office, office.cast.triage, javascript=True)
    triage.visit("/office/").key("j")
    assert triage.focused == first.reference
    triage.key("j")
    assert triage.focused == second.reference
    triage.key("k").key("Enter").sees(first.reference)
    assert triage.path == f"/office/cases/{first.reference}"
    for key, step in (("a", "acknowledge"), ("r", "route")):
        triage.visit("/office/").key("j", key)
        triage.tab.wait_for_url(f"**/office/cases/{first.reference}/{step}")
    triage.visit("/office/").key("/")
    triage.tab.keyboard.type("light")
    triage.key("Enter").sees("Cases with “light”")


def test_looking_again_leaves_the_hand_where_it_is(browser: Browser, office: Office) -> None:
    first = office.case()
    triage = _at_desk(browser, office, office.cast.triage, javascript=True)
    triage.visit("/office/").key("j")
    assert triage.focused == first.reference
    second = office.case()
    # As the clock does it: a press that does not take the focus.
    triage.tab.evaluate("() => document.getElementById('look-again').click()")
    triage.key("Shift").sees(second.reference)
    assert triage.focused == first.reference
    triage.key("j")
    assert triage.focused == second.reference


def test_whoever_turned_the_keys_off_is_left_in_peace_by_them(browser: Browser, office: Office) -> None:
    office.case()
    office.desk(office.cast.triage).client.post("/office/account/keys")
    triage = _at_desk(browser, office, office.cast.triage, javascript=True)
    triage.visit("/office/").key("j").does_not_see("Keyboard shortcuts")
    assert triage.tab.evaluate("() => document.activeElement === document.body")


@pytest.mark.parametrize(
    "path", ["/office/sign-in", "/office/staff", "/office/staff/add", "/office/figures", "/office/account"]
)
def test_the_smaller_pages_keep_nobody_out(browser: Browser, office: Office, path: str) -> None:
    office.case()
    staff = (
        browser.visitor(javascript=True)
        if "sign-in" in path
        else _at_desk(browser, office, office.cast.administrator, javascript=True)
    )
    staff.visit(path)
    axe(staff)
    no_sideways_scrolling(staff)
