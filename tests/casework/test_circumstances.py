"""My circumstances have changed: told once, on the case and with the person, and new to staff until read."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import circumstances, news, replies, representing
from shared.casework.customers import Person
from shared.charter.organisation import Charter
from shared.charter.workflow import Stage
from shared.models.happened import Happened
from shared.models.notices import Notice
from tests.builders import MORAG, TUESDAY, a_case, a_case_spoken_for
from tests.casework.test_routing import in_hand
from tests.people import Cast

MOVED = "We have moved to Nairn, and my mother lives with us now."


@pytest.mark.clause("SC-2")
def test_it_is_kept_on_the_case_and_with_the_person_on_all_their_cases(session: Session, charter: Charter) -> None:
    case, other = a_case(session, charter), a_case(session, charter)
    circumstances.change(
        session, case, words=MOVED, phone="01667 900 1234", address="1 High Street\nNairn", at=TUESDAY, charter=charter
    )
    customer = case.customer
    assert customer is not None and customer is other.customer
    assert (customer.phone, customer.address) == ("01667 900 1234", "1 High Street\nNairn")
    assert customer.email == MORAG.email, "what was left empty stays"
    assert case.contacts[-1].words == MOVED
    assert [line.what for line in case.happenings[-3:]] == [
        Happened.REACH_CHANGED,
        Happened.ADDED,
        Happened.CIRCUMSTANCES_CHANGED,
    ]
    history = str([line.facts for line in case.happenings])
    assert "Nairn" not in history and "1234" not in history, "what is never changed holds no address"


@pytest.mark.clause("SC-2", "SC-7")
def test_whoever_finds_a_link_cannot_send_the_answers_elsewhere(session: Session, charter: Charter) -> None:
    case = a_case(session, charter)
    circumstances.change(session, case, words=MOVED, email="new@customer.example", at=TUESDAY, charter=charter)
    session.flush()
    assert case.customer is not None and case.customer.email == "morag@customer.example"
    assert {one.to_address for one in session.scalars(sa.select(Notice))} == {"morag@customer.example"}
    assert case.contacts[-1].words == f"{MOVED}\n\nnew@customer.example", "staff read it, and ask"
    assert case.happenings[-1].facts == {"changed": [], "asked": ["email"], "check_by": "2027-03-03"}


@pytest.mark.clause("SC-7", "FP-10")
def test_whoever_speaks_for_them_hears_nothing_of_where_they_live_now(session: Session, charter: Charter) -> None:
    case = a_case_spoken_for(session, charter)
    representing.settle(session, case.authorities[0], at=TUESDAY, charter=charter)
    session.flush()
    before = set(session.scalars(sa.select(Notice.id)))
    circumstances.change(session, case, words=MOVED, address="1 Hidden Road\nTain", at=TUESDAY, charter=charter)
    session.flush()
    told = session.scalars(sa.select(Notice).where(Notice.id.not_in(before), Notice.template == "added")).all()
    assert [one.representative for one in told] == [None], "the customer alone is told that we have it"
    assert case.contacts[-1].own_affairs, "and it stands on no page of anybody else's"


@pytest.mark.clause("SC-2")
def test_it_is_new_to_staff_until_somebody_has_read_it(session: Session, charter: Charter, cast: Cast) -> None:
    case = in_hand(session, charter, cast)
    circumstances.change(session, case, words=MOVED, at=TUESDAY, charter=charter)
    session.flush()
    seen = [task.id for task in news.unread(session, case)]
    circumstances.change(session, case, words="And I have a new job.", at=TUESDAY, charter=charter)
    session.flush()
    news.read(session, case, seen, by=cast.worker, at=TUESDAY)
    session.flush()
    assert len(news.unread(session, case)) == 1, "what came meanwhile is still new"


@pytest.mark.clause("SC-2")
def test_it_opens_a_closed_case_as_anything_does_that_somebody_adds(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = in_hand(session, charter, cast)
    replies.reply(session, case, words="It is mended.", by=cast.worker, at=TUESDAY, charter=charter)
    circumstances.change(session, case, words=MOVED, at=TUESDAY, charter=charter)
    assert case.stage is not Stage.CLOSED


def test_somebody_without_a_name_has_no_record_to_change(session: Session, charter: Charter) -> None:
    case = a_case(session, charter, person=Person())
    circumstances.change(session, case, words=MOVED, email="new@customer.example", at=TUESDAY, charter=charter)
    assert case.contacts[-1].words == MOVED
    assert case.happenings[-1].facts["changed"] == []
