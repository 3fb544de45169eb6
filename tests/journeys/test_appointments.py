"""An appointment from the first offer to the end: by mail, in a browser, with a calendar file and a reminder."""

import re

import pytest

from shared.charter.access import Role
from shared.charter.vocabulary import Kind
from tests.browser import Visitor, axe, no_sideways_scrolling
from tests.builders import a_case
from tests.casework.meeting import NEXT_TUESDAY, NEXT_WEDNESDAY, offered
from tests.delivery.test_calendar import lines
from tests.journeys.conftest import Town, local
from tests.journeys.mailbox import Mailbox, mailbox, settings
from tests.journeys.officers import Officer
from tests.people import a_cast

__all__ = ["mailbox", "settings"]

#: Sent as they are, these forms come back with what is missing.
ERRORS = ("/changed", "/worried", "/appointments/1")


def link_in(words: str) -> str:
    """The page of the appointment, as a letter names it."""
    found = re.search(r"https?://[^/\s]+(/track/\S+/appointments/\d+)", words)
    assert found, words
    return found[1]


def subjects(mailbox: Mailbox, town: Town) -> str:
    """What everything that has just come is about."""
    return " ".join(str(one["Subject"]) for one in mailbox.after(town.post))


def offers(officer: Officer, reference: str, *times: tuple[str, str], step: str = "Offer an appointment") -> None:
    """One time, or two to choose between."""
    walker = officer.opens(reference).walker
    assert isinstance(walker, Visitor)
    walker.press(step)
    if len(times) > 1:
        walker.press("Offer other times to choose from")
    for number, (day, hour) in zip(("", "2"), times, strict=False):
        for part, typed in zip(("day", "month", "year"), day.split(), strict=True):
            walker.tab.locator(f"#day{number}-{part}").fill(typed)
        walker.tab.locator(f"#hour{number}").fill(hour)
    walker.choose("By phone").fill_in("What is it about?", "The lamp at your door.").press("Offer it")
    walker.sees("The appointment is offered. The customer is told.")


@pytest.mark.clause("CH-8", "SC-2")
def test_an_appointment_is_chosen_remembered_moved_and_called_off(town: Town, mailbox: Mailbox) -> None:
    town.clock.set(local(2027, 3, 2))
    with town.records() as session:
        reference = a_case(session, town.charter, Kind.REQUEST, at=town.clock()).reference
    triage = town.officer("Tavish Triage", Role.TRIAGE_OFFICER, town.charter.organisation.triage_team)
    offers(triage, reference, ("9 3 2027", "14:30"), ("10 3 2027", "9:00"))
    here = link_in(mailbox.the_one(town.post, "Choose a time for your appointment"))

    morag = town.walks(False)
    assert isinstance(morag, Visitor)
    morag.visit(here).choose("Wednesday 10 March 2027 at 9:00 am").press("Yes, I can come")
    morag.sees("Thank you. We meet on Wednesday 10 March 2027 at 9:00 am.")
    with morag.tab.expect_download() as saved:
        morag.tab.get_by_role("link", name="Save it in your calendar").click()
    assert saved.value.suggested_filename == f"appointment-{reference}.ics"
    assert "DTSTART:20270310T090000Z" in lines(saved.value.path().read_bytes())
    mailbox.the_one(town.post, "Your appointment on Wednesday 10 March 2027")

    town.clock.set(local(2027, 3, 8, 6))
    reminder = mailbox.the_one(town.post, "Remember: your appointment on Wednesday 10 March 2027")
    assert "We ring you." in reminder and "The lamp at your door." in reminder
    town.clock.set(local(2027, 3, 8, 9))
    assert "Remember" not in subjects(mailbox, town), "once is enough"

    morag.visit(link_in(reminder)).press("Ask for another time")
    morag.fill_in("Which days and times suit you?", "Any Friday.")
    morag.press("Ask for another time").sees("We offer you one by Wednesday 10 March 2027.")
    triage.walker.visit("/office/tasks").sees("Offer Morag MacLeod another time")
    offers(triage, reference, ("12 3 2027", "11:00"), step="Offer another time")
    moved = link_in(mailbox.the_one(town.post, "An appointment on Friday 12 March 2027"))
    assert moved == here, "it is the same appointment"
    morag.visit(moved).press("Call it off").press("Yes, call it off").sees("You have called off the appointment.")
    triage.opens(reference).sees("They called it off")
    triage.walker.press("I have read it").does_not_see("They called it off")
    town.clock.set(local(2027, 3, 11, 9))
    assert "Can you come on" not in subjects(mailbox, town), "nobody is reminded of what was called off"


@pytest.mark.clause("CH-7", "CH-8", "SC-2", "SC-8")
def test_everybody_can_use_the_pages_beside_a_case_in_english_and_arabic_on_a_small_screen(town: Town) -> None:
    with town.records() as session:
        case = a_case(session, town.charter)
        offered(session, case, a_cast(session, town.charter).triage, town.charter, NEXT_TUESDAY, NEXT_WEDNESDAY)
        here = f"/track/{case.reference}/{case.tracking_key}"
    morag = town.walks(True)
    assert isinstance(morag, Visitor)
    morag.tab.set_viewport_size({"width": 320, "height": 640})
    for language in ("en", "ar"):
        for end in ("", "/explain", "/appointments/1/another", "/appointments/1/cancel", *ERRORS):
            morag.visit(f"{here}{end}?language={language}")
            if end in ERRORS:
                morag.tab.locator("main form#answers button").last.click()
                morag.tab.locator("[data-error-summary]").wait_for()
            no_sideways_scrolling(morag)
            axe(morag)
