"""Signing in and out: the right person gets in, and whoever guesses learns nothing."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from shared.casework import accounts, attempts
from shared.models.drafts import Attempt
from shared.models.staff import Staff
from tests.backoffice.desk import Office
from tests.clock import SettableClock

PASSWORD = "three words remembered"
WRONG = "The e-mail address or the password is not right. Check both."


@pytest.fixture
def wilma(office: Office) -> Staff:
    """A case worker with a password of her own."""
    with office.records() as session:
        staff = session.get(Staff, office.cast.worker.id)
        assert staff is not None
        accounts.set_password(staff, PASSWORD)
    return staff


def _sign_in(client: FlaskClient, email: str, password: str = PASSWORD, **more: str) -> TestResponse:
    return client.post("/office/sign-in", data={"email": email, "password": password, **more})


def test_the_right_password_opens_the_door_and_the_way_out_shuts_it(client: FlaskClient, wilma: Staff) -> None:
    answer = _sign_in(client, wilma.email.upper())
    assert (answer.status_code, answer.headers["Location"]) == (303, "/office/")
    page = client.get("/office/").text
    assert wilma.name in page and "Case worker" in page
    assert client.get("/office/sign-in").headers["Location"] == "/office/"
    assert client.post("/office/sign-out").headers["Location"] == "/office/sign-in"
    assert "You are signed out." in client.get("/office/sign-in").text
    assert client.get("/office/").status_code == 303


def test_signing_out_is_a_button_and_not_a_link(client: FlaskClient, wilma: Staff) -> None:
    _sign_in(client, wilma.email)
    assert client.get("/office/sign-out").status_code == 405
    assert client.get("/office/").status_code == 200


@pytest.mark.parametrize(
    ("email", "password", "sentences"),
    [
        ("", "", ["Enter your e-mail address.", "Enter your password."]),
        ("a@b.example", "", ["Enter your password."]),
        ("", PASSWORD, ["Enter your e-mail address."]),
        ("x" * 300, PASSWORD, ["Enter an e-mail address of at most 254 characters."]),
        ("a@b.example", "x" * 300, ["Enter a password of at most 200 characters."]),
        ("no address", PASSWORD, [WRONG]),
        ("<script>@x.example", "' OR 1=1 --", [WRONG]),
        ("a@b.example\x00", "\x00", [WRONG]),
    ],
)
def test_an_error_says_what_to_do_and_keeps_the_address(
    client: FlaskClient, email: str, password: str, sentences: list[str]
) -> None:
    answer = _sign_in(client, email, password)
    assert answer.status_code == 422
    for sentence in sentences:
        assert answer.text.count(sentence) == 2, "once in the summary, once beside the field"
    assert "<script>@" not in answer.text
    if email and "\x00" not in email and "<" not in email:
        assert f'value="{email}"' in answer.text
    assert PASSWORD not in answer.text


def test_a_stranger_cannot_tell_who_works_here(client: FlaskClient, wilma: Staff) -> None:
    with_account = _sign_in(client, wilma.email, "not the password")
    without = _sign_in(client, "nobody@council.example", "not the password")
    assert with_account.status_code == without.status_code == 422
    said = [
        re.sub(r'name="csrf_token"[^>]+', "", answer.text.replace(email, "-"))
        for answer, email in ((with_account, wilma.email), (without, "nobody@council.example"))
    ]
    assert said[0] == said[1]


def test_a_closed_account_looks_like_a_wrong_password(office: Office, client: FlaskClient, wilma: Staff) -> None:
    with office.records() as session:
        accounts.disable(session.get_one(Staff, wilma.id), at=wilma.created_at)
    assert WRONG in _sign_in(client, wilma.email).text


@pytest.mark.clause("SC-7")
def test_after_too_many_wrong_tries_even_the_right_password_has_to_wait(
    client: FlaskClient, wilma: Staff, clock: SettableClock
) -> None:
    for _ in range(attempts.MOST):
        assert _sign_in(client, wilma.email, "not the password").status_code == 422
    answer = _sign_in(client, wilma.email)
    assert answer.status_code == 429
    assert "You can try again at 10:15 am." in answer.text
    assert answer.headers["Retry-After"] == "901"
    clock.forward(minutes=15)
    assert _sign_in(client, wilma.email).status_code == 303


def test_others_can_sign_in_while_one_account_is_guessed_at(client: FlaskClient, wilma: Staff) -> None:
    for _ in range(attempts.MOST):
        _sign_in(client, "nobody@council.example", "not the password")
    assert _sign_in(client, "nobody@council.example").status_code == 429
    assert _sign_in(client, wilma.email).status_code == 303


def test_whoever_tries_many_accounts_from_one_place_is_slowed_down(
    client: FlaskClient, wilma: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backoffice.signin.MOST_FROM_ADDRESS", 3)
    for number in range(3):
        _sign_in(client, f"nobody{number}@council.example")
    assert _sign_in(client, wilma.email).status_code == 429


def test_what_is_counted_names_neither_the_place_nor_the_account(
    office: Office, client: FlaskClient, wilma: Staff
) -> None:
    _sign_in(client, wilma.email, "not the password")
    with office.records() as session:
        places = [attempt.place for attempt in session.query(Attempt)]
    assert len(places) == 3
    assert not any("127.0.0.1" in place or wilma.email.partition("@")[0] in place for place in places)


@pytest.mark.parametrize(
    ("asked", "goes_to", "reason"),
    [
        ("/office/search?q=road&after=3", "/office/search?q=road&after=3", "a page of ours with its question"),
        ("/office/", "/office/", "the worklist"),
        ("", "/office/", "nothing was asked"),
        ("https://elsewhere.example/office/", "/office/", "another site"),
        ("//elsewhere.example/office/", "/office/", "another site without its scheme"),
        ("/\\elsewhere.example", "/office/", "as some browsers read it"),
        ("/office//elsewhere.example", "/office/", "two slashes"),
        ("/office/\\elsewhere.example", "/office/", "a slash that leans"),
        ("javascript:alert(1)", "/office/", "a script"),
        ("/tell-us", "/office/", "the public site"),
        ("/office/\r\nSet-Cookie: x=1", "/office/", "a second header"),
        ("/officer", "/office/", "nearly ours"),
    ],
)
def test_after_signing_in_one_stays_in_the_house(
    client: FlaskClient, wilma: Staff, asked: str, goes_to: str, reason: str
) -> None:
    page = client.get(f"/office/sign-in?next={quote(asked)}")
    assert page.status_code == 200
    assert _sign_in(client, wilma.email, next=asked).headers["Location"] == goes_to, reason


def test_a_session_that_somebody_else_prepared_is_left_at_the_door(client: FlaskClient, wilma: Staff) -> None:
    with client.session_transaction() as kept:
        kept["planted"] = "by somebody else"
        before = kept.get("csrf_token")
    _sign_in(client, wilma.email)
    with client.session_transaction() as kept:
        assert "planted" not in kept
        assert kept.get("csrf_token") != before or before is None
        assert kept["_user_id"] == wilma.session_key


def test_a_forged_form_is_refused(client: FlaskClient, wilma: Staff) -> None:
    answer = _sign_in(client, wilma.email, csrf_token="forged")
    assert answer.status_code == 400
    assert client.get("/office/").status_code == 303


def test_a_new_password_ends_the_sessions_elsewhere(office: Office, client: FlaskClient, wilma: Staff) -> None:
    _sign_in(client, wilma.email)
    with office.records() as session:
        accounts.set_password(session.get_one(Staff, wilma.id), "another three words")
    assert client.get("/office/").headers["Location"].startswith("/office/sign-in")


def test_wrong_tries_of_long_ago_are_forgiven(client: FlaskClient, wilma: Staff, clock: SettableClock) -> None:
    for _ in range(attempts.MOST - 1):
        _sign_in(client, wilma.email, "not the password")
    clock.set(clock() + timedelta(hours=1))
    assert _sign_in(client, wilma.email, "not the password").status_code == 422
    assert _sign_in(client, wilma.email).status_code == 303
