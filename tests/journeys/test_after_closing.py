"""After a case is closed: somebody puts it right, the customer sees it, and is asked how it was; narrow and wide."""

import pytest
import sqlalchemy as sa

from shared.casework import surveys
from shared.charter.organisation import Charter
from shared.models.decisions import Remedy
from shared.models.surveys import Survey
from tests.backoffice.desk import Office
from tests.browser import Browser, axe, no_sideways_scrolling
from tests.casework.promised import a_promise
from tests.conftest import Records
from tests.server import LiveServer


@pytest.mark.clause("FP-15", "CC-2")
def test_a_promise_is_kept_after_the_case_is_closed_and_somebody_says_how_it_was(
    browser: Browser, live_server: LiveServer, records: Records, charter: Charter
) -> None:
    office = Office(live_server.app, records, charter)
    with records() as session:
        case = a_promise(session, charter, by=office.cast.worker)
        track = f"/track/{case.reference}/{case.tracking_key}"
    kept = office.desk(office.cast.worker).client.get_cookie("bywhen")
    assert kept is not None
    worker = browser.visitor(javascript=True, width=320)
    worker.tab.context.add_cookies([{"name": "bywhen", "value": kept.value, "url": worker.address}])
    worker.visit("/office/putting-right").sees("An apology", "Wilma Worker")
    no_sideways_scrolling(worker)
    axe(worker)
    worker.screenshot("putting-right")
    worker.tab.click("[data-row-link]")
    worker.press("We have begun").sees("Begun")
    worker.press("It is done").fill_in("What have you done?", "We wrote to you and said sorry.")
    no_sideways_scrolling(worker)
    axe(worker)
    worker.press("It is done: tell the customer").sees("The customer is told that it is done.")
    worker.visit("/office/learning")
    no_sideways_scrolling(worker)
    axe(worker)
    with records() as session:
        assert session.scalars(sa.select(Remedy.how)).one() == "We wrote to you and said sorry."
    live_server.clock.forward(days=7)
    with records() as session:
        surveys.ask(session, at=live_server.clock(), charter=charter)
    with records() as session:
        key = session.scalars(sa.select(Survey.key)).one()
    customer = browser.visitor(javascript=True, width=320)
    customer.visit(f"/how-was-it/{key}")
    no_sideways_scrolling(customer)
    axe(customer)
    customer.screenshot("how-was-it")
    customer.press("Send my answers").sees("Choose an answer to one of the two questions, or to both")
    customer.choose("Easy").press("Send my answers")
    customer.sees("Thank you for telling us")
    customer.visit(track).sees("We wrote to you and said sorry.", "You told us how it was.")
