"""What the page of a case says about where a complaint is, and by when the law wants an answer."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.casework.intake import open_case
from shared.charter.signs import Sign
from shared.charter.vocabulary import Kind
from tests.backoffice.desk import Office
from tests.builders import TUESDAY, a_submission


@pytest.mark.clause("CH-2")
def test_staff_see_by_when_the_law_wants_an_answer_to_a_request_for_information(office: Office) -> None:
    """Tuesday 2 March 2027 in Scotland: 20 are over on Wednesday 31 March; Good Friday, the 26th, does not count."""
    with office.records() as session:
        told = replace(a_submission(Kind.REQUEST), signs=(Sign.INFORMATION,))
        reference = open_case(session, told, at=TUESDAY, charter=office.charter).reference
    page = office.desk(office.cast.relations).sees(office.now(reference)).text
    assert "By law the answer is due by Wednesday 31 March 2027." in page


# weeks since it came, whether the page says so, reason
AGES = [
    (7, False, "an ombudsman thinks nothing of seven weeks"),
    (8, True, "four weeks are left of the twelve"),
    (13, True, "it has taken longer than all stages together should"),
]


@pytest.mark.clause("RP-6")
@pytest.mark.parametrize(("weeks", "said", "reason"), AGES)
def test_staff_see_that_a_complaint_grows_old(office: Office, weeks: int, said: bool, reason: str) -> None:
    with office.records() as session:
        came = TUESDAY - timedelta(weeks=weeks)
        told = a_submission(Kind.COMPLAINT)
        reference = open_case(session, told, at=came, charter=office.charter).reference
    page = office.desk(office.cast.relations).sees(office.now(reference)).text
    assert (f"It came to us {weeks} weeks ago." in page) is said, reason
