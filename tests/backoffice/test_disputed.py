"""Answering a customer who says that we have not understood their complaint: at a desk, without a script."""

from typing import Any

import pytest

from shared.casework import agreeing
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.staff import Staff
from tests.backoffice.deciding import Writer, written
from tests.backoffice.desk import Office
from tests.builders import TUESDAY


@pytest.fixture
def writer(office: Office) -> Writer:
    """Somebody who has written the whole decision, when the customer says that its points are not right."""
    found = Writer(office, office.cast.worker, written(office, office.cast.worker))
    with office.records() as session:
        case = session.get_one(Case, found.case.id)
        how: dict[str, Any] = {"at": TUESDAY, "charter": office.charter}
        agreeing.send_points(session, case, by=session.get_one(Staff, office.cast.worker.id), **how)
        agreeing.disagree(session, case, words="The sign is at Mill Street.", **how)
    return found


@pytest.mark.clause("FP-14")
def test_a_no_is_in_the_list_of_tasks_and_the_decision_does_not_leave(office: Office, writer: Writer) -> None:
    assert "/decision/disputed" in writer.desk.client.get("/office/tasks").text
    page = writer.opens().text
    assert "an answer to the customer, who says that this is not right" in page
    assert "/decision/disputed" in page
    assert writer.saves().status_code == 409
    assert "The sign is at Mill Street." in writer.opens("disputed").text


@pytest.mark.clause("FP-14")
def test_whoever_leaves_it_as_it_is_says_why(office: Office, writer: Writer) -> None:
    assert writer.saves("disputed", reason=" ").status_code == 422
    assert writer.saves("disputed", reason="It is about both signs.").status_code == 303
    assert writer.lines(Happened.POINTS_STAND) == 1
    assert "/decision/disputed" not in writer.desk.client.get("/office/tasks").text
    assert "Nobody waits for an answer about this." in writer.opens("disputed").text
    assert writer.saves().status_code == 303
