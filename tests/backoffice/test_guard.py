"""The door of the back office: closed by default, and each page opened by name to the roles that need it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shared.charter.access import Role
from tests.backoffice.desk import Office

PAGES = [
    ("/office/search?q=x", "TCLHRMS", "whoever has a worklist"),
    ("/office/messages", "TCLHRS", "whoever answers people"),
    ("/office/tasks", "TCLHRS", "whoever answers people"),
    ("/office/figures", "LHRMNA", "whoever is answerable for them"),
    ("/office/calendar", "RA", "whoever may move promised dates"),
    ("/office/staff", "A", "the administrator"),
    ("/office/staff/add", "A", "the administrator"),
    ("/office/concerns", "RS", "whoever looks after safety"),
    ("/office/restrictions", "TCLHR", "whoever may propose one"),
    ("/office/account", "TCLHRMNAS", "everybody"),
]
#: The first nine roles; those who lead the council have their own tests with what they decide.
LETTERS = dict(zip("TCLHRMNAS", Role, strict=False))


@pytest.mark.clause("RP-26")
@pytest.mark.parametrize(("path", "letters", "reason"), PAGES)
def test_a_page_opens_for_its_roles_and_for_no_other(office: Office, path: str, letters: str, reason: str) -> None:
    opened = set()
    for staff in vars(office.cast).values():
        status = office.desk(staff).client.get(path).status_code
        assert status in (200, 403)
        if status == 200:
            opened.add(staff.role)
    assert opened == {LETTERS[letter] for letter in letters}, reason


def test_whoever_may_not_enter_reads_so_in_plain_words(office: Office) -> None:
    page = office.desk(office.cast.analyst).client.get("/office/messages")
    assert page.status_code == 403
    assert "You cannot see this page" in page.text


@pytest.mark.parametrize("path", ["/office/", "/office/staff", "/office/cases/HC-2222-2222", "/office/search?q=a%20b"])
def test_nobody_enters_without_signing_in_and_everybody_gets_back_to_where_they_were(
    app: Flask, client: FlaskClient, path: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/office/sign-in?next=")
    assert client.get(answer.headers["Location"]).status_code == 200


def test_a_part_of_a_page_sends_the_whole_page_to_the_door(client: FlaskClient) -> None:
    answer = client.get("/office/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].startswith("/office/sign-in")
    assert not answer.data


def test_whoever_has_left_is_out_with_their_next_click(office: Office) -> None:
    client = office.desk(office.cast.worker).client
    assert client.get("/office/").status_code == 200
    with office.records() as session:
        from shared.casework import accounts

        somebody = accounts.by_email(session, office.cast.worker.email)
        assert somebody is not None
        accounts.disable(somebody, at=somebody.created_at)
    assert client.get("/office/").headers["Location"].startswith("/office/sign-in")


def test_a_view_that_does_not_say_for_whom_it_is_stays_shut(app: Flask, office: Office) -> None:
    client = office.desk(office.cast.triage).client
    view = app.view_functions["backoffice.account"]
    app.view_functions["backoffice.account"] = lambda: "left open by mistake"
    assert client.get("/office/account").status_code == 403
    app.view_functions["backoffice.account"] = view
    assert client.get("/office/account").status_code == 200


def test_words_sent_after_the_session_ended_come_back_with_the_way_in(office: Office, client: FlaskClient) -> None:
    case = office.case()
    for headers in ({}, {"HX-Request": "true"}):
        answer = client.post(f"/office/cases/{case.reference}/note", data={"words": "Rang twice."}, headers=headers)
        assert answer.status_code == 401
        assert "Rang twice." in answer.text
        assert f"/office/sign-in?next=/office/cases/{case.reference}" in answer.text
    assert client.post("/office/sign-out").headers["Location"].startswith("/office/sign-in")
