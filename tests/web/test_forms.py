"""What every form has in common: its token, tidied answers, errors in our own words."""

import pytest
from flask import Flask
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import NumberRange

from shared.web.forms import AtMost, Form, Needed, PhoneNumber, PlainEmail, many_lines, one_line
from tests.client import CheckingClient


class AForm(Form):
    """Who, what, and how to reach them."""

    name = StringField("Name", filters=[one_line], validators=[Needed("Enter your name")])
    words = TextAreaField("Words", filters=[many_lines], validators=[AtMost(10, "Write at most 10 characters")])
    email = StringField("E-mail", filters=[one_line], validators=[PlainEmail("Enter an e-mail address")])
    phone = StringField("Phone", filters=[one_line], validators=[PhoneNumber("Enter a telephone number")])


#: Enough of an application for a form, with the question of its token set aside.
DESK = Flask("a desk")
DESK.config.update(SECRET_KEY="for the tests only", WTF_CSRF_ENABLED=False)


def errors_of(answers: dict[str, str], method: str = "POST") -> dict[str, list[str]]:
    """What the form says to these answers."""
    with DESK.test_request_context("/", method=method, data={"name": "Morag", **answers}):
        form = AForm()
        form.checked()
        return {name: list(said) for name, said in form.errors.items()}


@pytest.mark.parametrize(
    ("typed", "fits", "reason"),
    [
        ("morag@customer.example", True, "as most are"),
        ("morag.macleod+bins@mail.customer.co.uk", True, "with dots and a plus"),
        ("o'brien@customer.example", True, "with an apostrophe"),
        ("  morag@customer.example ", True, "with spaces around it"),
        ("", True, "whether one is needed is another question"),
        ("morag", False, "no place"),
        ("morag@", False, "no place after the sign"),
        ("@customer.example", False, "no name before it"),
        ("morag@customer", False, "no dot in the place"),
        ("morag@customer.e", False, "too short at its end"),
        ("morag@@customer.example", False, "the sign twice"),
        ("morag@customer.example, jo@customer.example", False, "two addresses"),
        ("Morag <morag@customer.example>", False, "a name around it"),
        ("mo rag@customer.example", False, "a space within"),
        ("mòrag@customer.example", False, "letters that our post cannot carry"),
        (f"{'m' * 250}@customer.example", False, "longer than any address may be"),
        ("morag@customer.example\nBcc: x@y.example", False, "a second line"),
    ],
)
def test_an_address_that_no_post_could_reach_is_noticed(typed: str, fits: bool, reason: str) -> None:
    assert ("email" not in errors_of({"email": typed})) is fits, reason


def test_no_field_speaks_in_words_that_are_not_ours(app: Flask) -> None:
    class Numbered(Form):
        number = IntegerField("Number", validators=[NumberRange(min=5)])
        choice = SelectField("Choice", choices=["a"])

    with app.test_request_context("/", method="POST", data={"number": "x", "choice": "z"}):
        form = Numbered(meta={"csrf": False})
        assert not form.checked()
        assert set(form.number.errors) | set(form.choice.errors) == {
            "We could not read this answer. Check it and enter it again."
        }


def test_an_address_as_long_as_a_book_is_judged_at_once() -> None:
    assert "email" in errors_of({"email": "a@" + "a." * 20_000})


@pytest.mark.parametrize(
    ("typed", "fits", "reason"),
    [
        ("01632 960 001", True, "with spaces"),
        ("+44 (0)1632-960001", True, "from abroad, with brackets and dashes"),
        ("01632.960.001 ext 12", True, "with an extension"),
        ("960001 x", False, "too few digits"),
        ("", True, "whether one is needed is another question"),
        ("0800", False, "too short"),
        ("0123456789012345", False, "longer than any number is"),
        ("ring my neighbour", False, "words"),
        ("01632 960001; DROP", False, "something else behind it"),
    ],
)
def test_a_number_that_nobody_could_ring_is_noticed(typed: str, fits: bool, reason: str) -> None:
    assert ("phone" not in errors_of({"phone": typed})) is fits, reason


@pytest.mark.parametrize(
    ("typed", "fits", "reason"),
    [
        ("1234567890", True, "exactly as long as it may be"),
        ("12345678901", False, "one more"),
        ("  1234567890  ", True, "spaces around it do not count"),
        ("1234\r\n67890", True, "a line break is one sign, though a browser sends two"),
        ("e\u0301" * 10, True, "a letter and its accent are one sign"),
        ("", True, "nothing is short enough"),
    ],
)
def test_length_is_counted_as_people_count(typed: str, fits: bool, reason: str) -> None:
    assert ("words" not in errors_of({"words": typed})) is fits, reason


@pytest.mark.parametrize("typed", ["", "   ", "\n\t", "\u200f", "\x00"])
def test_nothing_is_no_answer(typed: str) -> None:
    assert errors_of({"name": typed}) == {"name": ["Enter your name"]}


def test_an_answer_arrives_without_what_cannot_be_seen() -> None:
    typed = {"name": " Morag\n\x00MacLeod ", "words": " a\r\nb\x07 "}
    with DESK.test_request_context("/", method="POST", data=typed):
        form = AForm()
        assert form.checked()
    assert (form.name.data, form.words.data) == ("Morag MacLeod", "a\nb")


def test_a_form_that_was_only_opened_is_not_judged() -> None:
    assert errors_of({"name": ""}, method="GET") == {}


def test_filters_leave_alone_what_is_no_text() -> None:
    assert [one_line(None), many_lines(None), one_line(3)] == [None, None, 3]


def test_people_are_told_in_words_and_not_by_the_browser() -> None:
    with DESK.test_request_context("/"):
        drawn = str(AForm().name(required=True))
    assert "required" not in drawn
    assert 'name="name"' in drawn


@pytest.mark.parametrize(
    ("token", "reason"),
    [
        ("", "no token at all"),
        ("forged", "a token that somebody made up"),
        ("ImFiYyI.aaaa.bbbb", "a token that looks like ours"),
        ("\x00", "something that is no token"),
    ],
)
def test_a_form_that_another_site_sent_is_not_saved(client: CheckingClient, token: str, reason: str) -> None:
    answer = client.post("/office/sign-in", data={"csrf_token": token, "email": "a@b.example", "password": "x"})
    assert answer.status_code in (400, 422), reason
    assert "Traceback" not in answer.text


def test_a_token_of_another_visitor_is_refused(app: Flask, client: CheckingClient) -> None:
    """Somebody hands over her own form, token and all, for us to send."""
    with client.session_transaction() as kept:
        kept["csrf_token"] = "1" * 40
    hers = client.token()
    another = app.test_client()
    answer = another.post("/office/sign-in", data={"csrf_token": hers, "email": "a@b.example", "password": "x"})
    assert answer.status_code in (400, 422)
