"""What a customer with limits adds: it is kept, said on which day it is read, and never answered by a closed way."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import closing, files, heard, limited, reviewing
from shared.casework.customers import Person
from shared.casework.restrictions import MeasureWritten
from shared.charter.measures import Measure
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Reach
from shared.charter.workflow import Outcome
from shared.files.store import Store
from shared.models.cases import Case
from shared.models.notices import Notice
from tests.builders import TUESDAY, a_case, held
from tests.engaged import a_restriction
from tests.people import Cast, a_cast

MORAG = Person("Morag MacLeod", "morag@customer.example", "01632 960001", "4 Glen Road", Reach.EMAIL)
NO_EMAIL = MeasureWritten(Measure.CHANNEL, channel=Channel.EMAIL, instead=Reach.LETTER)
MONDAYS = MeasureWritten(Measure.LIMITS, days=(0, 3))


@pytest.fixture
def cast(session: Session, charter: Charter) -> Cast:
    return a_cast(session, charter)


def limit(session: Session, charter: Charter, case: Case, *measures: MeasureWritten, **how: Any) -> Any:
    return a_restriction(session, charter, case=case, measures=measures, **how)


def closed(session: Session, charter: Charter, cast: Cast) -> Case:
    """A request on which the last answer has been given."""
    case = held(session, a_case(session, charter, person=MORAG), by=cast.worker, charter=charter)
    how: dict[str, Any] = {"by": cast.worker, "at": TUESDAY, "charter": charter}
    closing.close(session, case, outcome=Outcome.NOT_OURS, reason="A private road.", **how)
    session.flush()
    return case


def add(session: Session, charter: Charter, case: Case, *, at: datetime = TUESDAY) -> list[Notice]:
    """They write once more; the notices that follow from it."""
    before = set(session.scalars(sa.select(Notice.id)))
    heard.hear(session, case, words="And another thing.", channel=Channel.WEB, at=at, charter=charter)
    session.flush()
    rows = sa.select(Notice).where(Notice.id.not_in(before)).order_by(Notice.id)
    return list(session.scalars(rows))


READ_ON = [
    (date(2027, 3, 1), (0, 3), date(2027, 3, 4), "Monday: what comes in tonight is read on Thursday"),
    (date(2027, 3, 2), (0, 3), date(2027, 3, 4), "Tuesday: on Thursday"),
    (date(2027, 3, 2), (1,), date(2027, 3, 9), "Tuesdays alone: in a week"),
    (date(2027, 3, 24), (4,), date(2027, 4, 2), "Good Friday does not count here: the Friday after"),
    (date(2027, 3, 2), (5, 6), None, "on no working day at all: no day is named"),
    (date(2027, 3, 2), (), None, "no fixed days"),
]


@pytest.mark.clause("RP-8")
@pytest.mark.parametrize(("today", "days", "expected", "why"), READ_ON, ids=[row[3] for row in READ_ON])
def test_on_which_day_it_is_read(
    session: Session, charter: Charter, today: date, days: tuple[int, ...], expected: date | None, why: str
) -> None:
    case = a_case(session, charter, person=MORAG)
    limit(session, charter, case, MeasureWritten(Measure.LIMITS, days=days, most=2), at=TUESDAY - timedelta(days=2))
    assert limited.read_on(case, today, charter) == expected, why


@pytest.mark.clause("RP-8")
def test_whoever_writes_more_is_told_on_which_day_we_read_it(session: Session, charter: Charter) -> None:
    case = a_case(session, charter, person=MORAG)
    limit(session, charter, case, MONDAYS)
    (notice,) = add(session, charter, case)
    assert (notice.template, notice.facts["read_on"]) == ("added", "2027-03-04")


@pytest.mark.clause("RP-8")
def test_what_comes_on_a_closed_matter_is_kept_and_opens_nothing(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = closed(session, charter, cast)
    limit(session, charter, case, MeasureWritten(Measure.CLOSED_MATTER, case=case))
    (notice,) = add(session, charter, case)
    assert (notice.template, case.contacts[-1].words) == ("kept_only", "And another thing.")
    assert case.closed_at is not None


def test_that_we_keep_it_is_said_once_in_thirty_days(session: Session, charter: Charter, cast: Cast) -> None:
    case = closed(session, charter, cast)
    limit(session, charter, case, MeasureWritten(Measure.CLOSED_MATTER, case=case))
    said = [len(add(session, charter, case, at=TUESDAY + timedelta(days=days))) for days in (0, 1, 29, 31, 32)]
    assert said == [1, 0, 0, 1, 0]
    assert len([one for one in case.contacts if one.words == "And another thing."]) == 5


def test_files_on_a_closed_matter_are_kept_and_open_nothing(
    session: Session, charter: Charter, cast: Cast, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = closed(session, charter, cast)
    limit(session, charter, case, MeasureWritten(Measure.CLOSED_MATTER, case=case))
    monkeypatch.setattr(files, "add", lambda *_args, **_more: ["a file"])
    files.send_in(session, case, (), store=Store(tmp_path), at=TUESDAY, charter=charter, once="once")
    assert case.closed_at is not None


@pytest.mark.clause("RP-7")
def test_whoever_was_not_told_reads_nothing_of_it(session: Session, charter: Charter, cast: Cast) -> None:
    case = closed(session, charter, cast)
    made = limit(session, charter, case, MeasureWritten(Measure.CLOSED_MATTER, case=case), MONDAYS, NO_EMAIL)
    made.told_at, made.not_told = None, "It would put somebody at risk."
    assert not limited.kept_only(case, TUESDAY.date(), charter)
    assert limited.read_on(case, TUESDAY.date(), charter) is None
    assert add(session, charter, case) == []
    heard.say_way_closed(session, case, Channel.EMAIL, at=TUESDAY, charter=charter)
    session.flush()
    assert session.scalars(sa.select(Notice).where(Notice.template == "way_closed")).first() is None


def test_a_matter_opens_again_once_the_limit_is_over(session: Session, charter: Charter, cast: Cast) -> None:
    case = closed(session, charter, cast)
    made = limit(session, charter, case, MeasureWritten(Measure.CLOSED_MATTER, case=case))
    reviewing.end(session, made, reasons="It is quiet.", by=made.decided_by, at=TUESDAY, charter=charter)
    assert [one.template for one in add(session, charter, case)][-1] == "added"
    assert case.closed_at is None


@pytest.mark.clause("RP-8")
def test_an_e_mail_by_a_closed_way_is_answered_to_the_address_on_record_and_once(
    session: Session, charter: Charter
) -> None:
    case = a_case(session, charter, person=MORAG)
    other = a_case(session, charter, person=MORAG)
    limit(session, charter, case, NO_EMAIL)
    for one, days in ((case, 0), (case, 1), (other, 2)):
        at = TUESDAY + timedelta(days=days)
        heard.say_way_closed(session, one, Channel.EMAIL, at=at, charter=charter)
        session.flush()
    (notice,) = session.scalars(sa.select(Notice).where(Notice.template == "way_closed"))
    assert (notice.reach, notice.to_address) == (Reach.LETTER, "4 Glen Road")
    assert notice.facts["open_ways"] == ["web", "phone", "letter", "in-person", "social-media"]


def test_whoever_may_write_e_mails_gets_no_such_answer(session: Session, charter: Charter) -> None:
    case = a_case(session, charter, person=replace(MORAG))
    limit(session, charter, case, MONDAYS)
    heard.say_way_closed(session, case, Channel.EMAIL, at=TUESDAY, charter=charter)
    session.flush()
    assert session.scalars(sa.select(Notice).where(Notice.template == "way_closed")).first() is None
