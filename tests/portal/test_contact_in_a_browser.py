"""The page about limits on contact, and an appeal, in a real browser: narrow, from right to left, without a script."""

import pytest

from shared.casework.restrictions import MeasureWritten
from shared.charter.measures import Measure
from shared.charter.organisation import Charter
from tests.browser import Browser, axe, no_sideways_scrolling
from tests.builders import a_case
from tests.conftest import Records
from tests.engaged import NO_PHONE, a_restriction


@pytest.fixture
def page(records: Records, charter: Charter) -> str:
    """Her page: the telephone is closed, and we read what she sends on fixed days."""
    with records() as session:
        case = a_case(session, charter)
        measures = (NO_PHONE, MeasureWritten(Measure.LIMITS, days=(0, 3), most=2))
        return f"/contact/{a_restriction(session, charter, case=case, measures=measures).key}"


@pytest.mark.clause("RP-10")
def test_without_a_script_somebody_appeals_and_finds_back(browser: Browser, page: str) -> None:
    v = browser.visitor(width=320).visit(page)
    v.press("Appeal").fill_in("What should we know?", "It was not me.").press("Send my appeal")
    v.sees("We have your appeal")
    v.visit(page).sees("You have appealed.").press("The page of your appeal, where you can follow it and add to it")
    assert v.path.startswith("/track/")


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_page_and_the_question_are_for_everybody(browser: Browser, page: str, locale: str) -> None:
    v = browser.visitor(javascript=True, width=320, locale=locale)
    for path in (page, f"{page}/appeal"):
        v.visit(path)
        axe(v)
        no_sideways_scrolling(v)
    v.visit(page).screenshot(f"contact-{locale}")
