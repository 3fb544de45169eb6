"""There are words for every next step and for everything that can happen: no page is ever left without."""

from datetime import UTC, date, datetime
from itertools import product

import pytest
from flask import Flask, render_template_string

from shared.charter.next_step import NextStep, What, Who
from shared.charter.vocabulary import Kind, SignedBy
from shared.models.cases import Case, Happening
from shared.models.happened import Happened

MONDAY = datetime(2026, 12, 21, 10, 0, tzinfo=UTC)
NEXT_STEP = (
    '{% from "components/next_step.html" import next_step_words, late_words %}'
    "{{ next_step_words(kind, step) }}|{{ late_words(step) }}"
)


@pytest.mark.clause("CH-1")
@pytest.mark.parametrize(("kind", "what"), list(product(Kind, What)))
def test_there_are_words_for_every_next_step_of_every_kind(app: Flask, kind: Kind, what: What) -> None:
    theirs = what in (What.ANSWER_QUESTION, What.WRITE_BACK)
    who = Who.CUSTOMER if theirs else Who.COUNCIL
    step = NextStep(what, who, "" if theirs else "Wilma", date(2027, 1, 5), late_since=date(2027, 1, 1))
    page = NEXT_STEP
    with app.test_request_context():
        words, late = render_template_string(page, kind=kind, step=step).split("|")
    assert words.endswith(".") and len(words) > 20
    assert theirs or "Wilma" in words
    assert what in (What.DECIDE, What.LOOK_AGAIN) or theirs or words.startswith("Wilma will ")
    assert "Friday 1 January 2027" in late and "Tuesday 5 January 2027" in late


#: Everything that a line of history may know.
FACTS = {
    "channel": "phone",
    "kind": "complaint",
    "before": "request",
    "team": "Roads",
    "owner": "Wilma",
    "reason": "Because.",
    "bounces": 2,
    "outcome": "not-ours",
    "until": "2027-01-05",
    "stopped": True,
    "day": "2027-01-05",
    "act": "reply",
    "words": "A note",
    "trouble": "no such box",
    "template": "late",
    "reach": "phone",
    "how": "I rang.",
    "name": "Ina MacLeod",
    "evidence": "link",
    "settle_by": "2027-01-05",
    "need": "Ring before you come",
    "review_on": "2027-01-05",
    "language": "gd",
    "format": "braille",
    "starts_at": "2027-01-05T10:00:00+00:00",
    "choices": 2,
    "look_by": "2027-01-05",
}


#: What moved from one day to another.
OF_DATES = (Happened.EXPLAINED, Happened.DATE_MOVED, Happened.DATE_MOVED_BACK, Happened.WHEN_SAID)


@pytest.mark.parametrize(("what", "public"), list(product(Happened, (True, False))))
def test_there_are_words_for_everything_that_can_happen(app: Flask, what: Happened, public: bool) -> None:
    facts = {**FACTS, "before": "2027-01-04"} if what in OF_DATES else FACTS
    case = Case(kind=Kind.COMPLAINT, signed_by=SignedBy.OWNER)
    line = Happening(case=case, what=what, facts=facts, at=MONDAY, by_name="Wilma")
    with app.test_request_context():
        page = "{% include 'happenings/' ~ line.what ~ '.html' %}"
        words = render_template_string(page, line=line, case=case, public=public)
    assert len(words.strip()) > 20
    assert "None" not in words
