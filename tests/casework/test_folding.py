"""Search finds a word however somebody spells, accents or shouts it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.casework.folding import fold, searchable, words_in


@pytest.mark.parametrize(
    ("written", "found_as", "reason"),
    [
        ("STREET Light", "street light", "capitals"),
        ("Łódź", "lodz", "Polish, a barred letter and accents"),
        ("Bòrd na Gàidhlig", "bord na gaidhlig", "Scottish Gaelic"),
        ("tŷ Siân", "ty sian", "Welsh"),
        ("Straße", "strasse", "a German letter that is two"),
        ("İstanbul ılıca", "istanbul ilica", "both Turkish letters i"),
        ("Bjørn Ångström", "bjorn angstrom", "Danish and Swedish"),
        ("Þór Æsir Œuvre Đorđe", "thor aesir oeuvre dorde", "letters that are two, or barred"),
        ("ﬁre １２３", "fire 123", "letters and digits of old typewriters"),
        ("شارعٌ", "شارع", "Arabic without its vowel marks"),
        ("Ελλάδα", "ελλαδα", "Greek"),
        ("道路", "道路", "signs that have no other spelling"),
    ],
)
def test_a_word_is_the_same_however_it_is_written(written: str, found_as: str, reason: str) -> None:
    assert fold(written) == found_as, reason


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_a_telephone_and_a_computer_send_the_same_word(form: str) -> None:
    assert fold(unicodedata.normalize(form, "Àrd-sgoil Łódź é")) == "ard-sgoil lodz e"


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("O'Brien, O\u2019Brien & OBrien", ["obrien"] * 3, "an apostrophe joins two halves of one word"),
        ("bin-lorry/bin_lorry", ["bin", "lorry", "bin", "lorry"], "everything else parts two words"),
        ("A9(T) at IV3 5NX.", ["a9", "t", "at", "iv3", "5nx"], "digits belong to a word"),
        ('"pot*hole" OR NEAR(x) -y:^', ["pot", "hole", "or", "near", "x", "y"], "no sign of a search language"),
        ("  \n\t ", [], "nothing"),
        ("🚮!?", [], "pictures are no words"),
    ],
)
def test_both_databases_agree_where_a_word_ends(text: str, words: list[str], reason: str) -> None:
    assert words_in(text) == words, reason


def test_what_is_kept_for_search_is_words_with_a_space_between() -> None:
    assert searchable("The light's out…\nSince MONDAY!") == "the lights out since monday"


@given(st.text())
def test_what_was_folded_once_is_folded_for_good(text: str) -> None:
    assert searchable(searchable(text)) == searchable(text)


@given(st.text(), st.text())
def test_words_are_found_again_in_a_longer_text(one: str, other: str) -> None:
    assert set(words_in(one)) <= set(words_in(f"{other} {one}"))
