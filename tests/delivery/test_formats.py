"""Every message in every format (clause CH-9): whole, with what matters in it, and as that format is meant to be."""

import re
from itertools import product

import pytest

from shared.charter.organisation import Charter
from shared.charter.vocabulary import MADE_BY_HAND, NOT_ON_PAPER, PRINT_SIZE, Format, Kind, Reach
from shared.delivery.making import words_of
from shared.delivery.manners import MANNERS
from shared.delivery.rendering import TO_TEAMS
from tests.delivery.facts import EVERY, WITHOUT_A_CASE, WITHOUT_A_DAY
from tests.delivery.letters import a_notice
from tests.delivery.test_rendering import ADDRESS, readable

LINK = f"{ADDRESS}/track/HC-7Q4K-2M9P/a-secret"
#: As each format says the reference and the day that was promised.
AS_WRITTEN = ("HC-7Q4K-2M9P", "Tuesday 5 January 2027")
AS_HEARD = ("H C, 7 Q 4 K, 2 M 9 P", "Tuesday the fifth of January twenty twenty-seven")
LEFT_OVER = re.compile(r"\bNone\b|Undefined|[\[\]{}<>]|%\(|\(\)|&\w+;")


@pytest.mark.clause("CH-9")
@pytest.mark.parametrize(("template", "form", "kind"), list(product(EVERY, Format, Kind)))
def test_every_message_is_whole_in_every_format(charter: Charter, template: str, form: Format, kind: Kind) -> None:
    letter = words_of(a_notice(template, kind, format=form), charter, ADDRESS)
    reference, day = AS_HEARD if form is Format.AUDIO_SCRIPT else AS_WRITTEN
    pages = [letter.text] + ([readable(letter.html)] if letter.html else [])
    for words in pages:
        said = " ".join(words.split())
        assert len(said) > 100 and not LEFT_OVER.search(said), said
        assert template in WITHOUT_A_CASE or reference in letter.subject + said
        assert template in WITHOUT_A_DAY or day in said, said
        assert template in ("praise", "named_in_public") or re.search(rf"{ADDRESS}/\S+", said), "where to go on"
    assert letter.subject and bool(letter.html) is MANNERS[form].html


@pytest.mark.clause("CH-9")
@pytest.mark.parametrize(("template", "kind"), list(product(sorted(set(EVERY) - TO_TEAMS), Kind)))
def test_every_message_fits_into_a_text_without_anybodys_own_words(charter: Charter, template: str, kind: Kind) -> None:
    text = words_of(a_notice(template, kind, reach=Reach.TEXT), charter, ADDRESS).text
    assert len(text) <= 306 and not LEFT_OVER.search(text)
    assert text.startswith("Highland Council: ") and re.search(rf"\n{ADDRESS}/\S+$", text)
    assert template in WITHOUT_A_CASE or "HC-7Q4K-2M9P" in text.partition(ADDRESS)[0]
    for own in ("What a person wrote", "Because of the snow", "Ring after four", "Morag", "Alasdair"):
        assert own not in text


@pytest.mark.clause("CH-1")
@pytest.mark.parametrize("template", ["received", "acknowledged", "replied", "explained", "asked", "late", "routed"])
def test_a_text_says_by_when(charter: Charter, template: str) -> None:
    assert "Tuesday 5 January 2027." in words_of(a_notice(template, reach=Reach.TEXT), charter, ADDRESS).text


@pytest.mark.parametrize("template", ["adjustment_agreed", "adjustment_refused"])
def test_a_text_about_what_we_do_differently_names_no_day_of_something_else(charter: Charter, template: str) -> None:
    text = words_of(a_notice(template, reach=Reach.TEXT), charter, ADDRESS).text
    assert "HC-7Q4K-2M9P" in text and "By " not in text


def test_a_text_with_a_long_name_in_it_keeps_its_date_and_its_link(charter: Charter) -> None:
    text = words_of(a_notice("routed", reach=Reach.TEXT, team="Roads " * 50), charter, ADDRESS).text
    assert text == f"Highland Council: HC-7Q4K-2M9P. By Tuesday 5 January 2027.\n{LINK}"


@pytest.mark.parametrize("form", PRINT_SIZE)
def test_large_print_by_e_mail_is_set_in_its_size_and_in_nothing_smaller(charter: Charter, form: Format) -> None:
    html = words_of(a_notice(format=form), charter, ADDRESS).html
    sizes = re.findall(r"font-size: ([\d.]+)(\w+)", html)
    assert (str(PRINT_SIZE[form]), "pt") in sizes
    assert all(unit == "pt" or (unit == "em" and float(size) >= 1) for size, unit in sizes), sizes
    assert "line-height: 1.5" in html
    assert not re.search(r"columns?:|float:|italic|uppercase|justify", html)


PLAIN = [
    (
        "See https://roads.example/map, or ring us.",
        "See\nhttps://roads.example/map\nor ring us.",
        "an address alone, without the comma",
    ),
    ("(https://roads.example/map)", "(\nhttps://roads.example/map\n)", "brackets stay, and stay away from it"),
    ("https://roads.example/map.", "https://roads.example/map", "a full stop is no part of an address"),
    ("https://roads.example/?a=1&b=2#c", "https://roads.example/?a=1&b=2#c", "every sign of an address counts"),
    ("One.\n\nTwo.", "One.\n\nTwo.", "paragraphs stay"),
    ("  * one\n  * two", "* one\n* two", "lines stay, without their indent"),
]


@pytest.mark.parametrize(("typed", "shown", "reason"), PLAIN)
def test_plain_text_has_short_lines_and_each_address_on_its_own(
    charter: Charter, typed: str, shown: str, reason: str
) -> None:
    letter = words_of(a_notice("wrote", format=Format.PLAIN_TEXT, words=typed), charter, ADDRESS)
    assert f"\n{shown}\n" in letter.text, reason
    assert all(len(line) <= 56 or line.startswith("https://") for line in letter.text.splitlines())


def test_plain_text_in_two_languages_has_no_ornament_between_them(charter: Charter) -> None:
    both = words_of(a_notice(language="cy+en", format=Format.PLAIN_TEXT), charter, ADDRESS).text
    assert "===" not in both and "Annwyl Morag" in both and "Dear Morag" in both
    assert "===" in words_of(a_notice(language="cy+en"), charter, ADDRESS).text


@pytest.mark.parametrize("form", sorted(MADE_BY_HAND))
def test_whoever_makes_a_format_by_hand_has_the_plain_words_to_work_from(charter: Charter, form: Format) -> None:
    by_hand = words_of(a_notice(format=form), charter, ADDRESS)
    assert by_hand == words_of(a_notice(format=Format.PLAIN_TEXT), charter, ADDRESS)
    assert form in NOT_ON_PAPER


def test_who_is_rung_up_is_read_words_that_are_meant_to_be_heard(charter: Charter) -> None:
    rung = words_of(a_notice(reach=Reach.PHONE, to_address="01632 960555"), charter, ADDRESS)
    assert "H C, 7 Q 4 K, 2 M 9 P" in rung.text
    assert "HC-7Q4K" in words_of(a_notice(reach=Reach.IN_PERSON), charter, ADDRESS).text
