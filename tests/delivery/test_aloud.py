"""Words that are heard: every number in a way that somebody can write down while they listen."""

import re
from datetime import date, timedelta

import pytest

from shared.charter.organisation import Charter
from shared.charter.vocabulary import Format
from shared.delivery.aloud import PAUSE, digits
from shared.delivery.making import words_of
from tests.delivery.facts import NEXT
from tests.delivery.letters import a_notice
from tests.delivery.test_rendering import ADDRESS

NUMBERS = [
    ("01632 960100", "0 1 6 3 2, 9 6 0, 1 0 0", "a town and its number"),
    ("020 7946 0958", "0 2 0, 7 9 4 6, 0 9 5 8", "London"),
    ("07700900123", "0 7 7 0 0, 9 0 0, 1 2 3", "a mobile, typed without a space"),
    ("18001 01632 960100", "1 8 0 0 1, 0 1 6 3 2, 9 6 0, 1 0 0", "a textphone"),
    ("+44 1632 960100", "+ 4 4, 1 6 3 2, 9 6 0, 1 0 0", "from abroad"),
    ("01632\u00a0960100", "0 1 6 3 2, 9 6 0, 1 0 0", "kept in one piece on paper"),
]


def script(charter: Charter, **facts: object) -> str:
    return words_of(a_notice("wrote", format=Format.AUDIO_SCRIPT, **facts), charter, ADDRESS).text


@pytest.mark.parametrize(("number", "heard", "reason"), NUMBERS)
def test_a_telephone_number_is_heard_digit_by_digit(charter: Charter, number: str, heard: str, reason: str) -> None:
    assert digits(number) == heard, reason
    assert f"Ring {heard} now." in script(charter, words=f"Ring {number} now."), reason


NO_NUMBERS = [
    ("It cost 1 200 000 pounds in all.", "money"),
    ("Account 00123456-789012", "part of a longer number"),
    ("Between 2019 2020 2021 and 2022.", "years"),
    ("Flat 4, 12 High Street, IV3 5NX", "an address"),
    ("XHC-7Q4K-2M9PX", "part of a longer word"),
]


@pytest.mark.parametrize(("typed", "reason"), NO_NUMBERS)
def test_other_numbers_are_left_as_they_were_typed(charter: Charter, typed: str, reason: str) -> None:
    assert typed in script(charter, words=typed), reason


def test_a_reference_is_heard_letter_by_letter_wherever_it_stands(charter: Charter) -> None:
    heard = script(charter, words="It goes with HC-2345-6789 and HC-C2DF-4G3H.")
    assert "It goes with HC-2345-6789 and H C, C 2 D F, 4 G 3 H." in heard, "5 and 5 is no sign of a reference"
    assert "Our reference is H C, 7 Q 4 K, 2 M 9 P." in heard
    assert "HC-7Q4K-2M9P" not in heard.replace(f"{ADDRESS}/track/HC-7Q4K-2M9P/a-secret", "")


def test_web_addresses_are_said_as_pages_and_stand_at_the_end_once(charter: Charter) -> None:
    ours = f"{ADDRESS}/promises"
    heard = script(charter, words=f"See {ours}. Then https://roads.example/a, and {ours} again.")
    assert "See on our website, page 1 of the list at the end. Then on a website, page 2 of the list" in heard
    assert "and on our website, page 1 of the list at the end again." in heard
    spoken, pages = heard.split("The list of pages.")
    assert "://" not in spoken and "on our website, page 3 of the list at the end." in spoken
    assert re.findall(r"Page (\d):\n(\S+)", pages)[:3] == [
        ("1", f"{ADDRESS}/promises"),
        ("2", "https://roads.example/a"),
        ("3", f"{ADDRESS}/track/HC-7Q4K-2M9P/a-secret"),
    ]


def test_there_is_a_pause_between_the_parts_and_an_end(charter: Charter) -> None:
    lines = script(charter).splitlines()
    parts = "\n".join(lines).split(f"\n{PAUSE}\n")
    assert len(parts) >= 7 and all(part.strip() for part in parts)
    assert lines[0] == "A message from The Highland Council." and lines[-1] == "End of the message."


def test_every_day_of_a_year_is_said_in_full_words(charter: Charter) -> None:
    said = set()
    for days in range(31):
        by = date(2028, 1, 1) + timedelta(days)
        sentence = re.search(r"By (.+)\.\n", script(charter, next={**NEXT, "by": by.isoformat()}))
        assert sentence is not None and not re.search(r"\d", sentence[1])
        assert sentence[1].startswith(f"{by:%A} the ") and sentence[1].endswith(f" of {by:%B} twenty twenty-eight")
        said.add(sentence[1])
    assert len(said) == 31


def test_a_year_that_we_have_no_words_for_is_still_said(charter: Charter) -> None:
    assert "By Tuesday the fifth of January 2044." in script(charter, next={**NEXT, "by": "2044-01-05"})


@pytest.mark.parametrize("language", ["cy", "gd", "pl", "ar"])
def test_a_script_in_every_language_says_its_numbers_in_their_order(charter: Charter, language: str) -> None:
    heard = script(charter, language=language)
    assert "H C, 7 Q 4 K, 2 M 9 P" in heard and "0 1 6 3 2, 9 6 0, 1 0 0" in heard
    assert ("\u20660 1 6 3 2, 9 6 0, 1 0 0\u2069" in heard) is (language == "ar")
    assert "5 January" not in heard
