"""How plain words are, while they are written and before they leave (clause CH-10)."""

from dataclasses import dataclass
from typing import Any

from flask import Response
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from backoffice.blueprint import blueprint
from backoffice.forms.steps import LONGEST
from backoffice.guard import may
from shared.charter.access import Right
from shared.charter.plain_words import WANTED_AGE, Jargon, flagged, reading_age
from shared.web.council import charter
from shared.web.forms import AtMost, Form, many_lines
from shared.web.pages import show


@dataclass(frozen=True)
class Plainness:
    """What can be said of an English text: the age at which it is read with ease, if it is long enough to say."""

    age: int | None
    jargon: list[Jargon]

    @property
    def hard(self) -> bool:
        """Would it help to make it plainer?"""
        return bool(self.jargon) or (self.age or 0) > WANTED_AGE + 2


class PlainWordsForm(Form):
    """Words to look at; nothing is kept. A step's form calls them `words` or `reason`."""

    words = TextAreaField(
        _l("Your words"), [AtMost(LONGEST, _l("Use at most 20,000 characters."))], filters=[many_lines]
    )
    reason = TextAreaField(filters=[many_lines])


def plainness_of(form: Any) -> Plainness | None:
    """How plain the words of a step's form are; None where it has none, or they are not English."""
    language = getattr(form, "words_in", None)
    if language is not None and language.data not in (None, "", "en"):
        return None
    fields = (getattr(form, name, None) for name in ("words", "reason"))
    words = next((str(field.data) for field in fields if field is not None and field.data), "")
    return Plainness(reading_age(words), flagged(words, charter().jargon)) if words.strip() else None


@blueprint.route("/plain-words", methods=["GET", "POST"])
@may(Right.OPEN_WORKLIST)
def plain_words() -> Response:
    """A page to try words on; as a part, what stands under a message while it is written."""
    form = PlainWordsForm()
    fine = form.checked()
    return show(
        "backoffice/plain_words/page.html",
        "backoffice/plain_words/_said.html",
        status=422 if form.errors else 200,
        form=form,
        plain=plainness_of(form) if fine else None,
    )
