"""What a customer says about whoever speaks for them: yes or no, how far, until when, who gets our messages."""

from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field, RadioField, ValidationError

from portal.forms.patient import OneOf, PatientForm
from shared.charter.vocabulary import MessagesTo, Scope
from shared.web.days import DayField

_WHO = _("Choose who we should write to")


class ConfirmForm(PatientForm):
    """May they speak for you? Only a yes has more to say."""

    answer = RadioField(choices=[], validate_choice=False)
    messages_to = RadioField(choices=[], validate_choice=False)
    scope = RadioField(choices=[], validate_choice=False)
    ends_on = DayField()

    def know(self, today: date, messages_to: MessagesTo, scope: Scope) -> None:
        """What the page begins with; nothing can end before today."""
        self.today = today
        self.messages_to.data = self.messages_to.data or messages_to.value
        self.scope.data = self.scope.data or scope.value

    @property
    def yes(self) -> bool:
        """Did they say yes?"""
        return bool(self.answer.data == "yes")

    def validate_answer(self, field: Field) -> None:
        """Raises ValidationError where neither was chosen."""
        if field.data not in ("yes", "no"):
            raise ValidationError(gettext("Choose yes or no"))

    def validate_messages_to(self, field: Field) -> None:
        """Raises ValidationError where a yes leaves open who gets our messages."""
        if self.yes and field.data not in list(MessagesTo):
            raise ValidationError(_WHO)

    def validate_scope(self, field: Field) -> None:
        """Raises ValidationError where a yes leaves open how far it reaches."""
        if self.yes and field.data not in list(Scope):
            raise ValidationError(gettext("Choose what they may speak about"))

    def validate_ends_on(self, field: Field) -> None:
        """Raises ValidationError on a day that has passed."""
        if self.yes and field.data and field.data < self.today:
            raise ValidationError(gettext("Enter a day that has not passed, or leave it empty"))


class ChooseForm(PatientForm):
    """Who gets our messages from now on?"""

    messages_to = RadioField(choices=[], validate_choice=False, validators=[OneOf(MessagesTo, _WHO)])


class EndForm(PatientForm):
    """Are you sure? There is nothing to fill in."""
