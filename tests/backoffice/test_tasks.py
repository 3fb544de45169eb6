"""Reaching somebody whom no e-mail reaches."""

import pytest

from shared.casework.customers import Person
from shared.casework.sending import failed
from shared.charter.vocabulary import Reach
from shared.models.cases import Case, Happened
from shared.models.notices import Notice, Task
from tests.backoffice.desk import Office
from tests.builders import TUESDAY
from tests.clock import SettableClock

FLORA = Person(
    name="Flora Fraser",
    phone="01632 960 555",
    address="4 High Street\nInverness",
    reach=Reach.PHONE,
    needs="Ring only after 4pm",
)


def _number(office: Office, case: Case) -> int:
    with office.records() as session:
        return session.query(Task).filter_by(case_id=case.id).order_by(Task.id.desc()).first().id  # type: ignore[union-attr]


def test_an_empty_list_says_who_would_be_on_it(office: Office) -> None:
    assert "Nobody is waiting to be reached." in office.desk(office.cast.triage).client.get("/office/tasks").text


def test_the_list_says_whom_to_reach_how_and_by_when(office: Office, clock: SettableClock) -> None:
    case = office.case(person=FLORA)
    client = office.desk(office.cast.triage).client
    page = client.get("/office/tasks").text
    for words in ("Flora Fraser", "By phone", "tomorrow", "Wed 3 Mar", case.reference, "They asked for a call"):
        assert words in page, words
    clock.forward(days=3)
    assert "Late" in client.get("/office/tasks").text


def test_the_page_says_what_to_tell_them_and_how_to_reach_them_well(office: Office) -> None:
    case = office.case(person=FLORA)
    page = office.desk(office.cast.triage).client.get(f"/office/tasks/{_number(office, case)}").text
    for words in ("Reach Flora Fraser", "01632 960 555", "Ring only after 4pm", "Wednesday 3 March 2027", "Inverness"):
        assert words in page, words
    assert "Dear Flora Fraser" in page and case.reference in page


def test_it_is_done_with_how_and_the_history_says_so(office: Office) -> None:
    case = office.case(person=FLORA)
    where, client = f"/office/tasks/{_number(office, case)}", office.desk(office.cast.triage).client
    for _ in range(2):  # pressed twice
        assert client.post(where, data={"how": "Rang at ten and read it out."}).headers["Location"] == "/office/tasks"
    page = client.get("/office/tasks").text
    assert "Saved. It is in the history of the case." in page and "Nobody is waiting to be reached." in page
    done = client.get(where).text
    assert "Tavish Triage reached them on Tuesday 2 March 2027 at 10:00 am." in done
    assert "Rang at ten and read it out." in done and "They know now" not in done
    assert [line.what for line in office.now(case.reference).happenings].count(Happened.REACHED) == 1


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ("", "Say how you reached them, such as"),
        (" \n ", "Say how you reached them, such as"),
        ("x" * 1001, "Say how you reached them in at most 1,000 characters."),
    ],
)
def test_an_error_says_what_to_do_and_keeps_what_was_typed(office: Office, how: str, sentence: str) -> None:
    case = office.case(person=FLORA)
    answer = office.desk(office.cast.triage).client.post(f"/office/tasks/{_number(office, case)}", data={"how": how})
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2
    assert how.strip() in answer.text


@pytest.mark.clause("RP-26")
def test_another_teams_task_is_not_there(office: Office) -> None:
    case = office.case(held_by=office.cast.worker, person=FLORA)
    where, stranger = f"/office/tasks/{_number(office, case)}", office.desk(office.cast.stranger).client
    assert office.desk(office.cast.worker).client.get(where).status_code == 200
    assert stranger.get(where).status_code == stranger.post(where, data={"how": "x"}).status_code == 404
    assert "Flora" not in stranger.get("/office/tasks").text


def test_further_tasks_are_a_page_further(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.casework.tasks.PAGE", 1)
    first, second = office.case(person=FLORA), office.case(person=FLORA)
    client = office.desk(office.cast.triage).client
    page = client.get("/office/tasks").text
    assert first.reference in page and second.reference not in page
    after = f"2027-03-03.{_number(office, first)}"
    assert f"after={after}" in page
    assert second.reference in client.get(f"/office/tasks?after={after}").text


def test_a_failed_email_to_somebody_without_another_way_can_be_closed_as_not_reached(office: Office) -> None:
    case = office.case()
    with office.records() as session:
        notice = session.query(Notice).filter_by(case_id=case.id).one()
        failed(session, notice, at=TUESDAY, charter=office.charter, trouble="No such mailbox", for_good=True)
        notice.case.customer.phone = notice.case.customer.address = ""
    client, where = office.desk(office.cast.triage).client, f"/office/tasks/{_number(office, case)}"
    assert "We have no other way to reach them." in client.get(where).text
    client.post(where, data={"how": "Two letters came back.", "not_reached": "yes"})
    done = client.get(where).text
    assert "Tavish Triage finished this on" in done and "reached them on" not in done
    page = office.desk(office.cast.triage).sees(case).text
    assert "Somebody tried to reach the customer and could not." in page


def test_whoever_rings_has_the_short_of_it_above_the_letter(office: Office) -> None:
    case = office.case(person=FLORA)
    page = office.desk(office.cast.triage).client.get(f"/office/tasks/{_number(office, case)}").text
    short = f"Your reference is {case.reference}. You can look it up with your reference and your phone number."
    assert page.index(short) < page.index("Dear Flora Fraser")
