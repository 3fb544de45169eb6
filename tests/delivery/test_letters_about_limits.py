"""Letters about limits on contact: whole, neutral, plain, and in every form in which somebody may need them (RP-23)."""

import re
from typing import Any

import pytest

from shared.charter.fairness import blamed
from shared.charter.organisation import Charter
from shared.charter.plain_words import flagged, reading_age
from shared.charter.reading import load_charter, published
from shared.charter.vocabulary import PRINT_SIZE, Format, Reach
from shared.delivery.about_limits import ABOUT_LIMITS, WARNING
from shared.delivery.making import made, words_of
from tests.delivery.facts import MEASURE, MEASURES
from tests.delivery.letters import a_notice, on_paper
from tests.delivery.pdfs import read
from tests.delivery.test_rendering import ADDRESS, readable

EVERY = sorted(ABOUT_LIMITS | {WARNING})
LINK = f"{ADDRESS}/contact/a-secret"
#: The councils that limit contact, or could.
COUNCILS = [name for name in published() if load_charter(name).engagement]


def said(template: str, charter: Charter, **more: Any) -> str:
    """Its words in one line."""
    return " ".join(words_of(a_notice(template, **more), charter, ADDRESS).text.split())


@pytest.mark.clause("RP-7", "RP-10", "RP-11", "RP-23")
def test_the_letter_says_everything_that_a_decision_has_to_say(charter: Charter) -> None:
    """The headings of the ombudsmen's own guidance: what, why, how long, when we look again, how to challenge it."""
    words = said("restricted", charter)
    for part in (
        "This is closed for now: by e-mail.",
        "You can reach us: on this website, by phone, by letter, in person, on social media.",
        "This is how we get in touch with you: By post.",
        "This person is Leila Leader.",
        "We speak with Ann Advocate.",
        "We read what you send us on: Monday, Thursday. We answer you up to 2 times a week.",
        "The matter is HC-7Q4K-2M9P.",
        "Why we do this You wrote to us 48 times in March. We could not help others.",
        "It starts on Tuesday 5 January 2027. It ends on Tuesday 5 January 2027, or sooner",
        "We look at it again by Tuesday 5 January 2027. We ask what has changed",
        "Nothing keeps you from telling us something new. You can also make a complaint,",
        "Tell us by Tuesday 5 January 2027 if you can. If it is later than that, tell us all the same.",
        "Until we answer your appeal, things stay as this letter says.",
        "you can go to: Scottish Public Services Ombudsman.",
        LINK,
    ):
        assert part in words, part


@pytest.mark.parametrize("measure", MEASURES, ids=lambda one: str(one["measure"]))
def test_each_measure_is_said_in_the_words_of_the_charter(charter: Charter, measure: dict[str, Any]) -> None:
    assert charter.engagement is not None
    plain = {rule.measure.value: rule.plain for rule in charter.engagement.measures.values()}
    for template in ("restricted", "restriction_reviewed", "restriction_changed"):
        assert plain[measure["measure"]] in said(template, charter, measures=[measure])


@pytest.mark.clause("RP-23")
@pytest.mark.parametrize("council", COUNCILS)
@pytest.mark.parametrize("template", EVERY)
def test_our_own_words_are_plain_and_blame_nobody(template: str, council: str) -> None:
    charter = load_charter(council)
    assert charter.engagement is not None
    known = charter.engagement.measures
    measures = [one for one in MEASURES if one["measure"] in known]
    more = {"measures": measures, "why": "", "reasons": ""} if template != WARNING else {"words": "x"}
    text = words_of(a_notice(template, **more), charter, ADDRESS).text.partition("Somebody can help you")[0]
    ours = re.sub(r"https?://\S+", "", text)
    age = reading_age(ours)
    assert age is not None and age <= 9, age
    assert not blamed(ours, charter.engagement.blame)
    assert not flagged(ours, charter.jargon)


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"review_on": None}, "It ends before we would look at it again."),
        ({"during_appeal": "waits"}, "From your appeal until we answer it, nothing of this holds."),
        ({"measures": [{**MEASURE, "measure": "limits", "most": 1}]}, "We answer you once a week at most."),
        ({"appeal_by": None}, "Appeal on the page below"),
    ],
)
def test_what_differs_is_said(charter: Charter, facts: dict[str, Any], says: str) -> None:
    assert says in said("restricted", charter, **facts)


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({}, "You can reach us again in every way, as everybody can."),
        ({"others": True}, "We have also written to you about other limits. They go on as that letter says."),
        ({"upheld": True, "reasons": ""}, "You appealed, and we agree with you."),
    ],
)
def test_when_it_is_over_the_letter_says_so(charter: Charter, facts: dict[str, Any], says: str) -> None:
    words = said("restriction_ended", charter, **facts)
    assert says in words
    assert ("Why they have ended" in words) is bool(facts.get("reasons", "there are some"))


@pytest.mark.clause("CH-9", "RP-23")
@pytest.mark.parametrize("form", PRINT_SIZE)
def test_on_paper_it_is_a_tagged_pdf_in_the_size_that_somebody_reads(charter: Charter, form: Format) -> None:
    paper = read(made(on_paper("restricted", format=form), charter, ADDRESS).pdf)
    assert paper.marked and paper.standard and min(paper.sizes) >= PRINT_SIZE[form]
    heads = paper.headings()
    for heading in ("What changes:", "Why we do this", "When we look at it again:", "If you do not agree:"):
        assert heading in heads, heads
    assert LINK in paper.links


@pytest.mark.clause("CC-4")
@pytest.mark.parametrize("language", ["ar", "pl", "gd", "cy"])
def test_in_another_language_the_charters_own_texts_are_in_it(charter: Charter, language: str) -> None:
    letter = words_of(a_notice("restricted", language=language), charter, ADDRESS)
    assert f'lang="{language}"' in letter.html
    assert "Scottish Public Services Ombudsman. Looks at complaints" not in " ".join(letter.text.split())


def test_a_text_message_tells_nothing_but_where_to_read_it(charter: Charter) -> None:
    text = words_of(a_notice("restricted", reach=Reach.TEXT), charter, ADDRESS).text
    assert text == f"Highland Council: How we are in contact with you from now on.\n{LINK}\n".strip()


@pytest.mark.parametrize("template", EVERY)
def test_its_subject_tells_nobody_who_looks_over_a_shoulder_what_was_done(charter: Charter, template: str) -> None:
    subject = words_of(a_notice(template), charter, ADDRESS).subject
    for word in ("restrict", "warning", "threat", "measure", "Morag"):
        assert word not in subject


@pytest.mark.clause("RP-8")
def test_a_matter_that_is_closed_is_not_promised_to_be_opened_again(charter: Charter) -> None:
    letter = words_of(a_notice("kept_only"), charter, ADDRESS)
    for words in (" ".join(letter.text.split()), readable(letter.html)):
        assert "so we do not answer again" in words and "Nothing keeps you from telling us something new." in words
        assert "What happens next" not in words


@pytest.mark.clause("RP-13", "RP-16")
def test_whoever_sent_hurting_words_reads_that_what_they_need_goes_on(charter: Charter) -> None:
    words = said("unacceptable", charter, contact="Roads maintenance")
    assert "we go on with it" in words and "This message is from Roads maintenance." in words
    assert "What happens next" in words


@pytest.mark.clause("RP-23")
def test_several_closed_ways_are_said_once_with_the_ways_that_are_open(charter: Charter) -> None:
    closed = [{**MEASURE, "measure": "channel", "channel": one, "instead": "letter"} for one in ("phone", "email")]
    words = said("restricted", charter, measures=closed, closed_besides=["in-person"])
    assert "This is closed for now: by phone, by e-mail. We do not deal with you by this way for now." in words
    assert words.count("We do not deal with you by this way") == words.count("This is how we get in touch") == 1
    assert "You can reach us: on this website, by letter, on social media." in words, "also what another letter closed"
