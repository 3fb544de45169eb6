"""A form's fields as a person meets them: names, hints, errors and what was typed."""

from datetime import date
from typing import Any

import html5lib
import pytest
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    Form,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from tests.parts import part


class Told(Form):
    words = TextAreaField("What happened?", [InputRequired("Tell us what happened")], description="Say where and when.")
    email = StringField(
        "Your e-mail address", render_kw={"autocomplete": "email", "inputmode": "email", "spellcheck": False}
    )
    how = RadioField(
        "How shall we write to you?",
        [InputRequired("Choose one")],
        choices=[SelectChoice("email", "By e-mail"), SelectChoice("letter", "By letter")],
    )
    needs = SelectMultipleField(
        "What would help you?", choices=[SelectChoice("print", "Large print"), SelectChoice("braille", "Braille")]
    )
    service = SelectField("Which service?", choices=[SelectChoice("roads", "Roads"), SelectChoice("bins", "Bins")])
    happened = DateField("When did it happen?", [InputRequired("Write the date")], format=["%d %m %Y"])
    agreed = BooleanField("I have their permission")
    secret = PasswordField("Password")
    draft = HiddenField()


def drawn(form: Told, name: str, **how: object) -> Any:
    macro = part("field").field
    return html5lib.parseFragment(macro(form[name], **how), namespaceHTMLElements=False)


def test_every_error_leads_to_its_field_or_to_the_first_box_of_it() -> None:
    form = Told(MultiDict({"service": "roads"}))
    assert not form.validate()
    summary = part("field").error_summary(form)
    links = [a.get("href") for a in html5lib.parseFragment(summary, namespaceHTMLElements=False).iter("a")]
    assert links == ["#words", "#how-0", "#happened-day"]
    page = "".join(str(part("field").field(f)) for f in form)
    assert all(f'id="{link[1:]}"' in page for link in links)


def test_a_field_says_its_hint_and_then_what_to_do() -> None:
    form = Told(MultiDict({"service": "roads"}))
    form.validate()
    [box] = drawn(form, "words").iter("textarea")
    assert box.get("aria-describedby") == "words-hint words-error"


def test_a_date_that_is_no_date_is_kept_as_it_was_typed() -> None:
    form = Told(MultiDict([("happened", "31"), ("happened", "2"), ("happened", "2026")]))
    assert not form.validate()
    assert [box.get("value") for box in drawn(form, "happened").iter("input")] == ["31", "2", "2026"]


def test_three_boxes_make_one_date() -> None:
    form = Told(MultiDict([("happened", "5"), ("happened", "1"), ("happened", "2027")]))
    form.validate()
    assert form.happened.data == date(2027, 1, 5)


def test_a_password_is_never_sent_back() -> None:
    form = Told(MultiDict({"secret": "hunter2"}))
    [box] = drawn(form, "secret").iter("input")
    assert (box.get("type"), box.get("value")) == ("password", None)


@pytest.mark.parametrize(
    ("name", "boxes"),
    [("how", {"how-0": None, "how-1": ""}), ("needs", {"needs-0": "", "needs-1": None}), ("agreed", {"agreed": ""})],
)
def test_what_was_chosen_stays_chosen(name: str, boxes: dict[str, str | None]) -> None:
    form = Told(MultiDict({"how": "letter", "needs": "print", "agreed": "y"}))
    assert {box.get("id"): box.get("checked") for box in drawn(form, name).iter("input")} == boxes


def test_a_browser_is_told_what_kind_of_words_to_expect() -> None:
    [box] = drawn(Told(), "email", optional=True).iter("input")
    assert [box.get(name) for name in ("autocomplete", "inputmode", "spellcheck")] == ["email", "email", "false"]
    assert "".join(drawn(Told(), "email", optional=True).itertext()).strip() == "Your e-mail address (optional)"


def test_one_question_on_a_page_is_its_heading() -> None:
    for name in ("words", "how", "happened"):
        [heading] = drawn(Told(), name, heading=True).iter("h1")
        assert "".join(heading.itertext()).strip() == Told()[name].label.text
