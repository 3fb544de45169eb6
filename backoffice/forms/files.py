"""What staff say about a file."""

import secrets
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, MultipleFileField, StringField

from backoffice.forms.choices import Radios
from backoffice.forms.steps import pressing
from shared.web.forms import AtMost, Form, one_line


class Origin(StrEnum):
    """Where a file that staff add comes from, and what it is for."""

    CUSTOMER = "customer"
    PROOF = "proof"
    OURS = "ours"


_LABEL: dict[str, Any] = {
    "validators": [AtMost(200, _l("Use at most 200 characters."))],
    "filters": [one_line],
    "description": _l("If it may distress somebody, say in a few words what it shows. They read it first."),
}


class AddFilesForm(Form):
    """Files for a case. `once` names this one pressing of the button."""

    files = MultipleFileField()
    origin = Radios(_l("What is it?"), needed=_l("Choose what it is."))
    shared = BooleanField(_l("The customer may open it on their page"))
    label = StringField(_l("Warning"), **_LABEL)
    once = HiddenField()

    def open(self) -> None:
        """Begin a new pressing where there is none; the template words the answers."""
        self.origin.choices = [(origin.value, origin.value) for origin in Origin]
        self.once.data = self.pressing or secrets.token_urlsafe(12)

    @property
    def pressing(self) -> str | None:
        """The name of this pressing, as far as it can be one of ours."""
        return pressing(self.once.data)

    def refuse(self, sentences: list[str]) -> None:
        """These could not be taken. What has been kept is kept: the next pressing is another."""
        self.files.errors = sentences
        self.once.data = secrets.token_urlsafe(12)


class WarningForm(Form):
    """What a distressing file shows; empty where it shows nothing of the kind."""

    label = StringField(_l("Warning"), **_LABEL)
