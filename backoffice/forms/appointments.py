"""What staff say about an appointment: when, where, with whom, what for; and afterwards how it went."""

from datetime import datetime, time
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import BooleanField, Field, HiddenField, StringField, TextAreaField, ValidationError

from backoffice.forms.choices import Listed, Radios
from backoffice.forms.days import HourField
from backoffice.forms.steps import StepForm, words_field
from backoffice.forms.telling import TellingFields
from backoffice.wording import meeting_name, refusal_words
from shared.casework import diary
from shared.casework.offering import Offer, about_time
from shared.charter.appointments import why_not
from shared.charter.organisation import Charter
from shared.charter.workflow import Step, StepRefused, Why
from shared.models.appointments import Appointment, Meeting
from shared.models.cases import Case
from shared.web.days import DayField
from shared.web.filters import moment as in_words
from shared.web.forms import AtMost, Form, Needed, many_lines, one_line

MINUTES = (15, 30, 45, 60, 90, 120, 180)
#: What is wrong with the hour; everything else is wrong with the day.
_ABOUT_THE_HOUR = frozenset({Why.TIME_PASSED, Why.PLACE_SHUT})
#: Whoever types an hour before or after these may mean another.
EARLY, LATE = time(7), time(21)
_NEW = "new"
_NO_KEYS = {"autocomplete": "off"}


class OtherHourField(HourField):
    """The hour of a further time, which may be left out with its day."""

    def pre_validate(self, form: Any) -> None:
        """Raises StopValidation on what is no time of day."""
        if self.data:
            super().pre_validate(form)


class AppointForm(StepForm, TellingFields):
    """An offer with one time, or a few to choose between."""

    instead = Radios(_l("Which appointment is it?"), needed=_l("Choose which appointment it is."))
    day = DayField(_l("Day"), needed=_l("Enter the day of the appointment."))
    hour = HourField(_l("Time"), description=_l("As in 14:30"), filters=[one_line])
    day2 = DayField(_l("Another day to choose from"))
    hour2 = OtherHourField(_l("Time of the second"), filters=[one_line])
    day3 = DayField(_l("A third day to choose from"))
    hour3 = OtherHourField(_l("Time of the third"), filters=[one_line])
    minutes = Listed(_l("How long?"), needed=_l("Choose how long it takes."), coerce=int)
    how = Radios(_l("Where?"), needed=_l("Choose where you meet."))
    place = Listed(_l("Which building?"), needed=_l("Choose a building from the list."), may_be_empty=True)
    link = StringField(
        _l("Link to the video call"),
        [AtMost(500, _l("Use at most 500 characters for the link."))],
        filters=[one_line],
        render_kw={**_NO_KEYS, "inputmode": "url", "spellcheck": "false"},
    )
    address = TextAreaField(
        _l("Address of the visit"),
        [AtMost(500, _l("Use at most 500 characters for the address."))],
        filters=[many_lines],
        render_kw={"rows": 3, "autocomplete": "off"},
    )
    with_whom = StringField(
        _l("Who with?"),
        [Needed(_l("Enter the name of whoever meets the customer.")), AtMost(120, _l("Use at most 120 characters."))],
        filters=[one_line],
        render_kw=_NO_KEYS,
    )
    purpose = TextAreaField(
        _l("What is it about?"),
        [Needed(_l("Say what the appointment is about.")), AtMost(300, _l("Use at most 300 characters."))],
        filters=[many_lines],
        description=_l("The customer reads this."),
        render_kw={"rows": 3},
    )
    bring = TextAreaField(
        _l("What should they bring?"),
        [AtMost(1000, _l("Use at most 1,000 characters."))],
        filters=[many_lines],
        description=_l("As a sentence, such as: Bring the letter that we sent you. Leave it empty if nothing."),
        render_kw={"rows": 2},
    )
    booked = BooleanField(_l("An interpreter is booked"))
    late_or_early = BooleanField(_l("Yes, at this time of day"))

    def open_at(self, case: Case, ahead: list[Appointment], charter: Charter, moment: datetime, name: str) -> None:
        """Offer what this council has; at first half an hour with `name`, who fills it in."""
        self.charter, self.moment, self.case = charter, moment, case
        self._instead_of(ahead)
        self.minutes.choices = [(n, ngettext("%(num)s minute", "%(num)s minutes", n)) for n in MINUTES]
        self.how.choices = [(one.value, meeting_name(one)) for one in Meeting]
        self.place.choices = [("", _("Choose a building")), *((one.id, one.name) for one in charter.places)]
        if not self.filled_in:
            self.minutes.data, self.with_whom.data = 30, name
            self.address.data = case.customer.address if case.customer else ""

    def _instead_of(self, ahead: list[Appointment]) -> None:
        """Where there is one already: is this a new one, or another time for that? Else there is nothing to ask."""
        self.ahead = {str(one.id): one for one in ahead}
        if not ahead:
            del self.instead
            return
        self.instead.choices = [*((key, _in_place_of(one)) for key, one in self.ahead.items()), (_NEW, _("A new one"))]

    @property
    def replaced(self) -> Appointment | None:
        """The appointment in whose place this one is."""
        chosen = self._fields.get("instead")
        return self.ahead.get(chosen.data or "") if chosen is not None else None

    @property
    def times(self) -> list[datetime]:
        """Every time that was filled in, in the council's own zone."""
        pairs = [(self.day, self.hour), (self.day2, self.hour2), (self.day3, self.hour3)]
        zone = self.charter.organisation.time_zone
        return [datetime.combine(d.data, h.hour, tzinfo=zone) for d, h in pairs if d.data and h.hour]

    def offer_made(self) -> Offer:
        """As casework wants it, once the form is checked."""
        how = Meeting(self.how.data)
        return Offer(
            times=tuple(self.times),
            minutes=self.minutes.data,
            how=how,
            with_whom=self.with_whom.data or "",
            purpose=self.purpose.data or "",
            bring=self.bring.data or "",
            place=(self.place.data or "") if how is Meeting.PLACE else "",
            link=(self.link.data or "") if how is Meeting.VIDEO else "",
            address=(self.address.data or "") if how is Meeting.HOME else "",
            interpreter=self.case.customer.interpreter if self.booked.data and self.case.customer else "",
        )

    def validate_day(self, field: Field) -> None:
        """Raises ValidationError on a day that is not a working day, or too far off."""
        self._refuse(self.day, self.hour, of_the_hour=False)

    def validate_hour(self, field: Field) -> None:
        """Raises ValidationError on a time that has passed, or when the building is shut."""
        self._refuse(self.day, self.hour, of_the_hour=True)
        self._require_meant(self.hour)

    def validate_day2(self, field: Field) -> None:
        """As for the first."""
        self._need_day(field, self.hour2)
        self._refuse(self.day2, self.hour2, of_the_hour=False)

    def validate_hour2(self, field: Field) -> None:
        """As for the first."""
        self._need_hour(self.day2, field)
        self._refuse(self.day2, self.hour2, of_the_hour=True)
        self._require_meant(self.hour2)

    def validate_day3(self, field: Field) -> None:
        """As for the first."""
        self._need_day(field, self.hour3)
        self._refuse(self.day3, self.hour3, of_the_hour=False)

    def validate_hour3(self, field: Field) -> None:
        """As for the first."""
        self._need_hour(self.day3, field)
        self._refuse(self.day3, self.hour3, of_the_hour=True)
        self._require_meant(self.hour3)

    def validate_place(self, field: Field) -> None:
        """Raises ValidationError where people meet in a building, and nobody said in which."""
        if self.how.data == Meeting.PLACE and not field.data:
            raise ValidationError(_("Choose a building from the list."))

    def validate_link(self, field: Field) -> None:
        """Raises ValidationError where a video call has no link that can be opened safely."""
        if self.how.data == Meeting.VIDEO and not (field.data or "").startswith("https://"):
            raise ValidationError(_("Enter the whole link. It begins with https://."))

    def validate_address(self, field: Field) -> None:
        """Raises ValidationError where nobody knows where to go."""
        if self.how.data == Meeting.HOME and not field.data:
            raise ValidationError(_("Enter the address of the visit."))

    def _need_day(self, day: Field, hour: OtherHourField) -> None:
        if hour.data and not day.data and not day.errors:
            raise ValidationError(_("Enter a day as well."))

    def _need_hour(self, day: DayField, hour: Field) -> None:
        if day.data and not hour.data:
            raise ValidationError(_("Enter the time as in 14:30 or 2:30pm."))

    @property
    def asks_whether_meant(self) -> bool:
        """Was a time typed at which people are rarely met?"""
        return any(one.hour and not EARLY <= one.hour < LATE for one in (self.hour, self.hour2, self.hour3))

    def _require_meant(self, hour: HourField) -> None:
        if hour.hour and not EARLY <= hour.hour < LATE and not self.late_or_early.data:
            given = hour.hour.strftime("%H:%M")
            raise ValidationError(
                _("%(time)s is early or late in the day. Mend it, or tick that you mean it.", time=given)
            )

    def _refuse(self, day: DayField, hour: HourField, *, of_the_hour: bool) -> None:
        if not (day.data and hour.hour):
            return
        when = datetime.combine(day.data, hour.hour, tzinfo=self.charter.organisation.time_zone)
        how = Meeting(self.how.data) if self.how.data in list(Meeting) else Meeting.PHONE
        place = diary.place_named(self.place.data or "", how, self.charter)
        why = why_not(when, self.minutes.data or MINUTES[0], place, at=self.moment, charter=self.charter)
        if why is not None and (why in _ABOUT_THE_HOUR) is of_the_hour:
            facts = about_time(when, place, self.charter)
            raise ValidationError(refusal_words(StepRefused(Step.APPOINT, why, **facts)))


def _in_place_of(appointment: Appointment) -> str:
    return str(_("Another time for the one on %(moment)s", moment=in_words(appointment.starts_at)))


class AnswerForm(Form):
    """What every form about one appointment carries unseen: which state of it was seen."""

    seen = HiddenField()

    @property
    def seen_sequence(self) -> int:
        """The state that this person saw; -1, which no appointment has, where the form does not say."""
        given = self.seen.data or ""
        return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else -1


class ComingForm(AnswerForm):
    """The customer told us by phone or letter that they can come."""

    starts_at = Radios(_l("Which time did they choose?"), needed=_l("Choose the time that they chose."))

    def open_on(self, choices: list[datetime]) -> None:
        """Offer the times that can still be chosen; where there is one, it is the one."""
        self.starts_at.choices = [(one.isoformat(), in_words(one)) for one in choices]
        if len(choices) == 1 and not self.filled_in:
            self.starts_at.data = choices[0].isoformat()


class CallOffForm(AnswerForm):
    """It will not take place, and why."""

    words = words_field(
        _l("Why is it called off?"), _l("Say why it is called off."), _l("The customer reads this."), rows=3
    )


class WentForm(AnswerForm):
    """How it went."""

    went = Radios(_l("Did it take place?"), needed=_l("Choose whether it took place."))
    note = TextAreaField(
        _l("Anything that colleagues should know?"),
        [AtMost(1000, _l("Use at most 1,000 characters."))],
        filters=[many_lines],
        render_kw={"rows": 2},
    )

    def open(self) -> None:
        """Yes or no."""
        self.went.choices = [("kept", _("Yes, it took place")), ("not-kept", _("No, it did not take place"))]
