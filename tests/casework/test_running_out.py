"""An authority that was given until a day: the day after it, both are told, once, and the history tells it."""

from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import representing, running_out
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Scope
from shared.delivery.rendering import render
from shared.models.cases import Case
from shared.models.database import writing
from shared.models.happened import Happened
from shared.models.notices import Notice
from shared.models.representatives import Authority
from tests.builders import TUESDAY, a_case_spoken_for
from tests.people import Cast, a_cast

LAST = date(2027, 3, 9)
AFTER = datetime(2027, 3, 10, 9, 0, tzinfo=TUESDAY.tzinfo)


def settled(session: Session, charter: Charter, cast: Cast, *, until: date | None = LAST, **more: object) -> Case:
    case = a_case_spoken_for(session, charter)
    session.refresh(case, ["authorities"])
    how = {"by": cast.relations, "how": "She rang.", "at": TUESDAY, "charter": charter, **more}
    representing.settle(session, case.authorities[0], ends_on=until, **how)  # type: ignore[arg-type]
    session.flush()
    return case


def told(session: Session) -> list[Notice]:
    session.flush()
    return list(session.scalars(sa.select(Notice).where(Notice.template == "authority_ended").order_by(Notice.id)))


@pytest.mark.clause("FP-10")
@pytest.mark.parametrize(
    ("moment", "number", "reason"),
    [
        (AFTER - timedelta(days=1), 0, "on its last day it still holds"),
        (AFTER.replace(hour=3), 0, "the day after, but nobody's telephone sounds at night"),
        (AFTER, 2, "the day after, in the morning"),
        (AFTER + timedelta(days=5), 2, "a worker that stood still tells it as soon as it runs"),
        (AFTER + timedelta(days=60), 0, "nobody is surprised by what ran out long ago"),
    ],
)
def test_both_are_told_when_the_last_day_has_passed(
    session: Session, charter: Charter, cast: Cast, moment: datetime, number: int, reason: str
) -> None:
    case = settled(session, charter, cast)
    running_out.end_by_day(session, at=moment, charter=charter)
    assert len(told(session)) == number, reason
    assert (case.authorities[0].ended_at is not None) is bool(number), reason


@pytest.mark.clause("FP-10")
def test_it_is_told_once_and_says_until_when_it_was_agreed(session: Session, charter: Charter, cast: Cast) -> None:
    case = settled(session, charter, cast)
    assert running_out.end_by_day(session, at=AFTER, charter=charter) == 1
    assert running_out.end_by_day(session, at=AFTER + timedelta(days=1), charter=charter) == 0
    lines = [line.facts["day"] for line in case.happenings if line.what is Happened.AUTHORITY_ENDED]
    assert lines == ["2027-03-09"]
    words = {one.to_name: render(one, charter, "http://127.0.0.1").text for one in told(session)}
    assert set(words) == {"Ann Advocate", "Morag MacLeod"}
    assert all("It was agreed until Tuesday 9 March 2027." in said for said in words.values())
    assert "light" not in words["Ann Advocate"], "she is told nothing of the case"


def test_where_it_was_for_everything_they_are_told_once_for_all_cases(
    session: Session, charter: Charter, cast: Cast
) -> None:
    for _ in range(3):
        settled(session, charter, cast, scope=Scope.EVERYTHING)
    running_out.end_by_day(session, at=AFTER, charter=charter)
    assert len(told(session)) == 2
    rows = sa.select(sa.func.count(Authority.id)).where(Authority.ended_at.is_(None))
    assert session.scalar(rows) == 0


def test_what_has_no_end_or_was_ended_before_is_left_alone(session: Session, charter: Charter, cast: Cast) -> None:
    settled(session, charter, cast, until=None)
    ended = settled(session, charter, cast)
    how = {"by": cast.relations, "how": "She asked.", "at": TUESDAY, "charter": charter}
    representing.end(session, ended.authorities[0], **how)  # type: ignore[arg-type]
    before = len(told(session))
    assert running_out.end_by_day(session, at=AFTER, charter=charter) == 0
    assert len(told(session)) == before


def test_two_workers_tell_it_once_on_both_databases(databases: sa.Engine, charter: Charter) -> None:
    with writing(databases) as session:
        settled(session, charter, a_cast(session, charter))
        session.commit()
    for _ in range(2):
        with writing(databases) as session:
            running_out.end_by_day(session, at=AFTER, charter=charter)
            session.commit()
    with writing(databases) as session:
        assert len(told(session)) == 2
