"""Who has read what: kept as it happens, shown to few, and part of what somebody may ask for about themselves."""

import io
from typing import Any

import pytest

from shared.casework import readings
from shared.models.customers import Customer
from shared.models.readings import Read
from tests.backoffice.desk import Office


@pytest.mark.clause("FP-16")
def test_whoever_opens_a_case_is_in_its_read_record_once_a_day(office: Office, clock: Any) -> None:
    case = office.case(held_by=office.cast.worker)
    for _ in range(2):
        office.desk(office.cast.colleague).sees(case)
    clock.forward(days=1)
    office.desk(office.cast.colleague).opens("reply", case)
    page = office.desk(office.cast.leader).client.get(f"/office/cases/{case.reference}/read")
    assert page.text.count("Colin Colleague") == 2 and page.text.count("Case worker") >= 2


@pytest.mark.clause("FP-16")
def test_the_read_record_is_for_managers_who_may_see_the_case(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    office.desk(office.cast.worker).sees(case)
    here = f"/office/cases/{case.reference}/read"
    for who in (office.cast.worker, office.cast.triage, office.cast.analyst, office.cast.administrator):
        assert office.desk(who).client.get(here).status_code == 403
    assert office.desk(office.cast.leader).client.get(here).status_code == 200
    assert "Who has read it" in office.desk(office.cast.leader).sees(case).text
    person = f"/office/customers/{case.customer_id}/read"
    assert "Wilma Worker" in office.desk(office.cast.leader).client.get(person).text


@pytest.mark.clause("CH-13")
def test_a_person_who_asks_is_told_which_roles_read_what_about_them(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    office.desk(office.cast.worker).sees(case)
    with office.records() as session:
        person = session.get_one(Customer, case.customer_id)
        told = readings.of_customer(session, person)
    assert {one.what for one in told} == {Read.CASE} and "case-worker" in {one.role for one in told}


@pytest.mark.clause("RP-25")
def test_a_distressing_file_opens_only_for_whoever_says_why(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    worker = office.desk(office.cast.worker).client
    sent = {"origin": "customer", "label": "A burnt car", "files": (io.BytesIO(b"Words in a file."), "letter.txt")}
    worker.post(f"/office/cases/{case.reference}/files", data=sent, content_type="multipart/form-data")
    shown = worker.get("/office/files/1?open=yes")
    assert "A burnt car" in shown.text and "Words in a file." not in shown.text
    assert worker.post("/office/files/1", data={"why": " "}).status_code == 422
    with worker.post("/office/files/1", data={"why": "To see what was damaged."}) as opened:
        assert opened.data == b"Words in a file."
        assert "attachment" in opened.headers["Content-Disposition"]
    record = office.desk(office.cast.leader).client.get(f"/office/cases/{case.reference}/read").text
    assert "To see what was damaged." in record
