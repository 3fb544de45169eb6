"""Where to write to somebody, and how: the same questions wherever staff ask them."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, StringField, TextAreaField
from wtforms.validators import ValidationError

from backoffice.forms.choices import Radios
from shared.charter.vocabulary import Reach
from shared.web.forms import AtMost, PhoneNumber, PlainEmail, many_lines, one_line


def email_field(label: Any) -> StringField:
    """An e-mail address, which may be left out."""
    return StringField(
        label,
        [PlainEmail(_l("Enter an e-mail address as in name@example.com."))],
        filters=[one_line],
        render_kw={"autocomplete": "off", "spellcheck": "false", "inputmode": "email"},
    )


def phone_field(label: Any) -> StringField:
    """A phone number, which may be left out."""
    return StringField(
        label,
        [AtMost(40, _l("Use at most 40 characters.")), PhoneNumber(_l("Enter a phone number as in 01632 960 001."))],
        filters=[one_line],
        render_kw={"autocomplete": "off", "inputmode": "tel"},
    )


def address_field(label: Any) -> TextAreaField:
    """An address for letters, which may be left out."""
    return TextAreaField(
        label,
        [AtMost(500, _l("Use at most 500 characters for the address."))],
        filters=[many_lines],
        render_kw={"rows": 3, "autocomplete": "off"},
    )


class AddressFields:
    """How somebody wants to hear from us, and the address for it. To be mixed into a form."""

    reach = Radios(_l("How do they want to hear from us?"), needed=_l("Choose how they want to hear from us."))
    email = email_field(_l("E-mail address"))
    phone = phone_field(_l("Phone number"))
    address = address_field(_l("Address"))

    def validate_email(self, field: Field) -> None:
        """Needed for writing there."""
        if not field.data and self.reach.data == Reach.EMAIL:
            raise ValidationError(_("Enter their e-mail address, or choose another way."))

    def validate_phone(self, field: Field) -> None:
        """Needed for ringing there, and for text messages."""
        if not field.data and self.reach.data in (Reach.PHONE, Reach.TEXT):
            raise ValidationError(_("Enter their phone number, or choose another way."))

    def validate_address(self, field: Field) -> None:
        """Needed for posting there."""
        if not field.data and self.reach.data == Reach.LETTER:
            raise ValidationError(_("Enter their address, or choose another way."))
