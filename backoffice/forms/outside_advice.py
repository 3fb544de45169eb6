"""What is asked of whoever takes a case out of here to ask for advice: what for, and have they looked through it?"""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, TextAreaField

from shared.web.forms import AtMost, Form, Needed, many_lines, one_line

#: So many characters somebody outside may get: some hundred pages.
LONGEST = 300_000


class AdviceForm(Form):
    """The text as it will leave."""

    purpose = StringField(
        _l("What do you need advice on, and from whom?"),
        [Needed(_l("Say what you need advice on, and from whom.")), AtMost(500, _l("Use at most 500 characters."))],
        filters=[one_line],
        description=_l("This is kept in the record of who read what. It does not go into the text."),
    )
    text = TextAreaField(
        _l("The text that will leave"),
        [Needed(_l("The text is empty. Write what you want to ask.")), AtMost(LONGEST, _l("The text is too long."))],
        filters=[many_lines],
        description=_l("Change it as you like. What stands in square brackets was replaced."),
        render_kw={"rows": 24},
    )
    looked = BooleanField(_l("I have looked at each of them: none says who somebody is"))

    def looked_through(self, *, changed: bool, doubts: Sequence[str]) -> bool:
        """Is nothing replaced that was not seen, and was each doubt looked at? Otherwise it says what to do."""
        if changed:
            self.text.errors = [*self.text.errors, _("We have replaced more in what you wrote. Look at it once more.")]
        elif doubts and not self.looked.data:
            self.looked.errors = [_("Look at what could be a name, and take it out, or say that you have looked.")]
        return not (self.text.errors or self.looked.errors)
