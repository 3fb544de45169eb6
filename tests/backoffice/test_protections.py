"""Asking to be kept out of harm's way, on the pages: decided by a manager, hidden from the public."""

import pytest
import sqlalchemy as sa

from shared.models.cases import Case
from shared.models.protections import Protection, Wish
from shared.models.staff import Staff
from tests.backoffice.desk import Office
from tests.backoffice.test_incidents import a_threat
from tests.casework.meeting import offered

WHY = "I do not feel safe with him."


def asks(office: Office, case: Case, what: str = "off-case", once: str = "p1") -> int:
    """Wilma asks, on the page of her case."""
    worker = office.desk(office.cast.worker).client
    answer = worker.post(f"/office/cases/{case.reference}/protect", data={"once": once, "what": what, "why": WHY})
    assert answer.status_code == 303, answer.text
    return int(answer.headers["Location"].rsplit("/", 1)[-1])


def kept(office: Office) -> list[Protection]:
    with office.records() as session:
        found = list(session.scalars(sa.select(Protection).order_by(Protection.id)))
        session.expunge_all()
        return found


@pytest.mark.clause("RP-29")
def test_somebody_is_taken_off_a_case_and_the_customer_sees_nothing_of_it(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    worker, leader = office.desk(office.cast.worker).client, office.desk(office.cast.leader).client
    assert f"/office/cases/{case.reference}/protect" in worker.get(f"/office/cases/{case.reference}").text
    here = f"/office/cases/{case.reference}/protect"
    assert "The customer is not told" in worker.get(here).text
    assert worker.post(here, data={"once": "p0", "what": "off-case", "why": " "}).status_code == 422
    assert worker.post(here, data={"once": "p0", "what": "paid-leave", "why": WHY}).status_code == 422
    number = asks(office, case)
    assert asks(office, case) == number and len(kept(office)) == 1
    waits = worker.get(f"/office/protections/{number}").text
    assert "A manager decides." in waits and 'name="granted"' not in waits
    decision = {"once": "d1", "granted": "yes", "reasons": "She is safer so."}
    assert worker.post(f"/office/protections/{number}", data=decision).status_code == 409
    assert office.desk(office.cast.stranger).client.get(f"/office/protections/{number}").status_code == 404
    assert f"/office/protections/{number}" in leader.get("/office/incidents").text
    assert leader.post(f"/office/protections/{number}", data={"once": "d0", "granted": "yes"}).status_code == 422
    assert leader.post(f"/office/protections/{number}", data=decision).status_code == 303
    assert worker.get(f"/office/cases/{case.reference}").status_code == 404
    page = leader.get(f"/office/cases/{case.reference}").text
    assert "does not deal with this case" in page and WHY not in page and "safer" not in page
    tracked = office.app.test_client().get(f"/track/{case.reference}/{case.tracking_key}").text
    assert "Wilma does not" not in tracked and WHY not in tracked and "safer" not in tracked
    assert leader.get(f"/office/protections/{number}/end").status_code == 200
    assert leader.post(f"/office/protections/{number}/end", data={"why": " "}).status_code == 422
    assert worker.post(f"/office/protections/{number}/end", data={"why": "x"}).status_code == 403
    assert leader.post(f"/office/protections/{number}/end", data={"why": "He has moved."}).status_code == 303
    assert worker.get(f"/office/cases/{case.reference}").status_code == 200


@pytest.mark.clause("RP-29")
def test_letters_go_in_a_managers_name(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    number, leader = asks(office, case, "managers-name"), office.desk(office.cast.leader).client
    assert "Whose name does the customer read?" in leader.get(f"/office/protections/{number}").text
    decision = {"once": "d1", "granted": "yes", "reasons": "She is safer so.", "name": "Hamish Head"}
    assert leader.post(f"/office/protections/{number}", data=decision).status_code == 303
    assert office.now(case.reference).signed_name == "Hamish Head"


@pytest.mark.clause("RP-22")
def test_after_an_incident_a_manager_asks_for_whoever_was_threatened(office: Office) -> None:
    case, incident = a_threat(office)
    here, leader = f"/office/incidents/{incident}/protect", office.desk(office.cast.leader).client
    assert "Keep Wilma Worker out of harm" in leader.get(here).text
    assert "Keep me out of harm" in office.desk(office.cast.worker).client.get(here).text
    answer = leader.post(here, data={"once": "p1", "what": "no-contact", "why": "He waits for her."})
    (one,) = kept(office)
    assert (one.what, one.staff_id, one.incident_id) == (Wish.NO_CONTACT, office.cast.worker.id, incident)
    assert leader.post(answer.headers["Location"], data={"granted": "yes", "reasons": "Yes."}).status_code == 303
    assert office.desk(office.cast.worker).client.get(f"/office/cases/{case.reference}").status_code == 404
    new = office.case(held_by=office.cast.colleague)
    assert office.desk(office.cast.worker).client.get(f"/office/cases/{new.reference}").status_code == 404
    assert office.desk(office.cast.stranger).client.get(here).status_code == 404


def test_a_manager_does_not_decide_their_own_wish_and_a_second_decision_changes_nothing(office: Office) -> None:
    case = office.case(held_by=office.cast.leader)
    leader, head = office.desk(office.cast.leader).client, office.desk(office.cast.head).client
    leader.post(f"/office/cases/{case.reference}/protect", data={"once": "p1", "what": "off-case", "why": WHY})
    (one,) = kept(office)
    here = f"/office/protections/{one.id}"
    own = leader.post(here, data={"granted": "yes", "reasons": "x"})
    assert own.status_code == 409 and "somebody else has to decide" in own.text
    assert head.post(here, data={"granted": "no", "reasons": "We meet him together."}).status_code == 303
    assert head.post(here, data={"granted": "yes", "reasons": "x"}).status_code == 409
    assert "We meet him together." in leader.get(here).text
    assert head.post(f"{here}/end", data={"why": "x"}).status_code == 409
    assert leader.get("/office/protections?before=99999999999999999999").status_code == 200


@pytest.mark.clause("RP-22", "CH-8")
def test_whoever_grants_it_says_what_becomes_of_the_visit(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    with office.records() as session:
        here = session.get_one(Case, case.id)
        offered(session, here, session.get_one(Staff, office.cast.worker.id), office.charter)
    number, leader = asks(office, case, "no-contact"), office.desk(office.cast.leader).client
    page = leader.get(f"/office/protections/{number}").text
    assert "What becomes of these appointments?" in page and "2:30" in page
    decision = {"once": "d1", "granted": "yes", "reasons": "She is safer so."}
    assert leader.post(f"/office/protections/{number}", data=decision).status_code == 422
    unsaid = {**decision, "meetings": "another", "instead": "Wilma Worker"}
    assert leader.post(f"/office/protections/{number}", data=unsaid).status_code == 422
    given = {**decision, "meetings": "call-off"}
    assert leader.post(f"/office/protections/{number}", data=given).status_code == 303
    tracked = office.app.test_client().get(f"/track/{case.reference}/{case.tracking_key}").text
    assert "Say whether you can come" not in tracked
