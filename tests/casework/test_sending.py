"""On the way out: the address of today, the task of today, and what is on its way already left alone."""

from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import sending, tasks
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Reach
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.models.happened import Happened
from shared.models.notices import Notice, Task
from tests.builders import MORAG, TUESDAY, a_case
from tests.people import Cast

WITH_PHONE = replace(MORAG, phone="01632 960 555", address="4 High Street")


def received(session: Session, case: Case) -> tuple[Notice, Customer]:
    session.flush()
    assert case.customer is not None
    return session.scalars(sa.select(Notice).where(Notice.case_id == case.id)).one(), case.customer


def open_tasks(session: Session) -> list[Task]:
    session.flush()
    return list(session.scalars(sa.select(Task).where(Task.done_at.is_(None))))


def test_it_goes_to_the_address_of_today(session: Session, charter: Charter) -> None:
    notice, morag = received(session, a_case(session, charter))
    morag.email = "new@customer.example"
    assert sending.may_leave(session, notice, at=TUESDAY, charter=charter)
    assert notice.to_address == "new@customer.example"


def test_a_letter_with_the_old_address_on_it_is_printed_anew(session: Session, charter: Charter) -> None:
    notice, morag = received(session, a_case(session, charter, person=replace(WITH_PHONE, reach=Reach.LETTER)))
    notice.made = "printed.pdf"
    assert sending.may_leave(session, notice, at=TUESDAY, charter=charter) and notice.made == "printed.pdf"
    morag.address = "5 Low Street"
    assert sending.may_leave(session, notice, at=TUESDAY, charter=charter) and notice.made == ""


def test_an_address_that_is_gone_takes_nothing_with_it(session: Session, charter: Charter) -> None:
    notice, morag = received(session, a_case(session, charter))
    morag.email = ""
    assert sending.may_leave(session, notice, at=TUESDAY, charter=charter)
    assert notice.to_address == "morag@customer.example"


def test_a_task_that_was_done_for_it_before_is_open_again_for_the_other_way(
    session: Session, charter: Charter, cast: Cast
) -> None:
    notice, morag = received(session, a_case(session, charter, person=replace(WITH_PHONE, reach=Reach.PHONE)))
    (task,) = open_tasks(session)
    tasks.done(session, task, how="Rang, and was asked to write.", by=cast.triage, at=TUESDAY)
    notice.sent_at = None
    morag.reach = Reach.LETTER
    assert not sending.may_leave(session, notice, at=TUESDAY, charter=charter)
    assert open_tasks(session) == [task] and (task.reach, task.how) == (Reach.LETTER, "")


def test_what_is_on_its_way_is_left_alone_and_looked_at_when_it_comes_back(session: Session, charter: Charter) -> None:
    notice, morag = received(session, a_case(session, charter, person=WITH_PHONE))
    (mine,) = sending.claim(session, at=TUESDAY)
    morag.reach = Reach.PHONE
    sending.look_again(session, morag, at=TUESDAY, charter=charter)
    assert mine.reach is Reach.EMAIL and mine.locked_until, "the worker has it in hand"
    later = TUESDAY + sending.LEASE + timedelta(minutes=1)
    sending.look_again(session, morag, at=later, charter=charter)
    assert notice.reach is Reach.PHONE and notice.locked_until is None
    assert [task.reach for task in open_tasks(session)] == [Reach.PHONE]


def test_what_was_claimed_and_did_not_fit_is_no_try_that_failed(session: Session, charter: Charter) -> None:
    notice, morag = received(session, a_case(session, charter))
    morag.language = "gd"
    (mine,) = sending.claim(session, at=TUESDAY)
    assert not sending.may_leave(session, mine, at=TUESDAY, charter=charter)
    assert (notice.attempts, notice.locked_until, notice.language) == (0, None, "gd")
    assert sending.claim(session, at=TUESDAY) == [notice]


def test_whoever_wants_no_more_messages_gets_none_and_nobody_has_to_ring(session: Session, charter: Charter) -> None:
    case = a_case(session, charter, person=replace(WITH_PHONE, reach=Reach.PHONE))
    notice, morag = received(session, case)
    morag.reach = Reach.NONE
    sending.look_again(session, morag, at=TUESDAY, charter=charter)
    assert notice.parked_at == TUESDAY and open_tasks(session) == []
    session.refresh(case, ["happenings"])
    assert case.happenings[-1].what is Happened.NOT_SENT and not case.happenings[-1].public
