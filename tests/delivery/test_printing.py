"""Letters on paper: read back as a machine reads them aloud, and measured as a person sees them (clause CH-9)."""

from collections.abc import Mapping
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest

from shared.charter.organisation import Charter
from shared.charter.reading import load_charter, published
from shared.charter.vocabulary import NOT_ON_PAPER, PRINT_SIZE, Format
from shared.delivery.making import paper_of
from shared.delivery.printing import NotMade
from tests.delivery.facts import EVERY, WITHOUT_A_CASE, WITHOUT_A_DAY
from tests.delivery.letters import a_notice, on_paper
from tests.delivery.pdfs import Paper, read
from tests.delivery.test_rendering import ADDRESS

ON_PAPER = sorted(set(Format) - NOT_ON_PAPER)
LINK = f"{ADDRESS}/track/HC-7Q4K-2M9P/a-secret"


def paper(charter: Charter, notice: SimpleNamespace | None = None, **varied: Any) -> Paper:
    return read(paper_of(notice or on_paper(**varied), charter, ADDRESS))


@pytest.mark.clause("CH-9")
@pytest.mark.parametrize(("language", "form"), list(product(["en", "cy", "gd", "pl", "ar"], ON_PAPER)))
def test_a_letter_is_tagged_titled_and_says_its_language(charter: Charter, language: str, form: Format) -> None:
    letter = paper(charter, language=language, format=form)
    assert letter.standard == "1" and letter.marked and letter.shows_title
    assert letter.language == language and letter.direction == ("/R2L" if language == "ar" else "/L2R")
    assert letter.title == letter.headings()[0] and "HC-7Q4K-2M9P" in letter.title
    assert [tag for tag, _ in letter.tags].count("/H1") == 1 and len(letter.headings()) >= 4
    assert all(letter.fonts.values()) and all("NotoSans" in font for font in letter.fonts)
    assert letter.size == pytest.approx((595.28, 841.89), abs=0.01), "A4"


SIZES = [
    (Format.STANDARD, 12, "as usual"),
    (Format.PLAIN_TEXT, 12, "on paper, plain words are set as usual"),
    (Format.LARGE_PRINT, 18, "large print"),
    (Format.LARGER_PRINT, 24, "the larger one"),
]


@pytest.mark.clause("CH-9")
@pytest.mark.parametrize(("form", "size", "reason"), SIZES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_in_a_letter_is_smaller_than_its_size(
    charter: Charter, language: str, form: Format, size: int, reason: str
) -> None:
    letter = paper(charter, language=language, format=form)
    assert letter.sizes == {float(size), size * 1.25}, reason
    assert not {"Italic", "Oblique"} & {word for font in letter.fonts for word in font.split("-")}


@pytest.mark.parametrize(("template", "form"), list(product(EVERY, PRINT_SIZE)))
def test_every_message_can_be_printed_large(charter: Charter, template: str, form: Format) -> None:
    letter = paper(charter, template=template, format=form)
    assert "Morag MacLeod" in letter.words and letter.standard == "1" and min(letter.sizes) == PRINT_SIZE[form]
    assert template in WITHOUT_A_CASE or "HC-7Q4K-2M9P" in letter.words
    assert template in WITHOUT_A_DAY or "Tuesday 5 January 2027" in letter.words
    assert all(link in letter.words.replace("\u200b", "") for link in letter.links), "each address can be typed"


READING = [
    ("en", "Dear Morag MacLeod,", "We have looked into your complaint", "By Tuesday 5 January 2027."),
    ("pl", "Dzień dobry, Morag MacLeod!", "Rozpatrzyliśmy Twoją skargę", "Termin: wtorek, 5 stycznia 2027."),
    ("ar", "تحية طيبة Morag MacLeod،", "نظرنا في شكواكم", "بحلول يوم الثلاثاء، 5 يناير 2027."),
]


@pytest.mark.parametrize(("language", "greeting", "opening", "day"), READING)
def test_a_letter_is_read_aloud_in_the_order_in_which_it_is_written(
    charter: Charter, language: str, greeting: str, opening: str, day: str
) -> None:
    letter = paper(charter, language=language)
    texts = [text for _tag, text in letter.tags]
    assert texts[1] == "Morag MacLeod\n4 Glen Road\nInverness\nIV3 5NX"
    order = [
        texts.index(greeting),
        next(n for n, text in enumerate(texts) if text.startswith(opening)),
        texts.index(day),
    ]
    assert order == sorted(order) and texts.index(LINK) > order[-1]
    assert "01632\u00a0960100" in texts[-1], "the council's own number, last"


def test_what_an_arabic_letter_says_is_said_word_by_word_from_the_right(charter: Charter) -> None:
    typed = "رقم الملف 07700 900123 هو لكم، يا مريم (مؤقتا)."
    texts = [text for _tag, text in paper(charter, template="wrote", language="ar", words=typed).tags]
    assert typed in texts
    assert "اكتبوا إلى العنوان أدناه" in " ".join(texts) and "https://www.spso.org.uk" not in texts


def test_a_letter_in_two_languages_says_where_the_second_begins(charter: Charter) -> None:
    letter = paper(charter, language="cy+en")
    assert letter.language == "cy" and letter.languages == {"en"}
    assert [text for tag, text in letter.tags if tag == "/H1"] == letter.title.split(" / ")


def test_only_a_letter_for_the_post_has_a_place_for_the_window(charter: Charter) -> None:
    sent = paper(charter, notice=a_notice(format=Format.LARGE_PRINT))
    assert "morag@customer.example" not in sent.words
    assert [text for _tag, text in sent.tags][:2] == ["The Highland Council", "Tuesday 2 March 2027"]


def test_a_letter_is_made_whatever_part_of_a_second_it_was_owed_at(charter: Charter) -> None:
    owed_at = on_paper().owed_at
    whole, parted = (
        paper_of(on_paper(owed_at=at), charter, ADDRESS) for at in (owed_at, owed_at.replace(microsecond=7))
    )
    assert read(parted).words == read(whole).words


def test_every_page_says_which_it_is_of_how_many(charter: Charter) -> None:
    letter = paper(charter, words="A long answer. " * 600, format=Format.LARGER_PRINT)
    assert letter.pages > 10
    assert letter.footers == [f"Page {number} of {letter.pages}" for number in range(1, letter.pages + 1)]


@pytest.mark.parametrize("council", published())
def test_every_council_has_letters_in_its_own_name(council: str) -> None:
    charter = load_charter(council)
    letter = paper(charter)
    name = charter.organisation.name
    assert letter.tags[0] == ("/P", name) and letter.tags[-1][1].startswith(name)


HOSTILE: list[tuple[Mapping[str, Any], str, str]] = [
    ({"words": '#eval("1+1") #read("/etc/passwd") $x^2$'}, '#eval("1+1") #read("/etc/passwd") $x^2$', "markup of ours"),
    (
        {"words": "= No heading\n- no list\n+ no number"},
        "= No heading - no list + no number",
        "signs at a line's start",
    ),
    (
        {"words": "*a* _b_ `c` <d> @e ~ -- ... \\ // f /* g */"},
        "*a* _b_ `c` <d> @e ~ -- ... \\ // f /* g */",
        "all signs",
    ),
    (
        {"words": "<b>bold</b> <script>x</script> &amp; &lt;"},
        "<b>bold</b> <script>x</script> &amp; &lt;",
        "of the web's",
    ),
    ({"words": '"}, {"kind": "title", "runs": []}'}, '"}, {"kind": "title", "runs": []}', "of the data's"),
    ({"words": "{page} {pages}"}, "{page} {pages}", "what stands for page numbers elsewhere"),
    ({"words": "two\u00a0words, e\u0301t\u00e9"}, "two words, \u00e9t\u00e9", "a letter in two pieces is one letter"),
    ({"words": "Zażółć gęślą jaźń. Tŷ ŵy. Mòran, èìòù."}, "Zażółć gęślą jaźń. Tŷ ŵy. Mòran, èìòù.", "our letters"),
    (
        {"words": "Thanks \U0001f44d\ufe0f \u2192 done \u2713"},
        "Thanks (thumbs up sign) (rightwards arrow) done (check mark)",
        "signs",
    ),
    ({"words": "bell\x07 and null\x00 and \x1b[31mred"}, "bell and null and [31mred", "signs that nobody sees"),
    ({"words": "a\u202eneddih\u202c word"}, "aneddih word", "signs that turn words round"),
    ({"to_name": "Morag #image('x') *MacLeod*"}, "Morag #image('x') *MacLeod*", "a name"),
    ({"to_address": "1 #x\n*2*\n\n$3$"}, "1 #x *2* $3$", "an address"),
]


@pytest.mark.parametrize(("varied", "said", "reason"), HOSTILE)
def test_what_people_typed_comes_out_as_they_typed_it(
    charter: Charter, varied: Mapping[str, Any], said: str, reason: str
) -> None:
    letter = paper(charter, template="wrote", **varied)
    assert said in letter.words.replace("\u00a0", " ").replace("\u202c", ""), reason
    assert len([tag for tag, _text in letter.tags if tag == "/H1"]) == 1


ENDLESS = [
    ("W" * 20_000, "one word without an end"),
    ("Wort " * 4_000, "a book"),
    ("https://roads.example/" + "w" * 300, "an address"),
    ("https://roads.example/" + "w/" * 200, "an address with many folders"),
    ("شكوى " * 4_000, "an Arabic book"),
    ("ش" * 2_000, "an Arabic word without an end"),
    ("\n" * 5_000 + "x", "nothing, often"),
]


@pytest.mark.parametrize(("typed", "reason"), ENDLESS)
def test_however_long_it_is_nothing_of_it_falls_off_the_page(charter: Charter, typed: str, reason: str) -> None:
    letter = paper(charter, template="wrote", words=typed, format=Format.LARGER_PRINT)
    squeezed = letter.words.replace("\u200b", "").replace(" ", "")
    assert typed.replace(" ", "").strip() in squeezed, reason
    assert letter.furthest <= 595.28 - 20 / 25.4 * 72 + 6, reason


def test_letters_that_we_have_no_print_for_are_refused_and_not_left_out(charter: Charter) -> None:
    with pytest.raises(NotMade, match="no print for the sign '王'"):
        paper(charter, to_name="王芳")


@pytest.mark.parametrize("form", sorted(NOT_ON_PAPER))
def test_what_is_heard_or_made_by_hand_is_not_put_on_paper(charter: Charter, form: Format) -> None:
    with pytest.raises(NotMade):
        paper(charter, format=form)


def test_made_twice_it_is_the_same_to_the_last_byte(charter: Charter) -> None:
    for language in ("en", "ar"):
        notice = on_paper(language=language)
        assert paper_of(notice, charter, ADDRESS) == paper_of(notice, charter, ADDRESS)
