"""The check of every page is itself shown to notice what it looks for."""

import pytest

from tests.page import check_page, faults_of

HERE = "http://localhost/"
SOUND = """<!DOCTYPE html><html lang="en"><head><title>Your name – Bywhen</title></head><body>
<main><h1>Your name</h1>{}</main></body></html>"""
TOKEN = '<input type="hidden" name="csrf_token" value="x">'

# What stands on the page, what must be said about it, and nothing else.
FAULTS = [
    ('<p id="a"></p><p id="a"></p>', 'The id "a" is used 2 times.'),
    ('<input name="q">', '<input name="q"> has no label.'),
    ('<label for="b">Name</label><input id="q"><p id="b"></p>', '<input id="q"> has no label.'),
    ("<form></form>", "<form> has no action."),
    ('<form method="post" action="/"></form>', "<form> must have one csrf_token; it has 0."),
    ('<a data-hx-get="/other">x</a>', "<a> has data-hx-get with no plain href or action beside it."),
    ('<a href="/" hx-get="/">x</a>', '<a href="/"> has hx-get: write data-hx-get.'),
    ('<a href="/" data-hx-on:click="x">x</a>', '<a href="/"> has data-hx-on:click: it would need eval.'),
    ('<p style="color: red">x</p>', '<p> has style="color: red": nothing is inline.'),
    ('<p onclick="x()">x</p>', '<p> has onclick="x()": nothing is inline.'),
    ("<style>p {}</style>", "There is a style element: the styles live in static/."),
    ("<script>x()</script>", "There is an inline script: scripts live in static/."),
    ('<a href="javascript:x()">x</a>', '<a href="javascript:x()"> runs a script from its href.'),
    ("<p>Dear None,</p>", 'A person would read None: "... Your name Dear None, ..."'),
    ("<p>{{ name }}</p>", 'A person would read a piece of a template: "... Your name {{ name }} ..."'),
    ("<p>&amp;amp;</p>", 'A person would read a doubly escaped letter: "... Your name &amp; ..."'),
    ("<p>Kind.COMPLAINT</p>", 'A person would read the name of a Python object: "... Your name Kind.COMPLAINT ..."'),
    ('<img src="//other.example/a.png" alt="">', "<img> loads from another place: http://other.example/a.png"),
    ("<h1>Again</h1>", "There must be one h1; there are 2."),
    ("<main></main>", "There must be one main; there are 2."),
    ('<a href="#a">x</a>', '<a href="#a"> leads nowhere: nothing has the id "a".'),
    ('<p aria-describedby="a">x</p>', '<p> has aria-describedby="a", but nothing has that id.'),
]

# What may stand on a page.
FINE = [
    "<p>None of these</p>",
    '<form method="post" action="/">' + TOKEN + '<label>Name <input name="n"></label></form>',
    '<input name="q" aria-label="Look for">',
    '<form action="/list"></form><section data-hx-get="/list" data-hx-trigger="every 60s"></section>',
    '<a href="https://other.example/">Another place</a>',
    '<p lang="cy">Your name</p>',
]


@pytest.mark.parametrize(("words", "sentence"), FAULTS)
def test_a_fault_on_a_page_is_said_in_a_sentence(words: str, sentence: str) -> None:
    assert faults_of(SOUND.format(words), HERE) == [sentence]


@pytest.mark.parametrize("words", FINE)
def test_a_sound_page_is_left_in_peace(words: str) -> None:
    check_page(SOUND.format(words), HERE)


@pytest.mark.parametrize(
    ("status", "title", "summary", "sentence"),
    [
        (422, "Your name – Bywhen", True, 'must start with "Error: "'),
        (200, "Error: Your name – Bywhen", False, "must start with the heading"),
        (200, "Error: Your name – Bywhen", True, "answered 200 and not 422"),
        (422, "Your name – Bywhen", False, "has no error summary"),
        (200, "Something else – Bywhen", False, "does not say the heading"),
    ],
)
def test_a_title_agrees_with_its_page(status: int, title: str, summary: bool, sentence: str) -> None:
    html = SOUND.format("<div data-error-summary></div>" if summary else "").replace("Your name – Bywhen", title)
    with pytest.raises(AssertionError, match=sentence):
        check_page(html, HERE, status)


def test_a_form_with_errors_is_a_sound_page() -> None:
    html = SOUND.format("<div data-error-summary></div>").replace("<title>", "<title>Error: ")
    check_page(html, HERE, 422)


def test_a_part_need_not_be_a_whole_page() -> None:
    check_page("<p>Three cases</p>", HERE, part=True)
    with pytest.raises(AssertionError, match="has no label"):
        check_page("<input>", HERE, part=True)


def test_a_page_says_its_language() -> None:
    assert faults_of(SOUND.format("").replace(' lang="en"', ""), HERE) == [
        "The page does not say its language (lang on html)."
    ]


def test_a_sentence_left_in_english_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.page._translated_into", lambda language: {"Tell us more"} if language == "cy" else set())
    welsh = SOUND.replace('lang="en"', 'lang="cy"')
    sentence = 'The page is in "cy", but says "Tell us more".'
    assert faults_of(welsh.format("<p> Tell us\n more</p>"), HERE) == [sentence]
    assert faults_of(welsh.format('<p lang="en">Tell us more</p>'), HERE) == []
