"""What becomes of appointments with somebody who is taken out of them."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, StringField, ValidationError

from backoffice.forms.choices import Radios
from shared.models.appointments import Appointment
from shared.web.filters import moment
from shared.web.forms import AtMost, Form, one_line

_ASKED = _l("What becomes of these appointments? The customer is told.")
#: The ways out.
CALL_OFF, ANOTHER, KEEP = "call-off", "another", "keep"


class KeptMeetings(Form):
    """Whether what was arranged still takes place when a case ends; asked only where something was."""

    meetings = Radios(_ASKED, needed=_l("Choose what you decide."))

    def meet(self, found: Sequence[Appointment]) -> None:
        """These are still to come."""
        if not found:
            del self.meetings
            return
        self.meetings.description = _times(found)
        self.meetings.choices = [(KEEP, _("Keep it so")), (CALL_OFF, _("Call it off"))]

    @property
    def calls_off(self) -> bool:
        """Need nobody come any more?"""
        asked = self._fields.get("meetings")
        return asked is not None and asked.data == CALL_OFF


class MeetingsFields(Form):
    """Asked only where there is such an appointment."""

    meetings = Radios(_ASKED, needed=_l("Choose what you decide."))
    instead = StringField(
        _l("Who with?"),
        [AtMost(120, _l("Use at most 120 characters."))],
        filters=[one_line],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )

    def meet(self, found: Sequence[Appointment], but: str = "") -> None:
        """These are to be settled; `but` is the name of whoever they were with. Without any, nothing is asked."""
        self.but = but
        if not found:
            del self.meetings, self.instead
            return
        self.meetings.description = _times(found)
        self.meetings.choices = [(CALL_OFF, _("Call it off")), (ANOTHER, _("Somebody else sees to it"))]

    @property
    def given_to(self) -> str:
        """Whoever meets the customer in their place; empty where it is called off."""
        asked = self._fields.get("meetings")
        return (self._fields["instead"].data or "") if asked is not None and asked.data == ANOTHER else ""

    def validate_instead(self, field: Field) -> None:
        """Raises ValidationError where nobody, or the same person, is named."""
        named = field.data or ""
        if self.meetings.data == ANOTHER and (not named or self.but.casefold() in named.casefold()):
            raise ValidationError(_("Enter the name of whoever meets the customer."))


def _times(found: Sequence[Appointment]) -> str:
    return " · ".join(f"{moment(one.starts_at)} ({one.with_whom})" for one in found)
