"""Who spoke for the customer when a contact came in, and how we know that they agree (clause FP-10)."""

from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, StringField
from wtforms.validators import ValidationError

from backoffice.forms.addresses import address_field, email_field, phone_field
from backoffice.forms.choices import Listed
from shared.casework.customers import Person
from shared.casework.speakers import Speaker
from shared.charter.vocabulary import GROUNDS, Evidence, MessagesTo, OnBehalf, Reach
from shared.web.forms import AtMost, one_line


class Agreed(StrEnum):
    """How staff know that the customer agrees, or how they will find out."""

    KNOWN = "known"
    LINK = "link"
    PAPER = "paper"
    LATER = "later"


_EVIDENCE = {Agreed.LINK: Evidence.LINK, Agreed.PAPER: Evidence.UPLOAD}
_LINE: dict[str, Any] = {"filters": [one_line], "render_kw": {"autocomplete": "off"}}
_LONG = AtMost(120, _l("Use at most 120 characters."))


class SpeakerFields:
    """Whom it came for, and who spoke. To be mixed into a form that asks who the customer is."""

    on_behalf = Listed(_l("Who contacted us?"), needed=_l("Choose who contacted us."))
    speaker_name = StringField(_l("Name of whoever speaks for them"), [_LONG], **_LINE)
    relation = StringField(
        _l("How do they know the customer?"), [_LONG], description=_l("For example, her daughter"), **_LINE
    )
    organisation = StringField(_l("Organisation"), [_LONG], description=_l("Of a professional advocate"), **_LINE)
    speaker_email = email_field(_l("E-mail of whoever speaks for them"))
    speaker_phone = phone_field(_l("Phone of whoever speaks for them"))
    speaker_address = address_field(_l("Postal address of whoever speaks for them"))
    agreed = Listed(_l("Does the customer agree?"), needed=_l("Choose whether the customer agrees."))
    how = StringField(
        _l("How do we know?"),
        [AtMost(1000, _l("Use at most 1,000 characters."))],
        filters=[one_line],
        description=_l("For example, the customer told us by phone"),
        render_kw={"autocomplete": "off"},
    )
    messages_to = Listed(_l("Who gets our messages?"), needed=_l("Choose who gets our messages."))

    def offer_speaker(self) -> None:
        """The template words the answers. Most people speak for themselves."""
        self.on_behalf.choices = [(one.value, one.value) for one in OnBehalf]
        self.agreed.choices = [(one.value, one.value) for one in Agreed]
        self.messages_to.choices = [(one.value, one.value) for one in MessagesTo]
        self.on_behalf.data = self.on_behalf.data or OnBehalf.MYSELF.value
        self.agreed.data = self.agreed.data or Agreed.LATER.value
        self.messages_to.data = self.messages_to.data or MessagesTo.BOTH.value

    @property
    def somebody_speaks(self) -> bool:
        """Is there a representative beside the customer?"""
        return self.on_behalf.data in list(GROUNDS)

    @property
    def says_who_spoke(self) -> bool:
        """Was any of it filled in, or filled in wrongly?"""
        told = (self.speaker_name, self.speaker_email, self.speaker_phone, self.speaker_address, self.how)
        return (
            self.on_behalf.data != OnBehalf.MYSELF
            or bool(self.on_behalf.errors)
            or any(field.data or field.errors for field in told)
        )

    def speaker(self, customer: Reach) -> Speaker | None:
        """Who spoke; `customer` is how the customer themselves can be reached."""
        if not self.somebody_speaks:
            return None
        settled = self.agreed.data == Agreed.KNOWN
        wanted = MessagesTo(self.messages_to.data)
        return Speaker(
            person=Person(
                name=self.speaker_name.data or "",
                email=self.speaker_email.data or "",
                phone=self.speaker_phone.data or "",
                address=self.speaker_address.data or "",
                reach=self._speakers_reach(),
            ),
            organisation=self.organisation.data or "",
            relation=self.relation.data or "",
            evidence=_EVIDENCE.get(Agreed(self.agreed.data), Evidence.STAFF),
            messages_to=MessagesTo.REPRESENTATIVE if customer is Reach.NONE else wanted,
            agreed=(self.how.data or "") if settled else "",
        )

    def _speakers_reach(self) -> Reach:
        given = {
            Reach.EMAIL: self.speaker_email,
            Reach.PHONE: self.speaker_phone,
            Reach.LETTER: self.speaker_address,
        }
        return next((reach for reach, field in given.items() if field.data), Reach.NONE)

    def validate_on_behalf(self, field: Field) -> None:
        """Nothing that was typed about somebody else is thrown away."""
        if self.speaker_name.data and not self.somebody_speaks:
            raise ValidationError(_("Choose for whom %(name)s spoke.", name=self.speaker_name.data))

    def validate_speaker_name(self, field: Field) -> None:
        """Whoever speaks for somebody has a name."""
        if self.somebody_speaks and not field.data:
            raise ValidationError(_("Enter the name of whoever speaks for the customer."))

    def validate_agreed(self, field: Field) -> None:
        """A link goes to somebody who can answer it for themselves, and who has an address."""
        if not self.somebody_speaks or field.data != Agreed.LINK:
            return
        if self.on_behalf.data != OnBehalf.ASKED:
            raise ValidationError(_("Choose another way: a link is for customers who can answer it themselves."))
        if not self.email.data:  # type: ignore[attr-defined]
            raise ValidationError(_("Enter the customer's e-mail address as well, or choose another way."))

    def validate_how(self, field: Field) -> None:
        """Whoever is told about somebody else, is told for a reason that is written down."""
        if self.somebody_speaks and self.agreed.data == Agreed.KNOWN and not field.data:
            raise ValidationError(_("Write how we know that the customer agrees."))
