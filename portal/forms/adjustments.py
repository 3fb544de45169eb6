"""How somebody is reached from now on, and what else we should do differently for them."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, StringField, TextAreaField

from portal.forms.patient import OneOf, PatientForm
from portal.forms.people import HowForm
from shared.casework.records import Record
from shared.charter.vocabulary import Format, Reach
from shared.models.customers import Customer
from shared.web.forms import AtMost, Needed, PhoneNumber, PlainEmail, many_lines, one_line

_WHOLE_EMAIL = _("Enter an e-mail address in full, such as name@example.com")
_WHOLE_PHONE = _("Enter a phone number in full, such as 01632 960 001")


class ChangeForm(HowForm):
    """How to reach somebody well. An address is asked for only where we have none: the page shows nobody's address.

    `seen` is the version of the record that the page showed.
    """

    needs = None  # type: ignore[assignment]  # asked for on a page of its own
    seen = HiddenField()
    reach = RadioField(choices=[], validate_choice=False, validators=[OneOf(Reach, _("Choose how we can reach you"))])
    email = StringField(
        filters=[one_line],
        render_kw={"autocomplete": "email", "inputmode": "email", "spellcheck": False, "autocapitalize": "none"},
        validators=[PlainEmail(_WHOLE_EMAIL)],
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

    def of(self, customer: Customer) -> None:
        """Ask for no address that we have; `customer` is whose record it changes."""
        self.customer = customer
        for name in ("email", "phone", "address"):
            if getattr(customer, name):
                delattr(self, name)

    def open_on(self) -> None:
        """It has been seen as it is now; what was typed stays."""
        self.seen.data = str(self.customer.version)

    @property
    def seen_version(self) -> int:
        """The version that this person saw; nought, which no record has, where the form does not say."""
        given = self.seen.data or ""
        return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0

    def record(self) -> Record:
        """What is to be recorded: complete once the form is checked."""
        return Record(
            reach=Reach(self.reach.data),
            email=self._known("email"),
            phone=self._known("phone"),
            address=self._known("address"),
            format=Format(self.format.data),
            language=self.language.data or "",
            interpreter=self.interpreter.data or "",
            times=self.times.data or "",
        )

    def _known(self, name: str) -> str:
        """The address that we have, or the one that was given here."""
        typed = self._fields.get(name)
        return str(getattr(self.customer, name) or (typed.data if typed is not None else "") or "")

    def checked(self) -> bool:
        """Was it sent, and will every answer do? The way that was chosen needs its address."""
        if not super().checked():
            return False
        if self.record().can_be_reached:
            return True
        needed = {"email": _WHOLE_EMAIL, "phone": _WHOLE_PHONE, "address": _("Enter your address, with its postcode")}
        name = {Reach.EMAIL: "email", Reach.LETTER: "address"}.get(Reach(self.reach.data), "phone")
        self._fields[name].errors = [needed[name]]
        return False


class AskForm(PatientForm):
    """Something more that we should do differently."""

    what = TextAreaField(
        filters=[many_lines],
        validators=[
            Needed(_("Write what we should do differently")),
            AtMost(1000, _("Write no more than 1,000 letters about what we should do differently")),
        ],
    )


class ReviewForm(PatientForm):
    """Somebody else should look again. The button is the answer."""


def changed_meanwhile() -> str:
    """What is said where the record has changed since the page was opened."""
    return str(gettext("This changed while you had the page open. Check your answers and press the button again."))
