"""Staff accounts in the hands of an administrator."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from shared.casework import accounts
from shared.charter.access import Role
from shared.models.staff import Staff
from tests.backoffice.desk import Office

PASSWORD = "three words remembered"


@pytest.fixture
def ada(office: Office) -> FlaskClient:
    """The administrator at her desk."""
    return office.desk(office.cast.administrator).client


def _answers(office: Office, **more: str) -> dict[str, Any]:
    return {
        "email": "new@council.example",
        "name": "Nora New",
        "role": "case-worker",
        "team": office.cast.team,
        "password": PASSWORD,
        **more,
    }


def _kept(office: Office, staff: Staff) -> Staff:
    with office.records() as session:
        return session.get_one(Staff, staff.id)


def test_somebody_who_is_added_can_sign_in(office: Office, ada: FlaskClient) -> None:
    assert ada.post("/office/staff/add", data=_answers(office)).headers["Location"] == "/office/staff"
    page = ada.get("/office/staff").text
    assert "Nora New can sign in now." in page and "new@council.example" in page
    with office.records() as session:
        added = accounts.sign_in(session, email="new@council.example", password=PASSWORD)
        assert added is not None and (added.role, added.team) == (Role.CASE_WORKER, office.cast.team)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"email": ""}, "Enter their e-mail address."),
        ({"email": "no address"}, "Enter an e-mail address such as name@example.com."),
        ({"email": "x" * 250 + "@council.example"}, "Enter an e-mail address such as name@example.com."),
        ({"email": "STAFF@"}, "Enter an e-mail address such as name@example.com."),
        ({"name": ""}, "Enter the name that the public will see."),
        ({"name": "\x00\u202e"}, "Enter the name that the public will see."),
        ({"name": "x" * 121}, "Enter a name of at most 120 characters."),
        ({"role": ""}, "Choose a role."),
        ({"role": "emperor"}, "Choose a role."),
        ({"team": ""}, "Choose a team."),
        ({"team": "no-such-team"}, "Choose a team."),
        ({"password": ""}, "Enter a first password."),
        ({"password": "x" * 11}, "Choose a password of at least 12 characters."),
        ({"password": "x" * 201}, "Choose a password of at most 200 characters."),
    ],
)
def test_an_error_says_what_to_do_and_keeps_the_answers(
    office: Office, ada: FlaskClient, answers: dict[str, str], sentence: str
) -> None:
    answer = ada.post("/office/staff/add", data=_answers(office, **answers))
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2
    if "name" not in answers:
        assert 'value="Nora New"' in answer.text
    if "role" not in answers:
        assert 'value="case-worker" checked' in answer.text
    assert PASSWORD not in answer.text


def test_one_address_has_one_account(office: Office, ada: FlaskClient) -> None:
    answer = ada.post("/office/staff/add", data=_answers(office, email=office.cast.worker.email.upper()))
    assert answer.status_code == 422
    assert "There is an account with this e-mail address already." in answer.text


def test_name_role_and_team_can_be_changed(office: Office, ada: FlaskClient) -> None:
    worker, team = office.cast.worker, office.cast.stranger.team
    page = ada.get(f"/office/staff/{worker.id}").text
    assert worker.email in page and 'value="case-worker" checked' in page
    ada.post(f"/office/staff/{worker.id}", data={"name": "Wilma W", "role": "team-leader", "team": team})
    kept = _kept(office, worker)
    assert (kept.name, kept.role, kept.team) == ("Wilma W", Role.TEAM_LEADER, team)
    assert ada.post(f"/office/staff/{worker.id}", data={"name": "", "role": "x", "team": ""}).status_code == 422
    assert _kept(office, worker).name == "Wilma W"


def test_an_administrator_cannot_lock_everybody_out(office: Office, ada: FlaskClient) -> None:
    own = office.cast.administrator
    answers = {"name": own.name, "role": "analyst", "team": own.team}
    answer = ada.post(f"/office/staff/{own.id}", data=answers)
    assert answer.status_code == 422 and "You cannot change your own role." in answer.text
    assert "You cannot close your own account" in ada.get(f"/office/staff/{own.id}/door").text
    assert ada.post(f"/office/staff/{own.id}/door").status_code == 409
    assert "Close this account" not in ada.get(f"/office/staff/{own.id}").text
    kept = _kept(office, own)
    assert kept.role is Role.ADMINISTRATOR and kept.disabled_at is None


def test_closing_an_account_is_asked_once_more_and_ends_its_sessions(office: Office, ada: FlaskClient) -> None:
    worker = office.desk(office.cast.worker).client
    door = f"/office/staff/{office.cast.worker.id}/door"
    assert "Close the account of Wilma Worker?" in ada.get(door).text
    assert worker.get("/office/").status_code == 200, "asking is not doing"
    ada.post(door)
    assert worker.get("/office/").status_code == 303
    page = ada.get("/office/staff").text
    assert "Wilma Worker can no longer sign in." in page and "No, closed Tue 2 Mar" in page
    assert "Let Wilma Worker sign in again?" in ada.get(door).text
    ada.post(door)
    assert _kept(office, office.cast.worker).disabled_at is None


def test_a_new_password_is_set_for_somebody_who_has_lost_theirs(office: Office, ada: FlaskClient) -> None:
    where = f"/office/staff/{office.cast.worker.id}/password"
    worker = office.desk(office.cast.worker).client
    assert "Choose a password of at least 12 characters." in ada.post(where, data={"password": "short"}).text
    assert worker.get("/office/").status_code == 200
    assert ada.post(where, data={"password": PASSWORD}).status_code == 303
    assert worker.get("/office/").status_code == 303
    with office.records() as session:
        assert accounts.sign_in(session, email=office.cast.worker.email, password=PASSWORD)


@pytest.mark.parametrize("page", ["", "/password", "/door"])
def test_an_account_that_does_not_exist_is_not_found(ada: FlaskClient, page: str) -> None:
    assert ada.get(f"/office/staff/999999{page}").status_code == 404
    assert ada.get(f"/office/staff/{10**30}{page}").status_code == 404


def test_a_long_list_is_walked_page_by_page(office: Office, ada: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = accounts.everybody
    monkeypatch.setattr(accounts, "everybody", lambda session, after: everybody(session, after=after, most=4))
    first = ada.get("/office/staff").text
    emails = sorted(one.email for one in vars(office.cast).values())
    assert emails[3] in first and emails[4] not in first
    second = ada.get(f"/office/staff?after={emails[3]}").text
    assert emails[4] in second and "First page" in second
