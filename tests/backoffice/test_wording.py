"""What the back office says: a sentence for each refusal, a ready message for each kind, words for each step."""

from datetime import date

import pytest
from flask import Flask

from backoffice.wording import refusal_words, step_name
from shared.charter.passages import STAFF_STEPS
from shared.charter.vocabulary import Kind
from shared.charter.workflow import Step, StepRefused, Why
from tests.backoffice.desk import Office


def test_every_refusal_is_a_sentence_of_its_own(app: Flask) -> None:
    with app.test_request_context():
        said = [
            refusal_words(StepRefused(Step.GIVE, why, team="Roads", name="Wilma", day=date(2027, 3, 9))) for why in Why
        ]
    assert len(set(said)) == len(Why)
    assert all(sentence[0].isupper() and sentence.endswith(".") for sentence in said)


def test_a_refusal_names_the_day_with_its_weekday(app: Flask) -> None:
    with app.test_request_context():
        said = refusal_words(StepRefused(Step.EXPLAIN, Why.DATE_NOT_LATER, day=date(2027, 3, 9)))
    assert said == "Choose a day after Tuesday 9 March 2027."


def test_every_step_has_a_name_and_an_address(app: Flask) -> None:
    addresses = {rule.endpoint for rule in app.url_map.iter_rules()}
    with app.test_request_context():
        assert all(step_name(step) for step in STAFF_STEPS)
    assert {f"backoffice.{step.name.lower()}" for step in STAFF_STEPS} <= addresses


#: What each ready message must say: that we have it, who deals with it, and by when the answer comes.
READY = [
    (Kind.REQUEST, "We have your request.", "By Tuesday 16 March 2027 we will answer you in full."),
    (Kind.COMPLAINT, "We have your complaint.", "By Monday 8 March 2027 we will look into it"),
    (Kind.COMMENT, "Thank you for your comment.", "By Tuesday 16 March 2027 we will tell you what we think of it."),
    (Kind.REPRESENTATION, "We have your view.", "By Wednesday 31 March 2027 we will tell you what we make of it."),
    (Kind.ADJUSTMENT, "Thank you for telling us what you need.", "By Tuesday 9 March 2027 we will tell you"),
]


@pytest.mark.clause("CH-1", "CC-2")
def test_the_ready_message_says_who_deals_with_it_and_by_when_for_each_kind(office: Office) -> None:
    triage, worker = office.desk(office.cast.triage), office.desk(office.cast.worker)
    for kind, have, by in READY:
        new = office.case(kind)
        first = triage.opens("acknowledge", new, part=True).text
        assert "Customer contact is finding the right people to deal with it." in first, kind
        held = worker.opens("acknowledge", office.case(kind, held_by=office.cast.worker), part=True).text
        assert "Wilma Worker in Roads maintenance is dealing with it." in held, kind
        assert have in held, kind
        assert by in held, kind


@pytest.mark.clause("FP-1")
def test_thanks_say_who_was_told(office: Office) -> None:
    case = office.case(Kind.COMPLIMENT, held_by=office.cast.worker)
    ready = office.desk(office.cast.worker).opens("acknowledge", case, part=True).text
    assert "We have passed your words on to Roads maintenance" in ready


def test_while_the_clock_stands_still_no_day_is_promised(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    desk = office.desk(office.cast.worker)
    desk.takes("ask", case, words="Which lamp post?")
    assert "We cannot give you the day of our answer yet." in desk.opens("acknowledge", case, part=True).text
