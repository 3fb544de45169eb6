"""What staff say when they cover a message, open it, take out what it asks for, or put it back."""

import secrets
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField

from backoffice.forms.choices import Radios
from backoffice.forms.steps import pressing, words_field
from backoffice.forms.telling import TellingFields
from shared.casework.readings import WHY_LENGTH
from shared.web.forms import AtMost, Form, Needed, SelectChoice, one_line

MATTER = "matter"
NOTHING = "nothing"
TEAM = "team"
OWN = "own"


class OnceForm(Form):
    """`once` names one pressing of the button."""

    once = HiddenField()

    def open(self) -> None:
        """Begin a new pressing where there is none."""
        self.once.data = self.pressing or secrets.token_urlsafe(12)

    @property
    def pressing(self) -> str | None:
        """The name of this pressing, as far as it can be one of ours."""
        return pressing(self.once.data)


def _why(label: Any, needed: Any, hint: Any = "") -> StringField:
    too_long = _l("Use at most 500 characters.")
    return StringField(label, [Needed(needed), AtMost(WHY_LENGTH, too_long)], filters=[one_line], description=hint)


class CoverForm(OnceForm):
    """What the message holds, in a word or two."""

    label = StringField(
        _l("What does it hold?"),
        [Needed(_l("Say what it holds, such as “threats”.")), AtMost(200, _l("Use at most 200 characters."))],
        filters=[one_line],
        description=_l("Such as “threats” or “insults about where somebody comes from”. Do not repeat the words."),
    )


class WhyForm(Form):
    """Why somebody opens what is covered."""

    why = _why(
        _l("Why do you open it?"),
        _l("Say why you open it."),
        _l("Such as “to take out what they ask for”. It goes into the list of who has read what."),
    )


class MatterForm(OnceForm):
    """What the sender asks for, without the words that hurt."""

    found = Radios(
        _l("Is there something in it to answer?"),
        choices=[SelectChoice(MATTER, _l("Yes")), SelectChoice(NOTHING, _l("No, nothing"))],
        needed=_l("Choose whether there is something in it to answer."),
    )
    matter = words_field(
        _l("What they ask for"),
        _l("Write what they ask for."),
        _l("In the sender’s own words as far as they can be repeated. This stands in the case, and is answered."),
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Words are needed only where there is something to answer."""
        if self.found.data == NOTHING:
            self.matter.validators = []
        return bool(super().validate(extra_validators))

    @property
    def words(self) -> str:
        """What is to be answered; empty where there is nothing."""
        return "" if self.found.data == NOTHING else self.matter.data or ""


class UncoverForm(OnceForm):
    """Why it is put back."""

    reason = _why(_l("Why is it put back?"), _l("Say why it is put back."))


class TellForm(OnceForm, TellingFields):
    """To the sender: that these words are not acceptable, and from whom."""

    words = words_field(
        _l("Your message"),
        _l("Write what the customer will read."),
        _l("Say calmly what we cannot accept, and that we go on with what they asked for."),
    )
    name = Radios(
        _l("From whom?"),
        choices=[SelectChoice(TEAM, _l("The team")), SelectChoice(OWN, _l("You, by name"))],
        default=TEAM,
        needed=_l("Choose from whom the message is."),
    )
