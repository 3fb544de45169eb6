"""What somebody answers to an appointment. `seen` says which state of it they had before them."""

from datetime import datetime

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField, RadioField, TextAreaField, ValidationError

from portal.forms.patient import PatientForm
from shared.web.forms import AtMost, Needed, many_lines, one_line


class AppointmentForm(PatientForm):
    """What every answer carries unseen."""

    seen = HiddenField(filters=[one_line])

    @property
    def seen_sequence(self) -> int:
        """The state that this person saw; -1, which no appointment has, where the form does not say."""
        given = self.seen.data or ""
        return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else -1


class ConfirmForm(AppointmentForm):
    """At which of the times can you come?"""

    starts_at = RadioField(choices=[], validate_choice=False, filters=[one_line])

    @property
    def chosen(self) -> datetime | None:
        """The moment that was chosen, if it is one."""
        try:
            moment = datetime.fromisoformat(self.starts_at.data or "")
        except ValueError:
            return None
        return moment if moment.tzinfo else None

    def validate_starts_at(self, field: Field) -> None:
        """Raises ValidationError where no time was chosen."""
        if self.chosen is None:
            raise ValidationError(gettext("Choose the time that suits you"))


class AnotherTimeForm(AppointmentForm):
    """When would suit you better?"""

    words = TextAreaField(
        filters=[many_lines],
        validators=[
            Needed(_("Write when you can come, such as “any morning” or “after 3pm”")),
            AtMost(1000, _("Write no more than 1,000 letters")),
        ],
    )


class CallOffForm(AppointmentForm):
    """No appointment any more; the reason may be left out."""

    words = TextAreaField(filters=[many_lines], validators=[AtMost(1000, _("Write no more than 1,000 letters"))])
