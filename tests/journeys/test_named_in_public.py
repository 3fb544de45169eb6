"""A member of staff is named in public: three people are told, by name and with what shows it, and nobody else."""

import re
from email.message import EmailMessage
from pathlib import Path

import pytest

from shared.charter.access import Role
from shared.charter.vocabulary import Kind
from tests.browser import Visitor
from tests.files.things import a_picture
from tests.journeys.conftest import Town, local, words_of
from tests.journeys.mailbox import Mailbox, mailbox, settings
from tests.journeys.officers import Officer, place_for

__all__ = ["mailbox", "settings"]

FEARED = "They write that Wilma lies, and ask who knows where she lives."
LINK = "https://neighbours.example/bank-street/4711"
LEADER = "Leila Leader <leila@council.example>"
PEOPLE = "Head of People <head-of-people@highland.example>"
COMMUNICATIONS = "Corporate Communications <communications@highland.example>"
CATEGORY = "A member of staff named in public"


@pytest.fixture
def screenshot(tmp_path: Path) -> Path:
    """What stood on the page."""
    kept = tmp_path / "page.jpg"
    kept.write_bytes(a_picture())
    return kept


@pytest.mark.clause("RP-28")
def test_exactly_three_are_told_that_somebody_was_named_and_nobody_else_sees_it(
    town: Town, mailbox: Mailbox, screenshot: Path
) -> None:
    town.clock.set(local(2027, 3, 2))
    team = place_for(town.charter, Kind.REQUEST, "roads").team
    relations = town.charter.organisation.customer_relations_team
    colin = town.officer("Colin Colleague", Role.CASE_WORKER, team)
    others = [
        town.officer("Wilma Worker", Role.CASE_WORKER, team),
        town.officer("Anna Alongside", Role.CASE_WORKER, team),
        town.officer("Hamish Head", Role.HEAD_OF_SERVICE, team),
        town.officer("Rita Relations", Role.CUSTOMER_RELATIONS, relations),
        town.officer("Chris Chief", Role.CHIEF_EXECUTIVE, relations),
    ]
    leila = town.officer("Leila Leader", Role.TEAM_LEADER, team, javascript=True)
    page = written_down(colin, screenshot)
    the_three(mailbox.after(town.post), page)
    nobody_else(others, page)
    the_line_manager(leila, page)
    nobody_else(others, page)
    assert mailbox.after(town.post) == [], "told once"


def written_down(colin: Officer, screenshot: Path) -> str:
    """By a colleague who came across it, in the way in which everything is recorded; the page of it is the answer."""
    walker = colin.walker.visit("/office/").press("Record an incident")
    assert isinstance(walker, Visitor)
    walker.fill_in("What happened?", FEARED).choose(CATEGORY).choose("Social media")
    walker.press("More, if you know it").fill_in("Whom did it happen to? (optional)", "Wilma Worker")
    walker.fill_in("Link to where it stands (optional)", LINK)
    walker.tab.set_input_files("#files", str(screenshot))
    walker.fill_in("What do the files show? (optional)", "What they wrote about her")
    walker.press("Write it down").sees("Only the people named here are told. Do not pass it on.", FEARED, LINK)
    for name in ("Leila Leader", "Head of People", "Corporate Communications"):
        walker.sees(f"{name}: the e-mail is on its way")
    return walker.path


def the_three(letters: list[EmailMessage], page: str) -> None:
    """Her line manager hears that there is something, and where; the other two read it, with link and screenshot."""
    told = {str(one["To"]): one for one in letters}
    assert len(letters) == 3 and set(told) == {LEADER, PEOPLE, COMMUNICATIONS}
    for one in letters:
        assert not one["Cc"] and not one["Bcc"] and "Wilma" not in str(one["Subject"])
    manager = words_of(told[LEADER])
    assert page in manager and "Look at it by Wednesday 3 March 2027 at the latest." in manager, manager
    assert not re.search("Wilma|lies|neighbours", manager) and not list(told[LEADER].iter_attachments())
    for whom in (PEOPLE, COMMUNICATIONS):
        words = words_of(told[whom])
        for said in ("Wilma Worker", FEARED, LINK, "Do not pass it on."):
            assert said in words, words
        assert "/office/" not in words
        (shown,) = told[whom].iter_attachments()
        assert shown.get_content_type() == "image/jpeg" and shown.get_content(), shown.get_filename()


def nobody_else(others: list[Officer], page: str) -> None:
    """Neither whoever was named nor colleagues, the head of the service, Customer Relations or the Chief Executive."""
    for one in others:
        walker = one.walker
        for path in ("/office/incidents", "/office/incidents?tab=mine", "/office/incidents?tab=all"):
            walker.visit(path).does_not_see("Incident 1", "to look at", "A talk with their manager")
        for path in (page, f"{page}/files", f"{page}/files/1", f"{page}/account", f"{page}/protect"):
            walker.visit(path).does_not_see("lies", "neighbours", CATEGORY)
            assert isinstance(walker, Visitor) and walker.status == 404, (one.name, path)
        if one.name != "Chris Chief":  # who has no lists of messages
            walker.visit("/office/messages").does_not_see("lies", "neighbours", "named in public")


def the_line_manager(leila: Officer, page: str) -> None:
    """She is told who else knows, opens the screenshot only after saying why, and talks with Wilma."""
    walker = leila.walker.visit("/office/incidents")
    assert isinstance(walker, Visitor)
    walker.does_not_see("lies").press("Incident 1").sees(FEARED, LINK, "May distress: What they wrote about her")
    for name in ("Leila Leader", "Head of People", "Corporate Communications"):
        walker.sees(f"{name}: told on Tuesday 2 March 2027")
    assert walker.tab.locator("main img").count() == 0
    walker.press("page.jpg").sees("This may distress you", "What they wrote about her").press("Save it to open it")
    walker.sees("Say why you need to open it.").fill_in("Why do you need to open it?", "To talk with her.")
    with walker.tab.expect_download() as saved:
        walker.tab.get_by_role("button", name="Save it to open it").click()
    assert saved.value.suggested_filename.endswith(".jpg")
    walker.visit(page).press("I have looked at it").sees("It is written down that you have looked.")
    walker.visit("/office/incidents").press("A talk with their manager: Wilma Worker")
    walker.fill_in("What came of it?", "She wants to work from home this week.").press("It is done")
    walker.sees("She wants to work from home this week.")
