"""Authority for everything that one person tells us for another: for that pair of people, and for nobody else."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import representing
from shared.casework.customers import Person
from shared.casework.speakers import given_before, speaking
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Evidence, MessagesTo, Reach, Scope
from shared.models.notices import Task
from shared.models.representatives import Speaks
from tests.builders import TUESDAY, a_case_spoken_for
from tests.casework.deciding import ANN, TODAY, sent_to, settled


@pytest.mark.clause("FP-10")
def test_who_was_given_authority_for_everything_needs_no_new_one(session: Session, charter: Charter) -> None:
    first = a_case_spoken_for(session, charter)
    settled(session, first, charter, scope=Scope.EVERYTHING, messages_to=MessagesTo.REPRESENTATIVE)
    second = a_case_spoken_for(session, charter)
    (authority,) = second.authorities
    assert (authority.evidence, authority.stands(TODAY)) == (Evidence.EARLIER, Speaks.IN_FORCE)
    assert sent_to(session, second) == {("received", ANN)}
    assert session.scalars(sa.select(Task).where(Task.case_id == second.id)).all() == []


#: what is different the second time, why it has to be asked anew
ASKED_ANEW = [
    ({"email": "ann@another.example"}, "another address may be another Ann"),
    ({"name": "Anna Advocate"}, "another name at the same address is another person"),
    ({"person": Person(name="Ina", email="ina@customer.example", reach=Reach.EMAIL)}, "another customer"),
]


@pytest.mark.clause("FP-10")
@pytest.mark.parametrize(("different", "because"), ASKED_ANEW)
def test_authority_for_everything_is_for_one_pair_of_people(
    session: Session, charter: Charter, different: dict[str, Any], because: str
) -> None:
    settled(session, a_case_spoken_for(session, charter), charter, scope=Scope.EVERYTHING)
    assert a_case_spoken_for(session, charter, **different).authorities[0].waiting, because


@pytest.mark.clause("FP-10")
def test_authority_for_one_case_opens_no_other(session: Session, charter: Charter) -> None:
    settled(session, a_case_spoken_for(session, charter), charter, scope=Scope.THIS_CASE)
    assert a_case_spoken_for(session, charter).authorities[0].waiting


@pytest.mark.clause("FP-10", "RP-2")
def test_what_was_given_for_everything_is_changed_and_ended_on_every_case(session: Session, charter: Charter) -> None:
    first = a_case_spoken_for(session, charter)
    authority = settled(session, first, charter, scope=Scope.EVERYTHING)
    second = a_case_spoken_for(session, charter)
    representing.choose(session, authority, MessagesTo.CUSTOMER, at=TUESDAY, charter=charter)
    assert second.authorities[0].messages_to is MessagesTo.CUSTOMER
    representing.end(session, second.authorities[0], at=TUESDAY, charter=charter)
    assert speaking(first, TODAY) is None and speaking(second, TODAY) is None
    third = a_case_spoken_for(session, charter)
    assert given_before(session, third, authority.representative, TODAY) is None
    assert third.authorities[0].waiting
