"""The one place where a request reads the clock."""

from datetime import UTC, date, datetime

from flask import current_app

from shared.charter.calendar import local_day
from shared.web.council import charter


def wall_clock() -> datetime:
    """The present moment, with its zone."""
    return datetime.now(UTC)


def now() -> datetime:
    """The present moment as this application knows it: a test may have set it to a day in spring."""
    moment: datetime = current_app.extensions["bywhen.clock"]()
    return moment


def today() -> date:
    """The council's own day."""
    return local_day(now(), charter().organisation.time_zone)
