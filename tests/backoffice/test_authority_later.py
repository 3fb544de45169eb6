"""Somebody comes later who speaks for the customer: who, why, how we know or find out."""

from typing import Any

import pytest

from shared.casework.customers import Person
from shared.charter.vocabulary import Evidence, OnBehalf
from shared.models.happened import Happened
from shared.models.representatives import Speaks
from tests.backoffice.desk import Desk, Office
from tests.backoffice.speaking import ANN, TODAY, authority, errors, page_of, words
from tests.builders import a_case


@pytest.fixture
def desk(office: Office) -> Desk:
    """Wilma Worker's."""
    return office.desk(office.cast.worker)


@pytest.mark.clause("FP-10")
def test_somebody_rings_for_her_later(office: Office, desk: Desk) -> None:
    case = office.case(held_by=office.cast.worker)
    assert "They speak for themselves." in page_of(desk, case)
    desk.takes("authority/add", case, **ANN, organisation="Citizens Advice", relation="her advocate")
    one = authority(office, case)
    assert (one.ground, one.relation, one.representative.organisation) == (
        OnBehalf.ASKED,
        "her advocate",
        "Citizens Advice",
    )
    assert one.stands(TODAY) is Speaks.WAITING
    assert [
        line.by_name for line in office.now(case.reference).happenings if line.what is Happened.AUTHORITY_ASKED
    ] == ["Wilma Worker"]


@pytest.mark.clause("FP-10")
def test_somebody_whom_the_customer_has_told_us_about_speaks_at_once(office: Office, desk: Desk) -> None:
    case = office.case(held_by=office.cast.worker)
    desk.takes("authority/add", case, **{**ANN, "agreed": "known", "how": "She told me."})
    one = authority(office, case)
    assert (one.stands(TODAY), one.how, one.evidence) == (Speaks.IN_FORCE, "She told me.", Evidence.STAFF)


#: what is different of whoever comes later, what is said
WRONG_LATER = [
    ({"on_behalf": "myself"}, "Choose why they speak for the customer."),
    ({"speaker_name": ""}, "Enter the name of whoever speaks for the customer."),
    ({"speaker_email": ""}, "Enter an e-mail address, a phone number or an address of theirs."),
    ({"agreed": "known"}, "Write how we know that the customer agrees."),
    (
        {"agreed": "link", "on_behalf": "under-18"},
        "Choose another way: a link is for customers who can answer it themselves.",
    ),
]


@pytest.mark.parametrize(("different", "said"), WRONG_LATER)
def test_what_is_missing_of_somebody_who_comes_later_is_said(
    office: Office, desk: Desk, different: dict[str, Any], said: str
) -> None:
    case = office.case(held_by=office.cast.worker)
    answer = desk.takes("authority/add", case, **{**ANN, **different})
    assert (answer.status_code, errors(answer)) == (422, [said])


def test_nobody_can_speak_for_somebody_whom_nobody_knows(office: Office) -> None:
    with office.records() as session:
        case = a_case(session, office.charter, person=Person())
        reference = case.reference
    triage = office.desk(office.cast.triage)
    said = "We do not know whom this case is for, so nobody can speak for them."
    assert said in words(triage.client.get(f"/office/cases/{reference}/authority"))
    answer = triage.opens("authority/add", reference)
    assert answer.status_code == 409 and said in words(answer)
    assert 'id="authority"' not in triage.sees(reference).text
