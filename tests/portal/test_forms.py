"""Missing, too long, wrong and hostile answers: each gets words that say what to do, and loses nothing."""

import pytest

from tests.page import words_of
from tests.portal.conftest import Cases
from tests.portal.visitor import Visitor

LONG = "a" * 200_000
#: Question, the answers given, and the sentence that says what to do.
REFUSED = [
    ("kind", {}, "Choose what you want to tell us"),
    ("kind", {"kind": "threat"}, "Choose what you want to tell us"),
    ("service", {}, "Choose a service, or “I am not sure”"),
    ("service", {"service": "dragons"}, "Choose a service, or “I am not sure”"),
    ("words", {}, "Write what you want to tell us"),
    ("words", {"words": "  \r\n\t "}, "Write what you want to tell us"),
    ("words", {"words": "\0\u202e\u200f"}, "Write what you want to tell us"),
    ("words", {"words": LONG}, "Write no more than 20,000 letters. You can add more after you have sent this"),
    ("wanted", {}, "Write what would put it right. If you do not know, write “I do not know”"),
    ("wanted", {"wanted": LONG}, "Write no more than 5,000 letters about what would put it right"),
    ("reach", {}, "Choose how we can reach you"),
    ("reach", {"reach": "owl"}, "Choose how we can reach you"),
    ("who", {"email": "morag@customer.example"}, "Enter your name"),
    ("who", {"name": LONG, "email": "morag@customer.example"}, "Enter a name of no more than 120 letters"),
    ("who", {"name": "Morag"}, "Enter your e-mail address"),
    ("who", {"name": "Morag", "email": "morag"}, "Enter an e-mail address in full, such as name@example.com"),
    (
        "who",
        {"name": "Morag", "email": f"{LONG}@a.example"},
        "Enter an e-mail address in full, such as name@example.com",
    ),
    (
        "who",
        {"name": "Morag", "email": "a@b.example, c@d.example"},
        "Enter an e-mail address in full, such as name@example.com",
    ),
    ("whom", {}, "Choose who this is for"),
    ("needs", {}, "Choose yes or no"),
    (
        "how",
        {"format": "standard", "language": "en", "needs": LONG},
        "Write no more than 1,000 letters about what we should do differently",
    ),
]
#: The way to be reached, what was typed for it, and the sentence.
REFUSED_ADDRESSES = [
    ("phone", "phone", "", "Enter your phone number"),
    ("phone", "phone", "12", "Enter a phone number in full, such as 01632 960 001"),
    ("phone", "phone", "ring me at home", "Enter a phone number in full, such as 01632 960 001"),
    (
        "phone",
        "phone",
        "0 1 6 3 2 - 9 6 0 0 0 1 / / / / / / / / / /",
        "Enter a phone number in full, such as 01632 960 001",
    ),
    ("letter", "address", "", "Enter your address, with its postcode"),
    ("letter", "address", LONG, "Enter an address of no more than 500 letters"),
]


@pytest.mark.parametrize(("question", "answers", "sentence"), REFUSED)
def test_an_answer_that_will_not_do_is_refused_in_words_and_kept(
    visitor: Visitor, question: str, answers: dict[str, str], sentence: str
) -> None:
    visitor.open("/tell-us/kind") if question == "kind" else visitor.tells("complaint", until=question, different="yes")
    visitor.press(**{"name": "", "email": "", **answers} if question == "who" else answers)
    assert (visitor.status, visitor.question) == (422, question)
    _is_said_twice(visitor, sentence)
    for name, typed in answers.items():
        if name in ("words", "wanted", "needs", "name", "email") and typed.isprintable():
            assert visitor.value(name) == typed.strip()


@pytest.mark.parametrize(("reach", "field", "typed", "sentence"), REFUSED_ADDRESSES)
def test_an_address_that_cannot_be_reached_is_refused_in_words_and_kept(
    visitor: Visitor, reach: str, field: str, typed: str, sentence: str
) -> None:
    visitor.tells("request", until="who", reach=reach).press(name="Morag", **{field: typed})
    assert visitor.status == 422
    _is_said_twice(visitor, sentence)
    assert (visitor.value("name"), visitor.value(field)) == ("Morag", typed)


def _is_said_twice(visitor: Visitor, sentence: str) -> None:
    """In the summary at the top, and beside the field."""
    assert sentence in visitor.errors
    beside = [words_of(one) for one in visitor.page.all("p") if one.get("id", "").endswith("-error")]
    assert any(sentence in words for words in beside), beside


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "'; DROP TABLE cases; --",
        "Costs ${7 * 7} #{7 * 7} %s {0} {name} \\",
        "A turn: \u202egnorw\u202c turn, a zero-width\ufeff sign and NUL\0 in it",
        "مرحبا, 你好, здравствуйте, 👩‍👩‍👧",
        "Two lines:\r\nand another\rand a third",
    ],
)
def test_whatever_somebody_types_is_shown_as_words_and_never_obeyed(visitor: Visitor, cases: Cases, typed: str) -> None:
    visitor.tells("complaint", until="check", words=typed, wanted=typed, name=typed, different="yes", needs=typed)
    _is_shown_as_words(visitor, typed)
    visitor.press()
    visitor.open(visitor.path.removesuffix("/sent"))
    _is_shown_as_words(visitor, typed)
    kept = cases.only
    assert not set("\0\r\u202e\u202c\ufeff") & set(kept.words + kept.wanted + kept.subject)
    assert kept.customer is not None
    assert "\n" not in kept.customer.name


def _is_shown_as_words(visitor: Visitor, typed: str) -> None:
    assert typed[:6] in visitor.words
    assert not [one for one in visitor.page.all("script") if "alert" in (one.text or "")]


def test_a_name_with_a_line_break_cannot_add_a_line_to_a_message(visitor: Visitor, cases: Cases) -> None:
    visitor.tells("request", until="who").press(name="Morag\r\nBcc: all@council.example", email="a@b.example")
    visitor.press(different="no").press()
    customer = cases.only.customer
    assert customer is not None
    assert customer.name == "Morag Bcc: all@council.example"


def test_a_form_that_is_larger_than_any_complaint_is_refused_in_plain_words(visitor: Visitor) -> None:
    answer = visitor.client.post("/tell-us/words", data={"words": "a" * 2_000_000})
    assert answer.status_code == 413
