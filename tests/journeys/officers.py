"""Somebody who works for the council: signs in by the real page, finds a case, takes its steps."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from sqlalchemy.orm import Session

from shared.casework import accounts
from shared.charter.access import Role
from shared.charter.organisation import Charter
from shared.charter.triage import choose_route
from shared.charter.vocabulary import Kind
from tests.journeys.reader import Walker

PASSWORD = "three plain words"


@dataclass
class Officer:
    """One member of staff, signed in."""

    walker: Walker
    name: str
    email: str

    def signs_in(self) -> Self:
        """By the door, with the password."""
        self.walker.visit("/office/")
        assert self.walker.heading == "Sign in"
        self.walker.fill_in("E-mail address", self.email).fill_in("Password", PASSWORD).press("Sign in")
        self.walker.sees(self.name)
        return self

    def opens(self, reference: str, *, tab: str = "") -> Self:
        """The case, from the worklist where a tab is named."""
        if tab:
            self.walker.visit("/office/").press(tab).press(reference)
        else:
            self.walker.visit(f"/office/cases/{reference}")
        self.walker.sees(reference)
        return self

    def routes(self, reference: str, *, to: str, because: str) -> Self:
        """From the list of what nobody has routed yet."""
        self.opens(reference, tab="Unrouted").walker.press("Route")
        self.walker.choose(to, of="Service or team").fill_in("Why does it go there?", because).press("Route it")
        self.walker.sees("The customer is told.")
        return self

    def accepts(self, reference: str) -> Self:
        """Yes, this is ours."""
        self.opens(reference, tab="My team").walker.press("Accept").press("Accept the case")
        self.walker.sees("Your team has it now, and you deal with it.")
        return self

    def acknowledges(self, reference: str, *, seeing: str = "") -> Self:
        """With the ready message, looked at first; `seeing` can be read in what will be sent."""
        self.opens(reference).walker.press("Acknowledge").press("See what they will get")
        self.walker.sees("Nothing is sent yet.", *([seeing] if seeing else []))
        self.walker.press("Send it").sees("The customer is told that we have it.")
        return self

    def replies(self, reference: str, words: str) -> Self:
        """In full, which closes the case."""
        self.opens(reference, tab="Mine").walker.press("Reply in full").fill_in("Your full reply", words)
        self.walker.press("Send the reply and close the case").sees("Your reply is on its way")
        return self

    def asks(self, reference: str, words: str) -> Self:
        """The customer, for something that is missing."""
        self.opens(reference).walker.press("Ask the customer").fill_in("What do you need to know?", words)
        self.walker.press("Send the question").sees("Your question is on its way.")
        return self

    def explains(self, reference: str, words: str, day: date) -> Self:
        """Why it takes longer; what comes of it is for the test to say."""
        self.opens(reference).walker.press("Explain and give a new date")
        self.walker.fill_in("Why does it take longer?", words)
        self.walker.fill_in("Day", str(day.day)).fill_in("Month", str(day.month)).fill_in("Year", str(day.year))
        self.walker.press("Send it")
        return self

    def sees(self, *words: str) -> Self:
        """All of them, on the page that is open."""
        self.walker.sees(*words)
        return self


def hire(session: Session, *, name: str, role: Role, team: str, at: datetime) -> str:
    """A new account, whose address is the answer."""
    email = f"{name.split()[0].lower()}@council.example"
    accounts.add(session, email=email, name=name, role=role, team=team, password=PASSWORD, at=at)
    return email


@dataclass(frozen=True)
class Place:
    """Where the charter sends a kind of contact: the line of the list, and who works there in which role."""

    choice: str
    team: str
    team_name: str
    role: Role


def place_for(charter: Charter, kind: Kind, service: str) -> Place:
    """As the triage officer would read it from the list: a service with its team, or a team by itself."""
    to = choose_route(charter, kind, None if kind is Kind.ADJUSTMENT else service)
    assert to is not None
    name = charter.team_name(to.team)
    choice = f"{charter.services[to.service].name} ({name})" if to.service else f"Team: {name}"
    relations = charter.organisation.customer_relations_team
    return Place(choice, to.team, name, Role.CUSTOMER_RELATIONS if to.team == relations else Role.CASE_WORKER)
