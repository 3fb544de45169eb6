"""What somebody came to say: whom it is for, what it is, which service, in their own words, what would put it right."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, TextAreaField, ValidationError

from portal.forms.patient import LONGEST, OneOf, PatientForm
from portal.journey import NOT_SURE
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind, OnBehalf
from shared.web.forms import AtMost, Needed, many_lines


class KindForm(PatientForm):
    """What is it?"""

    kind = RadioField(
        choices=[],
        validate_choice=False,
        validators=[OneOf(Kind, _("Choose what you want to tell us"))],
    )


class WhomForm(PatientForm):
    """Who is this for (clauses FP-10, CC-3)?"""

    whom = RadioField(
        choices=[],
        validate_choice=False,
        validators=[OneOf(OnBehalf, _("Choose who this is for"))],
    )


class ServiceForm(PatientForm):
    """Which service is it about? The page draws the choices, since they depend on what was searched for."""

    service = RadioField(
        choices=[], validate_choice=False, validators=[Needed(_("Choose a service, or “I am not sure”"))]
    )

    def know(self, charter: Charter) -> None:
        """Only services of this council will do."""
        self.known = {*charter.services, NOT_SURE}

    def validate_service(self, field: RadioField) -> None:
        """Raises ValidationError for a service that the council does not have."""
        if field.data not in self.known:
            raise ValidationError(gettext("Choose a service, or “I am not sure”"))


class WordsForm(PatientForm):
    """In somebody's own words."""

    words = TextAreaField(
        filters=[many_lines],
        validators=[
            Needed(_("Write what you want to tell us")),
            AtMost(LONGEST, _("Write no more than 20,000 letters. You can add more after you have sent this")),
        ],
    )


class WantedForm(PatientForm):
    """What would put it right?"""

    wanted = TextAreaField(
        filters=[many_lines],
        validators=[
            Needed(_("Write what would put it right. If you do not know, write “I do not know”")),
            AtMost(5000, _("Write no more than 5,000 letters about what would put it right")),
        ],
    )


class SendForm(PatientForm):
    """Send it: there is nothing left to fill in. `seen` is the fingerprint of the answers that the page showed."""

    seen = HiddenField()

    def still(self, seen: str) -> bool:
        """Are the answers as they were shown? Else says so, and is ready to be pressed again."""
        if self.seen.data == seen:
            return True
        self.seen.data = seen
        self.seen.errors = [
            gettext("Your answers have changed since this page was opened. Check them and send them again.")
        ]
        return False
