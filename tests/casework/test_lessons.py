"""What a service learns: written with the decision, taken out again, followed until something shows that it is done."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from shared.casework import deciding, lessons
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind
from shared.charter.workflow import StepRefused, Why
from shared.models.cases import Case
from shared.models.decisions import Lesson
from shared.models.happened import Happened
from tests.builders import TUESDAY, a_case, a_written_decision
from tests.casework.test_decisions import decision_of
from tests.people import Cast


def learned(session: Session, case: Case, charter: Charter, cast: Cast, **varied: Any) -> Lesson:
    """That lamps are looked at on Mondays, unless a test says otherwise."""
    how: dict[str, Any] = {"words": "We look at our lamps on Mondays.", "due_on": date(2027, 3, 16), "owner": None}
    how |= {"by": cast.worker, "at": TUESDAY, "charter": charter}
    return lessons.learn(session, case, **{**how, **varied})


@pytest.fixture
def draft(session: Session, charter: Charter, cast: Cast) -> Case:
    """A decision that is written and has not left."""
    return a_written_decision(session, a_case(session, charter, Kind.COMPLAINT), by=cast.worker, charter=charter)


@pytest.mark.clause("FP-15")
def test_a_lesson_has_words_somebody_and_a_day_and_stands_in_the_letter(
    session: Session, charter: Charter, cast: Cast, draft: Case
) -> None:
    one = learned(session, draft, charter, cast, owner=cast.leader)
    assert (one.owner, one.team, one.due_on, one.ended_on) == (cast.leader, cast.team, date(2027, 3, 16), None)
    deciding.issue(session, draft, by=cast.worker, at=TUESDAY, charter=charter)
    assert "What we learn from it:\n\nWe look at our lamps on Mondays." in draft.contacts[-1].words


@pytest.mark.parametrize(
    ("varied", "why", "reason"),
    [
        ({"words": " "}, Why.REASON_MISSING, "nothing to learn"),
        ({"due_on": date(2027, 3, 1)}, Why.DATE_NOT_LATER, "yesterday"),
    ],
)
def test_what_is_no_lesson_is_not_kept(
    session: Session, charter: Charter, cast: Cast, draft: Case, varied: dict[str, Any], why: Why, reason: str
) -> None:
    with pytest.raises(StepRefused) as refused:
        learned(session, draft, charter, cast, **varied)
    assert refused.value.why is why, reason


def test_before_the_letter_leaves_it_can_be_taken_out_and_not_after(
    session: Session, charter: Charter, cast: Cast, draft: Case
) -> None:
    how: dict[str, Any] = {"by": cast.worker, "at": TUESDAY, "charter": charter}
    gone, kept = learned(session, draft, charter, cast), learned(session, draft, charter, cast, words="Another.")
    session.flush()
    lessons.take_out(session, gone, **how)
    assert decision_of(draft).lessons == [kept]
    deciding.issue(session, draft, **how)
    with pytest.raises(StepRefused):
        lessons.take_out(session, kept, **how)


@pytest.mark.clause("FP-15")
def test_it_is_done_once_something_shows_it(session: Session, charter: Charter, cast: Cast, draft: Case) -> None:
    one = learned(session, draft, charter, cast)
    how: dict[str, Any] = {"by": cast.worker, "at": TUESDAY, "charter": charter}
    deciding.issue(session, draft, **how)
    with pytest.raises(StepRefused):
        lessons.done(session, one, evidence=" ", **how)
    with pytest.raises(StepRefused) as refused:
        lessons.done(session, one, evidence="Seen.", **{**how, "by": cast.stranger})
    assert refused.value.why is Why.NOT_YOUR_TEAM
    for _press in range(2):
        lessons.done(session, one, evidence="The list of 8 March.", **how)
    assert (one.ended_on, one.evidence) == (TUESDAY.date(), "The list of 8 March.")
    assert sum(line.what is Happened.LESSON_DONE for line in draft.happenings) == 1
