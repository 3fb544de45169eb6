"""How it was to deal with us, as somebody says it to staff: two questions of which one is enough."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField

from shared.web.forms import AtMost, Form, many_lines

#: Best first, as they are read out.
MARKS = ("5", "4", "3", "2", "1")


class SurveyForm(Form):
    """Both questions may be left open, but not both at once."""

    easy = RadioField(choices=[], validate_choice=False)
    happy = RadioField(choices=[], validate_choice=False)
    words = TextAreaField(filters=[many_lines], validators=[AtMost(5000, _l("Use at most 5,000 characters."))])

    def validate(self, extra_validators: Any = None) -> bool:
        """One answer at least, each of them one that was offered."""
        good = bool(super().validate(extra_validators))
        wrong = [field for field in (self.easy, self.happy) if field.data and field.data not in MARKS]
        for field in wrong:
            field.errors = [_("Choose one of the answers.")]
        if good and not wrong and not self.easy.data and not self.happy.data:
            self.easy.errors = [_("Choose an answer to one of the two questions, or to both.")]
            return False
        return good and not wrong

    @property
    def given(self) -> dict[str, int | None]:
        """What was chosen, from 1 to 5; None for nothing."""
        return {one.name: int(one.data) if one.data else None for one in (self.easy, self.happy)}
