"""What we owe in writing: owed with the act, claimed by one worker at a time, sent or parked, never lost."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shared.casework import closing, notices, replies, sending
from shared.casework.customers import Person
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind, Reach
from shared.models.database import writing
from shared.models.happened import Happened
from shared.models.notices import Notice, Task
from tests.builders import TUESDAY, a_case
from tests.casework.test_routing import in_hand
from tests.people import Cast

MINUTE = timedelta(minutes=1)


def owed(session: Session) -> list[Notice]:
    session.flush()
    return list(session.scalars(sa.select(Notice).order_by(Notice.id)))


def tasks(session: Session) -> list[Task]:
    session.flush()
    return list(session.scalars(sa.select(Task).order_by(Task.id)))


def test_a_notice_keeps_what_was_true_when_it_was_owed(session: Session, charter: Charter, cast: Cast) -> None:
    case = in_hand(session, charter, cast)
    replies.write(session, case, words="A word.", by=cast.worker, at=TUESDAY, charter=charter)
    notice = owed(session)[-1]
    closing.withdraw(session, case, at=TUESDAY, charter=charter)
    facts = notice.facts
    assert (facts["reference"], facts["kind"], facts["words"]) == (case.reference, "request", "A word.")
    assert facts["track"] == f"/track/{case.reference}/{case.tracking_key}"
    assert (facts["team"], facts["owner"]) == (charter.team_name(cast.team), "Wilma Worker")
    assert facts["next"]["what"] == "acknowledge" and facts["next"]["by"] == "2027-03-09"
    assert facts["reply_by"] == "2027-03-16", "the letter leaves later, and still says what was promised then"


def test_one_act_owes_one_notice(session: Session, charter: Charter) -> None:
    case = a_case(session, charter)
    (notice,) = owed(session)
    assert notice.once_key == f"{case.reference}/1/received"
    notices.owe(session, case, "received", at=TUESDAY, charter=charter)
    with pytest.raises(IntegrityError):
        session.flush()


@pytest.mark.parametrize(
    ("reach", "address"),
    [(Reach.PHONE, "01632 960999"), (Reach.LETTER, "4 Shore Street, Ullapool")],
)
@pytest.mark.clause("CH-4")
def test_somebody_whom_email_does_not_reach_is_a_task_for_a_person(
    session: Session, charter: Charter, reach: Reach, address: str
) -> None:
    a_case(session, charter, person=Person("Eilidh", "", "01632 960999", "4 Shore Street, Ullapool", reach))
    (notice,), (task,) = owed(session), tasks(session)
    assert (notice.to_address, task.reach, task.failed) == (address, reach, False)
    assert task.due_on == date(2027, 3, 3), "by the next working day"
    assert task.team == charter.organisation.triage_team
    assert sending.claim(session, at=TUESDAY) == [], "the worker leaves it alone"


@pytest.mark.parametrize("person", [Person(), Person(name="Somebody", email="x@customer.example")])
def test_somebody_who_wants_no_messages_is_owed_none(session: Session, charter: Charter, person: Person) -> None:
    a_case(session, charter, person=person)
    assert owed(session) == []


def test_a_claimed_notice_is_nobody_elses_until_the_lease_runs_out(session: Session, charter: Charter) -> None:
    a_case(session, charter)
    (mine,) = sending.claim(session, at=TUESDAY)
    assert mine.attempts == 1
    assert sending.claim(session, at=TUESDAY + sending.LEASE) == []
    (again,) = sending.claim(session, at=TUESDAY + sending.LEASE + MINUTE)
    assert again.id == mine.id and again.attempts == 2


def test_the_oldest_notices_are_claimed_first_and_no_more_than_asked(session: Session, charter: Charter) -> None:
    late = a_case(session, charter, at=TUESDAY)
    early = a_case(session, charter, at=TUESDAY - timedelta(hours=1))
    (first,) = sending.claim(session, at=TUESDAY, most=1)
    (second,) = sending.claim(session, at=TUESDAY, most=1)
    assert [first.case_id, second.case_id] == [early.id, late.id]


def test_a_sent_notice_is_not_claimed_again(session: Session, charter: Charter) -> None:
    a_case(session, charter)
    (notice,) = sending.claim(session, at=TUESDAY)
    sending.sent(session, notice, at=TUESDAY)
    session.flush()
    assert sending.claim(session, at=TUESDAY + timedelta(days=9)) == []
    assert notice.sent_at == TUESDAY and notice.locked_until is None


def test_it_is_tried_again_after_longer_and_longer_waits_and_parked_after_the_last(
    session: Session, charter: Charter
) -> None:
    case, at, waits = a_case(session, charter), TUESDAY, []
    for _ in sending.BACK_OFF:
        (notice,) = sending.claim(session, at=at)
        sending.failed(session, notice, at=at, charter=charter, trouble="The server is busy")
        session.flush()
        waits.append((notice.send_after - at) // MINUTE)
        assert sending.claim(session, at=notice.send_after - MINUTE / 2) == [], "not before its time"
        assert tasks(session) == [] and notice.parked_at is None
        at = notice.send_after
    assert waits == [1, 5, 30, 120, 480]
    (notice,) = sending.claim(session, at=at)
    sending.failed(session, notice, at=at, charter=charter, trouble="The server is busy")
    assert notice.parked_at == at and sending.claim(session, at=at + timedelta(days=9)) == []
    (task,) = tasks(session)
    assert task.failed and task.notice is notice and task.case is case
    session.refresh(case, ["happenings"])
    line = case.happenings[-1]
    assert line.what is Happened.NOT_DELIVERED and not line.public, "staff see it in the history"


def test_what_is_refused_for_good_is_parked_at_once(session: Session, charter: Charter) -> None:
    a_case(session, charter)
    (notice,) = sending.claim(session, at=TUESDAY)
    sending.failed(session, notice, at=TUESDAY, charter=charter, trouble="550 no such person", for_good=True)
    assert notice.parked_at == TUESDAY and notice.trouble == "550 no such person"
    assert [task.failed for task in tasks(session)] == [True]


def test_a_very_long_complaint_of_a_mail_server_is_cut_to_fit(session: Session, charter: Charter) -> None:
    a_case(session, charter)
    (notice,) = sending.claim(session, at=TUESDAY)
    sending.failed(session, notice, at=TUESDAY, charter=charter, trouble="no " * 1000)
    session.flush()
    assert len(notice.trouble) == 500


@pytest.mark.clause("FP-1")
def test_praise_goes_to_the_teams_own_address_once(session: Session, charter: Charter, cast: Cast) -> None:
    case = in_hand(session, charter, cast, Kind.COMPLIMENT)
    replies.acknowledge(session, case, words="Thank you.", by=cast.worker, at=TUESDAY, charter=charter)
    to_team = [notice for notice in owed(session) if notice.template == "praise"]
    assert [(one.to_address, one.to_name) for one in to_team] == [
        (charter.teams[cast.team].email, charter.team_name(cast.team))
    ]


def test_case_history_and_notice_stand_or_fall_together(databases: sa.Engine, charter: Charter) -> None:
    with writing(databases) as session:
        a_case(session, charter)
        session.rollback()
    with writing(databases) as session:
        assert owed(session) == []


def test_two_who_claim_at_once_never_hold_the_same_notice(databases: sa.Engine, charter: Charter) -> None:
    with writing(databases) as session:
        for _ in range(6):
            a_case(session, charter)
        session.commit()
    held: list[int] = []
    for _ in range(3):
        with writing(databases) as session:
            held += [notice.id for notice in sending.claim(session, at=TUESDAY, most=2)]
            session.commit()
    assert len(held) == len(set(held)) == 6
