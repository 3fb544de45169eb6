"""Somebody who lives here: tells the council something, follows it, writes back."""

import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from shared.charter.vocabulary import Kind, Reach
from tests.browser import Visitor
from tests.journeys.reader import Walker

#: How each kind begins on the start page, what its question is called, and what stands on its button.
CHOICE = {
    Kind.REQUEST: "I need something done: a request",
    Kind.COMPLAINT: "Something went wrong: a complaint",
    Kind.COMPLIMENT: "Something went well: a compliment",
    Kind.COMMENT: "I have an idea: a comment",
    Kind.REPRESENTATION: "I have a view about a policy or a decision",
    Kind.ADJUSTMENT: "I need you to do things differently for me",
}
QUESTION = {
    Kind.REQUEST: "What do you need?",
    Kind.COMPLAINT: "What happened?",
    Kind.COMPLIMENT: "What went well?",
    Kind.COMMENT: "What is your idea?",
    Kind.REPRESENTATION: "What is your view?",
    Kind.ADJUSTMENT: "What should we do differently for you?",
}
BUTTON = {
    Kind.REQUEST: "Send your request",
    Kind.COMPLAINT: "Send your complaint",
    Kind.COMPLIMENT: "Send your compliment",
    Kind.COMMENT: "Send your comment",
    Kind.REPRESENTATION: "Send your view",
    Kind.ADJUSTMENT: "Send this to us",
}
WORDS = {
    Kind.REQUEST: "The pothole outside number 4 Bank Street is a foot wide. Fill it before the school run.",
    Kind.COMPLAINT: "Nobody came to mend the road on Tuesday, although you said you would.",
    Kind.COMPLIMENT: "The crew who gritted our hill at six in the morning were kind and quick.",
    Kind.COMMENT: "Put a bench at the top of the brae. People wait there for the bus.",
    Kind.REPRESENTATION: "I am against charging for the car park on Sundays. People come to church.",
    Kind.ADJUSTMENT: "Write to me in large print, and ring me before a letter comes.",
}
#: Kinds that are not asked about a service.
WITHOUT_SERVICE = {Kind.ADJUSTMENT}
#: What they need is what they came to say; they are asked at once how to reach them well.
WITHOUT_NEEDS = {Kind.ADJUSTMENT}
REFERENCE = re.compile(r"\b[A-Z]{2}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


@dataclass
class Resident:
    """One person at the public site, in a browser without JavaScript or by a reader."""

    walker: Walker
    name: str = "Morag MacLeod"
    email: str = "morag@customer.example"
    reference: str = ""
    page: str = ""

    def tells_us(self, kind: Kind, *, service: str = "", words: str = "", wanted: str = "Mend it.") -> str:
        """Through every question to the page that says what happens next; the reference is the answer."""
        self.answers_everything(kind, service=service, words=words, wanted=wanted)
        return self.sends(kind)

    def answers_everything(self, kind: Kind, *, service: str = "", words: str = "", wanted: str = "Mend it.") -> Self:
        """As far as the page with everything to check."""
        self.begins(kind).is_for("For me")
        if kind not in WITHOUT_SERVICE:
            self.finds(service)
        self.writes(QUESTION[kind], words or WORDS[kind])
        if kind is Kind.COMPLAINT:
            self.writes("What would put it right?", wanted)
        self.attaches_nothing().can_be_reached().needs_nothing(kind)
        assert self.walker.heading == "Check what you want to send"
        return self

    def begins(self, kind: Kind) -> Self:
        """Chooses on the start page."""
        self.walker.visit("/").press(CHOICE[kind])
        return self

    def is_for(self, whom: str) -> Self:
        """Says who it is for."""
        assert self.walker.heading == "Who is this for?"
        self.walker.choose(whom).press("Continue")
        return self

    def attaches_nothing(self) -> Self:
        """Goes on without photos or documents."""
        self.walker.press("Continue")
        return self

    def needs_nothing(self, kind: Kind) -> Self:
        """Nothing has to be done differently; or only what they came for."""
        if kind not in WITHOUT_NEEDS:
            self.walker.choose("No, nothing")
        self.walker.press("Continue")
        return self

    def finds(self, service: str) -> Self:
        """Searches for the service and chooses it; without one, is not sure. Nothing makes it special."""
        if not service:
            self.walker.press("I am not sure: go on")
        else:
            self.walker.fill_in("Search for a service", service).press("Search").choose(service).press("Continue")
        return self.leaves_empty("signs")

    def leaves_empty(self, question: str) -> Self:
        """Goes on where nothing has to be said, if it is asked at all."""
        if self.walker.path.endswith(f"/{question}"):
            self.walker.press("Continue")
        return self

    def writes(self, question: str, words: str) -> Self:
        """Answers the one question of a page; when it happened, nobody has to say."""
        assert self.walker.heading == question
        self.walker.fill_in(question, words).press("Continue")
        return self.leaves_empty("when")

    def can_be_reached(self, by: Reach = Reach.EMAIL) -> Self:
        """By e-mail, or not at all."""
        assert self.walker.heading == "How can we reach you?"
        if by is Reach.NONE:
            self.walker.choose("I do not want to give my name").press("Continue")
            return self
        self.walker.choose("By e-mail").press("Continue")
        self.walker.fill_in("Your name", self.name).fill_in("Your e-mail address", self.email).press("Continue")
        return self

    def sends(self, kind: Kind) -> str:
        """Presses the last button, and keeps the reference and the link."""
        self.walker.press(BUTTON[kind])
        found = REFERENCE.search(self.walker.text)
        assert found, self.walker.text
        self.reference = found[0]
        self.page = urlsplit(self.walker.path).path.removesuffix("/sent")
        assert self.page.startswith(f"/track/{self.reference}/")
        return self.reference

    def looks(self) -> Self:
        """Opens the page of the case, as from a bookmark."""
        self.walker.visit(self.page)
        return self

    def adds(self, words: str, button: str = "Add something") -> Self:
        """Writes to the council on the page of the case."""
        self.looks().walker.press(button)
        self.walker.fill_in(self.walker.heading, words).press("Send")
        self.walker.sees("We have what you added.")
        return self

    def sees(self, *words: str) -> Self:
        """All of them, on the page that is open."""
        self.walker.sees(*words)
        return self

    def asks_how(self) -> Self:
        """Opens everything that explains a date."""
        if isinstance(self.walker, Visitor):
            closed = self.walker.tab.locator(".bw-reckoning:not([open]) > summary")
            for _ in range(closed.count()):
                closed.first.click()
        return self
