"""What was promised, on which day, and where it is written."""

import re
from dataclasses import replace
from datetime import date

import pytest

from shared.charter.clock import Start, due_on
from shared.charter.organisation import Charter
from shared.charter.promises import Clause, Document, Origin, Promise
from shared.charter.reading import load_charter, published
from shared.charter.vocabulary import IN_MONTHS, IN_WORKING_DAYS, Act, Counted, Kind

TODAY = date(2026, 11, 23)
HIGHLAND = load_charter("highland")
CHARTERS = pytest.mark.parametrize("name", ["highland", "template"])

# charter, kind, act, received, due on, reason
GIVEN_DATES = [
    ("highland", Kind.REQUEST, Act.ACKNOWLEDGE, "2026-11-23", "2026-12-01", "St Andrew's Day is out"),
    ("highland", Kind.REQUEST, Act.REPLY, "2026-11-23", "2026-12-08", "ten working days"),
    ("highland", Kind.COMPLAINT, Act.REPLY, "2026-11-23", "2026-11-27", "Monday is day one, Friday day five"),
    ("highland", Kind.COMPLAINT, Act.REPLY, "2026-11-21", "2026-11-27", "on a Saturday, Monday is day one"),
    ("highland", Kind.COMPLIMENT, Act.ACKNOWLEDGE, "2026-11-21", "2026-11-27", "day one is Monday"),
    (
        "highland",
        Kind.COMMENT,
        Act.REPLY,
        "2026-12-18",
        "2027-01-07",
        "Christmas, Boxing Day, and New Year twice",
    ),
    ("highland", Kind.REPRESENTATION, Act.REPLY, "2026-03-02", "2026-03-30", "twenty working days"),
    ("highland", Kind.ADJUSTMENT, Act.REPLY, "2026-03-02", "2026-03-09", "five working days"),
    ("template", Kind.REQUEST, Act.REPLY, "2025-03-03", "2025-03-21", "fourteen working days, not two weeks"),
    ("template", Kind.COMMENT, Act.REPLY, "2026-11-23", "2026-12-11", "30 November counts in England"),
    ("template", Kind.REPRESENTATION, Act.REPLY, "2026-12-18", "2027-01-12", "three holidays on the way"),
    ("template", Kind.COMPLAINT, Act.ACKNOWLEDGE, "2026-11-23", "2026-11-30", "Monday is day nought"),
    (
        "template",
        Kind.COMPLIMENT,
        Act.ACKNOWLEDGE,
        "2026-04-01",
        "2026-04-10",
        "Good Friday and Easter Monday",
    ),
]


def kept(charter: Charter, kind: Kind, act: Act) -> Promise:
    """The promise of today; there must be one."""
    found = charter.promise(kind, act, TODAY)
    assert found is not None
    return found


@pytest.mark.clause("CH-1", "CH-2", "CC-1")
@pytest.mark.parametrize(("name", "kind", "act", "received", "expected", "reason"), GIVEN_DATES)
def test_a_customer_is_given_the_date_that_the_charter_promises(
    name: str, kind: Kind, act: Act, received: str, expected: str, reason: str
) -> None:
    charter = load_charter(name)
    promise = kept(charter, kind, act)
    start = Start(date.fromisoformat(received), promise.counting)
    assert str(due_on(charter.calendar, start, promise.days)) == expected, reason


@CHARTERS
@pytest.mark.clause("CH-1", "CH-2")
@pytest.mark.parametrize("kind", Kind)
def test_whatever_a_customer_tells_us_is_acknowledged_within_five_working_days(name: str, kind: Kind) -> None:
    assert kept(load_charter(name), kind, Act.ACKNOWLEDGE).days == 5


@CHARTERS
@pytest.mark.clause("CC-7", "FP-2")
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.COMPLIMENT])
def test_whatever_needs_an_answer_gets_one_or_a_reason_and_a_new_date(name: str, kind: Kind) -> None:
    assert kept(load_charter(name), kind, Act.REPLY).otherwise is Act.EXPLAIN


@CHARTERS
def test_nobody_owes_an_answer_to_a_compliment(name: str) -> None:
    assert load_charter(name).promise(Kind.COMPLIMENT, Act.REPLY, TODAY) is None


@pytest.mark.clause("RP-6")
def test_a_scottish_complaint_is_acknowledged_no_later_than_it_is_decided() -> None:
    highland = load_charter("highland")
    acknowledged, replied = (kept(highland, Kind.COMPLAINT, act) for act in (Act.ACKNOWLEDGE, Act.REPLY))
    for day in (date(2026, 11, 20 + n) for n in range(7)):
        starts = [Start(day, promise.counting) for promise in (acknowledged, replied)]
        assert due_on(highland.calendar, starts[0], 5) == due_on(highland.calendar, starts[1], 5)
    assert (replied.at_most, replied.stops_while_waiting) == (10, False)


@pytest.mark.clause("RP-6")
def test_an_english_complaint_is_answered_ten_days_after_it_was_acknowledged() -> None:
    promise = kept(load_charter("template"), Kind.COMPLAINT, Act.REPLY)
    assert (promise.counted_from, promise.days, promise.at_most) == (Counted.ACKNOWLEDGED, 10, 20)


@pytest.mark.clause("RP-4")
@CHARTERS
def test_an_adjustment_is_settled_before_any_other_answer_is_due(name: str) -> None:
    charter = load_charter(name)
    replies = {kind: charter.promise(kind, Act.REPLY, TODAY) for kind in Kind}
    assert (
        min(promise.days for promise in replies.values() if promise) == kept(charter, Kind.ADJUSTMENT, Act.REPLY).days
    )


@pytest.mark.clause("CC-1")
def test_fourteen_working_days_are_read_as_working_days_and_the_charter_says_so() -> None:
    promise = kept(load_charter("template"), Kind.REQUEST, Act.REPLY)
    assert promise.days == 14
    assert "fourteen working days" in promise.clause.words
    assert "two weeks" in promise.reading


@pytest.mark.clause("CH-2", "FP-20")
@pytest.mark.parametrize("name", published())
def test_every_promise_says_where_it_is_written_and_what_it_means(name: str) -> None:
    charter = load_charter(name)
    for record in (*charter.promises, *charter.standards):
        assert record.clause.number and record.clause.words and record.plain, record.id
        assert charter.documents[record.clause.document.id] is record.clause.document
        assert record.plain != record.clause.words, f"{record.id} must say it in our own words"


@pytest.mark.parametrize("name", published())
def test_the_plain_words_name_the_days_that_are_counted(name: str) -> None:
    for promise in load_charter(name).promises:
        unit = "months?" if promise.counting in IN_MONTHS else "days?"
        what = f"working {unit}" if promise.counting in IN_WORKING_DAYS else unit
        assert re.search(rf"\b{promise.days} {what}\b", promise.plain), promise.id


@pytest.mark.clause("CH-1", "CH-3", "CH-11")
def test_highlands_charter_and_policy_are_both_listed_as_standards() -> None:
    cited = [standard.clause.document.id for standard in load_charter("highland").standards]
    assert cited.count("customer-charter") == 17, "each thing that the charter says the council will do"
    assert cited.count("customer-relationship-policy") >= 20


def test_what_no_document_promises_is_shown_as_the_councils_own_decision() -> None:
    by_law = {one.id for one in HIGHLAND.promises if one.clause.document.origin is Origin.PROCEDURE}
    assert by_law == {
        "complaint-replied",
        "complaint-investigation-acknowledged",
        "complaint-investigation-replied",
        "social-work-replied",
        "social-work-investigation-acknowledged",
        "social-work-investigation-replied",
        "data-protection-acknowledged",
    }
    rest = {one.clause.document.origin for one in HIGHLAND.promises if one.id not in by_law}
    assert rest == {Origin.COUNCIL}


def test_a_case_keeps_the_promise_of_the_day_on_which_it_was_received() -> None:
    clause = Clause(Document("care", "Care", "Us", Origin.DOCUMENT), "1", "within 10 days")
    old = Promise("old", Kind.REQUEST, Act.REPLY, 10, clause, since=date(2020, 1, 1), until=date(2026, 3, 31))
    new = replace(old, id="new", days=5, since=date(2026, 4, 1), until=date.max)
    charter = replace(load_charter("highland"), promises=(old, new))
    for day, expected in ((date(2026, 3, 31), old), (date(2026, 4, 1), new)):
        assert charter.promise(Kind.REQUEST, Act.REPLY, day) is expected
    assert charter.promise(Kind.REQUEST, Act.REPLY, date(2019, 12, 31)) is None
    assert charter.promise_by_id["old"] is old, "an ended promise can still be shown"
