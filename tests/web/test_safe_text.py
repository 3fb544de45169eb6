"""Other people's words: shown as they were typed, obeyed never."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.web.safe_text import headed, paragraphs, tidy

OPENS, CLOSES = '<p class="govuk-body bw-words" dir="auto">', "</p>"


@pytest.mark.parametrize(
    ("typed", "shown", "reason"),
    [
        ("<b>big</b>", "&lt;b&gt;big&lt;/b&gt;", "markup is words"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;", "a script is words"),
        ("a <!-- note --> b", "a &lt;!-- note --&gt; b", "a comment does not vanish"),
        ("fish & chips", "fish &amp; chips", "an ampersand"),
        ("write &lt;b&gt; for bold", "write &amp;lt;b&amp;gt; for bold", "an entity is what was typed"),
        ("1 < 2 > 0", "1 &lt; 2 &gt; 0", "sums"),
        ("see https://council.example/x", "see https://council.example/x", "an address is not made a link"),
        ("<a href='javascript:x()'>here</a>", "&lt;a href=", "nor is a link a link"),
        ("{{ 7 * 7 }} {% raw %}", "{{ 7 * 7 }} {% raw %}", "a template is words"),
        ("السلام عليكم", "السلام عليكم", "every script"),
    ],
)
def test_words_are_shown_as_they_were_typed(typed: str, shown: str, reason: str) -> None:
    assert shown in paragraphs(typed), reason


@pytest.mark.parametrize(
    ("typed", "shown", "reason"),
    [
        ("one\ntwo", ["one<br>two"], "a line break stays"),
        ("one\n\ntwo", ["one", "two"], "an empty line begins a paragraph"),
        ("one\n \t \n\n\ntwo", ["one", "two"], "however empty"),
        ("\n\n one \n\n", ["one"], "nothing before and after"),
    ],
)
def test_lines_and_paragraphs_stay(typed: str, shown: list[str], reason: str) -> None:
    assert paragraphs(typed) == "".join(f"{OPENS}{one}{CLOSES}" for one in shown), reason


def test_a_line_that_opens_a_part_of_a_letter_stands_out_and_no_markup_is_seen() -> None:
    shown = headed("Point 1:\n\nThe hole is still there: nobody came.\n\nReasons:\n\n<b>None</b>")
    parts = ["<strong>Point 1:</strong>", "The hole is still there: nobody came.", "<strong>Reasons:</strong>"]
    assert shown == "".join(f"{OPENS}{one}{CLOSES}" for one in [*parts, "&lt;b&gt;None&lt;/b&gt;"])


@given(st.text())
def test_no_text_whatever_brings_markup_of_its_own(text: str) -> None:
    shown = str(paragraphs(text))
    for ours in (OPENS, CLOSES, "<br>"):
        shown = shown.replace(ours, "")
    assert "<" not in shown
    assert ">" not in shown


@pytest.mark.parametrize(
    ("typed", "kept", "reason"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree", "every kind of line break"),
        ("a\x00b\x07c\x1b[31m", "abc[31m", "signs that cannot be seen"),
        ("4 High Street\tInverness", "4 High Street Inverness", "a tab parts two words, as when copied from a table"),
        ("one\x0cpage\x0btwo", "one page two", "so do the breaks of old printers"),
        ("\u202egnol\u202c \u2066x\u2069 \ufeff\u200f", "gnol x", "nothing turns the text around it"),
        ("soft\u00adware", "software", "hyphens that only sometimes show"),
        ("e\u0301", "é", "one sign for one letter"),
        ("می\u200cخواهم", "می\u200cخواهم", "Persian needs a sign between two letters"),
        ("👩\u200d👧 🫨", "👩\u200d👧 🫨", "a mother and her daughter stay one picture, new pictures stay"),
        ("  \n words \n ", "words", "nothing before and after"),
        ("\ud800", "", "half a sign, which no database takes"),
    ],
)
def test_what_somebody_typed_is_tidied(typed: str, kept: str, reason: str) -> None:
    assert tidy(typed) == kept, reason


@pytest.mark.parametrize(
    ("typed", "kept", "reason"),
    [
        ("  Morag \n MacLeod ", "Morag MacLeod", "a name is one line"),
        ("Morag\tMacLeod", "Morag MacLeod", "with one space between"),
        (
            "Subject\r\nBcc: all@council.example",
            "Subject Bcc: all@council.example",
            "a letter's head has no second line",
        ),
        ("Morag\u00a0\u2003MacLeod", "Morag MacLeod", "whatever kind of space it was"),
    ],
)
def test_a_name_is_one_line(typed: str, kept: str, reason: str) -> None:
    assert tidy(typed, one_line=True) == kept, reason


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert "\x00" not in tidy(text)
    assert "\n" not in tidy(text, one_line=True)


def test_marks_heaped_on_one_letter_cannot_keep_a_page_busy() -> None:
    heaped = "a" + "\u0301\u0316" * 400_000
    assert len(tidy(heaped)) <= 31
    assert tidy("e\u0301") == "\u00e9"
