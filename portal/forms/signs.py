"""What makes a matter special: does any of this fit, was it because of who you are, when was it?"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext
from wtforms import Field, RadioField, SelectMultipleField, ValidationError

from portal.forms.patient import PatientForm
from shared.charter.signs import Sign, SignRule, Suggestion
from shared.web.days import DayField
from shared.web.forms import SelectChoice, one_line

#: Nobody complains about what lies further back; the year is a slip.
_OLDEST = timedelta(days=100 * 365)


class SignsForm(PatientForm):
    """Does any of this fit? Nothing has to."""

    signs = SelectMultipleField(choices=[])

    def know(self, offered: Iterable[SignRule]) -> None:
        """Only what this journey asks about can be ticked."""
        self.signs.choices = [SelectChoice(rule.sign.value, rule.question) for rule in offered]

    def answers(self) -> dict[str, Any]:
        """What was ticked, as far as there is such a sign."""
        return {"signs": [one for one in self.signs.data or () if one in list(Sign)]}


class BecauseForm(PatientForm):
    """Did it happen because of who they are? Asked only where their words hint at it (clause FP-7)."""

    because = RadioField(choices=[], validate_choice=False)

    def validate_because(self, field: Field) -> None:
        """Raises ValidationError without an answer."""
        if field.data not in ("yes", "no"):
            raise ValidationError(gettext("Choose yes or no"))


class SafetyForm(PatientForm):
    """Help comes first; there is nothing to fill in."""

    def answers(self) -> dict[str, Any]:
        """That it was shown."""
        return {"safety": "seen"}


class ElsewhereForm(PatientForm):
    """Somebody else may be the right one to ask; whoever reads that can tell us all the same."""

    def know(self, found: Iterable[Suggestion]) -> None:
        """What the page says."""
        self.found = [one.sign.value for one in found]

    def answers(self) -> dict[str, Any]:
        """What was read: other words, with other hints, bring the page back."""
        return {"elsewhere": self.found}


class _KeptDay(DayField):
    """A day that waits between pages as text; what was typed and is no day yet waits as it was typed."""

    def process_data(self, value: Any) -> None:
        """Takes what was kept."""
        self.data = date.fromisoformat(value) if isinstance(value, str) and value else None
        if isinstance(value, list):
            self.raw_data = value


class WhenForm(PatientForm):
    """When did it happen? It may be left empty."""

    happened_on = _KeptDay(past=True)

    def know(self, today: date) -> None:
        """No later than today."""
        self.today = today

    def validate_happened_on(self, field: Field) -> None:
        """Raises ValidationError for a day to come, and for one so long ago that the year must be a slip."""
        if field.data is not None and field.data > self.today:
            raise ValidationError(gettext("Enter today or an earlier day."))
        if field.data is not None and field.data < self.today - _OLDEST:
            raise ValidationError(gettext("Check the year: enter a day in the last 100 years."))

    def answers(self) -> dict[str, Any]:
        """The day as text, or nothing; while it is no day yet, what stands in the boxes."""
        day, typed = self.happened_on.data, self.happened_on.raw_data or []
        if day is None and any(part.strip() for part in typed):
            return {"happened_on": [str(one_line(part))[:20] for part in typed[:3]]}
        return {"happened_on": day.isoformat() if day else ""}
