"""A real mail server of our own: what it takes, what it refuses, and what we make of each."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from shared.delivery import smtp
from shared.delivery.envelope import Undelivered
from tests.delivery.letters import LETTER, an_envelope

PEM = Path(__file__).with_name("localhost.pem")


class Postbox:
    """What arrived; `rcpt` and `data` are what the server says to a recipient and to a letter."""

    def __init__(self, rcpt: str = "250 OK", data: str = "250 OK") -> None:
        self.rcpt, self.data = rcpt, data
        self.letters: list[bytes] = []
        self.secured: list[bool] = []

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.data.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.letters.append(envelope.content)
            self.secured.append(session.ssl is not None)
        return self.data


class AtAnyPort(Controller):
    """Learns its port from the system before it looks whether it answers there."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def a_server(postbox: Postbox, **how: Any) -> Iterator[int]:
    controller = AtAnyPort(postbox, hostname="127.0.0.1", port=0, ready_timeout=10, **how)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop(no_assert=True)


def trouble_with(postbox: Postbox, place: str = "smtp://127.0.0.1:{port}", **how: Any) -> Undelivered:
    with a_server(postbox, **how) as port, pytest.raises(Undelivered) as trouble:
        smtp.deliver(LETTER, an_envelope(), place.format(port=port), patience=5)
    return trouble.value


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """The server's certificate, which we trust."""
    monkeypatch.setenv("SSL_CERT_FILE", str(PEM))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(PEM)
    return context


def test_a_letter_arrives_whole() -> None:
    postbox = Postbox()
    with a_server(postbox) as port:
        smtp.deliver(LETTER, an_envelope(), f"smtp://127.0.0.1:{port}")
    (letter,) = postbox.letters
    assert b"Message-ID: <HC-7Q4K-2M9P-1-received@highland.example>" in letter
    assert b"To: Morag MacLeod <morag@customer.example>" in letter


REFUSALS = [
    ({"rcpt": "550 no such person"}, True, "nobody lives there, and never will"),
    ({"rcpt": "551 moved away"}, True, "the server knows that it cannot reach them"),
    ({"rcpt": "450 mailbox busy"}, False, "busy now is not busy for ever"),
    ({"rcpt": "452 mailbox full"}, False, "they may clear it"),
    ({"data": "554 we think that this is spam"}, True, "it will think so tomorrow"),
    ({"data": "451 try again later"}, False, "it asks us to come back"),
]


@pytest.mark.parametrize(("says", "for_good", "reason"), REFUSALS)
def test_what_the_server_refuses_for_good_is_not_tried_again(says: dict[str, str], for_good: bool, reason: str) -> None:
    trouble = trouble_with(Postbox(**says))
    assert trouble.for_good is for_good, reason
    (said,) = says.values()
    assert said[:3] in trouble.trouble and said[4:] in trouble.trouble, "staff read what the server said"


def test_where_the_server_offers_tls_the_letter_travels_in_it(trusted: ssl.SSLContext) -> None:
    postbox = Postbox()
    with a_server(postbox, tls_context=trusted) as port:
        smtp.deliver(LETTER, an_envelope(), f"smtp://127.0.0.1:{port}")
    assert postbox.secured == [True]


def test_a_server_that_speaks_tls_from_the_start_is_named_smtps(trusted: ssl.SSLContext) -> None:
    postbox = Postbox()
    with a_server(postbox, ssl_context=trusted) as port:
        smtp.deliver(LETTER, an_envelope(), f"smtps://127.0.0.1:{port}")
    assert len(postbox.letters) == 1


def test_a_certificate_that_nobody_vouches_for_is_not_trusted() -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(PEM)
    postbox = Postbox()
    trouble = trouble_with(postbox, tls_context=context)
    assert not trouble.for_good and not postbox.letters


@pytest.mark.parametrize("place", ["smtp://127.0.0.1:{port}?tls=required", "smtp://name:word@127.0.0.1:{port}"])
def test_without_tls_neither_a_password_nor_a_letter_that_needs_it_is_sent(place: str) -> None:
    postbox = Postbox()
    trouble = trouble_with(postbox, place)
    assert not trouble.for_good and "TLS" in trouble.trouble and not postbox.letters


def a_doorkeeper(password: bytes) -> Callable[..., AuthResult]:
    def knows(server: SMTP, session: Session, envelope: Envelope, mechanism: str, said: Any) -> AuthResult:
        assert isinstance(said, LoginPassword)
        return AuthResult(success=said == LoginPassword(b"bywhen@council", password))

    return knows


@pytest.mark.parametrize(("word", "arrives"), [("p%40ss%2Fword", True), ("wrong", False)])
def test_name_and_password_come_from_the_one_setting(trusted: ssl.SSLContext, word: str, arrives: bool) -> None:
    postbox = Postbox()
    how = {"tls_context": trusted, "auth_required": True, "authenticator": a_doorkeeper(b"p@ss/word")}
    with a_server(postbox, **how) as port:
        place = f"smtp://bywhen%40council:{word}@127.0.0.1:{port}"
        if arrives:
            smtp.deliver(LETTER, an_envelope(), place)
        else:
            with pytest.raises(Undelivered) as trouble:
                smtp.deliver(LETTER, an_envelope(), place, patience=2)
            assert not trouble.value.for_good, "our own mistake, which we can mend"
    assert len(postbox.letters) == arrives


def test_a_server_that_is_not_there_is_trouble_for_now() -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    with pytest.raises(Undelivered) as trouble:
        smtp.deliver(LETTER, an_envelope(), f"smtp://127.0.0.1:{port}")
    assert not trouble.value.for_good


def test_a_server_that_says_nothing_is_not_waited_for_longer_than_our_patience() -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        with pytest.raises(Undelivered) as trouble:
            smtp.deliver(LETTER, an_envelope(), f"smtp://127.0.0.1:{door.getsockname()[1]}", patience=0.2)
    assert not trouble.value.for_good


def test_a_letter_that_was_taken_is_sent_though_the_server_falls_silent_at_goodbye() -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        taken: list[bytes] = []
        rude = threading.Thread(target=_take_and_fall_silent, args=(door, taken))
        rude.start()
        smtp.deliver(LETTER, an_envelope(), f"smtp://127.0.0.1:{door.getsockname()[1]}", patience=0.5)
        rude.join(5)
    assert b"Morag MacLeod" in b"".join(taken)


def _take_and_fall_silent(door: socket.socket, taken: list[bytes]) -> None:
    visitor, _ = door.accept()
    with visitor, visitor.makefile("rb") as lines:
        visitor.sendall(b"220 here\r\n")
        for line in lines:
            if line.upper().startswith(b"DATA"):
                visitor.sendall(b"354 go on\r\n")
                for words in lines:
                    if words == b".\r\n":
                        break
                    taken.append(words)
            elif line.upper().startswith(b"QUIT"):
                continue
            visitor.sendall(b"250 OK\r\n")


PLACES = [
    ("smtp://mail.example", ("mail.example", 587, False, False), "587 is where letters are handed in"),
    ("smtps://mail.example", ("mail.example", 465, True, False), "465 speaks TLS from the start"),
    ("smtp://mail.example:25", ("mail.example", 25, False, False), "a relay next door needs no password"),
    ("smtp://me:word@mail.example", ("mail.example", 587, False, True), "a password never goes in the clear"),
    ("smtp://mail.example?tls=required", ("mail.example", 587, False, True), "TLS can be insisted on"),
]


@pytest.mark.parametrize(("place", "means", "reason"), PLACES)
def test_what_one_setting_means(place: str, means: tuple[str, int, bool, bool], reason: str) -> None:
    server = smtp.server_at(place)
    assert (server.host, server.port, server.tls_from_the_start, server.tls_required) == means, reason


def test_the_password_is_not_said_when_the_channel_is_described() -> None:
    assert smtp.described("smtp://me:hidden@mail.example") == "the mail server mail.example:587"


def test_a_setting_that_names_no_server_is_refused() -> None:
    with pytest.raises(ValueError, match="names no server"):
        smtp.described("smtp://")
