"""Days and times of day as people type them, with errors that name the part to mend."""

from datetime import datetime, time
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, StringField
from wtforms.validators import StopValidation

_WAYS = ("%d %m %Y", "%d %b %Y", "%d %B %Y")
_HOURS = ("%H:%M", "%H.%M", "%H%M", "%I:%M%p", "%I.%M%p", "%I%p", "%H")

#: What to say when these boxes were left empty: (day, month, year).
_MISSING = {
    (True, False, False): _l("Enter a day as well."),
    (False, True, False): _l("Enter a month as well."),
    (False, False, True): _l("Enter a year as well."),
    (True, True, False): _l("Enter a day and a month as well."),
    (True, False, True): _l("Enter a day and a year as well."),
    (False, True, True): _l("Enter a month and a year as well."),
}


class DayField(DateField):
    """Day, month and year in three boxes that share one name (GOV.UK's date input).

    `needed` is the sentence for a day that is missing. Errors come in the order missing, impossible, other.
    """

    def __init__(self, label: Any, *, needed: Any, **more: Any) -> None:
        super().__init__(label, format=["%d %m %Y"], **more)
        self.needed = needed

    def process_formdata(self, valuelist: list[str]) -> None:
        """Raises ValueError with the sentence that says which part to mend."""
        day, month, year = ([part.strip() for part in valuelist] + ["", "", ""])[:3]
        self.data = None
        if not (day or month or year):
            raise ValueError(self.needed)
        missing = _MISSING.get((not day, not month, not year))
        if missing is not None:
            raise ValueError(missing)
        for way in _WAYS:
            try:
                self.data = datetime.strptime(f"{day} {month} {year}", way).date()  # noqa: DTZ007 - a day
                return
            except ValueError:
                continue
        raise ValueError(_("There is no such day. Enter a real date, such as 31 3 2027."))

    def pre_validate(self, form: Any) -> None:
        """Raises StopValidation when the form came without these boxes."""
        if self.data is None and not self.process_errors:
            raise StopValidation(self.needed)


class HourField(StringField):
    """A time of day, typed as 14:30, 1430, 2.30pm or 2pm."""

    def pre_validate(self, form: Any) -> None:
        """Raises StopValidation on what is no time of day."""
        if self.hour is None:
            raise StopValidation(_("Enter the time as in 14:30 or 2:30pm."))

    @property
    def hour(self) -> time | None:
        """The time of day that was typed, if it is one."""
        typed = (self.data or "").replace(" ", "").lower()
        for way in _HOURS:
            try:
                return datetime.strptime(typed, way).time()  # noqa: DTZ007 - the council's zone is added later
            except ValueError:
                continue
        return None
