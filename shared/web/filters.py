"""How dates, moments, numbers, people's words and the council's own look on a page."""

from collections.abc import Iterable
from datetime import date, datetime

from flask import Flask
from flask_babel import gettext, ngettext
from markupsafe import Markup

from shared.charter.reaching import AND
from shared.delivery.decision_letter import pounds
from shared.delivery.languages import SOURCE
from shared.web import now
from shared.web.council import charter
from shared.web.days import example_day
from shared.web.language import speech
from shared.web.safe_text import headed, paragraphs


def init_app(app: Flask) -> None:
    """Make the filters known to every template."""
    app.add_template_filter(day)
    app.add_template_filter(short_day)
    app.add_template_filter(month_of)
    app.add_template_filter(moment)
    app.add_template_filter(clock_time)
    app.add_template_filter(relative_day)
    app.add_template_filter(said)
    app.add_template_filter(said_plainly)
    app.add_template_filter(whole)
    app.add_template_filter(language_name)
    app.add_template_filter(listed)
    app.add_template_filter(in_a_row)
    app.add_template_filter(as_paragraphs, "paragraphs")
    app.add_template_filter(headed, "headed")
    app.add_template_filter(pounds)
    app.add_template_global(example_day)


def as_date(value: date | datetime | str) -> date:
    """The council's own day of a date, of a moment, or of a date kept as text."""
    if isinstance(value, str):
        return date.fromisoformat(value)
    if isinstance(value, datetime):
        return value.astimezone(charter().organisation.time_zone).date()
    return value


def day(value: date | datetime | str) -> str:
    """Tuesday 5 January 2027: a promised date always says its weekday."""
    return speech().day(as_date(value))


def short_day(value: date | datetime | str) -> str:
    """Tue 5 Jan, for lists that are read down."""
    return speech().short_day(as_date(value))


def month_of(value: date | datetime | str) -> str:
    """January 2027, of any day in it."""
    return speech().month(as_date(value))


def moment(value: datetime | str) -> str:
    """Tuesday 5 January 2027 at 2:05 pm, in the council's own time; also of a moment kept as text."""
    value = datetime.fromisoformat(value) if isinstance(value, str) else value
    return str(gettext("%(day)s at %(time)s", day=day(value), time=clock_time(value)))


def clock_time(value: datetime) -> str:
    """2:05 pm, in the council's own time."""
    return speech().clock_time(value.astimezone(charter().organisation.time_zone))


def relative_day(value: date | datetime | str) -> str:
    """How far off a day is, in words: ahead in working days, as promises are counted, and behind in all days."""
    today, then = now.today(), as_date(value)
    days = (then - today).days
    if days == 0:
        return str(gettext("today"))
    if days == 1:
        return str(gettext("tomorrow"))
    if days == -1:
        return str(gettext("yesterday"))
    if days > 0:
        calendar = charter().calendar
        # Nobody knows the holidays beyond its horizon, and none lies between a Friday and its Sunday.
        working = calendar.between(today, then) if then <= calendar.horizon else 0
        if working:
            return str(ngettext("in %(num)s working day", "in %(num)s working days", working))
        return str(ngettext("in %(num)s day", "in %(num)s days", days))
    return str(ngettext("%(num)s day ago", "%(num)s days ago", -days))


def said(text: str) -> str:
    """A text of the council's own, as it stands in a history or in its charter, in the language of the page.

    Where nobody has translated it, it is English and says so: to a screen reader, and on staff's pages to everybody.
    """
    put = said_plainly(text)
    return Markup('<span lang="{}">{}</span>').format(SOURCE, put) if text in speech().missing else put


def said_plainly(text: str) -> str:
    """The same without markup: for a title, or for an attribute."""
    return speech().said(text)


def whole(text: str) -> Markup:
    """A number or an e-mail address that no line break tears and no other writing turns round."""
    if "@" in text:
        return Markup("<bdi>{}</bdi>").format(text)
    return Markup('<bdi class="bw-whole">{}</bdi>').format(text)


def language_name(code: str) -> str:
    """What a language is called in the language of the page; two with a plus between are both named."""
    named = speech().locale
    return listed(named.languages.get(one.replace("-", "_"), one) for one in code.split(AND))


def listed(parts: Iterable[str]) -> str:
    """Ann, Bob and Calum, as the language of the page joins them."""
    return speech().listed(parts)


def in_a_row(parts: Iterable[str]) -> str:
    """Ann, Bob, Calum, with the comma of the language of the page."""
    return speech().in_a_row(parts)


def as_paragraphs(text: str) -> Markup:
    """Somebody's words, with their line breaks and without any markup of theirs."""
    return paragraphs(text)
