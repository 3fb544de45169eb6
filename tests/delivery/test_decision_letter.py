"""The letter of a decision: built from its parts, whole for every outcome in every form, with headings of its own."""

import re
from typing import Any

import pytest
from jinja2 import UndefinedError

from shared.charter.organisation import Charter
from shared.charter.procedure import Finding, Met, RemedyKind
from shared.charter.reading import load_charter
from shared.charter.vocabulary import PRINT_SIZE, Format
from shared.delivery.decision_letter import pounds, written
from shared.delivery.making import made, words_of
from tests.delivery.decided import LAST, LETTER, OMBUDSMAN, a_letter
from tests.delivery.letters import a_notice, on_paper
from tests.delivery.pdfs import read
from tests.delivery.test_rendering import ADDRESS, readable

SAYS = {
    Finding.UPHELD: "We uphold your complaint.",
    Finding.PARTLY_UPHELD: "We uphold part of your complaint.",
    Finding.NOT_UPHELD: "We do not uphold your complaint.",
    Finding.RESOLVED: "We have agreed with you how to put this right.",
}
HEADINGS = [
    "Your complaint, as we understand it:",
    "Point 1:",
    "Point 2:",
    "Our decision:",
    "What you wanted:",
    "How we put it right:",
    "What we learn from it:",
]


def a_decided(charter: Charter, *, form: Format = Format.STANDARD, paper: bool = False, **varied: Any) -> Any:
    """The notice of a decision."""
    letter = a_letter(**varied)
    make = on_paper if paper else a_notice
    return make("decided", format=form, words=written(letter, charter, "en"), letter=letter)


@pytest.mark.clause("CC-6", "CH-9")
@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize("outcome", Finding)
def test_every_outcome_is_whole_in_every_format(charter: Charter, outcome: Finding, form: Format) -> None:
    letter = words_of(a_decided(charter, outcome=outcome.value, form=form), charter, ADDRESS)
    for words in [letter.text, *([readable(letter.html)] if letter.html else [])]:
        said = " ".join(words.split())
        for part in (
            SAYS[outcome],
            "You told us that the light outside your house was out for a week.",
            "The light was out. We agree with you: this is upheld. Our records show it.",
            "Nobody rang you back. We do not agree: this is not upheld. We rang on Monday.",
            "We were too slow, but we did ring.",
            "We can do all of what you wanted. The light is mended.",
            "Your contact is Iain Fraser.",
            "ask for the next stage: Investigation",
            "Somebody who had no part in the first answer looks into it in depth.",
            "Scottish Public Services Ombudsman",
            "Go to them within 12 months of the day you first knew what went wrong.",
        ):
            assert part in said, part
        if outcome is not Finding.NOT_UPHELD:
            assert "For your torch. That is £12.50. We do this by Tuesday 5 January 2027." in said
            assert "We are sorry. This is done." in said
        assert not re.search(r"\bNone\b|Undefined|%\(|\{|\}", said)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Investigation", "Stage 2 of 2: Investigation."),
        ("Stage 2", "Stage 2 of 2."),
        ("Stage 2: investigation", "Stage 2: investigation."),
    ],
)
def test_the_stage_is_named_once(charter: Charter, name: str, said: str) -> None:
    letter = a_letter(stage=name, number=2, stages=2)
    assert written(letter, charter, "en").startswith(f"{said}\n\n")


@pytest.mark.clause("CC-6")
def test_after_the_last_stage_the_ombudsman_comes_next_and_no_other_stage(charter: Charter) -> None:
    said = " ".join(words_of(a_decided(charter, **LAST), charter, ADDRESS).text.split())
    assert "Stage 2 of 2: Investigation." in said
    assert "This is our last answer in this procedure." in said
    assert "If you are still not happy, you can go to: Scottish Public Services Ombudsman" in said
    assert "https://www.spso.example/" in said
    assert "next stage" not in said


def test_months_are_counted_from_the_answer_where_the_ombudsman_counts_so(charter: Charter) -> None:
    from_answer = {**OMBUDSMAN, "from": "answer", "months": 1}
    said = words_of(a_decided(charter, **LAST, ombudsmen=[from_answer]), charter, ADDRESS).text
    assert "within 1 month of our last answer" in " ".join(said.split())
    none = words_of(a_decided(charter, **LAST, ombudsmen=[{**OMBUDSMAN, "months": 0}]), charter, ADDRESS).text
    assert "Go to them within" not in none


@pytest.mark.clause("RP-3")
def test_whoever_needs_help_to_go_further_reads_who_helps(charter: Charter) -> None:
    assert "help you speak up" in words_of(a_decided(charter), charter, ADDRESS).text


def test_headings_are_headings_where_there_can_be_headings(charter: Charter) -> None:
    html = words_of(a_decided(charter), charter, ADDRESS).html
    assert re.findall(r"<h3>(.*?)</h3>", html) == HEADINGS


def test_words_that_staff_typed_make_no_headings_in_other_messages(charter: Charter) -> None:
    html = words_of(a_notice("wrote", words="What we found:\n\nA hole."), charter, ADDRESS).html
    assert "<h3>" not in html


@pytest.mark.parametrize("form", [Format.STANDARD, *PRINT_SIZE])
def test_on_paper_the_headings_can_be_heard_as_such(charter: Charter, form: Format) -> None:
    pdf = made(a_decided(charter, form=form, paper=True), charter, ADDRESS).pdf
    assert [words for tag, words in read(pdf).tags if tag == "/H3"] == HEADINGS


@pytest.mark.parametrize("finding", Finding)
@pytest.mark.parametrize("met", Met)
def test_every_finding_and_every_answer_to_a_wish_has_words(charter: Charter, finding: Finding, met: Met) -> None:
    point = {"words": "It was late.", "finding": finding.value, "reasons": "We looked."}
    letter = a_letter(outcome=finding.value, met=met.value, points=[point])
    assert "what you wanted." in written(letter, charter, "en")


@pytest.mark.clause("FP-15")
@pytest.mark.parametrize("kind", RemedyKind)
def test_every_remedy_of_the_list_has_words_and_its_day(charter: Charter, kind: RemedyKind) -> None:
    remedy = {"kind": kind.value, "words": "As agreed.", "pence": None, "by": "2027-01-05", "done": False}
    said = written(a_letter(remedies=[remedy]), charter, "en")
    assert "As agreed.\nWe do this by Tuesday 5 January 2027." in said


def test_what_was_not_wanted_and_not_learned_is_left_out(charter: Charter) -> None:
    said = written(a_letter(sought="", lessons=[], remedies=[], no_remedy="Nothing is left to do."), charter, "en")
    assert "What you wanted" not in said and "learn" not in said
    assert "How we put it right:\n\nNothing is left to do." in said


def test_a_procedure_of_one_stage_speaks_of_no_stages(charter: Charter) -> None:
    letter = words_of(a_decided(charter, **{**LAST, "number": 1, "stages": 1}), charter, ADDRESS)
    assert "tage 1" not in letter.text


def test_a_part_that_is_missing_is_an_error_and_never_a_gap(charter: Charter) -> None:
    with pytest.raises(UndefinedError):
        written({name: fact for name, fact in LETTER.items() if name != "reasons"}, charter, "en")


def test_markup_in_somebodys_words_is_shown_and_not_obeyed(charter: Charter) -> None:
    html = words_of(a_decided(charter, reasons="<script>alert(1)</script>:"), charter, ADDRESS).html
    assert "<script>" not in html and "&lt;script&gt;" in html


@pytest.mark.parametrize("language", ["en", "cy", "gd", "pl", "ar"])
def test_it_is_built_in_every_language_that_we_write(language: str) -> None:
    assert "Mend the light, and say sorry." in written(a_letter(), load_charter("aled-vale"), language)


@pytest.mark.parametrize(
    ("pence", "said", "reason"),
    [
        (100, "£1", "no pence where there are none"),
        (1250, "£12.50", "two digits"),
        (105, "£1.05", "also where the first is nought"),
        (123456700, "£1,234,567", "thousands apart"),
        (1, "£0.01", "a penny"),
    ],
)
def test_money_as_people_write_it(pence: int, said: str, reason: str) -> None:
    assert pounds(pence) == said, reason
