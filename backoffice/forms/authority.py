"""What staff are asked about whoever speaks for a customer: how we know, how far it reaches, why not, who else."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, TextAreaField
from wtforms.validators import ValidationError

from backoffice.forms.addresses import AddressFields
from backoffice.forms.choices import Listed, Radios
from backoffice.forms.days import DayField
from backoffice.forms.speakers import Agreed, SpeakerFields
from backoffice.forms.steps import StepForm
from backoffice.wording import format_name, reach_name
from shared.casework.records import Record
from shared.casework.speakers import Speaker
from shared.charter.organisation import Charter
from shared.charter.vocabulary import GROUNDS, Evidence, Format, MessagesTo, OnBehalf, Reach, Scope
from shared.models.cases import Case
from shared.models.representatives import Representative
from shared.web.filters import language_name
from shared.web.forms import AtMost, Needed, many_lines

_WHO = _l("Choose who gets our messages.")


def _how_field(label: str, needed: str, hint: str) -> TextAreaField:
    return TextAreaField(
        label,
        [Needed(needed), AtMost(1000, _l("Use at most 1,000 characters."))],
        filters=[many_lines],
        description=hint,
        render_kw={"rows": 3},
    )


class SettleForm(StepForm):
    """They may speak for the customer: how we know, how far it reaches, who gets our messages, until when."""

    evidence = Radios(_l("What shows it?"), needed=_l("Choose what shows it."))
    how = _how_field(
        _l("How do we know?"),
        _l("Say how we know, such as “She said so on the phone on Monday”."),
        _l("Such as: said so on the phone on Monday; lasting power of attorney; parental responsibility; deputy."),
    )
    scope = Radios(_l("What may they speak about?"), needed=_l("Choose what they may speak about."))
    messages_to = Radios(_l("Who gets our messages?"), needed=_WHO)
    ends_on = DayField(
        _l("Until when?"),
        description=_l("Leave it empty where there is no end. For a child, the day before they are 18."),
    )

    def offer(self, messages_to: MessagesTo, scope: Scope, today: date) -> None:
        """The template words the answers; it begins with what was asked for."""
        self.today = today
        self.evidence.choices = [(one.value, one.value) for one in (Evidence.UPLOAD, Evidence.STAFF)]
        self.scope.choices = [(one.value, one.value) for one in Scope]
        self.messages_to.choices = [(one.value, one.value) for one in MessagesTo]
        self.scope.data = self.scope.data or scope.value
        self.messages_to.data = self.messages_to.data or messages_to.value

    def validate_ends_on(self, field: Field) -> None:
        """Nothing ends before it begins."""
        if field.data and field.data < self.today:
            raise ValidationError(_("Enter today or a later day, or leave it empty."))


class WhyForm(StepForm):
    """A refusal or an end, with its reason for colleagues."""

    how = _how_field(_l("Why?"), _l("Say why, in your own words."), _l("For colleagues. It stands in no message."))


class MessagesForm(StepForm):
    """Who gets our messages from now on."""

    messages_to = Radios(_l("Who gets our messages?"), needed=_WHO)

    def offer(self, messages_to: MessagesTo) -> None:
        """The template words the answers; it begins with what holds now."""
        self.messages_to.choices = [(one.value, one.value) for one in MessagesTo]
        self.messages_to.data = self.messages_to.data or messages_to.value


class SpeakForm(SpeakerFields, StepForm):
    """Somebody comes later who speaks for the customer."""

    on_behalf = Radios(  # type: ignore[assignment]
        _l("Why do they speak for the customer?"), needed=_l("Choose why they speak for the customer.")
    )

    def open_for(self, case: Case) -> None:
        """`case` is the one that they speak in."""
        self.case = case
        self.offer_speaker()
        self.on_behalf.choices = [(one.value, one.value) for one in GROUNDS]
        if not self.is_submitted():
            self.on_behalf.data = OnBehalf.ASKED.value

    @property
    def reach(self) -> Reach:
        """How the customer themselves can be reached."""
        return self.case.customer.reach if self.case.customer else Reach.NONE

    @property
    def somebody(self) -> Speaker:
        """Who it is; only once the form is checked."""
        found = self.speaker(self.reach)
        assert found is not None
        return found

    def validate_agreed(self, field: Field) -> None:
        """A link goes to somebody who can answer it for themselves, and whom we can reach."""
        if field.data != Agreed.LINK:
            return
        if self.on_behalf.data != OnBehalf.ASKED:
            raise ValidationError(_("Choose another way: a link is for customers who can answer it themselves."))
        if self.reach is Reach.NONE:
            raise ValidationError(_("Choose another way: we have no way to write to the customer."))

    def validate_speaker_email(self, field: Field) -> None:
        """Whoever is to hear from us has an address of some kind."""
        if not (field.data or self.speaker_phone.data or self.speaker_address.data):
            raise ValidationError(_("Enter an e-mail address, a phone number or an address of theirs."))


class SpeakerReachForm(AddressFields, StepForm):
    """How to reach whoever speaks for a customer, in everything for which they speak."""

    format = Listed(_l("What should our messages look like?"), needed=_l("Choose what our messages should look like."))
    language = Listed(_l("Which language do they read?"), needed=_l("Choose a language."))

    def offer(self, charter: Charter, whom: Representative) -> None:
        """Offer what this council can do, and what is recorded already."""
        self.reach.choices = [(one.value, reach_name(one)) for one in Reach]
        self.format.choices = [(one.value, format_name(one)) for one in Format]
        codes = dict.fromkeys([*charter.organisation.languages, whom.language])
        self.language.choices = [(code, language_name(code)) for code in codes]

    def record(self) -> Record:
        """What is to be recorded: complete once the form is checked."""
        return Record(
            reach=Reach(self.reach.data),
            email=self.email.data or "",
            phone=self.phone.data or "",
            address=self.address.data or "",
            format=Format(self.format.data),
            language=self.language.data or "",
        )
