"""Every date says from when it was counted, in what, and which days were left out: whatever the promise counts."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask, render_template_string

from shared.casework.explaining import Explanation
from shared.charter.clock import Start, Stop, reckon
from shared.charter.organisation import Charter
from shared.charter.promises import Promise
from shared.charter.vocabulary import Act, Counted, Counting, Kind
from tests.page import Page, words_of

HOW = '{% from "components/how.html" import how %}<main>{{ how(x) }}</main>'
SINCE = date(2026, 3, 31)
PAUSE = Stop(date(2026, 4, 1), date(2026, 4, 7), "mediation")

AFTER, INCLUSIVE, DEEMED = Counting.AFTER_RECEIPT, Counting.INCLUSIVE, Counting.DEEMED_THEN_AFTER

# what differs from an ordinary promise, what differs about its date, how it begins to be explained, reason
SAID = [
    ({}, {}, "We got it on Tuesday 31 March 2026. We count 5 working days, starting on the next day.", "as always"),
    ({"days": 1}, {}, "We count 1 working day, starting on the next day.", "one day is no days"),
    (
        {"counting": INCLUSIVE},
        {},
        "We count 5 working days. That day is the first, if it is a working day.",
        "Scotland",
    ),
    ({"counting": DEEMED}, {}, "starting on the day after the first working day on which we had it.", "out of hours"),
    ({"stage": 2}, {}, "This stage began on Tuesday 31 March 2026. We count 5", "the next stage has its own first day"),
    ({"counted_from": Counted.ACKNOWLEDGED}, {}, "We told you that we have it on Tuesday 31 March 2026.", "England"),
    ({"counted_from": Counted.AGREED}, {}, "We agreed with you what your complaint is on Tuesday", "the Children Act"),
    ({"counted_from": Counted.MET}, {}, "The talk, or the panel, was on Tuesday 31 March 2026.", "the panel's report"),
    ({"counted_from": Counted.REPORTED}, {}, "The panel said what it thinks on Tuesday", "our answer to the panel"),
    (
        {"counted_from": Counted.ACKNOWLEDGED},
        {"at_latest": True},
        "We count 5 working days from the day on which we tell you that we have it. If we tell you sooner",
        "nobody knows the day yet",
    ),
    (
        {"counted_from": Counted.AGREED},
        {"at_latest": True},
        "from the day on which we agree with you what your complaint is. If that is sooner, this date is sooner.",
        "nor this one",
    ),
    ({"counted_from": Counted.MET}, {"at_latest": True}, "from the day of the talk, or of the panel. If", "nor this"),
    ({"counted_from": Counted.REPORTED}, {"at_latest": True}, "on which the panel says what it thinks. If", "nor this"),
    ({}, {"again": True}, "We opened it again on Tuesday 31 March 2026, and count from then.", "opened again"),
    (
        {"counting": Counting.CALENDAR_DAYS, "days": 30},
        {},
        "We count 30 days of the calendar, weekends and holidays too, starting on the next day. If we are closed on",
        "the law on our information",
    ),
    ({"counting": Counting.MONTHS, "days": 2}, {}, "We count 2 months from that day.", "months"),
    ({"counting": Counting.MONTHS, "days": 1}, {}, "We count 1 month from that day.", "one month"),
    (
        {"counting": Counting.MONTHS_INCLUSIVE, "days": 6},
        {},
        "We count 6 months. That day is the first day of them.",
        "care for adults",
    ),
    (
        {"counting": Counting.MONTHS_ROLLED, "days": 1},
        {},
        "the date moves to the next day that we work.",
        "off a Sunday",
    ),
]


@pytest.fixture
def ordinary(charter: Charter) -> Promise:
    """To answer a request within five working days."""
    found = charter.promise(Kind.REQUEST, Act.REPLY, SINCE)
    assert found is not None
    return replace(found, days=5, counting=AFTER)


def explained(charter: Charter, promise: Promise, *stops: Stop, **different: object) -> Explanation:
    """Why a date falls on its day, counted from Tuesday 31 March 2026."""
    counted = reckon(charter.calendar, Start(SINCE, promise.counting), promise.days, stops)
    assert counted.due_on is not None
    plain = Explanation(by=counted.due_on, since=SINCE, days=promise.days, counted=counted, promise=promise)
    return replace(plain, **different)


def read(app: Flask, x: Explanation) -> str:
    """What somebody reads who asks how it was worked out."""
    with app.test_request_context():
        return words_of(Page(render_template_string(HOW, x=x), "/").all("main")[0])


@pytest.mark.clause("CH-1", "FP-3")
@pytest.mark.parametrize(("promised", "different", "words", "reason"), SAID)
def test_a_date_says_how_it_was_counted(
    app: Flask,
    charter: Charter,
    ordinary: Promise,
    promised: dict[str, object],
    different: dict[str, object],
    words: str,
    reason: str,
) -> None:
    said = read(app, explained(charter, replace(ordinary, **promised), **different))
    assert words in said, reason
    assert ordinary.clause.words in said, "and where it is written"


def test_days_of_the_calendar_are_numbered_and_the_end_says_that_it_moved(
    app: Flask, charter: Charter, ordinary: Promise
) -> None:
    said = read(app, explained(charter, replace(ordinary, counting=Counting.CALENDAR_DAYS, days=3)))
    for words in (
        "Number of the day",
        "Friday 3 April 2026 3",
        "Saturday 4 April 2026 not counted Weekend",
        "Monday 6 April 2026 not counted The date moves to this day",
    ):
        assert words in said


def test_months_list_no_days(app: Flask, charter: Charter, ordinary: Promise) -> None:
    said = read(app, explained(charter, replace(ordinary, counting=Counting.MONTHS, days=2)))
    assert "not counted" not in said and "The days that we counted" not in said


@pytest.mark.clause("FP-4")
@pytest.mark.parametrize(
    ("rests", "words", "reason"),
    [
        (False, "Tuesday 7 April 2026 not counted We waited for your answer", "we had asked something"),
        (True, "Tuesday 7 April 2026 not counted People talked it over", "they were with a mediator"),
    ],
)
def test_each_day_that_a_clock_stood_still_says_why(
    app: Flask, charter: Charter, ordinary: Promise, rests: bool, words: str, reason: str
) -> None:
    assert words in read(app, explained(charter, ordinary, replace(PAUSE, rests=rests))), reason


@pytest.mark.clause("FP-4")
def test_months_that_stood_still_say_since_when_and_until_when(app: Flask, charter: Charter, ordinary: Promise) -> None:
    said = read(app, explained(charter, replace(ordinary, counting=Counting.MONTHS, days=2), PAUSE))
    assert "From Wednesday 1 April 2026 to Tuesday 7 April 2026 we waited. The date moved by as many days." in said


def test_what_the_council_decided_itself_says_so(app: Flask, charter: Charter, ordinary: Promise) -> None:
    said = read(app, replace(explained(charter, replace(ordinary, days=1)), promise=None))
    assert "We count 1 working day, starting on the day after Tuesday 31 March 2026." in said
    assert "The council has decided this itself." in said
