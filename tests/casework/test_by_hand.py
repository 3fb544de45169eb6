"""What a person does because no channel can."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import by_hand
from shared.casework.customers import Person
from shared.casework.notices import open_task
from shared.casework.sending import BACK_OFF
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Format, Reach
from shared.models.notices import Held, Notice, Task, TaskKind
from tests.builders import TUESDAY, a_case

LACHLAN = Person(name="Lachlan", address="4 Glen Road", reach=Reach.LETTER)
TORMOD = Person(name="Tormod", phone="07700 900123", reach=Reach.TEXT)


def the_notice(session: Session, charter: Charter, person: Person) -> Notice:
    a_case(session, charter, person=person)
    return session.scalars(sa.select(Notice)).one()


def tasks(session: Session) -> list[Task]:
    return list(session.scalars(sa.select(Task).where(Task.what == TaskKind.REACH)))


def test_a_letter_is_taken_to_be_made_until_it_is_made(session: Session, charter: Charter) -> None:
    notice = the_notice(session, charter, LACHLAN)
    assert by_hand.claim_unmade(session, at=TUESDAY) == [notice]
    assert by_hand.claim_unmade(session, at=TUESDAY) == [], "somebody has it in hand"
    later = TUESDAY + timedelta(minutes=6)
    assert by_hand.claim_unmade(session, at=later) == [notice], "whoever had it has died"
    by_hand.made(notice, "a-name")
    session.flush()
    assert by_hand.claim_unmade(session, at=later + timedelta(days=1)) == []
    assert by_hand.still_to_post(session) == {"a-name"}
    notice.sent_at = later
    session.flush()
    assert by_hand.still_to_post(session) == frozenset()


def test_what_is_heard_made_by_hand_or_not_translated_yet_is_no_letter_to_make(
    session: Session, charter: Charter
) -> None:
    notice = the_notice(session, charter, LACHLAN)
    for form, held in ((Format.AUDIO_SCRIPT, None), (Format.BRAILLE, None), (Format.STANDARD, Held.TRANSLATION)):
        notice.format, notice.held_for = form, held
        session.flush()
        assert by_hand.claim_unmade(session, at=TUESDAY) == [], form


def test_a_letter_that_cannot_be_made_is_tried_again_at_longer_and_longer_distances(
    session: Session, charter: Charter
) -> None:
    notice, at = the_notice(session, charter, LACHLAN), TUESDAY
    for wait in BACK_OFF:
        assert by_hand.claim_unmade(session, at=at) == [notice]
        by_hand.not_made(notice, at=at, trouble="The disk is full.", for_good=False)
        session.flush()
        assert by_hand.claim_unmade(session, at=at + wait - timedelta(seconds=1)) == []
        at += wait
    assert by_hand.claim_unmade(session, at=at) == [notice], "one last time"
    by_hand.not_made(notice, at=at, trouble="The disk is full.", for_good=False)
    session.flush()
    assert by_hand.claim_unmade(session, at=at + timedelta(days=9)) == [] and notice.parked_at is None


def test_what_no_channel_takes_is_a_task_once_and_what_one_takes_is_none(session: Session, charter: Charter) -> None:
    the_notice(session, charter, TORMOD)
    by_hand.hand_over(session, reaches={Reach.EMAIL, Reach.TEXT}, at=TUESDAY, charter=charter)
    assert tasks(session) == []
    for _ in range(2):
        by_hand.hand_over(session, reaches={Reach.EMAIL}, at=TUESDAY, charter=charter)
        session.flush()
    (task,) = tasks(session)
    assert (task.reach, task.failed) == (Reach.TEXT, False)


def test_a_task_that_a_channel_has_done_is_gone_but_not_one_that_a_failure_opened(
    session: Session, charter: Charter
) -> None:
    notice = the_notice(session, charter, LACHLAN)
    by_hand.no_longer(session, notice)
    session.expire_all()
    assert tasks(session) == []
    open_task(session, notice, at=TUESDAY, charter=charter, failed=True)
    session.flush()
    by_hand.no_longer(session, notice)
    assert len(tasks(session)) == 1
