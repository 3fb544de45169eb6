"""The switch in a browser: without JavaScript, by keyboard, on a telephone, in Arabic, and beside an open step."""

import pytest

from shared.charter.organisation import Charter
from tests.backoffice.desk import Office
from tests.browser import Browser, axe, no_sideways_scrolling
from tests.conftest import Records
from tests.server import LiveServer

WORDS = "Nobody came on Tuesday."


@pytest.mark.clause("CC-4")
def test_without_javascript_it_keeps_the_page_and_what_was_typed(browser: Browser) -> None:
    v = browser.visitor(width=320)
    v.visit("/tell-us/words?kind=complaint").fill_in("What happened?", WORDS).press("العربية")
    assert v.tab.locator("html").get_attribute("dir") == "rtl"
    assert v.tab.locator("textarea").input_value() == WORDS
    no_sideways_scrolling(v)
    v.press("Polski").press("Dalej")
    assert v.path.startswith("/tell-us/when"), "one press later it is an answer like any other"
    v.press("English")
    assert v.heading == "When did it happen?"


@pytest.mark.clause("CC-4")
def test_pressing_enter_goes_on_and_never_changes_the_language(browser: Browser) -> None:
    v = browser.visitor(javascript=True)
    v.visit("/look-up").fill_in("Your reference", "HC-7Q4K-2M9P").key("Enter")
    assert v.status == 422 and v.tab.locator("html").get_attribute("lang") == "en"
    axe(v)


@pytest.mark.clause("CC-4")
def test_it_is_reached_by_keyboard_and_says_which_language_is_in_use(browser: Browser) -> None:
    v = browser.visitor(javascript=True, width=320)
    v.visit("/promises")
    v.tab.get_by_role("link", name="Gàidhlig").focus()
    v.key("Enter")
    v.tab.wait_for_url("**/promises")
    assert v.tab.locator("html").get_attribute("lang") == "gd"
    assert v.tab.locator(".bw-languages [aria-current]").inner_text() == "Gàidhlig"
    no_sideways_scrolling(v)
    axe(v)


def test_what_is_typed_into_an_open_step_goes_along(
    browser: Browser, live_server: LiveServer, records: Records, charter: Charter
) -> None:
    office = Office(live_server.app, records, charter)
    case = office.case()
    v = browser.visitor(javascript=True)
    kept = office.desk(office.cast.triage).client.get_cookie("bywhen")
    assert kept is not None
    v.tab.context.add_cookies([{"name": "bywhen", "value": kept.value, "url": v.address}])
    v.visit(f"/office/cases/{case.reference}").press("Keep a note")
    v.fill_in("Your note", "Ring first.").press("Cymraeg")
    v.tab.wait_for_load_state()
    assert v.tab.locator("html").get_attribute("lang") == "cy"
    assert v.tab.locator("#step textarea").input_value() == "Ring first."
    assert office.now(case.reference).version == case.version, "nothing is kept yet"
