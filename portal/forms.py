"""The questions of the public site, and when an answer will do."""

from enum import StrEnum
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField, RadioField, StringField, TextAreaField, ValidationError
from wtforms import Form as PlainForm

from portal.journey import ADDRESS, NOT_SURE
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind, Reach
from shared.web.forms import AtMost, Form, Needed, PhoneNumber, PlainEmail, many_lines, one_line

#: High on purpose: nobody should have to shorten what happened to them.
LONGEST = 20_000


class OneOf:
    """One word of a vocabulary must be chosen; the page draws the choices, so the form only knows the words."""

    def __init__(self, words: type[StrEnum], sentence: str) -> None:
        self.words, self.sentence = words, sentence

    def __call__(self, form: PlainForm, field: Field) -> None:
        """Raises ValidationError on anything else, and on nothing."""
        if field.data not in list(self.words):
            raise ValidationError(self.sentence)


class PatientForm(Form):
    """A form that may stay open for days: when its token has run out, it comes back with everything typed."""

    def checked(self) -> bool:
        """Was it sent, and will every answer do? A token that will not do is explained in words."""
        fine = super().checked()
        token = self._fields.get("csrf_token")
        if token is not None and token.errors:
            token.errors = [
                gettext("This page was open for a long time. Check what you wrote and press the button again.")
            ]
        return fine

    def answers(self) -> dict[str, Any]:
        """What was answered, by the names of the questions."""
        return {name: value for name, value in self.data.items() if name != "csrf_token"}


class KindForm(PatientForm):
    """What is it?"""

    kind = RadioField(
        choices=[],
        validate_choice=False,
        validators=[OneOf(Kind, _("Choose what you want to tell us"))],
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


class ReachForm(PatientForm):
    """How may we write back?"""

    reach = RadioField(
        choices=[],
        validate_choice=False,
        validators=[OneOf(Reach, _("Choose how we can reach you"))],
    )

    def know(self, kind: Kind | None) -> None:
        """What we do differently for somebody we must know: then there is no leaving out the name."""
        self.nameless = kind is not Kind.ADJUSTMENT

    def validate_reach(self, field: RadioField) -> None:
        """Raises ValidationError when the name was left out where it is needed."""
        if field.data == Reach.NONE and not self.nameless:
            raise ValidationError(gettext("Choose how we can reach you"))


class WhoForm(PatientForm):
    """A name, and the one address that the chosen way needs. `reach` says which way that is, whatever was kept."""

    reach = HiddenField()
    name = StringField(
        filters=[one_line],
        render_kw={"autocomplete": "name", "spellcheck": False},
        validators=[
            Needed(_("Enter your name")),
            AtMost(120, _("Enter a name of no more than 120 letters")),
        ],
    )
    email = StringField(
        filters=[one_line],
        render_kw={"autocomplete": "email", "inputmode": "email", "spellcheck": False, "autocapitalize": "none"},
        validators=[
            Needed(_("Enter your e-mail address")),
            PlainEmail(_("Enter an e-mail address in full, such as name@example.com")),
        ],
    )
    phone = StringField(
        filters=[one_line],
        render_kw={"autocomplete": "tel", "inputmode": "tel", "class": "govuk-input--width-20"},
        validators=[
            Needed(_("Enter your phone number")),
            PhoneNumber(_("Enter a phone number in full, such as 01632 960 001")),
            AtMost(40, _("Enter a phone number in full, such as 01632 960 001")),
        ],
    )
    address = TextAreaField(
        filters=[many_lines],
        render_kw={"autocomplete": "street-address", "rows": 4},
        validators=[
            Needed(_("Enter your address, with its postcode")),
            AtMost(500, _("Enter an address of no more than 500 letters")),
        ],
    )

    def only(self, reach: Reach) -> None:
        """Ask for one address, not for three."""
        self.reach.data = reach.value
        for name in set(ADDRESS.values()) - {ADDRESS.get(reach)}:
            delattr(self, name)


class NeedsForm(PatientForm):
    """Anything that we should do differently to reach this person well; nobody has to say."""

    needs = TextAreaField(
        filters=[many_lines],
        validators=[AtMost(1000, _("Write no more than 1,000 letters about what we should do differently"))],
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
