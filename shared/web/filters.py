"""How dates, moments and people's words look on a page."""

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date, format_datetime
from flask import Flask
from flask_babel import get_locale, gettext, ngettext
from markupsafe import Markup

from shared.web import now
from shared.web.council import charter
from shared.web.safe_text import paragraphs


def init_app(app: Flask) -> None:
    """Make the filters known to every template."""
    app.add_template_filter(day)
    app.add_template_filter(short_day)
    app.add_template_filter(moment)
    app.add_template_filter(clock_time)
    app.add_template_filter(relative_day)
    app.add_template_filter(as_paragraphs, "paragraphs")


def as_date(value: date | datetime | str) -> date:
    """The council's own day of a date, of a moment, or of a date kept as text."""
    if isinstance(value, str):
        return date.fromisoformat(value)
    if isinstance(value, datetime):
        return value.astimezone(charter().organisation.time_zone).date()
    return value


@lru_cache(maxsize=8192)
def _formatted(value: date, pattern: str, locale: str) -> str:
    """One date in one language; remembered, because a page names the same few days dozens of times."""
    return format_date(value, pattern, locale=locale)


def day(value: date | datetime | str) -> str:
    """Tuesday 5 January 2027: a promised date always says its weekday."""
    return _formatted(as_date(value), "EEEE d MMMM y", str(get_locale()))


def short_day(value: date | datetime | str) -> str:
    """Tue 5 Jan, for lists that are read down."""
    return _formatted(as_date(value), "EEE d MMM", str(get_locale()))


def moment(value: datetime) -> str:
    """Tuesday 5 January 2027 at 2:05 pm, in the council's own time."""
    return str(gettext("%(day)s at %(time)s", day=day(value), time=clock_time(value)))


def clock_time(value: datetime) -> str:
    """2:05 pm, in the council's own time."""
    local = value.astimezone(charter().organisation.time_zone)
    return format_datetime(local, "h:mm a", locale=str(get_locale())).replace("\u202f", " ").lower()


def relative_day(value: date | datetime | str) -> str:
    """How far off a day is, in words."""
    days = (as_date(value) - now.today()).days
    if days == 0:
        return str(gettext("today"))
    if days == 1:
        return str(gettext("tomorrow"))
    if days == -1:
        return str(gettext("yesterday"))
    if days > 0:
        return str(ngettext("in %(num)s day", "in %(num)s days", days))
    return str(ngettext("%(num)s day ago", "%(num)s days ago", -days))


def as_paragraphs(text: str) -> Markup:
    """Somebody's words, with their line breaks and without any markup of theirs."""
    return paragraphs(text)
