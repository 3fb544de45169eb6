"""Days and times of day as people type them, with errors that name the part to mend."""

from datetime import datetime, time
from typing import Any

from flask_babel import gettext as _
from wtforms import StringField
from wtforms.validators import StopValidation

from shared.web.days import DayField

__all__ = ["DayField", "HourField"]

_HOURS = ("%H:%M", "%H.%M", "%H%M", "%I:%M%p", "%I.%M%p", "%I%p", "%H")


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
