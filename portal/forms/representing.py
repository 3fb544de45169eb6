"""What a customer says about whoever speaks for them: yes or no, how far, until when, who gets our messages."""

from dataclasses import replace
from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field, RadioField, SelectField, ValidationError

from portal.forms.patient import OneOf, PatientForm
from shared.casework.records import Record
from shared.casework.speakers_reach import record_of
from shared.charter.vocabulary import Format, MessagesTo, Reach, Scope
from shared.models.representatives import Representative
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


class OwnReachForm(PatientForm):
    """How we reach whoever speaks for a customer: by a way for which we have their address, in which form and language.

    `ways` are those that can be chosen.
    """

    reach = RadioField(choices=[], validate_choice=False)
    format = RadioField(
        choices=[], validate_choice=False, validators=[OneOf(Format, _("Choose how our messages should look"))]
    )
    language = SelectField(choices=[], validate_choice=False)

    def know(self, whom: Representative, languages: list[tuple[str, str]]) -> None:
        """The languages of this council; and only the ways by which something reaches them."""
        self.whom, self.codes, self.language.choices = whom, [code for code, _name in languages], languages
        addresses = {Reach.EMAIL: whom.email, Reach.TEXT: whom.phone, Reach.PHONE: whom.phone}
        addresses[Reach.LETTER] = whom.address
        self.ways = [way for way, address in addresses.items() if address or way is whom.reach]

    def validate_reach(self, field: Field) -> None:
        """Raises ValidationError on a way for which we have no address."""
        if field.data not in self.ways:
            raise ValidationError(gettext("Choose how we can reach you"))

    def validate_language(self, field: Field) -> None:
        """Raises ValidationError on a language that this council does not write."""
        if field.data not in self.codes:
            raise ValidationError(gettext("Choose a language from the list"))

    def record(self) -> Record:
        """What is to be recorded: complete once the form is checked."""
        chosen = {"reach": Reach(self.reach.data), "format": Format(self.format.data), "language": self.language.data}
        return replace(record_of(self.whom), **chosen)
