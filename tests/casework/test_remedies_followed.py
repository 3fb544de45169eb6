"""What a letter has promised lives on when the case is closed: begun, done, given up with a word, never forgotten."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from shared.casework import closing, heard, lessons, remedies, routing
from shared.casework.reaching import Telling
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Kind
from shared.charter.workflow import Outcome, Stage, StepRefused, Why
from shared.models.decisions import RemedyState
from shared.models.happened import Happened
from tests.builders import MORAG, a_case, a_written_decision
from tests.casework.promised import a_promise, lesson_of, owed, remedy_of
from tests.people import Cast

MONDAY = datetime(2027, 3, 8, 10, 0, tzinfo=UTC)


@pytest.mark.clause("FP-15")
def test_what_was_promised_is_begun_and_done_although_the_case_is_closed(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_promise(session, charter, by=cast.worker)
    remedy = remedy_of(session, case)
    assert case.stage is Stage.CLOSED and remedy.state is RemedyState.AGREED
    remedies.begin(session, remedy, by=cast.worker, at=MONDAY, charter=charter)
    assert remedy.state is RemedyState.IN_PROGRESS
    for _ in range(2):
        remedies.done(session, remedy, how="We wrote to you.", by=cast.worker, at=MONDAY, charter=charter)
    assert (remedy.state, remedy.ended_on, remedy.how) == (RemedyState.DONE, date(2027, 3, 8), "We wrote to you.")
    (notice,) = owed(session, "remedy_done")
    assert notice.to_address == "morag@customer.example"
    assert notice.facts["words"] == "“We are sorry that you waited.”\n\nWe wrote to you."
    assert case.stage is Stage.CLOSED and case.happenings[-1].what is Happened.REMEDY_DONE


@pytest.mark.clause("FP-15")
def test_what_cannot_be_done_is_told_with_the_reason_and_never_without(
    session: Session, charter: Charter, cast: Cast
) -> None:
    remedy = remedy_of(session, a_promise(session, charter, by=cast.worker))
    with pytest.raises(StepRefused) as refused:
        remedies.cannot(session, remedy, why=" ", instead="", by=cast.worker, at=MONDAY, charter=charter)
    assert refused.value.why is Why.REASON_MISSING and owed(session, "remedy_cannot") == []
    how = {"why": "The lamp is not made any more.", "instead": "We put up another."}
    for _ in range(2):
        remedies.cannot(session, remedy, **how, by=cast.worker, at=MONDAY, charter=charter)
    (notice,) = owed(session, "remedy_cannot")
    assert notice.facts["words"].endswith("The lamp is not made any more.\n\nWe put up another.")
    assert (remedy.state, remedy.instead) == (RemedyState.CANNOT_DELIVER, "We put up another.")
    remedies.done(session, remedy, how="After all.", by=cast.worker, at=MONDAY, charter=charter)
    assert remedy.state is RemedyState.CANNOT_DELIVER, "what the customer was told stands"


@pytest.mark.clause("FP-11b")
def test_words_that_the_customer_cannot_read_do_not_leave_as_they_are(
    session: Session, charter: Charter, cast: Cast
) -> None:
    polish = replace(MORAG, reads="pl")
    remedy = remedy_of(session, a_promise(session, charter, by=cast.worker, person=polish))
    english = Telling(words_in="en")
    with pytest.raises(StepRefused) as refused:
        remedies.done(session, remedy, how="Done.", by=cast.worker, at=MONDAY, charter=charter, telling=english)
    assert refused.value.why is Why.DOES_NOT_FIT and remedy.state is RemedyState.AGREED
    later = Telling(words_in="en", translate=True)
    remedies.done(session, remedy, how="Done.", by=cast.worker, at=MONDAY, charter=charter, telling=later)
    (notice,) = owed(session, "remedy_done")
    assert notice.held_for == "translation" and "We are sorry" in notice.facts["words"], "all of it is translated"


# who, may they, reason
WHO = [
    ("worker", True, "it is theirs"),
    ("colleague", True, "they work in its team"),
    ("leader", True, "it is their team's"),
    ("head", True, "it is their area's"),
    ("relations", True, "they work any team's cases"),
    ("stranger", False, "another team's"),
    ("triage", False, "they route cases, and work none"),
    ("analyst", False, "they see figures"),
]


@pytest.mark.clause("RP-26")
@pytest.mark.parametrize(("name", "may", "reason"), WHO)
def test_only_those_who_see_to_it_act_on_it(
    session: Session, charter: Charter, cast: Cast, name: str, may: bool, reason: str
) -> None:
    case, staff = a_promise(session, charter, by=cast.worker), getattr(cast, name)
    remedy, lesson = remedy_of(session, case), lesson_of(session, case)
    how = {"by": staff, "at": MONDAY, "charter": charter}
    if may:
        remedies.begin(session, remedy, **how)
        lessons.done(session, lesson, evidence="I looked.", **how)
        assert remedy.state is RemedyState.IN_PROGRESS and lesson.ended_on, reason
        return
    for act in (
        lambda: remedies.begin(session, remedy, **how),
        lambda: remedies.done(session, remedy, how="x", **how),
        lambda: remedies.cannot(session, remedy, why="x", instead="", **how),
        lambda: remedies.give(session, remedy, to=None, **how),
        lambda: lessons.done(session, lesson, evidence="x", **how),
        lambda: lessons.give(session, lesson, to=None, **how),
    ):
        with pytest.raises(StepRefused) as refused:
            act()
        assert refused.value.why is Why.NOT_YOUR_TEAM, reason


@pytest.mark.clause("FP-15")
def test_where_the_case_goes_what_was_promised_goes_along(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_promise(session, charter, by=cast.worker)
    remedy = remedy_of(session, case)
    closing.reopen(session, case, reason="There is more.", by=cast.worker, at=MONDAY, charter=charter)
    how = {"reason": "Theirs.", "by": cast.triage, "at": MONDAY, "charter": charter}
    routing.route(session, case, team=cast.stranger.team, service=None, **how)
    remedies.done(session, remedy, how="We did it.", by=cast.stranger, at=MONDAY, charter=charter)
    assert remedy.state is RemedyState.DONE


@pytest.mark.clause("FP-15")
def test_opening_and_closing_a_case_again_touches_nothing_that_was_promised(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_promise(session, charter, by=cast.worker)
    remedy, lesson = remedy_of(session, case), lesson_of(session, case)
    heard.hear(session, case, words="Thank you.", channel=Channel.WEB, at=MONDAY, charter=charter)
    how = {"reason": "Only thanks.", "by": cast.worker, "at": MONDAY, "charter": charter}
    closing.close(session, case, outcome=Outcome.NOTHING_TO_ANSWER, **how)
    assert case.stage is Stage.CLOSED
    assert (remedy.state, lesson.ended_on) == (RemedyState.AGREED, None)
    remedies.done(session, remedy, how="Done.", by=cast.worker, at=MONDAY, charter=charter)
    lessons.done(session, lesson, evidence="The list is there.", by=cast.worker, at=MONDAY, charter=charter)
    assert remedy.state is RemedyState.DONE and lesson.evidence == "The list is there."


@pytest.mark.clause("FP-15")
def test_a_lesson_is_done_only_where_something_shows_it(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_promise(session, charter, by=cast.worker)
    lesson = lesson_of(session, case)
    with pytest.raises(StepRefused) as refused:
        lessons.done(session, lesson, evidence="\n ", by=cast.worker, at=MONDAY, charter=charter)
    assert refused.value.why is Why.REASON_MISSING and lesson.ended_on is None
    for evidence in ("The list is there.", "Another word."):
        lessons.done(session, lesson, evidence=evidence, by=cast.worker, at=MONDAY, charter=charter)
    assert (lesson.ended_on, lesson.evidence) == (date(2027, 3, 8), "The list is there.")
    line = case.happenings[-1]
    assert line.what is Happened.LESSON_DONE and not line.public


@pytest.mark.clause("FP-15")
def test_it_is_given_to_somebody_else_and_the_history_says_so(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_promise(session, charter, by=cast.worker)
    remedy, lesson = remedy_of(session, case), lesson_of(session, case)
    how = {"by": cast.leader, "at": MONDAY, "charter": charter}
    for _ in range(2):
        remedies.give(session, remedy, to=cast.colleague, **how)
        lessons.give(session, lesson, to=None, **how)
    assert (remedy.owner, lesson.owner) == (cast.colleague, None)
    session.flush()
    told = [one.facts["given_to"] for one in case.happenings if "given_to" in one.facts]
    assert told == ["Colin Colleague", ""], "each once"


def test_nothing_is_done_of_what_no_letter_has_promised_yet(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_written_decision(session, a_case(session, charter, Kind.COMPLAINT), by=cast.worker, charter=charter)
    remedy = remedy_of(session, case)
    remedies.begin(session, remedy, by=cast.worker, at=MONDAY, charter=charter)
    remedies.done(session, remedy, how="Done.", by=cast.worker, at=MONDAY, charter=charter)
    assert remedy.state is RemedyState.OFFERED and owed(session, "remedy_done") == []
