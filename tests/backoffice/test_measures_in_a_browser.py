"""What to do, how often they wrote, who was told and a text without names: read narrow, by everybody."""

import pytest

from shared.charter.measures import Measure
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel
from shared.models.cases import Case
from tests.backoffice.desk import Office
from tests.backoffice.test_cases_in_a_browser import _at_desk
from tests.browser import Browser, axe, no_sideways_scrolling
from tests.conftest import Records
from tests.restricted import WHOLE, a_limit, closed, restricted
from tests.server import LiveServer


@pytest.fixture
def office(live_server: LiveServer, records: Records, charter: Charter) -> Office:
    """The office behind the server that the browser visits."""
    return Office(live_server.app, records, charter)


@pytest.mark.clause("RP-8", "RP-20", "RP-27", "RP-30")
def test_what_a_manager_reads_about_a_restricted_person_fits_a_telephone_and_everybody(
    browser: Browser, office: Office
) -> None:
    case = office.case(person=WHOLE, held_by=office.cast.worker)
    with office.records() as session:
        kept = session.get(Case, case.id)
        assert kept is not None and kept.customer is not None
        limits = (closed(Channel.PHONE), a_limit(Measure.LIMITS, days="0,3", most=2), a_limit(Measure.NO_NAMES))
        restricted(session, kept.customer, *limits, proposed_by=office.cast.colleague, decided_by=office.cast.leader)
    leila = _at_desk(browser, office, office.cast.leader, javascript=True, width=320)
    pages = {
        "case": f"/office/cases/{case.reference}",
        "volumes": f"/office/customers/{case.customer_id}/volumes?by=week",
        "sharing": "/office/restrictions/1/sharing",
        "advice": f"/office/cases/{case.reference}/outside-advice",
    }
    for name, path in pages.items():
        leila.visit(path)
        no_sideways_scrolling(leila)
        axe(leila)
        leila.screenshot(f"measures-{name}")
