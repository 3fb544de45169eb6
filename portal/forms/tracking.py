"""The questions on the page of a case, and those that lead to it."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField, TextAreaField

from portal.forms.patient import LONGEST, PatientForm
from shared.web.forms import AtMost, Needed, many_lines, one_line


class AddForm(PatientForm):
    """Something more, on the page of a case. `once` names this one pressing of the button."""

    words = TextAreaField(
        filters=[many_lines],
        validators=[
            Needed(_("Write what you want to add")),
            AtMost(LONGEST, _("Write no more than 20,000 letters. You can add more afterwards")),
        ],
    )
    once = HiddenField(filters=[one_line], validators=[AtMost(60, _("Open this page again"))])


class WithdrawForm(PatientForm):
    """No more is wanted; the reason may be left out."""

    words = TextAreaField(
        filters=[many_lines],
        validators=[AtMost(2000, _("Write no more than 2,000 letters about why"))],
    )


class LookUpForm(PatientForm):
    """A reference, and something that only the person knows."""

    reference = StringField(
        filters=[one_line],
        render_kw={"autocomplete": "off", "spellcheck": False, "class": "govuk-input--width-20"},
        validators=[
            Needed(_("Enter your reference")),
            AtMost(60, _("Enter the reference as it stands in our message")),
        ],
    )
    secret = StringField(
        filters=[one_line],
        render_kw={"autocomplete": "off", "spellcheck": False, "autocapitalize": "none"},
        validators=[
            Needed(_("Enter your e-mail address, your phone number or your code")),
            AtMost(254, _("Enter your e-mail address, your phone number or your code")),
        ],
    )

    def not_found(self) -> None:
        """The two do not go together; which of them is wrong, nobody is told."""
        self.reference.errors = [
            gettext("We found nothing with this reference and this address, number or code. Check both.")
        ]
