"""What is asked about a worry that somebody may not be safe."""

import secrets

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField

from backoffice.forms.steps import pressing, words_field
from shared.web.forms import AtMost, Form, Needed, one_line


class RaiseForm(Form):
    """Who is it about, and what was seen? `once` names this pressing of the button."""

    once = HiddenField()
    about = StringField(
        _l("Who may not be safe?"),
        [Needed(_l("Say who may not be safe, as far as you know.")), AtMost(200, _l("Use at most 200 characters."))],
        filters=[one_line],
        description=_l("A name if you know it, or who they are to the customer"),
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    words = words_field(
        _l("What did you see or hear?"),
        _l("Say what you saw or heard."),
        _l("In a few words. Only the safeguarding team reads this."),
        rows=4,
    )

    @property
    def pressing(self) -> str | None:
        """The name of this pressing, as far as it can be one of ours."""
        return pressing(self.once.data)

    def begin(self) -> None:
        """A new pressing; what was typed stays."""
        self.once.data = self.pressing or secrets.token_urlsafe(12)


class SettleForm(Form):
    """What came of it, and who has it now."""

    outcome = words_field(
        _l("What did you find, and what happens now?"), _l("Say what you found and what happens now."), rows=5
    )
    passed_to = StringField(
        _l("Who did you pass it on to?"),
        [AtMost(500, _l("Use at most 500 characters."))],
        filters=[one_line],
        description=_l("For example social work, the police or a doctor; leave it empty if nobody"),
        render_kw={"autocomplete": "off"},
    )
