"""What staff ask while somebody is on the phone, or copy from a letter: one screen."""

import re
import secrets
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, StringField, TextAreaField
from wtforms.validators import ValidationError

from backoffice.forms.choices import Listed, Radios
from backoffice.forms.days import DayField, HourField
from backoffice.forms.steps import LONGEST, words_field
from backoffice.wording import channel_name, kind_name, reach_name
from shared.casework.customers import Person
from shared.casework.intake import Submission
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Kind, Reach
from shared.web.forms import AtMost, Form, PhoneNumber, PlainEmail, many_lines, one_line

#: How far back something can lie that is recorded only now.
OLDEST = timedelta(days=365)
_LONG_NAME = _l("Use at most 120 characters for the name.")
_LONG_NEEDS = _l("Use at most 1,000 characters.")
_LONG_ADDRESS = _l("Use at most 500 characters for the address.")


class RecordForm(Form):
    """A contact by phone, letter, in person, e-mail or social media. `key` names this one recording."""

    key = HiddenField()
    channel = Radios(_l("How did they contact us?"), needed=_l("Choose how they contacted us."))
    day = DayField(_l("When did it reach us?"), needed=_l("Enter the day on which it reached us."))
    hour = HourField(_l("At what time?"), description=_l("As in 14:30"), filters=[one_line])
    kind = Radios(_l("What is it?"), needed=_l("Choose what it is."))
    service = Listed(_l("Which service is it about?"), needed=_l("Choose a service from the list."), may_be_empty=True)
    words = words_field(_l("What did they say?"), _l("Write down what they said."), rows=7)
    wanted = TextAreaField(
        _l("What would put it right?"),
        [AtMost(LONGEST, _l("Use at most 20,000 characters."))],
        filters=[many_lines],
        description=_l("For a complaint"),
        render_kw={"rows": 2},
    )
    name = StringField(
        _l("Name"),
        [AtMost(120, _LONG_NAME)],
        filters=[one_line],
        description=_l("Leave it empty if they gave none."),
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    reach = Radios(_l("How do they want to hear from us?"), needed=_l("Choose how they want to hear from us."))
    email = StringField(
        _l("E-mail address"),
        [PlainEmail(_l("Enter an e-mail address as in name@example.com."))],
        filters=[one_line],
        render_kw={"autocomplete": "off", "spellcheck": "false", "inputmode": "email"},
    )
    phone = StringField(
        _l("Phone number"),
        [AtMost(40, _l("Use at most 40 characters.")), PhoneNumber(_l("Enter a phone number as in 01632 960 001."))],
        filters=[one_line],
        render_kw={"autocomplete": "off", "inputmode": "tel"},
    )
    address = TextAreaField(
        _l("Address"),
        [AtMost(500, _LONG_ADDRESS)],
        filters=[many_lines],
        render_kw={"rows": 3, "autocomplete": "off"},
    )
    needs = TextAreaField(
        _l("What helps them to talk and write with us?"),
        [AtMost(1000, _LONG_NEEDS)],
        filters=[many_lines],
        description=_l("For example large print, or ring only after 4pm"),
        render_kw={"rows": 2},
    )
    resolved = BooleanField(_l("It is sorted out now"))
    done = TextAreaField(
        _l("What did you do?"),
        [AtMost(LONGEST, _l("Use at most 20,000 characters."))],
        filters=[many_lines],
        description=_l("The customer can read this."),
        render_kw={"rows": 3},
    )

    def open_at(self, charter: Charter, moment: datetime) -> None:
        """Offer the choices of this council; on a new form, this moment and a phone call."""
        self.charter, self.moment = charter, moment.astimezone(charter.organisation.time_zone)
        told = [channel for channel in Channel if channel is not Channel.WEB]
        self.channel.choices = [(one.value, channel_name(one)) for one in told]
        self.kind.choices = [(one.value, kind_name(one)) for one in Kind]
        self.reach.choices = [(one.value, reach_name(one)) for one in Reach]
        services = sorted(charter.services.values(), key=lambda service: service.name)
        self.service.choices = [("", _("Not known yet")), *((one.id, one.name) for one in services)]
        if not self.filled_in:
            self.key.data = secrets.token_urlsafe(18)
            self.day.data, self.hour.data = self.moment.date(), f"{self.moment:%H:%M}"
            self.channel.data = Channel.PHONE.value

    @property
    def received_at(self) -> datetime:
        """When it reached us, in the council's own time."""
        assert self.day.data is not None and self.hour.hour is not None
        return datetime.combine(self.day.data, self.hour.hour, tzinfo=self.charter.organisation.time_zone)

    def submission(self) -> Submission:
        """What was said, by whom: complete once the form is checked."""
        return Submission(
            key=f"recorded-{self.key.data}",
            kind=Kind(self.kind.data),
            words=self.words.data or "",
            channel=Channel(self.channel.data),
            service=self.service.data or None,
            wanted=self.wanted.data or "",
            person=Person(
                name=self.name.data or "",
                email=self.email.data or "",
                phone=self.phone.data or "",
                address=self.address.data or "",
                reach=Reach(self.reach.data),
                needs=self.needs.data or "",
                language=self.charter.organisation.languages[0],
            ),
        )

    def validate_day(self, field: Field) -> None:
        """Not in the future, and not so long ago that the year must be a slip."""
        today = self.moment.date()
        if field.data is not None and field.data > today:
            raise ValidationError(_("Enter today or an earlier day."))
        if field.data is not None and field.data < today - OLDEST:
            raise ValidationError(_("Check the year: enter a day in the last 12 months."))

    def validate_hour(self, field: Field) -> None:
        """Not later today."""
        hour = self.hour.hour
        if hour is not None and self.day.data == self.moment.date() and hour > self.moment.time():
            raise ValidationError(_("Enter a time that has passed."))

    def validate_name(self, field: Field) -> None:
        """Whoever is to hear from us needs a name."""
        if not field.data and self.reach.data not in (Reach.NONE, None):
            raise ValidationError(_("Enter their name, or choose that they want no messages."))

    def validate_email(self, field: Field) -> None:
        """Needed for writing there."""
        if not field.data and self.reach.data == Reach.EMAIL:
            raise ValidationError(_("Enter their e-mail address, or choose another way."))

    def validate_phone(self, field: Field) -> None:
        """Needed for ringing there."""
        if not field.data and self.reach.data == Reach.PHONE:
            raise ValidationError(_("Enter their phone number, or choose another way."))

    def validate_address(self, field: Field) -> None:
        """Needed for posting there."""
        if not field.data and self.reach.data == Reach.LETTER:
            raise ValidationError(_("Enter their address, or choose another way."))

    def validate_resolved(self, field: Field) -> None:
        """A compliment is not sorted out, it is passed on."""
        if field.data and self.kind.data == Kind.COMPLIMENT:
            raise ValidationError(_("Take the tick away: a compliment is passed on to the people it praises."))

    def validate_done(self, field: Field) -> None:
        """Sorted out how?"""
        if self.resolved.data and not field.data:
            raise ValidationError(_("Say what you did."))

    def validate_key(self, field: Field) -> None:
        """A form that lost its key gets a new one: it is then one more recording, never somebody else's."""
        given = field.data or ""
        field.data = given if re.fullmatch(r"[A-Za-z0-9_-]{16,40}", given) else secrets.token_urlsafe(18)
