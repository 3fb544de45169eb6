"""What else can be done on the page of a case: ask what something means, say what has changed, or who is at risk."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField, TextAreaField

from portal.forms.patient import LONGEST, PatientForm
from shared.web.forms import AtMost, Needed, PhoneNumber, PlainEmail, many_lines, one_line

_ONCE = AtMost(60, _("Open this page again"))
_WHOLE_PHONE = _("Enter a phone number in full, such as 01632 960 001")


class OnceForm(PatientForm):
    """Pressed twice, it is done once: `once` names this one pressing of the button."""

    once = HiddenField(filters=[one_line], validators=[_ONCE])


class ExplainForm(OnceForm):
    """What is not clear? Nobody has to say."""

    words = TextAreaField(filters=[many_lines], validators=[AtMost(2000, _("Write no more than 2,000 letters"))])


class ChangedForm(OnceForm):
    """What has changed, and where we reach you from now on; what stays the same is left empty."""

    words = TextAreaField(
        filters=[many_lines],
        validators=[
            Needed(_("Write what has changed")),
            AtMost(LONGEST, _("Write no more than 20,000 letters. You can add more afterwards")),
        ],
    )
    email = StringField(
        filters=[one_line],
        render_kw={"autocomplete": "email", "inputmode": "email", "spellcheck": False, "autocapitalize": "none"},
        validators=[PlainEmail(_("Enter an e-mail address in full, such as name@example.com"))],
    )
    phone = StringField(
        filters=[one_line],
        render_kw={"autocomplete": "tel", "inputmode": "tel", "class": "govuk-input--width-20"},
        validators=[PhoneNumber(_WHOLE_PHONE), AtMost(40, _WHOLE_PHONE)],
    )
    address = TextAreaField(
        filters=[many_lines],
        render_kw={"autocomplete": "street-address", "rows": 4},
        validators=[AtMost(500, _("Enter an address of no more than 500 letters"))],
    )


class WorriedForm(OnceForm):
    """Who may not be safe, and why; only those who look after safety read it."""

    about = StringField(
        filters=[one_line],
        render_kw={"autocomplete": "off", "spellcheck": False},
        validators=[AtMost(200, _("Write no more than 200 letters about who it is"))],
    )
    words = TextAreaField(
        filters=[many_lines],
        validators=[
            Needed(_("Write what worries you")),
            AtMost(LONGEST, _("Write no more than 20,000 letters")),
        ],
    )
