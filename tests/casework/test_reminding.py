"""A reminder of an appointment: once, in time, and never of one that was called off."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from shared.casework import appointments, reminding
from shared.casework.customers import Person
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Format, Reach
from shared.models.appointments import Appointment
from shared.models.happened import Happened
from shared.models.notices import Task, TaskKind
from tests.builders import TUESDAY, a_case
from tests.casework.meeting import NEXT_TUESDAY, NEXT_WEDNESDAY, offered, told
from tests.people import Cast

#: Two working days before a Tuesday lies a weekend.
FRIDAY = datetime(2027, 3, 5, 7, 0, tzinfo=UTC)
FLORA = Person("Flora Fraser", phone="01632 960 555", reach=Reach.PHONE, reads="en", format=Format.LARGE_PRINT)


@pytest.fixture
def mine(session: Session, charter: Charter, cast: Cast) -> Appointment:
    """Offered for next Tuesday."""
    return offered(session, a_case(session, charter), cast.triage, charter)


def reminders(session: Session) -> list[dict[str, object]]:
    """What the reminders say."""
    return [one.facts for one in told(session) if one.template == "appointment_reminder"]


WHEN = [
    (FRIDAY - timedelta(hours=8), 0, "on Thursday night it is too early"),
    (FRIDAY, 1, "on Friday it is time"),
    (FRIDAY + timedelta(days=3), 1, "a worker that stood still says it as soon as it runs"),
    (NEXT_TUESDAY, 0, "nobody is reminded of what has begun"),
]


@pytest.mark.clause("CH-8")
@pytest.mark.parametrize(("at", "number", "reason"), WHEN)
def test_the_reminder_comes_in_time_and_once(
    session: Session, charter: Charter, mine: Appointment, at: datetime, number: int, reason: str
) -> None:
    appointments.confirm(session, mine, NEXT_TUESDAY, seen=0, at=TUESDAY, charter=charter)
    assert [reminding.remind(session, at=at, charter=charter) for _ in range(2)] == [number, 0], reason
    assert [one["confirmed"] for one in reminders(session)] == [True] * number


@pytest.mark.clause("CH-8")
def test_whoever_has_not_answered_is_asked_whether_they_can_come(
    session: Session, charter: Charter, mine: Appointment
) -> None:
    reminding.remind(session, at=FRIDAY, charter=charter)
    (said,) = reminders(session)
    assert said["confirmed"] is False
    assert mine.case.happenings[-1].what is Happened.APPOINTMENT_REMINDED


@pytest.mark.clause("CH-8", "SC-2")
@pytest.mark.parametrize("what", ["called off", "another time"])
def test_nobody_is_reminded_of_what_does_not_take_place(
    session: Session, charter: Charter, mine: Appointment, what: str
) -> None:
    act = appointments.cancel if what == "called off" else appointments.ask_another
    act(session, mine, "I am ill.", seen=0, at=TUESDAY, charter=charter)
    assert reminding.remind(session, at=FRIDAY, charter=charter) == 0


def test_the_reminder_follows_the_time_that_was_chosen(session: Session, charter: Charter, cast: Cast) -> None:
    mine = offered(session, a_case(session, charter), cast.triage, charter, NEXT_TUESDAY, NEXT_WEDNESDAY)
    appointments.confirm(session, mine, NEXT_WEDNESDAY, seen=0, at=TUESDAY, charter=charter)
    assert reminding.remind(session, at=FRIDAY, charter=charter) == 0
    assert reminding.remind(session, at=FRIDAY + timedelta(days=3), charter=charter) == 1


@pytest.mark.clause("CH-8", "RP-5")
def test_a_reminder_reaches_somebody_in_their_own_way_and_format(
    session: Session, charter: Charter, cast: Cast
) -> None:
    offered(session, a_case(session, charter, person=FLORA), cast.triage, charter)
    reminding.remind(session, at=FRIDAY, charter=charter)
    notice = told(session)[-1]
    assert (notice.template, notice.reach, notice.format) == ("appointment_reminder", Reach.PHONE, Format.LARGE_PRINT)
    task = session.query(Task).filter_by(notice_id=notice.id).one()
    assert (task.what, task.due_on) == (TaskKind.REACH, datetime(2027, 3, 8, tzinfo=UTC).date())
