"""The question on the page about limits on contact: an appeal, for which nobody has to give a reason (RP-10)."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, TextAreaField

from portal.forms.patient import LONGEST, PatientForm
from shared.web.forms import AtMost, many_lines, one_line


class AppealForm(PatientForm):
    """I do not agree; why, and what should change, may be left out. `once` names this one pressing of the button."""

    words = TextAreaField(
        filters=[many_lines],
        validators=[AtMost(LONGEST, _("Write no more than 20,000 letters. You can add more afterwards"))],
    )
    wanted = TextAreaField(
        filters=[many_lines],
        validators=[AtMost(5000, _("Write no more than 5,000 letters about what would put it right"))],
    )
    once = HiddenField(filters=[one_line], validators=[AtMost(40, _("Open this page again"))])
