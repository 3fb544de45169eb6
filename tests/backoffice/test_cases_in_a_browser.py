"""The case page as it is used: in place with a script, page by page without one, wide and narrow."""

from datetime import UTC, datetime

import pytest

from shared.charter.organisation import Charter
from shared.charter.workflow import Stage
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
    client = office.desk(staff).client
    kept = client.get_cookie("bywhen")
    assert kept is not None
    visitor.tab.context.add_cookies([{"name": "bywhen", "value": kept.value, "url": visitor.address}])
    return visitor


def test_without_a_script_on_a_telephone_a_reply_is_previewed_and_sent(browser: Browser, office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    wilma = _at_desk(browser, office, office.cast.worker, width=320)
    wilma.visit(f"/office/cases/{case.reference}")
    no_sideways_scrolling(wilma)
    wilma.press("Reply in full").press("Send the reply and close the case")
    wilma.sees("There is a problem", "Write your reply.")
    wilma.fill_in("Your full reply", "The lamp is mended.").press("See what they will get")
    wilma.sees("Nothing is sent yet.", "Dear Morag MacLeod")
    no_sideways_scrolling(wilma)
    wilma.press("Send the reply and close the case")
    wilma.sees("Your reply is on its way, and the case is closed.")
    assert wilma.path == f"/office/cases/{case.reference}"
    assert office.now(case.reference).stage is Stage.CLOSED


def test_with_a_script_a_step_opens_in_place_and_the_focus_goes_with_it(browser: Browser, office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    wilma = _at_desk(browser, office, office.cast.worker, javascript=True)
    wilma.visit(f"/office/cases/{case.reference}")
    axe(wilma)
    wilma.press("Explain and give a new date")
    assert wilma.path == f"/office/cases/{case.reference}"
    assert wilma.focused == "Explain and give a new date"
    wilma.press("Send it")
    assert wilma.focused.startswith("There is a problem")
    assert wilma.tab.title().startswith("Error: ")
    axe(wilma)
    wilma.fill_in("Why does it take longer?", "We wait for a part.")
    for box, typed in (("Day", "24"), ("Month", "March"), ("Year", "2027")):
        wilma.fill_in(box, typed)
    wilma.press("See what they will get")
    assert wilma.focused.startswith("This is what they will get. Nothing is sent yet.")
    wilma.press("Send it")
    wilma.sees("The customer is told why, and the new date.", "Wednesday 24 March 2027")
    assert wilma.focused.endswith("The customer is told why, and the new date.")


def test_a_colleagues_act_meanwhile_is_shown_in_place_beside_what_was_typed(browser: Browser, office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    wilma = _at_desk(browser, office, office.cast.worker, javascript=True)
    wilma.visit(f"/office/cases/{case.reference}").press("Send a message")
    wilma.fill_in("Your message", "We come on Friday.")
    office.desk(office.cast.colleague).takes("write", case, words="We come on Monday.")
    wilma.press("Send the message")
    wilma.sees("Nothing was saved yet", "We come on Monday.", "Colin Colleague")
    assert wilma.tab.get_by_label("Your message").input_value() == "We come on Friday."
    assert wilma.focused.startswith("Nothing was saved yet")
    axe(wilma)
    wilma.press("Send mine anyway").sees("Your message is on its way.")


def test_looking_again_each_minute_shows_who_came_and_leaves_the_focus_alone(browser: Browser, office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    wilma = _at_desk(browser, office, office.cast.worker, javascript=True)
    wilma.tab.clock.install(time=datetime(2027, 3, 2, 10, 0, tzinfo=UTC))
    wilma.visit(f"/office/cases/{case.reference}").press("Send a message")
    wilma.fill_in("Your message", "Half a sent")
    office.desk(office.cast.colleague).takes("note", case, words="She rang again.")
    wilma.tab.clock.fast_forward(61_000)
    wilma.tab.locator("#presence", has_text="She rang again.").wait_for()
    assert wilma.tab.evaluate("document.activeElement.name") == "words"
    assert wilma.tab.get_by_label("Your message").input_value() == "Half a sent"


def test_a_whole_call_is_written_down_on_one_screen(browser: Browser, office: Office) -> None:
    tavish = _at_desk(browser, office, office.cast.triage, javascript=True, width=320)
    tavish.visit("/office/record")
    no_sideways_scrolling(tavish)
    axe(tavish)
    tavish.choose("Complaint").choose("Roads and potholes", of="Which service is it about?")
    tavish.fill_in("What did they say?", "The pothole is back.").choose("No messages").press("Record it")
    tavish.sees(
        "Say this to them",
        "Your reference is",
        "A manager decides what to do about your complaint, with Customer contact.",
    )
    no_sideways_scrolling(tavish)


def test_when_the_network_fails_or_we_slip_it_is_said_and_the_words_stay(browser: Browser, office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    wilma = _at_desk(browser, office, office.cast.worker, javascript=True)
    for fault in (lambda route: route.abort(), lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>")):
        wilma.visit(f"/office/cases/{case.reference}/note")
        wilma.tab.get_by_label("Your note").fill("Rang twice.")
        wilma.tab.route("**/note", fault)
        wilma.tab.get_by_role("button", name="Keep the note").click()
        wilma.tab.get_by_role("alert").get_by_text("This did not reach us.").wait_for()
        assert wilma.tab.get_by_label("Your note").input_value() == "Rang twice."
        assert "Bad gateway" not in wilma.text
        wilma.tab.unroute("**/note")
        with pytest.raises(AssertionError):  # the browser told its console of the fault, as it should
            wilma.nothing_went_wrong()


def test_one_long_word_widens_no_page(browser: Browser, office: Office) -> None:
    word = "w" * 300
    case = office.case(held_by=office.cast.worker, words=word)
    wilma = _at_desk(browser, office, office.cast.worker)
    wilma.visit(f"/office/cases/{case.reference}")
    no_sideways_scrolling(wilma, 1280)


@pytest.mark.parametrize("width", [1024, 1280, 1400])
def test_the_worklist_keeps_its_width_with_its_filters_open(browser: Browser, office: Office, width: int) -> None:
    office.case(held_by=office.cast.worker, words="A long story about a lamp post. " * 9)
    wilma = _at_desk(browser, office, office.cast.worker, width=width)
    wilma.visit("/office/")
    wilma.sees("Show these")
    no_sideways_scrolling(wilma, width)
