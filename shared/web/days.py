"""Days as people type them, with errors that name the part to mend."""

from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField
from wtforms.validators import StopValidation

from shared.web.now import today

#: A year in two numbers is one near today, as people write it.
_WAYS = ("%d %m %Y", "%d %b %Y", "%d %B %Y", "%d %m %y", "%d %b %y", "%d %B %y")

#: What to say when these boxes were left empty: (day, month, year).
_MISSING = {
    (True, False, False): _l("Enter a day as well."),
    (False, True, False): _l("Enter a month as well."),
    (False, False, True): _l("Enter a year as well."),
    (True, True, False): _l("Enter a day and a month as well."),
    (True, False, True): _l("Enter a day and a year as well."),
    (False, True, True): _l("Enter a month and a year as well."),
}


def example_day(*, past: bool = False) -> str:
    """A day as people type it, which would do: the next last day of March, or with `past` the one that was last."""
    now = today()
    this_year = date(now.year, 3, 31)
    year = now.year - (this_year > now) if past else now.year + (this_year < now)
    return f"31 3 {year}"


class DayField(DateField):
    """Day, month and year in three boxes that share one name (GOV.UK's date input).

    `needed` is the sentence for a day that is missing; without one it may be left out. `past`: it is asked when
    something was, so that an error names a day that has been. Errors come in the order missing, impossible, other.
    """

    def __init__(self, label: Any = None, *, needed: Any = None, past: bool = False, **more: Any) -> None:
        super().__init__(label, format=["%d %m %Y"], **more)
        self.needed, self.past = needed, past

    def process_formdata(self, valuelist: list[str]) -> None:
        """Raises ValueError with the sentence that says which part to mend."""
        day, month, year = ([part.strip() for part in valuelist] + ["", "", ""])[:3]
        self.data = None
        if not (day or month or year):
            if self.needed is None:
                return
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
        raise ValueError(
            _("There is no such day. Enter a real date, such as %(day)s.", day=example_day(past=self.past))
        )

    def pre_validate(self, form: Any) -> None:
        """Raises StopValidation when the form came without these boxes."""
        if self.data is None and not self.process_errors and self.needed is not None:
            raise StopValidation(self.needed)
