"""A complaint about how we deal with something: the same customer's, once, and told only where it may be."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import linking, remedies
from shared.casework.customers import Person
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind, Reach, Seal
from shared.charter.workflow import Step, StepRefused, Why
from shared.models.cases import Case
from shared.models.database import writing
from shared.models.links import Tie
from tests.builders import TUESDAY, a_case, a_submission, decide
from tests.people import a_cast

#: Nobody can be found again by this: no e-mail address, no number.
BY_POST = Person(name="Iain Post", address="4 Shore Street", reach=Reach.LETTER)


def complained(session: Session, charter: Charter, case: Case, key: str = "once") -> Case:
    """A complaint about that case."""
    told = a_submission(words="Nobody came, twice.", key=key)
    return linking.complain_about(session, case, told, at=TUESDAY, charter=charter)


@pytest.mark.clause("FP-9")
def test_a_complaint_about_a_request_is_the_same_customers_and_sent_twice_it_is_one(
    databases: sa.Engine, charter: Charter
) -> None:
    with writing(databases) as session:
        request = a_case(session, charter, person=BY_POST, service="roads")
        due = [one.due_on for one in request.clocks]
        complaint = complained(session, charter, request)
        assert complained(session, charter, request) is complaint
        assert (complaint.kind, complaint.service) == (Kind.COMPLAINT, "roads")
        assert complaint.customer is request.customer
        assert [one.due_on for one in request.clocks] == due
        ((link, other),) = linking.known_to_customer(session, request)
        assert (link.what, other) == (Tie.COMPLAINT_ABOUT, complaint)
        ((link, other),) = linking.known_to_customer(session, complaint)
        assert other is request


@pytest.mark.parametrize("hidden", ["sealed", "somebody else's"])
def test_a_page_tells_of_no_case_that_its_reader_need_not_know_of(
    session: Session, charter: Charter, hidden: str
) -> None:
    request = a_case(session, charter)
    complaint = complained(session, charter, request)
    if hidden == "sealed":
        complaint.seal = Seal.HATE
    else:
        complaint.customer = a_case(session, charter, person=BY_POST).customer
    session.flush()
    assert linking.known_to_customer(session, request) == []


def test_a_complaint_has_stages_and_is_not_complained_about(session: Session, charter: Charter) -> None:
    case = a_case(session, charter, Kind.COMPLAINT)
    with pytest.raises(StepRefused) as refused:
        complained(session, charter, case)
    assert (refused.value.step, refused.value.why) == (Step.COMPLAIN, Why.COMPLAINED_ALREADY)


@pytest.mark.clause("FP-15")
def test_a_customer_is_told_only_of_remedies_that_a_letter_has_promised(databases: sa.Engine, charter: Charter) -> None:
    with writing(databases) as session:
        worker = a_cast(session, charter).worker
        case = a_case(session, charter, Kind.COMPLAINT)
        assert list(remedies.promised_to(session, case)) == []
        decide(session, case, by=worker, charter=charter)
        assert [one.words for one in remedies.promised_to(session, case)] == ["We are sorry that you waited."]
