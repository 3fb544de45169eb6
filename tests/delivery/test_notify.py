"""Text messages by GOV.UK Notify: spoken to as its documentation says, sent once, and honest about what went wrong."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from shared.config import Settings
from shared.delivery import notify
from shared.delivery.envelope import Undelivered
from shared.delivery.rendering import Letter
from tests.delivery.letters import an_envelope

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"
KEY = f"highland_live-{SERVICE}-{SECRET}"
TEXT = Letter("", "Highland Council: We have your request: HC-7Q4K-2M9P.\nhttps://tell.highland.example")
ENVELOPE = an_envelope(to_address="07700 900123")


@dataclass
class Service:
    """Notify, as far as we speak to it: what it was asked, and what it answers."""

    address: str
    asked: list[tuple[str, str, str, Any]] = field(default_factory=list)
    had: list[Any] = field(default_factory=list)
    status: int = 201
    answer: bytes = b'{"id": "1"}'

    @property
    def place(self) -> str:
        return f"{KEY},{TEMPLATE},{self.address}"


@pytest.fixture
def service() -> Iterator[Service]:
    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._note(None)
            self._say(200, json.dumps({"notifications": told.had}).encode())

        def do_POST(self) -> None:
            self._note(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self._say(told.status, told.answer)

        def _note(self, body: Any) -> None:
            told.asked.append((self.command, self.path, self.headers["Authorization"], body))

        def _say(self, status: int, body: bytes) -> None:
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", "http://127.0.0.1:9/")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Not into the test's output."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    told = Service(f"http://127.0.0.1:{server.server_port}")
    Thread(target=server.serve_forever, daemon=True).start()
    yield told
    server.shutdown()
    server.server_close()


def test_a_message_is_handed_over_with_the_number_the_template_and_its_own_name(service: Service) -> None:
    notify.deliver(TEXT, ENVELOPE, service.place)
    _had, (verb, path, _token, body) = service.asked
    assert (verb, path) == ("POST", "/v2/notifications/sms")
    assert body == {
        "phone_number": "07700 900123",
        "template_id": TEMPLATE,
        "personalisation": {"message": TEXT.text},
        "reference": "HC-7Q4K-2M9P-1-received",
    }


def test_the_token_says_who_we_are_and_at_what_moment_signed_with_the_secret(service: Service) -> None:
    notify.deliver(TEXT, ENVELOPE, service.place)
    token = service.asked[0][2].removeprefix("Bearer ")
    body, signature = token.rsplit(".", 1)
    head, claims = (json.loads(base64.urlsafe_b64decode(part + "==")) for part in body.split("."))
    assert head == {"typ": "JWT", "alg": "HS256"}
    assert claims == {"iss": SERVICE, "iat": int(ENVELOPE.leaving_at.timestamp())}
    signed = hmac.new(SECRET.encode(), body.encode(), hashlib.sha256).digest()
    assert base64.urlsafe_b64decode(signature + "==") == signed


def test_what_notify_has_had_before_is_not_sent_again(service: Service) -> None:
    service.had = [{"id": "1", "reference": "HC-7Q4K-2M9P-1-received"}]
    notify.deliver(TEXT, ENVELOPE, service.place)
    assert [(verb, path) for verb, path, *_ in service.asked] == [
        ("GET", "/v2/notifications?reference=HC-7Q4K-2M9P-1-received")
    ]


ANSWERS = [
    (400, b'{"errors": [{"error": "ValidationError", "message": "Not a UK mobile number"}]}', True, "no such number"),
    (403, b'{"errors": [{"error": "AuthError", "message": "Invalid token"}]}', True, "our key is wrong"),
    (404, b"Not found", True, "there is nothing there"),
    (408, b"", False, "it was too slow"),
    (429, b'{"errors": [{"error": "RateLimitError", "message": "Exceeded rate limit"}]}', False, "too many at once"),
    (500, b'{"errors": "not as documented"}', False, "their trouble"),
    (503, b"<html>busy</html>", False, "their trouble, in other words"),
    (302, b"", False, "sent elsewhere: our key is for nobody else"),
    (201, b"<html>", False, "somebody else answered"),
    (201, b"[]", False, "no answer of theirs"),
]


@pytest.mark.parametrize(("status", "answer", "for_good", "reason"), ANSWERS)
def test_what_went_wrong_is_told_and_tried_again_only_where_that_helps(
    service: Service, status: int, answer: bytes, for_good: bool, reason: str
) -> None:
    service.status, service.answer = status, answer
    with pytest.raises(Undelivered) as trouble:
        notify.deliver(TEXT, ENVELOPE, service.place)
    assert trouble.value.for_good is for_good, reason
    assert trouble.value.trouble.startswith("Notify") and len(trouble.value.trouble) < 400
    if b"message" in answer:
        assert json.loads(answer)["errors"][0]["message"] in trouble.value.trouble


def test_a_service_that_cannot_be_reached_is_trouble_for_now() -> None:
    with pytest.raises(Undelivered) as trouble:
        notify.deliver(TEXT, ENVELOPE, f"{KEY},{TEMPLATE},http://127.0.0.1:9", patience=2)
    assert not trouble.value.for_good


WRONG = [
    (KEY, "no template"),
    (f"{KEY},welcome", "a template's name is not its id"),
    (f"highland,{TEMPLATE}", "no key"),
    (f"{SERVICE}-{SECRET},{TEMPLATE}", "a key begins with its name"),
    (f"{KEY},{TEMPLATE},notify.example", "an address begins with https"),
    (",", "nothing"),
]


@pytest.mark.parametrize(("place", "reason"), WRONG)
def test_a_setting_that_cannot_be_read_is_refused_without_telling_the_secret(place: str, reason: str) -> None:
    with pytest.raises(ValueError, match="BYWHEN_NOTIFY") as refused:
        notify.described(place)
    assert SECRET not in str(refused.value), reason


def test_the_channel_is_named_without_its_key(tmp_path: Any) -> None:
    place = notify.place_of(Settings(tmp_path), {"BYWHEN_NOTIFY": f" {KEY},{TEMPLATE} "})
    assert place == f"{KEY},{TEMPLATE}"
    assert notify.described(place) == "text messages by api.notifications.service.gov.uk"
    assert notify.place_of(Settings(tmp_path), {}) is None
