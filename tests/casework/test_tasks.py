"""What a message cannot tell somebody, a person does; and the messages that staff may read."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import sending, tasks
from shared.casework.customers import Person
from shared.casework.routing import route
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Reach
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.notices import Notice, Task
from tests.builders import MORAG, TUESDAY, a_case
from tests.people import Cast

FLORA = Person(name="Flora Fraser", phone="01632 960 555", reach=Reach.PHONE)


def _task(session: Session, case: Case) -> Task:
    session.flush()
    return session.scalars(sa.select(Task).where(Task.case_id == case.id)).one()


def _routed(session: Session, charter: Charter, cast: Cast, team: str, person: Person = FLORA) -> Case:
    case = a_case(session, charter, person=person)
    for task in session.scalars(sa.select(Task)):
        tasks.done(session, task, how="Rang.", by=cast.triage, at=TUESDAY)
    route(session, case, team=team, service=None, reason="Theirs.", by=cast.triage, at=TUESDAY, charter=charter)
    session.flush()
    return case


@pytest.mark.clause("RP-26")
def test_a_task_is_for_those_who_may_see_its_case(session: Session, charter: Charter, cast: Cast) -> None:
    _routed(session, charter, cast, cast.team)
    (task,) = tasks.open_tasks(session, cast.worker, charter).tasks
    assert tasks.task_seen_by(session, task.id, cast.worker, charter) is task
    assert not tasks.open_tasks(session, cast.stranger, charter).tasks
    assert tasks.task_seen_by(session, task.id, cast.stranger, charter) is None


def test_the_most_urgent_stands_first_and_each_is_shown_once(
    session: Session, charter: Charter, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "PAGE", 3)
    for days in (0, 5, 2, 0, 0, 0, 9, 2):
        a_case(session, charter, person=FLORA, at=TUESDAY - timedelta(days=days))
    shown, page = [], tasks.open_tasks(session, cast.triage, charter)
    while True:
        shown += page.tasks
        if page.after is None:
            break
        page = tasks.open_tasks(session, cast.triage, charter, after=page.after)
    assert len(shown) == len({task.id for task in shown}) == 8
    assert [task.due_on for task in shown] == sorted(task.due_on for task in shown)


def test_reaching_them_keeps_how_in_the_history_and_settles_the_message(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case(session, charter, person=FLORA)
    task = _task(session, case)
    for how in ("Rang at ten and read it out.", "Pressed twice."):
        tasks.done(session, task, how=how, by=cast.triage, at=TUESDAY)
    session.flush()
    lines = [line for line in case.happenings if line.what is Happened.REACHED]
    assert [line.facts["how"] for line in lines] == ["Rang at ten and read it out."]
    assert not lines[0].public
    assert task.notice is not None and task.notice.sent_at == TUESDAY
    assert not tasks.open_tasks(session, cast.triage, charter).tasks


def test_a_message_that_failed_stays_failed_though_its_reader_was_reached(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case(session, charter, person=MORAG)
    (notice,) = sending.claim(session, at=TUESDAY)
    sending.failed(session, notice, at=TUESDAY, charter=charter, trouble="No such mailbox", for_good=True)
    tasks.done(session, _task(session, case), how="Rang.", by=cast.triage, at=TUESDAY)
    assert notice.sent_at is None and notice.parked_at == TUESDAY


@pytest.mark.clause("RP-26")
def test_a_message_is_read_by_those_who_may_see_its_case(session: Session, charter: Charter, cast: Cast) -> None:
    case = _routed(session, charter, cast, cast.team)
    number = session.scalars(sa.select(Notice.id).where(Notice.case_id == case.id)).first()
    assert number is not None
    assert tasks.notice_seen_by(session, number, cast.worker, charter)
    assert tasks.notice_seen_by(session, number, cast.stranger, charter) is None
    assert not tasks.recent_notices(session, cast.stranger, charter).notices


def test_messages_are_walked_newest_first(
    session: Session, charter: Charter, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "PAGE", 2)
    for _ in range(5):
        a_case(session, charter)
    shown, page = [], tasks.recent_notices(session, cast.triage, charter)
    while True:
        shown += [notice.id for notice in page.notices]
        if page.before is None:
            break
        page = tasks.recent_notices(session, cast.triage, charter, before=page.before)
    assert shown == sorted(shown, reverse=True) and len(shown) == 5
