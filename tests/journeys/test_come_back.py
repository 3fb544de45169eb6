"""Stopping half way and coming back in another browser, by a link through a real mail server or a code on paper."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest

from shared.charter.vocabulary import Kind
from shared.config import Settings
from tests.browser import Visitor
from tests.delivery.test_smtp import Postbox, a_server
from tests.journeys.conftest import Town, words_of
from tests.journeys.residents import QUESTION, Resident

HALF = "Nobody came to mend the road on Tuesday."
BEGUN = "Mend it before the school term beg"


@pytest.fixture
def postbox() -> Postbox:
    """Where the mail server puts what it is given."""
    return Postbox()


@pytest.fixture
def settings(settings: Settings, postbox: Postbox) -> Iterator[Settings]:
    """As everywhere in a journey, with a real mail server."""
    with a_server(postbox) as port:
        yield replace(settings, smtp=f"smtp://127.0.0.1:{port}?tls=never")


def stops_half_way(town: Town) -> Resident:
    """On the page that asks what would put it right, in the middle of a word."""
    resident = town.resident().begins(Kind.COMPLAINT).is_for("For me").finds("")
    resident.writes(QUESTION[Kind.COMPLAINT], HALF)
    resident.walker.fill_in("What would put it right?", BEGUN).press("Save and come back later")
    assert resident.walker.heading == "Save and come back later"
    resident.walker.sees("Come back before Tuesday 30 March 2027.")
    return resident


def goes_on(resident: Resident) -> str:
    """Finds everything as it was left, finishes and sends it; the reference is the answer."""
    assert resident.walker.heading == "What would put it right?"
    assert isinstance(resident.walker, Visitor)
    assert resident.walker.tab.get_by_label("What would put it right?").input_value() == BEGUN
    resident.walker.fill_in("What would put it right?", f"{BEGUN}ins.").press("Continue")
    resident.attaches_nothing().can_be_reached().needs_nothing(Kind.COMPLAINT)
    resident.sees(HALF, f"{BEGUN}ins.")
    return resident.sends(Kind.COMPLAINT)


@pytest.mark.clause("CH-5")
def test_half_a_complaint_is_finished_in_another_browser_by_the_link_in_an_e_mail(town: Town, postbox: Postbox) -> None:
    resident = stops_half_way(town)
    resident.walker.fill_in("Your e-mail address", resident.email).press("Send me the link")
    resident.sees(f"We are sending the link to {resident.email}.")
    while town.post.worker.round():
        pass
    (raw,) = postbox.letters
    letter = message_from_bytes(raw, policy=policy.default)
    assert isinstance(letter, EmailMessage) and letter["To"] == resident.email
    words = words_of(letter)
    assert HALF not in words and "before Tuesday 30 March 2027" in words
    (link,) = re.findall(r"\S+/come-back/\S+", words)
    at_home = town.resident()
    at_home.walker.visit(urlsplit(link).path).sees("What you wrote is here.")
    goes_on(at_home)


@pytest.mark.clause("CH-5")
def test_a_code_from_paper_is_typed_with_small_letters_and_spaces_anywhere(town: Town) -> None:
    resident = stops_half_way(town)
    resident.walker.press("Show me a code").sees("Write this code down, or print this page.")
    (code,) = re.findall(r"\b(?:[2-9A-Z]{4} ){3}[2-9A-Z]{4}\b", resident.walker.text)
    in_the_library = town.resident()
    in_the_library.walker.visit("/").press("Come back to what you began")
    in_the_library.walker.fill_in("Your code", f" {code.lower().replace(' ', '  ', 2)} ").press("Continue")
    goes_on(in_the_library)
    resident.walker.visit("/tell-us/later").sees("We have your complaint")
