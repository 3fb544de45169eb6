"""A letter from somebody without e-mail who asked for 24 point: keyed in, answered, and posted as they can read it."""

import pytest

from shared.charter.vocabulary import Kind
from tests.browser import Visitor
from tests.delivery.pdfs import Paper, read
from tests.journeys.conftest import Town
from tests.journeys.officers import Officer, place_for
from tests.journeys.residents import REFERENCE

LETTER = "Dear Council,\nplease mend the bench at the top of the brae. I cannot stand for long."


def keys_in(officer: Officer) -> str:
    """On the one screen; the reference is the answer."""
    v = officer.walker.visit("/office/record")
    v.choose("Letter").choose("Request").choose("Roads and potholes", of="Which service is it about?")
    v.fill_in("What did they say?", LETTER).fill_in("Name (optional)", "Lachlan Letter")
    v.choose("By post").fill_in("Address (optional)", "4 Glen Road\nInverness")
    v.press("How to reach them well")
    v.choose("Larger print (24 point)", of="What should our messages look like?").press("Record it")
    v.sees("It is written down.", "Larger print (24 point)")
    found = REFERENCE.search(v.text)
    assert found
    return found[0]


def posts(town: Town, officer: Officer, saying: str) -> Paper:
    """Prints the letter that the worker has made, posts it, and says so."""
    town.post.delivers()
    v = officer.walker
    assert isinstance(v, Visitor)
    v.visit("/office/tasks").press("Lachlan Letter").sees("4 Glen Road", "Larger print (24 point)", saying)
    with v.tab.expect_download() as download:
        v.tab.get_by_role("link", name="The letter to print and post (PDF)").click()
    paper = read(download.value.path().read_bytes())
    v.fill_in("How did you reach them?", "Posted it first class.").press("They know now")
    return paper


@pytest.mark.clause("CH-4", "CH-9", "FP-11b")
def test_a_letter_is_answered_by_a_letter_that_its_writer_can_read(town: Town) -> None:
    triage = town.triage()
    reference = keys_in(triage)
    place = place_for(town.charter, Kind.REQUEST, "roads")
    first = posts(town, triage, "We have your request")
    assert min(first.sizes) == 24.0 and "Lachlan Letter" in first.words
    triage.routes(reference, to=place.choice, because="They look after it.")
    worker = town.officer("Wilma Worker", place.role, place.team)
    posts(town, worker, "We have passed your request to Roads maintenance.")
    worker.accepts(reference).replies(reference, "The bench is mended. Sit down well.")
    answer = posts(town, worker, "The bench is mended.")
    assert min(answer.sizes) == 24.0 and "The bench is mended. Sit down well." in answer.words
