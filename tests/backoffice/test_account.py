"""My account: one's own password and keys."""

import pytest
from werkzeug.test import TestResponse

from shared.casework import accounts
from shared.models.staff import Staff
from tests.backoffice.desk import Desk, Office

OLD, NEW = "three words remembered", "another three words"


@pytest.fixture
def wilma(office: Office) -> Staff:
    """A case worker with a password of her own."""
    with office.records() as session:
        staff = session.get_one(Staff, office.cast.worker.id)
        accounts.set_password(staff, OLD)
    return staff


def _change(desk: Desk, old: str, new: str) -> TestResponse:
    return desk.client.post("/office/account/password", data={"old": old, "new": new})


def test_my_page_says_who_i_am_here(office: Office, wilma: Staff) -> None:
    page = office.desk(wilma).client.get("/office/account").text
    assert wilma.name in page and wilma.email in page
    assert office.charter.teams[wilma.team].name in page


def test_a_new_password_keeps_me_in_and_ends_my_other_sessions(office: Office, wilma: Staff) -> None:
    here, elsewhere = office.desk(wilma), office.desk(wilma)
    assert _change(here, OLD, NEW).status_code == 303
    assert "You are signed out everywhere else." in here.client.get("/office/account").text
    assert elsewhere.client.get("/office/account").status_code == 303
    with office.records() as session:
        assert accounts.sign_in(session, email=wilma.email, password=NEW)
        assert accounts.sign_in(session, email=wilma.email, password=OLD) is None


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("", NEW, "Enter the password that you use now."),
        ("not it at all", NEW, "This is not your password. Enter the one that you use now."),
        (OLD, "", "Enter a new password."),
        (OLD, "x" * 11, "Choose a password of at least 12 characters."),
        (OLD, "x" * 201, "Choose a password of at most 200 characters."),
        ("x" * 300, NEW, "Enter a password of at most 200 characters."),
    ],
)
def test_an_error_says_what_to_do_and_changes_nothing(
    office: Office, wilma: Staff, old: str, new: str, sentence: str
) -> None:
    desk = office.desk(wilma)
    answer = _change(desk, old, new)
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2
    assert desk.client.get("/office/account").status_code == 200
    with office.records() as session:
        assert accounts.sign_in(session, email=wilma.email, password=OLD)


def test_keys_can_be_turned_off_and_on_again(office: Office, wilma: Staff) -> None:
    client = office.desk(wilma).client
    assert "data-keys" in client.get("/office/account").text
    client.post("/office/account/keys")
    assert "data-keys" not in client.get("/office/account").text.replace("data-key-search", "")
    client.post("/office/account/keys", data={"shortcuts": "y"})
    assert "data-keys" in client.get("/office/account").text
