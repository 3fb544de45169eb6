"""Taking in."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework.customers import Person
from shared.casework.intake import open_case, subject_of
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Act, Channel, Kind, Reach
from shared.charter.workflow import Stage
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.notices import Notice, Task
from tests.builders import MORAG, TUESDAY, a_case, a_submission


@pytest.mark.clause("CH-6", "CH-2")
@pytest.mark.parametrize("kind", Kind)
def test_each_kind_gets_a_reference_and_a_promise_with_a_day(session: Session, charter: Charter, kind: Kind) -> None:
    case = a_case(session, charter, kind)
    assert case.reference.startswith("HC-")
    assert case.stage is Stage.RECEIVED
    assert [clock.act for clock in case.clocks if clock.act is Act.ACKNOWLEDGE]
    assert case.next_on == min(clock.due_on for clock in case.clocks if clock.due_on)


@pytest.mark.clause("FP-1")
def test_a_compliment_is_acknowledged_within_five_working_days(session: Session, charter: Charter) -> None:
    case = a_case(session, charter, Kind.COMPLIMENT)
    assert [(c.act, c.due_on) for c in case.clocks] == [(Act.ACKNOWLEDGE, date(2027, 3, 9))]


def test_a_second_sending_of_the_same_answers_finds_the_first_case(session: Session, charter: Charter) -> None:
    submission = a_submission(key="the very same")
    first = open_case(session, submission, at=TUESDAY, charter=charter)
    session.flush()
    second = open_case(session, submission, at=TUESDAY, charter=charter)
    assert second is first
    assert session.scalar(sa.select(sa.func.count(Case.id))) == 1
    assert session.scalar(sa.select(sa.func.count(Notice.id))) == 1


def test_the_history_begins_with_receipt_and_a_notice_is_owed(session: Session, charter: Charter) -> None:
    case = a_case(session, charter)
    assert [line.what for line in case.happenings] == [Happened.RECEIVED]
    notice = session.scalars(sa.select(Notice)).one()
    assert (notice.template, notice.to_address) == ("received", "morag@customer.example")
    assert notice.facts["next"]["by"] == "2027-03-09"
    assert notice.facts["track"] == f"/track/{case.reference}/{case.tracking_key}"


def test_somebody_without_a_name_is_owed_no_letter_but_has_a_reference(session: Session, charter: Charter) -> None:
    case = a_case(session, charter, Kind.COMPLAINT, person=Person())
    assert case.customer is None
    assert case.clocks
    assert session.scalars(sa.select(Notice)).all() == []


@pytest.mark.parametrize("reach", [Reach.PHONE, Reach.LETTER])
def test_whoever_has_no_email_is_reached_by_a_person_the_next_working_day(
    session: Session, charter: Charter, reach: Reach
) -> None:
    person = Person(name="Iain Ross", phone="01632 960001", address="4 High Street", reach=reach)
    a_case(session, charter, person=person)
    task = session.scalars(sa.select(Task)).one()
    assert (task.reach, task.due_on, task.team) == (reach, date(2027, 3, 3), charter.organisation.triage_team)


def test_half_past_eleven_at_night_in_summer_time_is_still_that_day_here(session: Session, charter: Charter) -> None:
    case = a_case(session, charter, at=datetime(2027, 6, 8, 22, 30, tzinfo=UTC))
    assert case.received_on == date(2027, 6, 8)
    assert a_case(session, charter, at=datetime(2027, 6, 8, 23, 30, tzinfo=UTC)).received_on == date(2027, 6, 9)


@pytest.mark.clause("CH-12", "CH-4")
def test_a_letter_that_lay_for_two_days_is_promised_from_the_day_it_came(session: Session, charter: Charter) -> None:
    submission = a_submission(channel=Channel.LETTER)
    case = open_case(session, submission, at=datetime(2027, 2, 26, 9, tzinfo=UTC), charter=charter)
    assert case.clocks[0].due_on == date(2027, 3, 5)


@pytest.mark.parametrize(
    ("words", "subject", "reason"),
    [
        ("Bin not emptied", "Bin not emptied", "short words stay whole"),
        ("First line\nsecond", "First line", "a list has room for one line"),
        ("  spaced   out  ", "spaced out", "spaces are evened out"),
        ("word " * 40, ("word " * 18).strip() + "…", "a long line is cut at a word"),
        ("", "", "nothing said, nothing shown"),
    ],
)
def test_the_subject_is_one_line_of_their_own_words(words: str, subject: str, reason: str) -> None:
    assert subject_of(words) == subject, reason


def test_the_same_person_writing_twice_is_one_customer_and_her_daughter_another(
    session: Session, charter: Charter
) -> None:
    first, again = a_case(session, charter), a_case(session, charter)
    daughter = Person(name="Mairi MacLeod", email=MORAG.email.upper(), reach=Reach.EMAIL)
    other = a_case(session, charter, person=daughter)
    assert first.customer is again.customer
    assert other.customer is not first.customer
