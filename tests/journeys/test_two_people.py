"""Two officers have one case open: each knows of the other, and nothing that either wrote is lost."""

from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from shared.casework import accounts, routing
from shared.charter.access import Role
from shared.charter.vocabulary import Kind
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.staff import Staff
from tests.browser import Tab, Visitor
from tests.builders import a_case, a_member_of_staff
from tests.journeys.conftest import Town
from tests.journeys.officers import Officer


@dataclass
class Pair:
    """Two of one team, and the case that the first of them has accepted."""

    town: Town
    wilma: Officer
    colin: Officer
    reference: str

    def happened(self, what: Happened) -> int:
        """How often, as the history has it."""
        with self.town.records() as session:
            case = session.query(Case).filter_by(reference=self.reference).one()
            return sum(line.what is what for line in case.happenings)


@pytest.fixture
def pair(town: Town) -> Pair:
    """Both signed in, with JavaScript."""
    team = town.charter.services["roads"].team
    wilma = town.officer("Wilma Worker", Role.CASE_WORKER, team, javascript=True)
    colin = town.officer("Colin Colleague", Role.CASE_WORKER, team, javascript=True)
    facts = {"at": town.clock(), "charter": town.charter}
    with town.records() as session:
        by = accounts.by_email(session, wilma.email)
        assert by is not None
        case = a_case(session, town.charter, Kind.REQUEST, at=town.clock(), service="roads")
        routing.route(session, case, team=team, service="roads", reason="Theirs.", by=_triage(session), **facts)
        routing.accept(session, case, by=by, **facts)
        reference = case.reference
    return Pair(town, wilma, colin, reference)


def _triage(session: Session) -> Staff:
    return a_member_of_staff(session, Role.TRIAGE_OFFICER, "customer-contact")


def test_two_officers_see_each_other_and_the_second_to_save_reads_both_texts(pair: Pair) -> None:
    wilma, colin = pair.wilma.opens(pair.reference), pair.colin.opens(pair.reference)
    colin.sees("Wilma Worker is looking at this case too.")
    wilma.opens(pair.reference).sees("Colin Colleague is looking at this case too.")

    wilma.walker.press("Send a message").fill_in("Your message", "We come on Monday, with two people.")
    colin.walker.press("Send a message").fill_in("Your message", "We come on Friday, with one van.")
    wilma.walker.press("Send the message").sees("Your message is on its way.")
    colin.walker.press("Send the message")

    colin.sees("Nothing was saved yet", "Wilma Worker", "We come on Monday, with two people.")
    assert _kept(colin, "Your message") == "We come on Friday, with one van."
    assert pair.happened(Happened.WROTE) == 1
    colin.walker.press("Send mine anyway").sees("Your message is on its way.")
    pair.colin.opens(pair.reference).sees("We come on Monday, with two people.", "We come on Friday, with one van.")
    assert pair.happened(Happened.WROTE) == 2


def test_a_button_pressed_twice_acts_once(pair: Pair) -> None:
    tab = _tab(pair.wilma.opens(pair.reference))
    pair.wilma.walker.press("Send a message").fill_in("Your message", "The crew is on its way.")
    tab.get_by_role("button", name="Send the message").dblclick()
    tab.get_by_text("Your message is on its way.").wait_for()
    assert pair.happened(Happened.WROTE) == 1


def test_a_step_that_is_sent_again_from_an_old_page_says_that_it_was_done(pair: Pair) -> None:
    tab = _tab(pair.wilma)
    pair.wilma.walker.visit(f"/office/cases/{pair.reference}/note").fill_in("Your note", "Rang the depot.")
    form = {one: tab.locator(f"#step [name={one}]").input_value() for one in ("csrf_token", "once", "seen", "words")}
    pair.wilma.walker.press("Keep the note").sees("Your note is kept.")
    again = tab.request.post(f"{_visitor(pair.wilma).address}/office/cases/{pair.reference}/note", form=form)
    assert "That was done already, the first time you pressed." in again.text()
    assert pair.happened(Happened.NOTED) == 1


def _visitor(officer: Officer) -> Visitor:
    assert isinstance(officer.walker, Visitor)
    return officer.walker


def _tab(officer: Officer) -> Tab:
    return _visitor(officer).tab


def _kept(officer: Officer, label: str) -> str:
    return str(_tab(officer).get_by_label(label, exact=True).input_value())
