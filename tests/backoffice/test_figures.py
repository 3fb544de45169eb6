"""The page of figures: sums that anybody may read, and nobody's name."""

from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from shared.casework.customers import Person
from shared.charter.vocabulary import Kind
from shared.models.surveys import Survey
from tests.backoffice.desk import Office
from tests.builders import TUESDAY


def _text(office: Office) -> str:
    return office.desk(office.cast.analyst).client.get("/office/figures").text


def test_before_anything_has_come_in_the_page_says_so(office: Office) -> None:
    page = _text(office)
    assert page.count("Nothing has come in since") == 2
    assert "Every open case has an owner." in page


@pytest.mark.clause("CH-2", "CC-5")
def test_the_sentence_comes_first_and_the_table_follows(office: Office) -> None:
    office.case(Kind.COMPLAINT, at=TUESDAY - timedelta(days=30))
    office.case(Kind.REQUEST)
    page = _text(office)
    assert "We kept 0 of the 1 promises that have come due" in page or "We kept 0 of the 2 promises" in page
    assert page.index("We kept 0 of the") < page.index("<caption")
    assert "2 open cases have no owner now." in page
    for words in ("This year", "The last 90 days", "since Friday 1 January 2027", "since Thursday 3 December 2026"):
        assert words in page, words


@pytest.mark.clause("RP-26")
def test_nobody_is_named_and_nobodys_words_are_shown(office: Office) -> None:
    person = Person(name="Zebedee Quill", email="zebedee@customer.example")
    case = office.case(person=person, words="Something unmistakable")
    page = _text(office)
    for words in ("Zebedee", "unmistakable", case.reference):
        assert words not in page


def test_the_page_asks_the_database_few_things(office: Office) -> None:
    office.case()
    asked: list[str] = []

    def told(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    event.listen(Engine, "before_cursor_execute", told)
    try:
        _text(office)
    finally:
        event.remove(Engine, "before_cursor_execute", told)
    assert 0 < len(asked) <= 9


@pytest.mark.clause("CC-2", "RP-26")
def test_what_people_said_is_shown_in_numbers_and_nobodys_words(office: Office) -> None:
    assert "Nobody has been asked yet." in _text(office)
    for number in range(11):
        case = office.case()
        with office.records() as session:
            more = {"answered_at": TUESDAY, "easy": 5, "happy": 2} if number else {}
            session.add(Survey(case_id=case.id, key=f"key-{number}", sent_at=TUESDAY, words="Unmistakable", **more))
    page = _text(office)
    assert "In the last 12 months we asked about 11 cases." in page and "10 answers came back." in page
    assert page.count("too few to show") >= 2 and "Unmistakable" not in page
    with office.records() as session:
        survey = session.query(Survey).filter_by(key="key-0").one()
        survey.answered_at, survey.easy = TUESDAY, 5
    page = _text(office)
    assert "5.0" in page and "too few to show" in page
