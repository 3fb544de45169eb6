"""What all forms of the public site share: they wait as long as somebody needs, and lose nothing that was typed."""

from enum import StrEnum
from typing import Any

from flask_babel import gettext
from wtforms import Field, ValidationError
from wtforms import Form as PlainForm

from shared.web.forms import Form

#: High on purpose: nobody should have to shorten what happened to them.
LONGEST = 20_000


class OneOf:
    """One word of a vocabulary must be chosen; the page draws the choices, so the form only knows the words."""

    def __init__(self, words: type[StrEnum], sentence: str) -> None:
        self.words, self.sentence = words, sentence

    def __call__(self, form: PlainForm, field: Field) -> None:
        """Raises ValidationError on anything else, and on nothing."""
        if field.data not in list(self.words):
            raise ValidationError(self.sentence)


class PatientForm(Form):
    """A form that may stay open for days: when its token has run out, it comes back with everything typed."""

    def checked(self) -> bool:
        """Was it sent, and will every answer do? A token that will not do is explained in words."""
        fine = super().checked()
        token = self._fields.get("csrf_token")
        if token is not None and token.errors:
            token.errors = [
                gettext("This page was open for a long time. Check what you wrote and press the button again.")
            ]
        return fine

    @property
    def too_old(self) -> bool:
        """Has the token run out, so that nothing of it may be kept?"""
        token = self._fields.get("csrf_token")
        return bool(token is not None and token.errors)

    def answers(self) -> dict[str, Any]:
        """What was answered, by the names of the questions."""
        return {name: value for name, value in self.data.items() if name != "csrf_token"}
