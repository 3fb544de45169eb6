"""What staff ask while somebody is on the phone, or copy from a letter: one screen."""

import re
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    MultipleFileField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import ValidationError

from backoffice.forms.addresses import AddressFields
from backoffice.forms.choices import Listed, Radios
from backoffice.forms.days import DayField, HourField
from backoffice.forms.needs import NeedsFields
from backoffice.forms.speakers import SpeakerFields
from backoffice.forms.steps import LONGEST, words_field
from backoffice.wording import channel_name, kind_name, reach_name
from shared.casework.customers import Person
from shared.casework.intake import Submission
from shared.charter.organisation import Charter
from shared.charter.signs import Sign
from shared.charter.vocabulary import Channel, Kind, OnBehalf, Reach
from shared.models.customers import Customer
from shared.web.forms import AtMost, Form, SelectChoice, many_lines, one_line

#: How far back something can lie that is recorded only now.
OLDEST = timedelta(days=365)
#: In this order the page asks, and says what has to be mended.
_PAGE = (
    *("channel", "day", "hour", "kind", "service", "signs", "words", "happened_on", "wanted", "files"),
    *("name", "reach", "email", "phone", "address"),
    *("format", "language", "interpreter", "times", "needs"),
    *("on_behalf", "speaker_name", "relation", "organisation", "speaker_email", "speaker_phone", "speaker_address"),
    *("agreed", "how", "messages_to", "resolved", "done"),
)


class RecordForm(AddressFields, NeedsFields, SpeakerFields, Form):
    """A contact by phone, letter, in person, e-mail or social media. `key` names this one recording.

    `met` is the customer whose record was shown on the page; `as_recorded` leaves how we write to them as it is there.
    """

    key = HiddenField()
    met = HiddenField()
    channel = Radios(_l("How did they contact us?"), needed=_l("Choose how they contacted us."))
    day = DayField(_l("When did it reach us?"), needed=_l("Enter the day on which it reached us."), past=True)
    hour = HourField(_l("At what time?"), description=_l("As in 14:30"), filters=[one_line])
    kind = Radios(_l("What is it?"), needed=_l("Choose what it is."))
    service = Listed(_l("Which service is it about?"), needed=_l("Choose a service from the list."), may_be_empty=True)
    signs = SelectMultipleField(_l("Does any of this fit?"), choices=[])
    words = words_field(_l("What did they say?"), _l("Write down what they said."), rows=7)
    happened_on = DayField(_l("When did it happen?"), past=True, description=_l("For a complaint, if they know"))
    wanted = TextAreaField(
        _l("What would put it right?"),
        [AtMost(LONGEST, _l("Use at most 20,000 characters."))],
        filters=[many_lines],
        description=_l("For a complaint"),
        render_kw={"rows": 2},
    )
    files = MultipleFileField()
    name = StringField(
        _l("Name"),
        [AtMost(120, _l("Use at most 120 characters for the name."))],
        filters=[one_line],
        description=_l("Leave it empty if they gave none."),
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    as_recorded = BooleanField(_l("Go on writing to them as it is recorded"))
    resolved = BooleanField(_l("It is sorted out now"))
    done = TextAreaField(
        _l("What did you do?"),
        [AtMost(LONGEST, _l("Use at most 20,000 characters."))],
        filters=[many_lines],
        description=_l("The customer can read this."),
        render_kw={"rows": 3},
    )

    def __iter__(self) -> Iterator[Field]:
        """In the order of the page, whichever part of it a question comes from."""
        return iter(
            sorted(super().__iter__(), key=lambda field: _PAGE.index(field.name) if field.name in _PAGE else -1)
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
        asked = (one for one in charter.signs.values() if one.question)
        self.signs.choices = [SelectChoice(one.sign.value, one.name, {"hint": one.question}) for one in asked]
        self.offer_needs(charter)
        self.offer_speaker()
        if not self.filled_in:
            self.key.data = secrets.token_urlsafe(18)
            self.day.data, self.hour.data = self.moment.date(), f"{self.moment:%H:%M}"
            self.channel.data = Channel.PHONE.value

    def meet(self, customer: Customer) -> None:
        """Show what is recorded of them, before anything is written over it."""
        self.met.data = str(customer.id)
        self.as_recorded.data = True

    def has_met(self, customer: Customer) -> bool:
        """Did the page show their record?"""
        return bool(self.met.data == str(customer.id))

    @property
    def received_at(self) -> datetime:
        """When it reached us, in the council's own time."""
        assert self.day.data is not None and self.hour.hour is not None
        return datetime.combine(self.day.data, self.hour.hour, tzinfo=self.charter.organisation.time_zone)

    @property
    def submission_key(self) -> str:
        """What this one recording is called, however often its button is pressed."""
        return f"recorded-{self.key.data}"

    def person(self) -> Person:
        """Who the customer is; what nobody asked them is left open."""
        told: dict[str, Any] = self.asked
        return Person(
            name=self.name.data or "",
            email=self.email.data or "",
            phone=self.phone.data or "",
            address=self.address.data or "",
            reach=Reach(self.reach.data),
            wishes=not self.as_recorded.data,
            **told,
        )

    def submission(self) -> Submission:
        """What was said, by whom: complete once the form is checked."""
        person = self.person()
        return Submission(
            key=self.submission_key,
            kind=Kind(self.kind.data),
            words=self.words.data or "",
            channel=Channel(self.channel.data),
            service=self.service.data or None,
            wanted=self.wanted.data or "",
            person=person,
            on_behalf=OnBehalf(self.on_behalf.data),
            speaker=self.speaker(person.reach),
            signs=tuple(Sign(one) for one in self.signs.data or []),
            happened_on=self.happened_on.data,
        )

    def validate_day(self, field: Field) -> None:
        """Not in the future, and not so long ago that the year must be a slip."""
        today = self.moment.date()
        if field.data is not None and field.data > today:
            raise ValidationError(_("Enter today or an earlier day."))
        if field.data is not None and field.data < today - OLDEST:
            raise ValidationError(_("Check the year: enter a day in the last 12 months."))

    def validate_happened_on(self, field: Field) -> None:
        """Not in the future; how long ago it may lie, a person decides."""
        if field.data is not None and field.data > self.moment.date():
            raise ValidationError(_("Enter today or an earlier day."))

    def validate_hour(self, field: Field) -> None:
        """Not later today."""
        hour = self.hour.hour
        if hour is not None and self.day.data == self.moment.date() and hour > self.moment.time():
            raise ValidationError(_("Enter a time that has passed."))

    def validate_name(self, field: Field) -> None:
        """Whoever is to hear from us needs a name, and so does whoever somebody else speaks for."""
        if not field.data and self.somebody_speaks:
            raise ValidationError(_("Enter the customer's name: somebody speaks for them."))
        if not field.data and self.reach.data not in (Reach.NONE, None):
            raise ValidationError(_("Enter their name, or choose that they want no messages."))

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
