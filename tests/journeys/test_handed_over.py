"""A form that staff begin for somebody on the phone: a letter with a code, opened, changed and sent by them."""

import re

import pytest

from shared.charter.vocabulary import Kind
from tests.journeys.conftest import Town
from tests.journeys.residents import REFERENCE


@pytest.mark.clause("FP-11")
def test_a_form_begun_by_staff_goes_by_letter_and_is_sent_by_the_person_themselves(town: Town) -> None:
    tavish = town.triage()
    v = tavish.walker.visit("/office/").press("Start for somebody")
    v.fill_in("Name", "Morag MacLeod").choose("By post").fill_in("Address (optional)", "4 Bank Street\nInverness")
    v.choose("Request", of="What is it?").choose("For themselves", of="Who is it for?")
    v.fill_in("What did they say?", "The light outside is out.").press("Hand it over")
    v.sees("Waiting for them. It is deleted on Tuesday 30 March 2027.", "Print the letter and post it")
    (code,) = re.findall(r"\b(?:[2-9A-Z]{4} ){3}[2-9A-Z]{4}\b", v.text)
    town.post.delivers()
    v.visit(v.path).sees("Save the letter as a PDF, to print and post it")

    morag = town.resident()
    morag.walker.visit("/come-back").fill_in("Your code", code).press("Continue")
    morag.sees("We began this for you.")
    morag.finds("").writes("What do you need?", "The light outside number 4 is out.")
    morag.attaches_nothing().walker.press("Continue")
    morag.walker.press("Continue").choose("No, nothing").press("Continue")
    morag.sees("The light outside number 4 is out.", "4 Bank Street").sends(Kind.REQUEST)

    v.press("Back to all of them").sees("They have sent it.", morag.reference).press(morag.reference)
    v.sees("Tavish Triage began the form")
    assert REFERENCE.search(v.text)
