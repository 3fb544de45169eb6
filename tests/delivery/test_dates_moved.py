"""The letter to somebody whose date gets later because the calendar changed: which date, and which days are why."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from shared.casework import calendar_changes
from shared.charter.organisation import Charter
from shared.delivery.rendering import render
from tests.builders import a_case
from tests.casework.calendars import BEFORE_CHRISTMAS, applied, closing, settled, told, worked_out, working_on

SITE = "https://tell.highland.example"


@pytest.mark.clause("CH-1", "CC-1")
def test_the_letter_names_both_days_of_each_promise_and_the_closure(session: Session, charter: Charter) -> None:
    case = a_case(session, charter, at=BEFORE_CHRISTMAS)
    settled(session, charter)
    applied(session, closing(charter, date(2026, 12, 29), name="Festive closure"))
    (letter,) = told(session, case)
    said = " ".join(render(letter, charter, SITE).text.split())
    for words in (
        "So a date that we gave you gets later.",
        "We tell you by Thursday 31 December 2026 that we are dealing with it. Before, that day was Wednesday 30",
        "You have our answer by Monday 11 January 2027. Before, that day was Friday 8 January 2027.",
        "We do not count Tuesday 29 December 2026: Festive closure.",
        "By Thursday 31 December 2026.",
    ):
        assert words in said, said


def test_when_a_change_is_taken_back_the_letter_says_so(session: Session, charter: Charter) -> None:
    case, new = a_case(session, charter, at=BEFORE_CHRISTMAS), working_on(charter, date(2026, 12, 28))
    settled(session, charter)
    change = applied(session, new)
    assert not told(session)
    calendar_changes.undo(session, change, reason="It is a holiday.", by=None, at=BEFORE_CHRISTMAS)
    worked_out(session, new)
    said = " ".join(render(told(session, case)[0], charter, SITE).text.split())
    assert "We had changed the days on which we work, and have taken that back." in said
    assert "We do not count Monday 28 December 2026: Boxing Day (observed)." in said


@pytest.mark.clause("CC-4")
@pytest.mark.parametrize("language", ["pl", "ar", "cy"])
def test_the_closure_is_named_in_the_letter_in_every_language(
    session: Session, charter: Charter, language: str
) -> None:
    case = a_case(session, charter, at=BEFORE_CHRISTMAS)
    assert case.customer is not None
    case.customer.language = language
    settled(session, charter)
    applied(session, closing(charter, date(2026, 12, 29), name="Roof repairs"))
    (letter,) = told(session, case)
    assert letter.language == language and letter.held_for is None, "nobody has to translate it first"
    assert "Roof repairs" in " ".join(render(letter, charter, SITE).text.split())
