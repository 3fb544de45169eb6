"""Covering a message, and answering what it asks for, through the pages of the staff site."""

import re

import pytest

from shared.models.cases import Case
from tests.backoffice.desk import Desk, Office

ABUSE = "You are vermin and zzqhateful things will happen. My bin was not emptied."
MATTER = "Their bin was not emptied."


@pytest.fixture
def case(office: Office) -> Case:
    """A request with abuse in it, in the hands of the worker."""
    return office.case(held_by=office.cast.worker, words=ABUSE)


def covered(desk: Desk, case: Case) -> str:
    """The address of the covered message, once this person has covered it."""
    (way,) = re.findall(r'href="(/office/cases/[^"]+/cover)"', desk.sees(case).text)
    desk.client.get(way)
    desk.client.post(way, data={"label": "insults"})
    (page,) = re.findall(r'href="(/office/covered/\d+)"', desk.sees(case).text)
    return page


@pytest.mark.clause("RP-16", "RP-25")
def test_a_covered_message_is_named_on_the_case_and_read_by_nobody_there(office: Office, case: Case) -> None:
    desk = office.desk(office.cast.worker)
    page = covered(desk, case)
    shown = desk.sees(case).text
    assert "zzqhateful" not in shown and "insults" in shown
    assert "zzqhateful" not in desk.client.get(page).text
    assert desk.client.post(f"{page}/open", data={"why": "I want to."}).status_code == 409


@pytest.mark.clause("RP-25", "FP-16")
def test_a_second_reader_says_why_and_each_opening_is_kept(office: Office, case: Case) -> None:
    page = covered(office.desk(office.cast.worker), case)
    reader = office.desk(office.cast.colleague)
    nothing = reader.client.post(f"{page}/open", data={"why": ""})
    assert nothing.status_code == 422 and "zzqhateful" not in nothing.text
    for _ in range(2):
        assert "zzqhateful" in reader.client.post(f"{page}/open", data={"why": "To take out the matter."}).text
    record = office.desk(office.cast.leader).client.get(f"/office/cases/{case.reference}/read").text
    assert record.count("To take out the matter.") == 2 and "Colin Colleague" in record


@pytest.mark.clause("RP-16")
def test_what_was_taken_out_is_what_everybody_answers(office: Office, case: Case) -> None:
    page = covered(office.desk(office.cast.worker), case)
    reader = office.desk(office.cast.colleague)
    assert "Read a covered message" in reader.client.get("/office/tasks").text
    assert reader.client.post(f"{page}/matter", data={"found": "matter", "matter": ""}).status_code == 422
    told = reader.client.post(f"{page}/matter", data={"found": "matter", "matter": MATTER, "once": "read-once"})
    assert told.status_code == 303
    assert reader.client.post(f"{page}/matter", data={"found": "nothing", "once": "read-once"}).status_code == 303
    shown = office.desk(office.cast.worker).sees(case).text
    assert MATTER in shown and "Taken out of the message by Colin Colleague" in shown
    now = office.now(case.reference)
    public = office.app.test_client().get(f"/track/{now.reference}/{now.tracking_key}").text
    assert "Your message is kept." in public and MATTER in public and "zzqhateful" not in public


def test_a_manager_writes_to_the_sender_from_the_team(office: Office, case: Case) -> None:
    page = covered(office.desk(office.cast.worker), case)
    leader = office.desk(office.cast.leader)
    assert "Tell the sender" not in office.desk(office.cast.colleague).client.get(page).text
    assert "Tell the sender" not in leader.client.get(page).text, "nobody has read it yet"
    sent = {"words": "We cannot accept these words.", "name": "team", "once": "told-once"}
    assert leader.client.post(f"{page}/tell", data=sent).status_code == 409
    assert "Tell the sender" in leader.client.post(f"{page}/open", data={"why": "To answer them."}).text
    assert "Tell the sender" in leader.client.get(page).text
    assert leader.client.post(f"{page}/tell", data={**sent, "words": ""}).status_code == 422
    assert leader.client.post(f"{page}/tell", data=sent).status_code == 303
    now = office.now(case.reference)
    public = office.app.test_client().get(f"/track/{now.reference}/{now.tracking_key}").text
    assert "We cannot accept these words." in public and "Leila Leader" not in public


def test_a_manager_puts_back_what_should_not_have_been_covered(office: Office, case: Case) -> None:
    page = covered(office.desk(office.cast.worker), case)
    leader = office.desk(office.cast.leader)
    assert office.desk(office.cast.colleague).client.post(f"{page}/put-back", data={"reason": "No."}).status_code == 403
    assert leader.client.post(f"{page}/put-back", data={"reason": ""}).status_code == 422
    assert leader.client.post(f"{page}/put-back", data={"reason": "It is only angry."}).status_code == 303
    assert "zzqhateful" in office.desk(office.cast.worker).sees(case).text


def test_a_message_that_cannot_be_seen_cannot_be_covered_or_opened(office: Office, case: Case) -> None:
    page = covered(office.desk(office.cast.worker), case)
    stranger = office.desk(office.cast.stranger).client
    assert stranger.get(page).status_code == 404
    assert stranger.post(f"{page}/open", data={"why": "Curious."}).status_code == 404
    desk = office.desk(office.cast.worker).client
    assert desk.get(f"/office/cases/{case.reference}/messages/999999/cover").status_code == 404
    assert desk.get("/office/covered/999999").status_code == 404
