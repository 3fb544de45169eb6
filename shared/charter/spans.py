"""Spans that are counted in days or months of the calendar, and where they end."""

from calendar import monthrange
from datetime import date, timedelta

from shared.charter.calendar import WorkingCalendar
from shared.charter.vocabulary import IN_WORKING_DAYS, Counting


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or that month's last day where it is shorter: 31 August and six is 28 Feb."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of(calendar: WorkingCalendar, nought: date, counting: Counting, amount: int) -> date:
    """The last day of a span of so many working days, days or months after `nought`. Raises `BeyondHorizon`."""
    if counting in IN_WORKING_DAYS:
        return calendar.add(nought, amount)
    match counting:
        case Counting.CALENDAR_DAYS:
            return calendar.on_or_after(nought + timedelta(days=amount))
        case Counting.MONTHS:
            return months_after(nought, amount)
        case Counting.MONTHS_INCLUSIVE:
            return months_after(nought, amount) - timedelta(days=1)
        case _:
            return calendar.on_or_after(months_after(nought, amount))
