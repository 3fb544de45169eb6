"""What services learn from complaints: a list that nothing leaves until something shows that it is done."""

import pytest
import sqlalchemy as sa

from shared.casework import lessons
from shared.charter.vocabulary import Kind
from shared.models.decisions import Lesson
from tests.backoffice.desk import Office
from tests.builders import TUESDAY, a_case, a_written_decision, held
from tests.casework.promised import DUE, LESSON, a_promise

LIST = "/office/learning"
DONE = {"evidence": "The new list is used since Monday."}


def learned(office: Office) -> tuple[str, str]:
    """The reference of a decided complaint, and the page of what is learned from it."""
    with office.records() as session:
        case = a_promise(session, office.charter, by=office.cast.worker)
        session.flush()
        number = session.scalars(sa.select(Lesson.id).where(Lesson.case_id == case.id)).one()
        return case.reference, f"{LIST}/{number}"


@pytest.mark.clause("FP-15")
def test_a_lesson_stays_until_something_shows_that_it_is_done(office: Office) -> None:
    reference, page = learned(office)
    client = office.desk(office.cast.worker).client
    listed = client.get(LIST).text
    assert LESSON in listed and reference in listed and "Tue 16 Mar" in listed
    assert "What shows that it is done?" in client.get(page).text
    refused = client.post(page, data={"evidence": " "})
    assert refused.status_code == 422 and "Say what shows that it is done." in refused.text
    for _ in range(2):
        assert client.post(page, data=DONE).status_code == 303
    assert LESSON not in client.get(LIST).text
    done = client.get(f"{LIST}?show=done").text
    assert LESSON in done and "Late" not in done
    assert DONE["evidence"] in client.get(page).text
    assert DONE["evidence"] in office.desk(office.cast.worker).sees(reference).text
    quicker = office.desk(office.cast.colleague).client.post(page, data={"evidence": "I looked too."})
    assert quicker.status_code == 409 and "I looked too." in quicker.text and DONE["evidence"] in quicker.text


@pytest.mark.clause("FP-15")
def test_a_lesson_is_given_to_a_colleague(office: Office) -> None:
    reference, page = learned(office)
    client = office.desk(office.cast.worker).client
    assert client.post(f"{page}/give", data={"to": ""}).status_code == 422
    assert client.post(f"{page}/give", data={"to": str(office.cast.colleague.id)}).status_code == 303
    assert page in office.desk(office.cast.colleague).client.get(f"{LIST}?show=mine").text
    assert "Gave this lesson to Colin Colleague to see to" in office.desk(office.cast.worker).sees(reference).text


#: who, opening the list, seeing this case in it, acting
WHO = [
    ("colleague", 200, True, True),
    ("head", 200, True, True),
    ("relations", 200, True, True),
    ("triage", 200, True, False),
    ("stranger", 200, False, False),
    ("councillor", 403, False, False),
    ("analyst", 403, False, False),
]


@pytest.mark.clause("RP-26")
@pytest.mark.parametrize(("name", "opens", "sees", "acts"), WHO)
def test_only_those_who_see_a_case_see_what_is_learned_from_it(
    office: Office, name: str, opens: int, sees: bool, acts: bool
) -> None:
    reference, page = learned(office)
    client = office.desk(getattr(office.cast, name)).client
    listed = client.get(LIST)
    assert listed.status_code == opens and (reference in listed.text) is sees
    status = 403 if opens == 403 else 404 if not sees else 409
    assert client.get(page).status_code == (200 if sees else status)
    assert client.post(f"{page}/give", data={"to": "team"}).status_code == (303 if acts else status)
    assert client.post(page, data=DONE).status_code == (303 if acts else status)


def test_what_is_only_drafted_is_learned_by_nobody_yet(office: Office) -> None:
    with office.records() as session:
        worker = office.cast.worker
        case = held(session, a_case(session, office.charter, Kind.COMPLAINT), by=worker, charter=office.charter)
        how = {"by": worker, "at": TUESDAY, "charter": office.charter}
        one = lessons.learn(session, case, words=LESSON, due_on=DUE, owner=worker, **how)
        a_written_decision(session, case, by=worker, charter=office.charter)
        session.flush()
        number = one.id
    client = office.desk(office.cast.worker).client
    assert "Nothing here." in client.get(LIST).text
    assert client.get(f"{LIST}/{number}").status_code == 404


@pytest.mark.parametrize("number", ["0", "99", "2147483648", "nonsense", "-1"])
def test_what_is_not_there_is_not_found(office: Office, number: str) -> None:
    client = office.desk(office.cast.worker).client
    assert client.get(f"{LIST}/{number}").status_code == 404
    assert client.post(f"{LIST}/{number}", data=DONE).status_code in (404, 405)
    assert client.post(f"{LIST}/{number}/give", data={"to": "team"}).status_code == 404
    assert client.get(f"{LIST}?show=done&after={number}").status_code == 200
