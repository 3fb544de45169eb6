"""Plain words: how old somebody must be to read a text with ease, and what nobody would say."""

from pathlib import Path

import polib
import pytest

from shared.charter.organisation import Charter
from shared.charter.plain_words import ENOUGH_WORDS, common_jargon, flagged, reading_age
from shared.charter.reading import load_charter, published

CATALOGUE = Path(__file__).resolve().parents[2] / "translations" / "messages.pot"
#: The law gives these words of the accessibility statement; nobody may change them (rule P-04).
BY_LAW = (
    "accessibility regulations",
    "Accessibility Guidelines",
    "Accessibility Regulations",
    "accessibility statement",
)
#: One short sentence with two long words measures far too old: this finds what is really hard.
OLDEST = 18
#: What all our sentences together come to, in years.
TOGETHER = 9

PLAIN = "We have your request. We will answer it by Friday. If we cannot, we will tell you why, and when we will."
HARD = "Subsequent to receipt of your correspondence, the authority endeavours to facilitate appropriate resolution."


@pytest.mark.clause("CH-10")
def test_plain_words_are_for_children_and_officialese_is_not() -> None:
    plain, hard = reading_age(PLAIN), reading_age(HARD)
    assert plain is not None and plain <= 9
    assert hard is not None and hard >= 18


@pytest.mark.parametrize("text", ["", "Yes.", "Ring me tomorrow."])
def test_nothing_is_said_of_a_text_that_is_too_short(text: str) -> None:
    assert reading_age(text) is None


def test_lines_without_a_full_stop_are_sentences_too() -> None:
    listed = "Bring your letter\nBring your card\nCome to the town hall"
    assert reading_age(listed) == 5


@pytest.mark.clause("CH-10")
@pytest.mark.parametrize(
    ("text", "found", "why"),
    [
        ("We commence on Monday.", {"commence": "start"}, "as it stands in the list"),
        ("We commenced it, commencing early.", {"commenced": "start", "commencing": "start"}, "with its endings"),
        ("You submitted it.", {"submitted": "send"}, "a letter is doubled before the ending"),
        ("In  order\nto help", {"in  order\nto": "to"}, "over the end of a line"),
        ("PRIOR TO Monday", {"prior to": "before"}, "in capitals"),
        ("He is used to it, in the dwellings", {"dwellings": "home"}, "only whole words"),
        ("We will tell you why.", {}, "nothing to mend"),
    ],
)
def test_each_hard_word_is_named_with_a_plainer_one(text: str, found: dict[str, str], why: str) -> None:
    assert {one.word.casefold(): one.plainer for one in flagged(text)} == found, why


def test_a_council_names_its_own_jargon(charter: Charter) -> None:
    (found,) = flagged("You can go to the SPSO.", charter.jargon)
    assert (found.word, found.plainer) == ("SPSO", "the Scottish Public Services Ombudsman")


def test_what_is_offered_in_place_of_a_hard_word_is_itself_plain() -> None:
    own = [word for name in published() for word in load_charter(name).jargon.values()]
    for plainer in (*common_jargon().values(), *own):
        assert not flagged(plainer), plainer


def _ours() -> list[str]:
    return [one.msgid for one in polib.pofile(str(CATALOGUE)) if not any(words in one.msgid for words in BY_LAW)]


@pytest.mark.clause("CH-10")
def test_none_of_our_own_texts_uses_a_word_that_nobody_says() -> None:
    found = {text: [one.word for one in flagged(text)] for text in _ours()}
    assert {text: words for text, words in found.items() if words} == {}


@pytest.mark.clause("CH-10")
def test_our_own_texts_can_be_read_by_a_child_of_nine() -> None:
    ages = {text: age for text in _ours() if (age := reading_age(text)) is not None}
    assert len(ages) > 300
    assert {text: age for text, age in ages.items() if age > OLDEST} == {}
    letters = sum(len(text) for text in ages)
    assert sum(age * len(text) for text, age in ages.items()) / letters <= TOGETHER
    assert ENOUGH_WORDS < 10


@pytest.mark.clause("CH-10")
@pytest.mark.parametrize("name", published())
def test_what_a_council_promises_is_said_in_words_that_people_say(name: str) -> None:
    charter = load_charter(name)
    said = [one.plain for one in (*charter.promises, *charter.standards, *charter.support.values())]
    assert {text: flagged(text) for text in said if flagged(text)} == {}
