"""Who somebody is, how to reach them well, and whom they speak for."""

from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField, RadioField, SelectField, StringField, TextAreaField, ValidationError

from portal.forms.patient import OneOf, PatientForm
from portal.journey import ADDRESS
from shared.charter.vocabulary import Evidence, Format, MessagesTo, Reach
from shared.web.forms import AtMost, Needed, PhoneNumber, PlainEmail, many_lines, one_line

_EMAIL_KEYS = {"autocomplete": "off", "inputmode": "email", "spellcheck": False, "autocapitalize": "none"}
_PHONE_KEYS = {"autocomplete": "off", "inputmode": "tel", "class": "govuk-input--width-20"}
_WHOLE_EMAIL = _("Enter an e-mail address in full, such as name@example.com")
_WHOLE_PHONE = _("Enter a phone number in full, such as 01632 960 001")


class ReachForm(PatientForm):
    """How may we write back?"""

    reach = RadioField(
        choices=[],
        validate_choice=False,
        validators=[OneOf(Reach, _("Choose how we can reach you"))],
    )

    def know(self, *, nameless: bool) -> None:
        """May the name be left out here?"""
        self.nameless = nameless

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

    my_language = RadioField(choices=[], validate_choice=False)

    def only(self, reach: Reach, languages: Sequence[str] = ()) -> None:
        """Ask for one address, not for three; and for the language, where the council asks everybody."""
        self.reach.data = reach.value
        self.languages = languages
        if len(languages) < 2:
            del self.my_language
        for name in set(ADDRESS.values()) - {ADDRESS.get(reach)}:
            delattr(self, name)

    def validate_my_language(self, field: RadioField) -> None:
        """Raises ValidationError where a council that asks everybody got no answer."""
        if field.data not in self.languages:
            raise ValidationError(gettext("Choose the language that we should write to you in"))


class CustomerForm(PatientForm):
    """Whom do you speak for? Their address may be left out: then somebody finds out in another way."""

    customer_name = StringField(
        filters=[one_line],
        render_kw={"autocomplete": "off", "spellcheck": False},
        validators=[Needed(_("Enter their name")), AtMost(120, _("Enter a name of no more than 120 letters"))],
    )
    customer_email = StringField(filters=[one_line], render_kw=_EMAIL_KEYS, validators=[PlainEmail(_WHOLE_EMAIL)])
    customer_phone = StringField(
        filters=[one_line], render_kw=_PHONE_KEYS, validators=[PhoneNumber(_WHOLE_PHONE), AtMost(40, _WHOLE_PHONE)]
    )
    customer_address = TextAreaField(
        filters=[many_lines],
        render_kw={"autocomplete": "off", "rows": 3},
        validators=[AtMost(500, _("Enter an address of no more than 500 letters"))],
    )


class SpeakerForm(PatientForm):
    """How do you know them? An advocate gives their organisation."""

    relation = StringField(
        filters=[one_line],
        validators=[
            Needed(_("Write how you know them, such as “I am her daughter” or “I am his advocate”")),
            AtMost(120, _("Write no more than 120 letters")),
        ],
    )
    organisation = StringField(
        filters=[one_line],
        render_kw={"autocomplete": "organization"},
        validators=[AtMost(120, _("Write no more than 120 letters"))],
    )


class ConsentForm(PatientForm):
    """How can they show that you may speak for them?"""

    evidence = RadioField(
        choices=[], validate_choice=False, validators=[OneOf(Evidence, _("Choose how they can show us"))]
    )

    def know(self, offered: tuple[Evidence, ...]) -> None:
        """A link can only be sent to somebody who has an address and can answer for themselves."""
        self.offered = offered

    def validate_evidence(self, field: RadioField) -> None:
        """Raises ValidationError on what is not offered here."""
        if field.data in list(Evidence) and Evidence(field.data) not in self.offered:
            raise ValidationError(gettext("Choose how they can show us"))


class MessagesForm(PatientForm):
    """Who should get our messages (clause RP-2)?"""

    messages_to = RadioField(
        choices=[], validate_choice=False, validators=[OneOf(MessagesTo, _("Choose who we should write to"))]
    )


class NeedsForm(PatientForm):
    """One gentle question in every journey: should we do anything differently (clause RP-4)?"""

    different = RadioField(choices=[], validate_choice=False)

    def validate_different(self, field: Field) -> None:
        """Raises ValidationError where neither was chosen."""
        if field.data not in ("yes", "no"):
            raise ValidationError(gettext("Choose yes or no"))


class HowForm(PatientForm):
    """How to reach this person well; what we should do, never why. All of it may be left as it is."""

    format = RadioField(
        choices=[],
        validate_choice=False,
        default=Format.STANDARD.value,
        validators=[OneOf(Format, _("Choose how our messages should look"))],
    )
    language = SelectField(choices=[], validate_choice=False)
    interpreter = StringField(
        filters=[one_line],
        render_kw={"autocomplete": "off"},
        validators=[AtMost(40, _("Write only the language, such as Polish"))],
    )
    times = StringField(
        filters=[one_line],
        render_kw={"autocomplete": "off"},
        validators=[AtMost(200, _("Write no more than 200 letters about when to reach you"))],
    )
    needs = TextAreaField(
        filters=[many_lines],
        validators=[AtMost(1000, _("Write no more than 1,000 letters about what we should do differently"))],
    )

    def know(self, languages: list[tuple[str, str]], here: str) -> None:
        """The languages of this council, each named in itself; that of this page unless another was chosen."""
        self.language.choices = languages
        self.codes = [code for code, _name in languages]
        self.language.data = self.language.data or here

    def validate_language(self, field: Field) -> None:
        """Raises ValidationError on a language that this council does not write."""
        if field.data not in self.codes:
            raise ValidationError(gettext("Choose a language from the list"))
