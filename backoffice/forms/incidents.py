"""What is asked of whoever met with an incident: one page, and files that show it."""

import secrets
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
    ValidationError,
)

from backoffice.forms.choices import Radios
from backoffice.forms.days import DayField, HourField
from backoffice.forms.steps import LONGEST, pressing, words_field
from backoffice.wording import channel_name
from shared.casework.incidents import Happening
from shared.charter.measures import Recorded, Warned
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel
from shared.models.cases import Case
from shared.models.staff import Staff
from shared.web.forms import AtMost, Form, Needed, SelectChoice, many_lines, one_line

#: How far back something can lie that is written down only now.
OLDEST = timedelta(days=365)
LINE: dict[str, Any] = {"filters": [one_line], "render_kw": {"autocomplete": "off", "spellcheck": "false"}}
AT_MOST_1000 = AtMost(1000, _l("Use at most 1,000 characters."))


def told_field(label: Any, hint: Any = "", rows: int = 3) -> TextAreaField:
    """Something that may be left out."""
    long = AtMost(LONGEST, _l("Use at most 20,000 characters."))
    return TextAreaField(label, [long], filters=[many_lines], description=hint, render_kw={"rows": rows})


class PressedForm(Form):
    """`once` names this one pressing of the button."""

    once = HiddenField()

    @property
    def pressing(self) -> str | None:
        """The name of this pressing, as far as it can be one of ours."""
        return pressing(self.once.data)

    def begin(self) -> None:
        """A new pressing; what was typed stays."""
        self.once.data = self.pressing or secrets.token_urlsafe(12)


class RecordIncidentForm(PressedForm):
    """One incident, on one page. `found` and `whom` are who and what the answers lead to: the route looks them up."""

    words = words_field(
        _l("What happened?"),
        _l("Say what happened."),
        _l("The facts: what was said and done. Leave out what you think of the person."),
        rows=5,
    )
    categories = SelectMultipleField(_l("What was it?"), choices=[], description=_l("Choose all that fit."))
    ended = BooleanField(_l("I ended this contact"))
    warned = Radios(_l("Did you warn them before?"), needed=_l("Choose whether you warned them."))
    warning = told_field(_l("What did you say?"), _l("Your warning, as you said it"), rows=2)
    channel = Radios(_l("How did it reach us?"), needed=_l("Choose how it reached us."))
    recorded = Radios(_l("Was the call recorded?"), needed=_l("Choose whether the call was recorded."))
    day = DayField(_l("On which day?"), needed=_l("Enter the day on which it happened."), past=True)
    hour = HourField(_l("At what time?"), description=_l("As in 14:30; roughly will do"), filters=[one_line])
    steps = told_field(_l("What did you do then?"), rows=2)
    witnesses = StringField(_l("Who else saw or heard it?"), [AT_MOST_1000], **LINE)
    affected = StringField(
        _l("Whom did it happen to?"),
        [AtMost(254, _l("Use at most 254 characters."))],
        description=_l(
            "Leave it empty if it happened to you. If not, enter your colleague’s name or work e-mail address."
        ),
        **LINE,
    )
    link = StringField(
        _l("Link to where it stands"), [AT_MOST_1000], description=_l("If somebody was named online"), **LINE
    )
    files = MultipleFileField()
    label = StringField(
        _l("What do the files show?"),
        [AtMost(200, _l("Use at most 200 characters."))],
        description=_l("In a few words. Whoever opens them reads it first."),
        **LINE,
    )
    reference = StringField(
        _l("Reference of the case"),
        [AtMost(40, _l("A reference is shorter."))],
        description=_l("If it was on a case"),
        **LINE,
    )
    found: Case | None = None
    whom: Staff | None = None
    #: How many colleagues the name fits, where it is not one.
    fits = 0

    def open_at(self, charter: Charter, moment: datetime) -> None:
        """Offer what this council's policy names; on a new form, this moment and a phone call."""
        self.moment = moment.astimezone(charter.organisation.time_zone)
        known = charter.engagement.categories.values() if charter.engagement else ()
        self.categories.choices = [SelectChoice(one.id, one.name, {"hint": one.definition}) for one in known]
        self.channel.choices = [(one.value, channel_name(one)) for one in Channel]
        self.warned.choices = [(one.value, one.value) for one in Warned]
        self.recorded.choices = [(one.value, one.value) for one in Recorded]
        self.begin()
        if not self.filled_in:
            self.day.data, self.hour.data = self.moment.date(), f"{self.moment:%H:%M}"
            self.channel.data = Channel.PHONE.value
            self.warned.data, self.recorded.data = Warned.NOT_ENDED.value, Recorded.NOT_RECORDED.value

    @property
    def happened_at(self) -> datetime:
        """When it happened, in the council's own time."""
        assert self.day.data is not None and self.hour.hour is not None
        return datetime.combine(self.day.data, self.hour.hour, tzinfo=self.moment.tzinfo)

    def happening(self, me: Staff) -> Happening:
        """What was written down: complete once the form is checked."""
        return Happening(
            words=self.words.data or "",
            categories=tuple(dict.fromkeys(self.categories.data or ())),
            channel=Channel(self.channel.data),
            happened_at=self.happened_at,
            affected=self.whom or me,
            case=self.found,
            ended=bool(self.ended.data),
            warned=Warned(self.warned.data),
            warning=self.warning.data or "" if self.warned.data == Warned.GIVEN else "",
            recorded=Recorded(self.recorded.data),
            steps=self.steps.data or "",
            witnesses=self.witnesses.data or "",
            link=self.link.data or "",
        )

    def validate_categories(self, field: Field) -> None:
        """At least one, where the policy names any."""
        field.errors = []
        offered = {one.value for one in self.categories.choices or () if isinstance(one, SelectChoice)}
        if offered and not set(field.data or ()) & offered:
            raise ValidationError(_("Choose at least one. If you are not sure, take what comes nearest."))

    def validate_day(self, field: Field) -> None:
        """Not in the future, and not so long ago that the year must be a slip."""
        if field.data is not None and field.data > self.moment.date():
            raise ValidationError(_("Enter today or an earlier day."))
        if field.data is not None and field.data < self.moment.date() - OLDEST:
            raise ValidationError(_("Check the year: enter a day in the last 12 months."))

    def validate_hour(self, field: Field) -> None:
        """Not later today."""
        hour = self.hour.hour
        if hour is not None and self.day.data == self.moment.date() and hour > self.moment.time():
            raise ValidationError(_("Enter a time that has passed."))

    def validate_warned(self, field: Field) -> None:
        """Whoever ended a contact says whether they had warned, or why not (clause RP-14)."""
        if self.ended.data and field.data == Warned.NOT_ENDED:
            raise ValidationError(_("You ended the contact. Choose whether you warned them, or why not."))

    def validate_warning(self, field: Field) -> None:
        """A warning is kept with its words."""
        if self.warned.data == Warned.GIVEN and not field.data:
            raise ValidationError(_("Write what you said to warn them."))

    def validate_affected(self, field: Field) -> None:
        """It happened to somebody who works here."""
        if field.data and self.whom is None and self.fits > 1:
            raise ValidationError(_("Several colleagues have this name. Enter the work e-mail address."))
        if field.data and self.whom is None:
            raise ValidationError(_("We know no colleague of this name. Check it, or enter the work e-mail address."))

    def validate_reference(self, field: Field) -> None:
        """It leads to a case that this person may see."""
        if field.data and self.found is None:
            raise ValidationError(_("You can see no case with this reference. Check it."))


class EvidenceForm(PressedForm):
    """Files that show what happened."""

    files = MultipleFileField()
    label = StringField(
        _l("What do the files show?"),
        [Needed(_l("Say in a few words what they show.")), AtMost(200, _l("Use at most 200 characters."))],
        description=_l("In a few words. Whoever opens them reads it first."),
        **LINE,
    )


class OpenForm(Form):
    """Why somebody opens what may distress them."""

    why = StringField(
        _l("Why do you need to open it?"),
        [Needed(_l("Say why you need to open it.")), AtMost(500, _l("Use at most 500 characters."))],
        filters=[one_line],
        description=_l("It is written down that you opened it, and why."),
        render_kw={"autocomplete": "off"},
    )
