"""What is asked of the manager who decides about an incident, and of those who were there."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, StringField, ValidationError

from backoffice.forms.choices import Radios
from backoffice.forms.days import DayField
from backoffice.forms.incidents import AT_MOST_1000, LINE, PressedForm, told_field
from backoffice.forms.steps import words_field
from shared.casework.caring import LONGEST_AHEAD
from shared.models.incidents import CareKind
from shared.web.forms import AtMost, Needed


class JudgeForm(PressedForm):
    """One decision about an incident."""

    yes = Radios(_l("What do you decide?"), needed=_l("Choose what you decide."))
    reasons = words_field(_l("Why?"), _l("Say why, in your own words."), rows=3)

    def offer(self) -> None:
        """The template words the two answers."""
        self.yes.choices = [("yes", "yes"), ("no", "no")]
        self.begin()


class PoliceForm(JudgeForm):
    """Report it to the police, or not: with the views of those whom it concerns (clause RP-17)."""

    staff_views = told_field(
        _l("What does the person say who was affected?"), _l("Needed before you decide not to report it")
    )
    others_views = told_field(
        _l("What do others say who meet this customer?"), _l("Needed before you decide not to report it")
    )
    number = StringField(_l("Number that the police gave"), [AtMost(60, _l("Use at most 60 characters."))], **LINE)
    without_manager = BooleanField(_l("No manager was at hand, so it was reported without one"))

    def validate_staff_views(self, field: Field) -> None:
        """Not to report it takes the view of whoever was affected."""
        if self.yes.data == "no" and not field.data:
            raise ValidationError(_("Write down what the person says who was affected."))

    def validate_others_views(self, field: Field) -> None:
        """And that of others who meet the person."""
        if self.yes.data == "no" and not field.data:
            raise ValidationError(_("Write down what others say who meet this customer."))


class AccountForm(PressedForm):
    """What somebody who was there has seen or heard."""

    who = StringField(
        _l("Who saw or heard it?"),
        [Needed(_l("Enter who saw or heard it.")), AtMost(120, _l("Use at most 120 characters."))],
        **LINE,
    )
    words = words_field(_l("What did they see or hear?"), _l("Write down what they saw or heard."), rows=4)


class CareForm(PressedForm):
    """Something that is done for whoever was affected."""

    what = Radios(_l("What do you agree?"), needed=_l("Choose what you agree."))
    words = StringField(_l("In a few words"), [AT_MOST_1000], **LINE)
    day = DayField(_l("By when?"), needed=_l("Enter the day by which it is done."))

    def offer(self, today: date) -> None:
        """The template words the answers."""
        self.today = today
        self.what.choices = [(one.value, one.value) for one in CareKind]
        self.begin()

    def validate_day(self, field: Field) -> None:
        """Still to come, and not so far off that the year must be a slip."""
        if field.data is not None and field.data < self.today:
            raise ValidationError(_("Enter today or a later day."))
        if field.data is not None and field.data > self.today + LONGEST_AHEAD:
            raise ValidationError(_("Check the year: enter a day in the next 12 months."))

    def validate_words(self, field: Field) -> None:
        """Something else is something that can be read."""
        if self.what.data == CareKind.OTHER and not field.data:
            raise ValidationError(_("Say what you agree."))


class CareDoneForm(PressedForm):
    """That it is done."""

    how = words_field(_l("What came of it?"), _l("Say in a few words what came of it."), rows=3)
