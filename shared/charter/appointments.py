"""When an appointment can be, and when somebody is reminded of it (clause CH-8)."""

from datetime import date, datetime, timedelta

from shared.charter.calendar import WorkingCalendar, local_day
from shared.charter.organisation import Charter, Place
from shared.charter.workflow import Why

#: Decided by the council: time enough to ask for another day, and not so early that it is forgotten again.
REMIND_BEFORE = 2


def why_not(starts_at: datetime, minutes: int, place: Place | None, *, at: datetime, charter: Charter) -> Why | None:
    """Why nobody can meet then, or None: it is over, not a working day, or the place is shut before it ends.

    `place` is None for what needs no building of ours.
    """
    zone = charter.organisation.time_zone
    day = local_day(starts_at, zone)
    if starts_at <= at:
        return Why.TIME_PASSED
    if day > charter.calendar.horizon:
        return Why.DATE_NOT_KNOWN
    if not charter.calendar.counts(day):
        return Why.DATE_NOT_WORKING_DAY
    if place is None:
        return None
    begins, ends = starts_at.astimezone(zone), (starts_at + timedelta(minutes=minutes)).astimezone(zone)
    hours = place.open_on(day, charter.calendar)
    fits = hours is not None and ends.date() == day and hours.opens <= begins.time() and ends.time() <= hours.closes
    return None if fits else Why.PLACE_SHUT


def remind_on(starts_on: date, *, today: date, calendar: WorkingCalendar) -> date | None:
    """The day of the reminder; None where that is not after today, so that nobody is told twice in a breath."""
    day, left = starts_on, REMIND_BEFORE
    while left:
        day -= timedelta(days=1)
        left -= calendar.counts(day)
    return day if day > today else None
