"""What every answer says about how it may be used, and how it travels."""

from dataclasses import replace

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from shared.charter.access import Role
from shared.config import Settings
from shared.web.assets import asset
from shared.web.headers import POLICY
from tests.builders import a_member_of_staff
from tests.client import CheckingClient
from tests.conftest import Records

PAGES = ["/", "/tell-us/kind", "/look-up", "/promises", "/contact", "/office/sign-in"]
OTHERS = ["/nothing-here", "/brand.css", "/health", asset("public.css"), asset("site.js"), asset("mark.svg")]


@pytest.fixture
def quiet(app: Flask) -> FlaskClient:
    """Somebody whose answers are looked at as they travel."""
    app.test_client_class = FlaskClient
    return app.test_client()


@pytest.mark.parametrize("address", PAGES + OTHERS)
def test_no_page_takes_anything_from_elsewhere_or_sits_in_another_sites_frame(
    client: CheckingClient, address: str
) -> None:
    with client.get(address) as answer:
        assert answer.headers["Content-Security-Policy"] == POLICY
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_policy_allows_nothing_written_into_a_page() -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in POLICY.split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert {rules[name] for name in ("script-src", "style-src", "connect-src", "form-action")} == {"'self'"}
    assert {rules[name] for name in ("base-uri", "frame-ancestors")} == {"'none'"}


@pytest.mark.parametrize(
    ("method", "address", "reason"),
    [
        ("POST", "/", "a way in which it cannot be opened"),
        ("DELETE", "/look-up", "nor in this one"),
        ("GET", "/office/", "the way to the door"),
        ("HEAD", "/", "only its head was asked for"),
    ],
)
def test_nor_does_any_other_answer(quiet: FlaskClient, method: str, address: str, reason: str) -> None:
    headers = quiet.open(address, method=method).headers
    assert headers["Content-Security-Policy"] == POLICY, reason
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ["/tell-us/check", "/look-up", "/office/sign-in", "/nothing-here", "/track/x/y"])
def test_a_page_that_may_hold_something_personal_is_never_kept(client: CheckingClient, address: str) -> None:
    assert client.get(address).headers["Cache-Control"] == "no-store"


def test_a_page_of_staff_is_never_kept(client: CheckingClient, records: Records) -> None:
    with records() as session:
        worker = a_member_of_staff(session, Role.CASE_WORKER, "libraries")
        session.expunge_all()
    client.sign_in(worker)
    assert client.get("/office/").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("accepted", "packed", "reason"),
    [
        ("gzip, deflate, br, zstd", True, "as browsers ask"),
        ("br", True, "nothing else"),
        ("*", True, "anything"),
        ("gzip", False, "an older browser"),
        ("br;q=0, gzip", False, "anything but that"),
        ("", False, "nothing asked"),
        ("bread", False, "another word"),
    ],
)
def test_a_page_is_packed_only_for_whoever_can_unpack_it(
    quiet: FlaskClient, accepted: str, packed: bool, reason: str
) -> None:
    plain = quiet.get("/promises").data
    answer = quiet.get("/promises", headers={"Accept-Encoding": accepted})
    assert (answer.headers.get("Content-Encoding") == "br") is packed, reason
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert answer.headers["Content-Length"] == str(len(answer.data))
    assert (brotli.decompress(answer.data) if packed else answer.data) == plain
    assert (len(answer.data) < len(plain) / 2) is packed


def test_what_is_small_already_is_not_packed(client: CheckingClient) -> None:
    assert "Content-Encoding" not in client.get("/health", headers={"Accept-Encoding": "br"}).headers


@pytest.fixture
def https(make_app: object, settings: Settings) -> Flask:
    """The application as people reach it by https."""
    return make_app(replace(settings, base_url="https://council.example"))


def test_whoever_came_by_https_is_asked_to_keep_to_it(https: Flask, client: CheckingClient) -> None:
    told = https.test_client().get("/", base_url="https://council.example").headers
    assert "max-age=31536000" in told["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in client.get("/").headers, "plain http would lock people out"


def test_the_cookie_goes_to_nobody_else(https: Flask) -> None:
    cookie = https.test_client().get("/look-up", base_url="https://council.example").headers["Set-Cookie"]
    for rule in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert rule in cookie


@pytest.mark.parametrize("address", ["/", "/promises", "/contact", "/privacy"])
def test_whoever_only_reads_is_given_no_cookie(client: CheckingClient, address: str) -> None:
    assert "Set-Cookie" not in client.get(address).headers
