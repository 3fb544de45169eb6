"""How dates and moments are said: with their weekday, in the council's own time, in words near at hand."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask, render_template_string

from shared.web.filters import as_date
from tests.clock import SettableClock


@pytest.fixture
def page(app: Flask) -> Iterator[None]:
    """Within a page, on Tuesday 2 March 2027."""
    with app.test_request_context("/"):
        yield


def said(filter_name: str, value: object) -> str:
    """What a template shows."""
    return render_template_string("{{ value|" + filter_name + " }}", value=value)


# filter, value, what is read, reason
DATES = [
    ("day", date(2027, 1, 5), "Tuesday 5 January 2027", "a promised date says its weekday"),
    ("day", "2027-01-05", "Tuesday 5 January 2027", "a date kept as text"),
    ("day", datetime(2027, 6, 1, 23, 30, tzinfo=UTC), "Wednesday 2 June 2027", "in summer it is tomorrow in London"),
    ("day", datetime(2027, 12, 1, 23, 30, tzinfo=UTC), "Wednesday 1 December 2027", "in winter it is still today"),
    ("short_day", date(2027, 1, 5), "Tue 5 Jan", "for lists"),
    ("short_day", date(2027, 9, 30), "Thu 30 Sept", "September as the British shorten it"),
    ("moment", datetime(2027, 1, 5, 14, 5, tzinfo=UTC), "Tuesday 5 January 2027 at 2:05 pm", "winter time"),
    ("moment", datetime(2027, 7, 6, 14, 5, tzinfo=UTC), "Tuesday 6 July 2027 at 3:05 pm", "summer time"),
    ("moment", datetime(2027, 6, 1, 23, 30, tzinfo=UTC), "Wednesday 2 June 2027 at 12:30 am", "past midnight here"),
    ("clock_time", datetime(2027, 3, 28, 0, 59, tzinfo=UTC), "12:59 am", "a minute before summer time begins"),
    ("clock_time", datetime(2027, 3, 28, 1, 0, tzinfo=UTC), "2:00 am", "when it begins, an hour is left out"),
    ("clock_time", datetime(2027, 10, 31, 0, 30, tzinfo=UTC), "1:30 am", "the hour that comes twice"),
    ("clock_time", datetime(2027, 10, 31, 1, 30, tzinfo=UTC), "1:30 am", "and its second time"),
    ("clock_time", datetime(2027, 3, 2, 12, 0, tzinfo=UTC), "12:00 pm", "noon"),
]


@pytest.mark.clause("CH-10")
@pytest.mark.parametrize(("name", "value", "expected", "reason"), DATES)
def test_a_date_is_said_as_people_here_say_it(page: None, name: str, value: object, expected: str, reason: str) -> None:
    assert said(name, value) == expected, reason


@pytest.mark.parametrize(
    ("value", "expected", "reason"),
    [
        ("2027-03-02", "today", "this day"),
        ("2027-03-03", "tomorrow", "the next"),
        ("2027-03-01", "yesterday", "the one before"),
        ("2027-03-04", "in 2 working days", "then by number"),
        ("2027-03-08", "in 4 working days", "a weekend is not counted"),
        ("2027-04-05", "in 23 working days", "nor Good Friday"),
        ("2027-02-28", "2 days ago", "and backwards"),
        ("2030-03-02", "in 1096 days", "nobody knows those holidays yet"),
        (datetime(2027, 3, 2, 23, 59, tzinfo=UTC), "today", "a moment late today"),
    ],
)
def test_how_far_off_a_day_is(page: None, value: object, expected: str, reason: str) -> None:
    assert said("relative_day", value) == expected, reason


def test_a_day_at_the_weekend_is_no_working_day_off(app: Flask, clock: SettableClock) -> None:
    clock.set(datetime(2027, 3, 5, 10, 0, tzinfo=UTC))
    with app.test_request_context("/"):
        assert said("relative_day", "2027-03-07") == "in 2 days"
        assert said("relative_day", "2027-03-08") == "in 1 working day"


def test_today_ends_at_our_own_midnight(app: Flask, clock: SettableClock) -> None:
    clock.set(datetime(2027, 6, 1, 22, 59, tzinfo=UTC))
    with app.test_request_context("/"):
        assert said("relative_day", "2027-06-02") == "tomorrow"
    clock.set(datetime(2027, 6, 1, 23, 0, tzinfo=UTC))
    with app.test_request_context("/"):
        assert said("relative_day", "2027-06-02") == "today"


def test_words_keep_their_lines_and_lose_their_markup(page: None) -> None:
    shown = said("paragraphs", "one\n<b>two</b>")
    assert "one<br>&lt;b&gt;two&lt;/b&gt;</p>" in shown


@pytest.mark.parametrize("value", ["soon", "2027-02-30", ""])
def test_a_date_that_is_none_is_not_shown_as_one(page: None, value: str) -> None:
    with pytest.raises(ValueError, match=r"(?i)iso|day|range"):
        as_date(value)
