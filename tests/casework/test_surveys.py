"""How was it? Asked once, some days after an answer, in the person's own way; never before, never twice."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shared.casework import closing, heard, replies, surveys
from shared.casework.customers import Person
from shared.casework.surveys import Stands
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Format, Reach
from shared.charter.workflow import Outcome
from shared.delivery.rendering import for_colleagues, render
from shared.models.cases import Case
from shared.models.database import writing
from shared.models.happened import Happened
from shared.models.surveys import Survey
from tests.builders import MORAG, TUESDAY, a_case, a_case_spoken_for, a_decided_complaint, decide, held
from tests.casework.deciding import sent_to, settled
from tests.casework.promised import owed
from tests.people import Cast, a_cast

#: Five working days after Tuesday 2 March 2027.
IN_A_WEEK = datetime(2027, 3, 9, 10, 0, tzinfo=UTC)


def answered(session: Session, charter: Charter, by: object, **more: object) -> Case:
    """A request that was answered on Tuesday 2 March."""
    case = held(session, a_case(session, charter, **more), by=by, charter=charter)  # type: ignore[arg-type]
    replies.reply(session, case, words="It is mended.", by=by, at=TUESDAY, charter=charter)  # type: ignore[arg-type]
    session.flush()
    return case


def asked(session: Session, charter: Charter, at: datetime = IN_A_WEEK) -> int:
    """How many people are asked in one round."""
    before = len(owed(session, "survey"))
    surveys.ask(session, at=at, charter=charter)
    return len(owed(session, "survey")) - before


# Answered on Tuesday 2 March; the council asks five working days later.
WHEN = [
    (datetime(2027, 3, 8, 15, 0, tzinfo=UTC), 0, "on Monday it is too early"),
    (datetime(2027, 3, 9, 3, 0, tzinfo=UTC), 0, "on Tuesday, but nobody's telephone sounds at night"),
    (datetime(2027, 3, 9, 9, 0, tzinfo=UTC), 1, "on Tuesday morning"),
    (datetime(2027, 3, 9, 20, 0, tzinfo=UTC), 0, "in the evening no more"),
    (datetime(2027, 3, 12, 9, 0, tzinfo=UTC), 1, "a worker that stood still asks as soon as it runs"),
    (datetime(2027, 5, 4, 9, 0, tzinfo=UTC), 0, "after two months nobody remembers"),
]


@pytest.mark.clause("CC-2")
@pytest.mark.parametrize(("moment", "number", "reason"), WHEN)
def test_somebody_is_asked_some_days_after_an_answer_and_once(
    session: Session, charter: Charter, cast: Cast, moment: datetime, number: int, reason: str
) -> None:
    case = answered(session, charter, cast.worker)
    assert [asked(session, charter, moment) for _ in range(2)] == [number, 0], reason
    told = [one for one in case.happenings if one.what is Happened.SURVEY_SENT]
    assert [one.public for one in told] == [True] * number


@pytest.mark.clause("CC-2")
def test_a_complaint_is_asked_about_after_its_decision_and_not_again_after_the_next(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_decided_complaint(session, charter, by=cast.worker)
    assert asked(session, charter) == 1
    heard.hear(session, case, words="But still.", channel=Channel.WEB, at=IN_A_WEEK, charter=charter)
    decide(session, case, by=cast.worker, charter=charter, at=IN_A_WEEK)
    assert asked(session, charter, IN_A_WEEK + timedelta(days=14)) == 0


def test_nobody_is_asked_while_their_case_is_open_again(session: Session, charter: Charter, cast: Cast) -> None:
    case = answered(session, charter, cast.worker)
    heard.hear(session, case, words="But still.", channel=Channel.WEB, at=TUESDAY, charter=charter)
    assert asked(session, charter) == 0


# ways in which a case can end or stand, that are no answer
NOT_ANSWERED = [Outcome.NOT_OURS, Outcome.NOTHING_TO_ANSWER, Outcome.SAME_AS_ANOTHER, Outcome.HEARD_NOTHING]


@pytest.mark.parametrize("outcome", NOT_ANSWERED)
def test_nobody_is_asked_who_was_not_answered(session: Session, charter: Charter, cast: Cast, outcome: Outcome) -> None:
    case = held(session, a_case(session, charter), by=cast.worker, charter=charter)
    how = {"reason": "So it is.", "by": cast.worker, "at": TUESDAY, "charter": charter}
    closing.close(session, case, outcome=outcome, **how)
    assert asked(session, charter) == 0


def test_nobody_is_asked_who_withdrew_or_still_waits(session: Session, charter: Charter) -> None:
    a_case(session, charter)
    closing.withdraw(session, a_case(session, charter), at=TUESDAY, charter=charter)
    assert asked(session, charter) == 0


@pytest.mark.clause("RP-4")
@pytest.mark.parametrize("person", [replace(MORAG, reach=Reach.NONE), Person()])
def test_nobody_is_asked_who_wants_no_messages_or_gave_no_name(
    session: Session, charter: Charter, cast: Cast, person: Person
) -> None:
    case = answered(session, charter, cast.worker, person=person)
    assert asked(session, charter) == 0
    assert not any(one.what is Happened.SURVEY_SENT for one in case.happenings)
    if case.customer is not None:
        case.customer.reach = Reach.EMAIL
        assert asked(session, charter) == 0, "and they are not looked for again"


@pytest.mark.clause("RP-5", "CH-9")
def test_somebody_is_asked_in_their_own_language_and_format(session: Session, charter: Charter, cast: Cast) -> None:
    person = replace(MORAG, reads="pl", format=Format.LARGE_PRINT)
    answered(session, charter, cast.worker, person=person)
    assert asked(session, charter) == 1
    (notice,) = owed(session, "survey")
    assert (notice.language, notice.format, notice.held_for) == ("pl", Format.LARGE_PRINT, None)


@pytest.mark.clause("RP-2")
def test_whoever_speaks_for_somebody_is_asked_with_them(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case_spoken_for(session, charter)
    settled(session, case, charter)
    decide(session, case, by=cast.worker, charter=charter)
    assert asked(session, charter) == 2
    to = {address for template, address in sent_to(session, case) if template == "survey"}
    assert to == {"ann@advice.example", "morag@customer.example"}


@pytest.mark.clause("SC-7")
def test_the_letter_leads_to_the_questions_and_colleagues_do_not_see_where(
    session: Session, charter: Charter, cast: Cast
) -> None:
    answered(session, charter, cast.worker)
    asked(session, charter)
    (notice,) = owed(session, "survey")
    survey = session.scalars(sa.select(Survey)).one()
    letter = render(notice, charter, "https://tell.highland.example")
    assert f"https://tell.highland.example/how-was-it/{survey.key}" in letter.text
    assert f'href="https://tell.highland.example/how-was-it/{survey.key}"' in letter.html
    assert "on Tuesday 2 March 2027" in " ".join(letter.text.split())
    seen = for_colleagues(letter, notice)
    assert survey.key not in seen.text + seen.html


def test_a_council_that_wants_it_asks_nobody(session: Session, charter: Charter, cast: Cast) -> None:
    answered(session, charter, cast.worker)
    silent = replace(charter, organisation=replace(charter.organisation, survey_days=0))
    assert asked(session, silent) == 0


@pytest.mark.clause("CC-2")
def test_an_answer_is_kept_once_and_read_in_the_history(session: Session, charter: Charter, cast: Cast) -> None:
    case = answered(session, charter, cast.worker)
    asked(session, charter)
    survey = session.scalars(sa.select(Survey)).one()
    assert surveys.opened(session, survey.key) is survey and surveys.opened(session, "nonsense") is None
    for easy, words in ((4, " Quick. "), (1, "Changed my mind.")):
        surveys.answer(session, survey, easy=easy, happy=None, words=words, at=IN_A_WEEK)
    session.flush()
    assert (survey.easy, survey.happy, survey.words) == (4, None, "Quick.")
    assert surveys.stands(survey, at=IN_A_WEEK + timedelta(days=365)) is Stands.ANSWERED
    (line,) = [one for one in case.happenings if one.what is Happened.SURVEY_ANSWERED]
    assert line.facts == {"easy": 4, "happy": None, "words": "Quick."}


@pytest.mark.parametrize(("easy", "happy"), [(None, None), (0, None), (None, 6), (3, 9)])
def test_an_answer_says_something_that_was_asked(
    session: Session, charter: Charter, cast: Cast, easy: int | None, happy: int | None
) -> None:
    answered(session, charter, cast.worker)
    asked(session, charter)
    survey = session.scalars(sa.select(Survey)).one()
    with pytest.raises(ValueError, match="One answer at least"):
        surveys.answer(session, survey, easy=easy, happy=happy, words="x", at=IN_A_WEEK)


def test_after_sixty_days_nothing_is_kept_any_more(session: Session, charter: Charter, cast: Cast) -> None:
    answered(session, charter, cast.worker)
    asked(session, charter)
    survey = session.scalars(sa.select(Survey)).one()
    days = [IN_A_WEEK + timedelta(days=59, hours=23), IN_A_WEEK + timedelta(days=60)]
    assert [surveys.stands(survey, at=day) for day in days] == [Stands.OPEN, Stands.OVER]
    surveys.answer(session, survey, easy=5, happy=5, words="", at=days[1])
    assert survey.answered_at is None


def test_many_are_asked_some_at_a_time_on_both_databases(databases: sa.Engine, charter: Charter) -> None:
    with writing(databases) as session:
        cast = a_cast(session, charter)
        for _ in range(3):
            answered(session, charter, cast.worker)
        session.commit()
        rounds = [surveys.ask(session, at=IN_A_WEEK, charter=charter, most=2) for _ in range(3)]
        assert rounds == [2, 1, 0]
        session.commit()
        survey = session.scalars(sa.select(Survey)).first()
        assert survey is not None
        surveys.answer(session, survey, easy=5, happy=1, words="", at=IN_A_WEEK)
        session.commit()
        survey.easy = 7
        with pytest.raises(IntegrityError):
            session.flush()
