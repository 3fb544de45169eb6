"""How it was to deal with us: two questions of which one is enough, and a few words."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField, TextAreaField

from portal.forms.patient import PatientForm
from shared.web.forms import AtMost, many_lines

#: Best first, as people read them.
MARKS = ("5", "4", "3", "2", "1")


class SurveyForm(PatientForm):
    """Both questions may be left open, but not both at once."""

    easy = RadioField(choices=[], validate_choice=False)
    happy = RadioField(choices=[], validate_choice=False)
    words = TextAreaField(filters=[many_lines], validators=[AtMost(5000, _("Write no more than 5,000 letters"))])

    def checked(self) -> bool:
        """One answer at least, each of them one that was offered."""
        fine = super().checked()
        for field in (self.easy, self.happy):
            if field.data and field.data not in MARKS:
                field.errors, fine = [gettext("Choose one of the answers")], False
        if not fine or self.easy.data or self.happy.data:
            return fine
        if self.is_submitted():
            self.easy.errors = [gettext("Choose an answer to one of the two questions, or to both")]
        return False

    def mark(self, name: str) -> int | None:
        """What was chosen, from 1 to 5; None for nothing."""
        chosen = self[name].data
        return int(chosen) if chosen in MARKS else None
