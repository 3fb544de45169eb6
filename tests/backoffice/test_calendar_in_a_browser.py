"""A change of the calendar decided at a desk and on a telephone, with a script and without."""

from datetime import date

import pytest

from shared.casework import calendar_changes
from shared.charter.organisation import Charter
from tests.backoffice.desk import Office
from tests.backoffice.test_worklist_in_a_browser import _at_desk, office
from tests.browser import Browser, axe, no_sideways_scrolling
from tests.builders import TUESDAY
from tests.casework.calendars import a_promise, closing, settled, worked_out

__all__ = ["office"]


@pytest.mark.clause("CH-1", "FP-3")
def test_dates_are_moved_on_a_telephone_and_every_page_can_be_read(
    browser: Browser, office: Office, charter: Charter
) -> None:
    new = closing(charter, date(2027, 3, 4), name="Strike of the roads teams")
    with office.records() as session:
        a_promise(session, charter, at=TUESDAY)
        settled(session, charter, TUESDAY)
        calendar_changes.look_if_changed(session, at=TUESDAY, charter=new)
        worked_out(session, new, TUESDAY)
    office.app.extensions["bywhen.charter"] = new
    rita = _at_desk(browser, office, office.cast.relations, javascript=True, width=320)
    rita.visit("/office/").sees("The calendar changed: 1 open promise would move.").press("See which, and decide")
    rita.sees("1 day later", "Strike of the roads teams")
    axe(rita)
    no_sideways_scrolling(rita)
    rita.screenshot("calendar-change")
    rita.press("Move the dates").press("Yes, move them").sees("Say why.")
    axe(rita)
    rita.fill_in("Why?", "Nobody works on that day.").press("Yes, move them").sees("0 of 1 moved", "Look again")
    with office.records() as session:
        worked_out(session, new, TUESDAY)
    rita.press("Look again").sees("Dates moved", "Nobody works on that day.")
    rita.press("Back to the calendar").sees("Nothing waits for you.", "Rita Relations")
    axe(rita)
    no_sideways_scrolling(rita)
    rita.screenshot("calendar")
