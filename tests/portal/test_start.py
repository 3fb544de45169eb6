"""The start page: six ways to begin, and a way back."""

import re

import pytest

from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind
from tests.portal.visitor import Visitor


@pytest.mark.clause("CH-6", "CH-12")
@pytest.mark.parametrize("kind", Kind)
def test_each_of_six_choices_leads_straight_to_the_first_question(visitor: Visitor, kind: Kind) -> None:
    visitor.open("/").open(visitor.link(f"kind={kind.value}"))
    assert visitor.heading == "Who is this for?"


@pytest.mark.clause("SC-3", "FP-11", "RP-1")
def test_a_form_opens_with_what_to_have_to_hand_who_can_help_and_where_schools_are(visitor: Visitor) -> None:
    visitor.open("/").open(visitor.link("kind=complaint"))
    for words in (
        "five minutes",
        "We ask where and when",
        "Scottish Independent Advocacy Alliance",
        "Your school, nursery",
    ):
        assert words in visitor.words


@pytest.mark.clause("CC-3")
def test_whoever_is_worried_about_somebody_else_goes_straight_to_their_worry(visitor: Visitor) -> None:
    visitor.open("/").open(visitor.link("whom=about-another"))
    assert visitor.heading == "What worries you?"
    assert "999" in visitor.words
    visitor.press(words="My neighbour has not been out for a week.")
    assert visitor.question == "files", "no service, no wish, no representative"
    visitor.press()
    assert visitor.question == "reach"


def test_somebody_in_danger_reads_first_whom_to_call(visitor: Visitor, charter: Charter) -> None:
    words = visitor.client.get("/").get_data(as_text=True)
    assert words.index(charter.organisation.emergency[:20]) < words.index("<h1")


def test_looking_at_the_start_page_sets_no_cookie_and_loads_no_htmx(visitor: Visitor) -> None:
    answer = visitor.client.get("/")
    assert "Set-Cookie" not in answer.headers
    assert not re.search(r"htmx[\w.-]*\.js", answer.get_data(as_text=True))


def test_whoever_comes_by_the_menu_is_asked_what_it_is(visitor: Visitor) -> None:
    visitor.open("/tell-us")
    assert visitor.heading == "What do you want to tell us?"
    visitor.press(kind="comment")
    assert visitor.question == "whom"


@pytest.mark.clause("CH-5")
def test_whoever_began_before_goes_on_or_begins_anew_and_loses_nothing(visitor: Visitor) -> None:
    visitor.tells("comment", until="reach")
    visitor.open("/tell-us")
    assert visitor.heading == "Come back to what you began"
    assert "Nothing has been sent to us yet." in visitor.words
    visitor.open(visitor.link("draft="))
    assert visitor.question == "reach", "where they stopped"
    visitor.open("/tell-us").open(visitor.link("new=1"))
    assert visitor.heading == "What do you want to tell us?"
    visitor.tells("compliment", until="reach")
    visitor.open("/tell-us")
    assert "Compliment" in visitor.words and "Comment" in visitor.words, "both wait"


def test_search_engines_are_kept_out_of_cases_and_a_browser_finds_the_mark(visitor: Visitor) -> None:
    rules = visitor.client.get("/robots.txt").get_data(as_text=True).splitlines()
    assert {"Allow: /", "Disallow: /track", "Disallow: /office"} <= set(rules)
    assert visitor.client.get("/favicon.ico").location.endswith(".svg")


def test_a_page_that_is_not_there_leads_to_looking_up_and_to_us(visitor: Visitor) -> None:
    visitor.open("/nowhere")
    assert visitor.link("/look-up") and visitor.link("/contact")
