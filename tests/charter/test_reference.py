"""References that are read aloud, copied from letters and typed with cold fingers."""

import random
from itertools import combinations

import pytest

from shared.charter.reference import LETTERS, grouped, new_reference, read_reference

DRAWN = [new_reference("HC") for _ in range(60)]
#: Always the same one: its tests are named by it.
A_REFERENCE = "HC-JHPQ-84C6"
SIGNS = A_REFERENCE.removeprefix("HC-").replace("-", "")


def test_no_reference_can_spell_a_word_or_be_misread() -> None:
    assert not set("AEIOU") & set(LETTERS), "without vowels there are no words"
    assert not set("01LBSZN5U") & set(LETTERS), "nor signs that look or sound like another"
    assert len(set(LETTERS)) == 23, "a prime, so that every slip shows"


def test_a_reference_looks_as_it_is_printed() -> None:
    for reference in DRAWN:
        prefix, first, second = reference.split("-")
        assert (prefix, len(first), len(second)) == ("HC", 4, 4)
        assert set(first + second) <= set(LETTERS)
    assert len(set(DRAWN)) == len(DRAWN), "nobody can guess the next one from the last"


def test_every_single_wrong_sign_is_noticed() -> None:
    for reference in DRAWN:
        signs = reference.removeprefix("HC-").replace("-", "")
        for place, right in enumerate(signs):
            for wrong in set(LETTERS) - {right}:
                slip = signs[:place] + wrong + signs[place + 1 :]
                assert read_reference(slip, "HC") is None, f"{slip} for {signs}"


def test_any_two_signs_that_changed_places_are_noticed() -> None:
    for reference in DRAWN:
        signs = reference.removeprefix("HC-").replace("-", "")
        for left, right in combinations(range(8), 2):
            swapped = list(signs)
            swapped[left], swapped[right] = signs[right], signs[left]
            found = read_reference("".join(swapped), "HC")
            assert found == (reference if signs[left] == signs[right] else None), f"{swapped} for {signs}"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (A_REFERENCE, "as it was printed"),
        (A_REFERENCE.lower(), "in small letters"),
        (f"  {A_REFERENCE}\n", "with what was copied around it"),
        (A_REFERENCE.replace("-", " "), "with spaces"),
        (A_REFERENCE.replace("-", ""), "without dashes"),
        (A_REFERENCE.replace("-", "–"), "with the dashes of a word processor"),
        (A_REFERENCE.replace("-", "\u00a0"), "with spaces that do not break"),
        (SIGNS, "without the council's letters"),
        (f"{SIGNS[:4]}-{SIGNS[4:]}", "without the council's letters, in groups"),
        (" ".join(SIGNS.lower()), "letter by letter, as it was read aloud"),
        (f"#{A_REFERENCE}.", "with a hash and a full stop"),
    ],
)
def test_a_reference_is_found_however_it_is_typed(typed: str, reason: str) -> None:
    assert read_reference(typed, "HC") == A_REFERENCE, reason


@pytest.mark.parametrize("prefix", ["HC", "WD", "TT", "GRM", "RRR"])
def test_a_council_whose_own_letters_are_signs_too_reads_its_references(prefix: str) -> None:
    for _ in range(40):
        reference = new_reference(prefix)
        for typed in (reference, reference.replace("-", ""), reference.removeprefix(f"{prefix}-")):
            assert read_reference(typed, prefix) == reference


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "nothing"),
        ("HC", "only the council's letters"),
        ("HC-HC-7Q4K-2M9P", "the letters twice"),
        (SIGNS[:7], "one sign short"),
        (SIGNS + SIGNS[-1], "one sign too many"),
        (f"XX-{SIGNS}", "another council's letters"),
        ("HC-OOOO-0000", "signs that no reference has"),
        ("７Ｑ４Ｋ２Ｍ９Ｐ", "wide letters are not ours"),
        ("ßßßß", "a letter that becomes two in capitals"),
        ("٧٢٣٤٦٧٨٩", "digits of another script"),
        ("\x00" * 8, "signs that cannot be seen"),
        ("' OR 1=1 --", "somebody tries the lock"),
        ("../../etc", "somebody tries the window"),
        ("7" * 200_000, "somebody leans on the key"),
    ],
)
def test_what_cannot_be_a_reference_finds_nothing(typed: str, reason: str) -> None:
    assert read_reference(typed, "HC") is None, reason


def test_a_guess_is_right_in_form_only_once_in_twenty_three() -> None:
    chance = random.Random(7)
    guesses = ["".join(chance.choices(LETTERS, k=8)) for _ in range(4600)]
    passed = sum(read_reference(guess, "HC") is not None for guess in guesses)
    assert 140 < passed < 260, "two hundred, more or less"


def test_groups_of_four_are_easy_to_say() -> None:
    assert grouped("HC", "7Q4K2M9P") == "HC-7Q4K-2M9P"
