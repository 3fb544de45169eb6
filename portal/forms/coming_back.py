"""The questions to whoever goes on later, and to whoever comes back."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import StringField

from portal.forms.patient import PatientForm
from shared.web.forms import AtMost, Needed, PlainEmail, one_line


class LinkForm(PatientForm):
    """Where should we send the link?"""

    email = StringField(
        filters=[one_line],
        render_kw={"autocomplete": "email", "inputmode": "email", "spellcheck": False, "autocapitalize": "none"},
        validators=[
            Needed(_("Enter your e-mail address, or take a code on paper")),
            PlainEmail(_("Enter an e-mail address in full, such as name@example.com")),
        ],
    )

    def enough(self) -> None:
        """No more links are sent there for now."""
        self.email.errors = [
            gettext("We have sent several links already. Look for our e-mail, or take a code on paper instead.")
        ]


class CodeForm(PatientForm):
    """The code that somebody wrote down or has on a letter."""

    code = StringField(
        filters=[one_line],
        render_kw={
            "autocomplete": "off",
            "spellcheck": False,
            "autocapitalize": "characters",
            "class": "govuk-input--width-20",
        },
        validators=[
            Needed(_("Enter your code")),
            AtMost(60, _("Enter the code as it stands on your paper")),
        ],
    )

    def not_found(self) -> None:
        """It opens nothing; why, nobody is told."""
        self.code.errors = [
            gettext(
                "We found nothing with this code. Check each letter and number. After 28 days we delete what you wrote."
            )
        ]
