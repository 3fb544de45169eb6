"""What the words of a contact hint at, what the journey asks, and who may read what has a sign."""

from dataclasses import replace

import pytest

from shared.charter.organisation import Charter
from shared.charter.reading import load_charter, published
from shared.charter.signs import Sign, asked_in, sealed_by, suggested
from shared.charter.vocabulary import Kind, Seal

HIGHLAND, ENGLISH = load_charter("highland"), load_charter("template")

# charter, what somebody wrote, the signs it hints at with the words that do, reason
HINTS = [
    (HIGHLAND, "My bin was missed again", [], "nothing special"),
    (HIGHLAND, "It was a RACIST remark", [(Sign.HATE, ("racist",))], "however it is written"),
    (HIGHLAND, "The racists of Dingwall", [], "a longer word is another word"),
    (HIGHLAND, "your officer shouted at me", [(Sign.STAFF, ("shouted at me", "your officer"))], "both are told"),
    (
        HIGHLAND,
        "Since I complained I am treated worse",
        [(Sign.TREATED_WORSE, ("since i complained", "treated worse"))],
        "Customer Relations look at it (FP-16)",
    ),
    (
        HIGHLAND,
        "A data breach, because I complained",
        [(Sign.TREATED_WORSE, ("because i complained",)), (Sign.DATA_PROTECTION, ("data breach",))],
        "in the order of the charter",
    ),
    (HIGHLAND, "", [], "nothing was said"),
    (ENGLISH, "my foster carer", [(Sign.CHILDREN, ("foster carer",))], "a procedure of its own (R-08)"),
]


# a hint of the charter, what somebody wrote, the words that are found, reason
WRITTEN = [
    ("rasizm", "RASIZM", "rasizm", "large or small"),
    ("nienawiści", "mowa nienawisci", "nienawiści", "typed without its accents"),
    ("gwahardd o’r ysgol", "gwahardd o'r ysgol", "gwahardd o’r ysgol", "whatever the apostrophe"),
    ("tâl cosb", "hysbysiad tal cosb", "tâl cosb", "no roof on the letter"),
    ("mì-mhodhail", "bha e mi-mhodhail", "mì-mhodhail", "a hyphen parts two words"),
    ("لأني أسود", "لاني اسود", "لأني أسود", "an alef is an alef, with or without its hamza"),
    ("عنصرية", "معاملة عنصريه", "عنصرية", "a taa marbuta typed as a haa"),
    ("مستشفى", "في المستشفي", "مستشفى", "with the article, and a yaa for the alef maqsura"),
    ("العيادة", "ذهبت إلى عيادة", "العيادة", "the hint has the article and the words do not"),
    ("كراهية", "بالكراهية", "كراهية", "a preposition before the article"),
    ("كراهية", "كَرَاهِيَة", "كراهية", "with all its vowel signs"),
    ("الا", "ال", "", "an article with nothing behind it is no word"),
    ("rasist*", "rasistowskie odzywki", "rasistowskie", "a stem finds every form, and says which"),
    (
        "niegrzeczn* urzędnik*",
        "przez niegrzecznego urzednika",
        "niegrzecznego urzednika",
        "each word of it may be a stem",
    ),
    ("rasist*", "antyrasista", "", "a stem begins the word"),
    ("ra*", "rabat", "", "a stem of two letters would find anything, so it is none"),
    ("*", "anything", "", "nor does a star alone"),
]


@pytest.mark.parametrize(("hint", "words", "found", "reason"), WRITTEN)
def test_a_hint_is_found_however_its_word_is_written(hint: str, words: str, found: str, reason: str) -> None:
    rule = replace(HIGHLAND.signs[Sign.HATE], words=(hint,))
    told = [word for one in suggested({Sign.HATE: rule}, [words]) for word in one.found]
    assert told == ([found] if found else []), reason


@pytest.mark.clause("FP-7", "FP-8")
@pytest.mark.parametrize(("charter", "words", "expected", "reason"), HINTS)
def test_a_sign_is_suggested_with_the_very_words_that_hint_at_it(
    charter: Charter, words: str, expected: list[tuple[Sign, tuple[str, ...]]], reason: str
) -> None:
    assert [(one.sign, one.found) for one in suggested(charter.signs, [words])] == expected, reason


def test_a_sign_that_is_set_is_not_suggested_again() -> None:
    words = ["A racist remark", "by your officer"]
    assert [one.sign for one in suggested(HIGHLAND.signs, words)] == [Sign.HATE, Sign.STAFF]
    assert [one.sign for one in suggested(HIGHLAND.signs, words, set_already=[Sign.HATE])] == [Sign.STAFF]


def test_words_are_read_across_all_that_was_said() -> None:
    assert [one.found for one in suggested(HIGHLAND.signs, ["Please help.", "GDPR!"])] == [("gdpr",)]


@pytest.mark.parametrize(
    ("kind", "expected", "reason"),
    [
        (Kind.COMPLAINT, [Sign.HATE, Sign.TREATED_WORSE, Sign.STAFF, Sign.DATA_PROTECTION], "all that it may be"),
        (Kind.REQUEST, [Sign.HATE], "hate may be told in any words"),
        (Kind.COMMENT, [Sign.HATE], "and a comment"),
        (Kind.COMPLIMENT, [], "praise is asked nothing"),
        (Kind.ADJUSTMENT, [], "nor is what somebody needs"),
    ],
)
def test_a_journey_asks_only_what_its_kind_may_be(kind: Kind, expected: list[Sign], reason: str) -> None:
    assert [rule.sign for rule in asked_in(HIGHLAND.signs, kind)] == expected, reason


@pytest.mark.clause("FP-7", "FP-16")
@pytest.mark.parametrize(
    ("signs", "expected", "reason"),
    [
        ([], Seal.NONE, "whoever works on it reads it"),
        ([Sign.SCHOOL], Seal.NONE, "a sign without a seal"),
        ([Sign.TREATED_WORSE], Seal.TREATED_WORSE, "not the service"),
        ([Sign.TREATED_WORSE, Sign.HATE], Seal.HATE, "the narrower of two"),
        ([Sign.HATE, Sign.TREATED_WORSE], Seal.HATE, "in whatever order they were set"),
        ([Sign.POLICY], Seal.NONE, "a sign that this council does not have"),
    ],
)
def test_who_may_read_it_follows_from_its_signs(signs: list[Sign], expected: Seal, reason: str) -> None:
    assert sealed_by(HIGHLAND.signs, signs) is expected, reason


@pytest.mark.clause("FP-6", "FP-7", "FP-8", "FP-9")
@pytest.mark.parametrize("name", published())
def test_every_sign_says_what_it_means_for_somebody(name: str) -> None:
    charter = load_charter(name)
    for rule in charter.signs.values():
        assert rule.plain.endswith(".") and rule.clause.words, rule.sign
        asked = rule.words or rule.question or rule.sign is Sign.RESTRICTION  # which has a page of its own
        assert asked, f"{rule.sign}: nobody would ever think of it"
        assert all(word == word.casefold() for word in rule.words), rule.sign
    for sign in (Sign.HATE, Sign.TREATED_WORSE, Sign.STAFF, Sign.DATA_PROTECTION, Sign.SCHOOL, Sign.ANOTHER_BODY):
        assert sign in charter.signs, f"{name} lacks {sign}"


@pytest.mark.clause("FP-9")
@pytest.mark.parametrize("name", published())
def test_whose_matter_it_is_comes_with_somebody_to_ask(name: str) -> None:
    charter = load_charter(name)
    by_id = {one.id: one for one in charter.signposts}
    for sign in (Sign.SCHOOL, Sign.ANOTHER_BODY):
        assert all(by_id[post].link for post in charter.signs[sign].signposts), sign
        assert charter.signs[sign].signposts, sign
