"""What every form of both sites has in common: a token, tidied text, errors in our own words."""

import re
from typing import Any

from flask import g, request
from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import Field, ValidationError
from wtforms import Form as PlainForm

# The published types do not know it yet; everybody else takes it from here.
from wtforms.fields.choices import SelectChoice as SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import StopValidation

from shared.web.safe_text import tidy

_EMAIL = re.compile(r"[^@\s,;:<>()\[\]\\\"]+@[^@\s,;:<>()\[\]\\\"]+\.[^@\s,;:<>()\[\]\\\".]{2,}")


def one_line(value: Any) -> Any:
    """A filter for names and addresses: one line, no unseen signs."""
    return tidy(value, one_line=True) if isinstance(value, str) else value


def many_lines(value: Any) -> Any:
    """A filter for what somebody has to say."""
    return tidy(value) if isinstance(value, str) else value


class _OurWords:
    """In place of the messages that WTForms brings along, in languages of its own choice."""

    def gettext(self, text: str) -> str:
        """One plain sentence for whatever a field could not read and had no words for."""
        return str(gettext("We could not read this answer. Check it and enter it again."))

    def ngettext(self, one: str, many: str, n: int) -> str:
        """The same for any number."""
        return self.gettext(many)


class Form(FlaskForm):
    """A form: questions become a value here, and nothing of it goes further than the door."""

    class Meta(FlaskForm.Meta):
        """No field is ever filled in by the browser's own rules; every message is ours."""

        def render_field(self, field: Field, render_kw: dict[str, Any]) -> Any:
            """As WTForms draws it, without its `required`: people are told in words, on the page."""
            render_kw.pop("required", None)
            return super().render_field(field, render_kw)

        def wrap_formdata(self, form: PlainForm, formdata: Any) -> Any:
            """What was sent; and, where a form only changed its language, what had been typed into it."""
            return request.form if g.get("typed_before") else super().wrap_formdata(form, formdata)

        def get_translations(self, form: PlainForm) -> _OurWords:
            """Every message is ours, and in our translations."""
            return _OurWords()

    @property
    def filled_in(self) -> bool:
        """Does it hold what somebody typed: was it sent, be it only to change the language of the page?"""
        return self.is_submitted() or bool(g.get("typed_before"))

    def checked(self) -> bool:
        """Was it sent, and will every answer do?"""
        return request.method == "POST" and bool(self.validate())


class Needed:
    """The question must be answered; the sentence says what to enter."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, form: PlainForm, field: Field) -> None:
        """Raises ValidationError, and stops the other checks, on an empty answer."""
        if not field.data or not str(field.data).strip():
            field.errors = []
            raise StopValidation(self.sentence)


class AtMost:
    """The answer must not be longer than that many characters, counted as the server counts them."""

    def __init__(self, characters: int, sentence: str) -> None:
        self.characters, self.sentence = characters, sentence

    def __call__(self, form: PlainForm, field: Field) -> None:
        """Raises ValidationError on a longer answer."""
        if len(field.data or "") > self.characters:
            raise ValidationError(self.sentence)


class PlainEmail:
    """Looks like an e-mail address; whether it works, only a message can tell."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, form: PlainForm, field: Field) -> None:
        """Raises ValidationError when mail could not be sent there. An empty answer is left to `Needed`."""
        given = field.data or ""
        if given and (len(given) > 254 or not _EMAIL.fullmatch(given) or not given.isascii()):
            raise ValidationError(self.sentence)


class PhoneNumber:
    """A telephone number in any of the ways people write one."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, form: PlainForm, field: Field) -> None:
        """Raises ValidationError when it holds too few or too many digits, or something that is no number."""
        given = field.data or ""
        digits = re.sub(r"\D", "", given)
        if given and (not 7 <= len(digits) <= 15 or re.search(r"[^\d\s()+.\-/extEXT]", given)):
            raise ValidationError(self.sentence)
