"""What is asked when somebody is to be kept out of harm's way: what they wish, what is decided, why it ends."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from backoffice.forms.choices import Radios
from backoffice.forms.incidents import PressedForm
from backoffice.forms.meetings import MeetingsFields
from backoffice.forms.steps import words_field
from shared.models.protections import Wish
from shared.web.forms import AtMost, one_line


class AskForm(PressedForm):
    """What somebody wishes, and why."""

    what = Radios(_l("What do you ask for?"), needed=_l("Choose what you ask for."))
    why = words_field(
        _l("Why?"), _l("Say why, in your own words."), _l("Your manager reads this. The customer never does."), rows=3
    )

    def offer(self, wishes: list[Wish]) -> None:
        """The template words the answers."""
        self.what.choices = [(one.value, one.value) for one in wishes]
        self.begin()


class DecideForm(PressedForm, MeetingsFields):
    """What a manager decides, with the reason."""

    granted = Radios(_l("What do you decide?"), needed=_l("Choose what you decide."))
    name = StringField(
        _l("Whose name does the customer read?"),
        [AtMost(120, _l("Use at most 120 characters."))],
        filters=[one_line],
        description=_l("A senior manager’s. Leave it empty for your own."),
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    reasons = words_field(
        _l("Why?"), _l("Say why, in your own words."), _l("Your colleague reads this. The customer never does."), rows=3
    )

    def offer(self) -> None:
        """The template words the two answers."""
        self.granted.choices = [("yes", "yes"), ("no", "no")]
        self.begin()


class EndForm(PressedForm):
    """Why it is needed no longer."""

    why = words_field(_l("Why does it end?"), _l("Say why it ends."), rows=3)
