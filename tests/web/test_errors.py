"""When something went wrong, people read what and what to do now; we read why."""

import logging

import pytest
from flask import Flask, Response, abort, make_response, request
from flask.testing import FlaskClient
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, TooManyRequests

from shared.app import LARGEST_FORM
from shared.web.extensions import csrf
from tests.client import CheckingClient
from tests.page import check_page

# status, the heading, reason
CODES = [
    (400, "We could not read that", "something that no browser sends"),
    (403, "You cannot see this page", "another role"),
    (404, "We cannot find that page", "no such address"),
    (405, "That page cannot be opened in this way", "a button opened as a link"),
    (409, "This has changed since you opened it", "somebody was quicker"),
    (413, "What you sent is too big", "a book instead of a letter"),
    (429, "Wait a little, then try again", "too many tries"),
    (500, "Something went wrong on our side", "our fault"),
    (418, "We could not read that", "a code that has no page of its own is told as the nearest one"),
    (503, "Something went wrong on our side", "and so is one of ours"),
]


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    """Somebody who meets errors that the usual client would stop at."""

    @app.get("/goes-wrong/<int:code>")
    def goes_wrong(code: int) -> str:
        abort(code)

    @app.get("/slips")
    def slips() -> str:
        raise RuntimeError("the secret words of a trace")

    @app.post("/takes")
    @csrf.exempt
    def takes() -> str:
        return f"<p>{len(request.form)}</p>"

    app.test_client_class = FlaskClient
    return app.test_client()


@pytest.mark.clause("CH-10")
@pytest.mark.parametrize(("code", "heading", "reason"), CODES)
def test_every_error_has_a_page_in_plain_words(visitor: FlaskClient, code: int, heading: str, reason: str) -> None:
    answer = visitor.get(f"/goes-wrong/{code}")
    assert answer.status_code == code, reason
    assert f">{heading}</h1>" in answer.text
    check_page(answer.text, "http://localhost/goes-wrong", code)


@pytest.mark.parametrize("code", [400, 403, 404, 405, 409, 413, 429, 500])
def test_where_a_part_was_asked_for_only_a_part_says_so(visitor: FlaskClient, code: int) -> None:
    answer = visitor.get(f"/goes-wrong/{code}", headers={"HX-Request": "true"})
    assert answer.status_code == code
    assert "<html" not in answer.text
    assert 'role="alert"' in answer.text


def test_a_slip_of_ours_is_told_without_its_trace_and_written_down_with_it(
    visitor: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = visitor.get("/slips")
    assert answer.status_code == 500
    assert "secret words" not in answer.text
    assert "Traceback" not in answer.text
    assert "the secret words of a trace" in caplog.text


def test_an_ordinary_wrong_address_is_not_written_down_as_a_slip(
    client: CheckingClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        assert client.get("/nothing-here").status_code == 404
    assert not caplog.records


def test_two_saves_in_one_instant_are_told_as_what_they_are(app: Flask) -> None:
    @app.post("/saves")
    @csrf.exempt
    def saves() -> str:
        raise StaleDataError("UPDATE cases expected to update 1 row(s); 0 were matched.")

    answer = app.test_client().post("/saves")
    assert answer.status_code == 409
    assert "This has changed since you opened it" in answer.text


def test_whoever_tries_too_often_is_told_how_long_to_wait(app: Flask) -> None:
    @app.get("/too-often")
    def too_often() -> str:
        raise TooManyRequests(retry_after=90)

    assert app.test_client().get("/too-often").headers["Retry-After"] == "90"


def test_a_view_may_answer_with_a_page_of_its_own(app: Flask) -> None:
    @app.get("/own-page")
    def own_page() -> str:
        raise HTTPException(response=make_response("<p>Ours</p>", 429, {"Content-Type": "text/plain"}))

    answer = app.test_client().get("/own-page")
    assert (answer.status_code, answer.text) == (429, "<p>Ours</p>")


@pytest.mark.parametrize(
    ("words", "status", "reason"),
    [(LARGEST_FORM - 1000, 200, "as long as we take"), (LARGEST_FORM + 1, 413, "longer than that")],
)
def test_a_form_over_the_limit_is_told_so(visitor: FlaskClient, words: int, status: int, reason: str) -> None:
    answer = visitor.post("/takes", data={"words": "w" * words})
    assert answer.status_code == status, reason
    if status == 413:
        assert "make it shorter" in answer.text


@pytest.mark.parametrize("address", ["/look-up", "/tell-us/words", "/office/sign-in"])
def test_a_book_is_too_big_for_our_own_forms_too(client: CheckingClient, address: str) -> None:
    assert client.post(address, data={"words": "w" * LARGEST_FORM}).status_code == 413


@pytest.mark.parametrize(
    ("kind", "body", "length", "status", "reason"),
    [
        ("application/x-www-form-urlencoded", b"words=half of wha", 500, 400, "the line was cut"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-da", None, 200, "half of a part"),
        ("multipart/form-data", b"--x\r\n", None, 200, "parts without their mark"),
        ("application/x-www-form-urlencoded", b"\xff\xfe=%ff%00", None, 200, "signs that are no letters"),
        ("application/json", b"{", None, 200, "another kind of words"),
    ],
)
def test_a_broken_sending_is_told_and_breaks_nothing(
    visitor: FlaskClient, kind: str, body: bytes, length: int | None, status: int, reason: str
) -> None:
    told = {"CONTENT_LENGTH": str(length or len(body))}
    answer = visitor.post("/takes", data=body, content_type=kind, environ_overrides=told)
    assert answer.status_code == status, reason


def test_more_fields_than_any_form_of_ours_has_are_refused(visitor: FlaskClient) -> None:
    many = {f"field{number}": (None, "x") for number in range(1001)}
    body = "".join(f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\nx\r\n' for name in many) + "--x--\r\n"
    answer = visitor.post("/takes", data=body.encode(), content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413


def test_a_form_that_was_open_for_too_long_says_what_to_do(app: Flask) -> None:
    @app.post("/asks-for-its-token")
    def asks_for_its_token() -> Response:
        return Response("kept", mimetype="text/plain")

    client = app.test_client()
    answer = client.post("/asks-for-its-token", data={"csrf_token": "forged"})
    assert answer.status_code == 400
    assert "This page was open for too long" in answer.text
    assert "send it once more" in answer.text
    assert client.post("/asks-for-its-token").text == "kept", "with its own token it is kept"
