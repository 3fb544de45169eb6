"""On somebody's behalf: an advocate and her customer in two formats, a mother for her child, a worried neighbour."""

import re
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Self

import pytest
import sqlalchemy as sa

from shared.charter.vocabulary import Kind
from shared.models.representatives import Representative
from tests.delivery.pdfs import read
from tests.journeys.conftest import Town, words_of
from tests.journeys.deciders import decides
from tests.journeys.officers import Officer, place_for
from tests.journeys.residents import QUESTION, REFERENCE, Resident

SERVICE = ("roads", "Roads and potholes")
HERS = "morag@customer.example"


@dataclass
class Speaker(Resident):
    """Somebody at the public site who speaks for another."""

    name: str = "Ann Advocate"
    email: str = "ann@advice.example"

    def says_what_happened(self, whom: str) -> Self:
        """As far as the questions about the customer."""
        self.begins(Kind.COMPLAINT).is_for(whom).finds(SERVICE[1])
        self.writes(QUESTION[Kind.COMPLAINT], "The path to her door is full of holes. She has fallen twice.")
        return self.writes("What would put it right?", "Fill them.").attaches_nothing()

    def names(self, customer: str, email: str = "", *, being: str, of: str = "") -> Self:
        """Who the customer is, and what they themselves are to them."""
        self.walker.fill_in("Their name", customer)
        if email:
            self.walker.fill_in("Their e-mail address", email)
        self.walker.press("Continue").fill_in("What you are to them", being)
        if of:
            self.walker.fill_in("Your organisation", of)
        self.walker.press("Continue")
        return self

    def sends_it(self) -> Self:
        """And keeps the reference, and the link to their own page."""
        self.walker.press("Send your complaint")
        assert self.walker.heading == "We have what you told us"
        found = REFERENCE.search(self.walker.text)
        assert found, self.walker.text
        self.reference = found[0]
        self.walker.press("Open your own page, where you can follow this")
        self.page = self.walker.path.split("?")[0]
        assert f"/for/{self.reference}/" in self.page
        return self


def link_in(words: str, part: str) -> str:
    """The address in a letter that holds this."""
    found = re.search(rf"https?://[^/\s]+({part}\S+)", words)
    assert found, words
    return found[1]


def worked_on(town: Town, reference: str) -> Officer:
    """Routed, accepted and acknowledged, whoever may be told of it."""
    place = place_for(town.charter, Kind.COMPLAINT, SERVICE[0])
    town.triage().routes(reference, to=place.choice, because="They look after it.")
    worker = town.officer("Wilma Worker", place.role, place.team)
    worker.accepts(reference).opens(reference).walker.press("Acknowledge").press("Send it")
    return worker


def the_one(letters: list[EmailMessage], to: str, about: str) -> EmailMessage:
    """The letter to that address with these words in its subject."""
    found = [one for one in letters if to in str(one["To"]) and about in str(one["Subject"])]
    assert len(found) == 1, [(one["To"], one["Subject"]) for one in letters]
    return found[0]


def says_yes(town: Town, asked: EmailMessage) -> None:
    """Morag opens the link in the letter, reads what it is about, and agrees; both hear of it."""
    words, morag = words_of(asked), town.walks(False)
    assert "Ann Advocate of Citizens Advice told us something for you." in words
    morag.visit(link_in(words, "/confirm/"))
    assert morag.heading == "May Ann Advocate speak for you?"
    morag.press("Read what they told us").sees("She has fallen twice.")
    morag.choose("Yes").choose("Both of us").press("Send my answer")
    assert morag.heading == "Ann Advocate speaks for you"
    morag.sees("We write to both of you.", "Only for this")
    settled = town.post.delivers()
    assert {str(one["Subject"]).split(":")[0] for one in settled} == {"Who speaks is settled"}
    assert len(settled) == 2


@pytest.mark.clause("FP-10", "RP-2", "FP-11b")
def test_an_advocate_speaks_for_a_customer_who_reads_large_print_and_both_get_the_answer_in_their_own_way(
    town: Town,
) -> None:
    ann = Speaker(town.walks(False))
    ann.says_what_happened("For somebody who asked me")
    ann.names("Morag MacLeod", HERS, being="I am her advocate", of="Citizens Advice")
    ann.walker.choose("Ask them by e-mail").press("Continue").choose("Both of us").press("Continue")
    ann.can_be_reached()
    ann.walker.choose("Yes, or I would like to see what you can do").press("Continue")
    ann.walker.choose("Large print (18 point)").press("Continue")
    ann.sees("Citizens Advice", "Large print (18 point)", "Both of us").sends_it()
    ann.sees("What is waiting", "We have asked the person whether you may speak for them.")

    letters = town.post.delivers()
    others = [str(one["To"]) for one in letters if HERS not in str(one["To"])]
    assert others == ["Ann Advocate <ann@advice.example>"]
    says_yes(town, the_one(letters, HERS, "Somebody wants to speak for you"))

    worker = worked_on(town, ann.reference)
    town.post.delivers()
    decides(town, worker, ann.reference, "We have filled every hole. Ask for Wilma if one opens again.")
    answers = town.post.delivers()
    hers, anns = (the_one(answers, to, "What we decided") for to in (HERS, ann.email))
    for letter in (hers, anns):
        assert "We have filled every hole." in words_of(letter)
    assert [min(read(pdf).sizes) for pdf in pdfs_of(hers)] == [18], "hers comes in large print"
    assert pdfs_of(anns) == [], "Ann's comes as usual"
    assert "You get this because you speak for Morag MacLeod." in words_of(anns)
    assert "You get this because" not in words_of(hers)
    ann.looks().sees("What you told us for Morag MacLeod", "We have filled every hole.")
    ann.walker.visit(link_in(words_of(anns), "/advocate/")).sees("Everybody you speak for", "Morag MacLeod", "Yes")


def pdfs_of(letter: EmailMessage) -> list[bytes]:
    """What is attached to it on paper's behalf."""
    parts = [one for one in letter.iter_attachments() if one.get_content_type() == "application/pdf"]
    return [content for one in parts if isinstance(content := one.get_content(), bytes)]


@pytest.mark.clause("FP-10", "RP-1")
def test_a_mother_speaks_for_her_child_once_somebody_here_has_settled_it_with_her(town: Town) -> None:
    mairi = Speaker(town.walks(False), name="Mairi MacLeod", email="mairi@home.example")
    mairi.says_what_happened("For a child or young person under 18")
    mairi.names("Eilidh MacLeod", being="I am her mother")
    mairi.walker.does_not_see("Ask them by e-mail").choose("Settle it with me").press("Continue")
    mairi.can_be_reached()
    mairi.walker.choose("No, nothing").press("Continue")
    mairi.sends_it()
    mairi.sees("We get in touch with you, and find out whether you may speak for them.")
    mairi.sees("Your school, nursery or college", "She has fallen twice.")
    (waiting,) = town.post.delivers()
    assert "mairi@home.example" in str(waiting["To"]) and "Eilidh" not in words_of(waiting)

    worker = worked_on(town, mairi.reference)
    assert town.post.delivers() == [], "nobody may be told yet"
    worker.opens(mairi.reference).sees("Tell them nothing personal about the customer yet.")
    worker.walker.press("Settle it or change it").press("They may speak")
    worker.walker.choose("Something else that I know, which I write down")
    worker.walker.fill_in("How do we know?", "I rang her. She has parental responsibility.")
    worker.walker.choose("Only whoever speaks for them").press("They may speak")
    worker.sees("It is settled: they speak for the customer.", "I rang her. She has parental responsibility.")
    assert "You may now speak for the person you told us about." in town.post.brings("mairi@home.example")

    mairi.looks().sees("What you told us for Eilidh MacLeod", "Wilma Worker")
    mairi.walker.press("Add something")
    mairi.walker.fill_in(mairi.walker.heading, "She fell again today.").press("Send").sees("We have what you added.")
    decides(town, worker, mairi.reference, "The path is mended.")
    letters = town.post.delivers()
    assert {str(one["To"]) for one in letters} == {"Mairi MacLeod <mairi@home.example>"}
    assert "The path is mended." in words_of(the_one(letters, "mairi@home.example", "What we decided"))


@pytest.mark.clause("CC-3")
def test_a_neighbour_who_is_worried_represents_nobody(town: Town) -> None:
    neighbour = Resident(town.walks(False), name="Iain Neighbour", email="iain@home.example")
    neighbour.walker.visit("/").press("somebody else")
    if neighbour.walker.heading == "Who is this for?":
        neighbour.is_for("I am telling you about somebody else who may need help")
    neighbour.walker.fill_in(neighbour.walker.heading, "Nobody has seen her for a week.").press("Continue")
    neighbour.attaches_nothing().can_be_reached()
    neighbour.walker.choose("No, nothing").press("Continue")
    for question in ("Who are you speaking for?", "How do you know them?", "Who should get our messages?"):
        neighbour.walker.does_not_see(question)
    assert "/track/" in (neighbour.sends(Kind.REQUEST) and neighbour.page)
    with town.records() as session:
        assert session.scalars(sa.select(Representative)).all() == []
    assert "iain@home.example" in str(town.post.delivers("iain@home.example")[0]["To"])
