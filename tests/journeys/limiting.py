"""Officers around a restriction, through its pages: what happened, a proposal, a decision, a letter, another look."""

from tests.browser import Visitor
from tests.journeys.officers import Officer

#: The policy's questions as the form asks them, each with an answer.
FAIR = {
    "Is it in proportion?": "The phone alone; everything else stays open.",
    "Could we manage it if we were not short of people?": "No. It was a quiet day.",
    "Are we late with an answer to them?": "No.",
    "Did we do something that led to it?": "We rang back a day late, and said sorry.",
    "Do we do for them what we agreed to, and would something else help?": "She gets large print.",
}


def ends_a_contact(officer: Officer, reference: str, words: str, category: str, *, warning: str) -> None:
    """After a warning: the call is over, and from the page of the case it is written down in two clicks."""
    walker = officer.opens(reference).walker
    walker.press("I ended this contact").fill_in("What happened?", words).choose(category)
    walker.choose("Yes, I warned them").fill_in("What did you say? (optional)", warning).press("Write it down")
    walker.sees("It is written down, and your manager is told that there is something to look at.", words, warning)


def opens_contact(officer: Officer, customer: int) -> None:
    """How we are in contact with one person, from the page of that person."""
    officer.walker.visit(f"/office/customers/{customer}").press("How we are in contact")


def proposes_no_calls(officer: Officer, why: str) -> None:
    """The phone line closed after a threat, from the page of the contact: the milder steps are skipped."""
    walker = officer.walker.press("Propose a restriction")
    assert isinstance(walker, Visitor), "each measure has a box of one name: it needs a browser"
    for name, value in (("grounds", "threat"), ("measures", "channel"), ("channels", "phone")):
        walker.tab.locator(f"[name={name}][value={value}]").check()
    walker.choose("Incident 1").choose("Threats, violence and abuse: we act at once.")
    walker.choose("By e-mail", of="How do we write to them instead?")
    walker.fill_in("Why are the milder steps skipped?", "A threat is acted on at once.")
    for question, answer in FAIR.items():
        walker.fill_in(question, answer)
    walker.fill_in("Why do we do this?", why).press("Put it before somebody who decides")
    walker.sees("It waits for somebody who may decide it. Nothing has changed for the customer.")


def acts(officer: Officer, tab: str, step: str, *, saying: tuple[str, str] = ("", ""), button: str = "") -> None:
    """From the list of what waits for somebody to the end of one step on restriction 1."""
    walker = officer.walker.visit("/office/restrictions")
    walker.press(tab).press("Restriction 1").press(step)
    if saying[0]:
        walker.fill_in(*saying)
    walker.press(button or step)


def offers_a_call(officer: Officer, reference: str, day: str) -> None:
    """An appointment by phone on that day at half past two; what comes of it is for the test to say."""
    walker = officer.opens(reference).walker
    walker.press("Offer an appointment")
    assert isinstance(walker, Visitor)
    if walker.tab.get_by_label("A new one", exact=True).count():
        walker.choose("A new one")
    for part, typed in zip(("day", "month", "year"), day.split(), strict=True):
        walker.tab.locator(f"#day-{part}").fill(typed)
    walker.tab.locator("#hour").fill("14:30")
    walker.choose("By phone").fill_in("What is it about?", "The road outside your house.").press("Offer it")
