"""Two kinds of mailbox, a real mail server and a folder: what is new is handed over, what is settled is put away."""

import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.arrivals.drop_folder import DropFolder
from shared.arrivals.imap import ImapMailbox
from shared.arrivals.mailbox import Mailbox, MailboxTrouble
from shared.arrivals.parts import LARGEST
from tests.arrivals.mail_server import PEM, MailServer, running_mail_server
from tests.arrivals.shapes.shape import mail

ONE, TWO = mail("One.").replace(b"\n", b"\r\n"), mail("Two.").replace(b"\n", b"\r\n")


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificate of the test's mail servers is one that we trust."""
    monkeypatch.setenv("SSL_CERT_FILE", str(PEM))


@pytest.fixture
def server(trusted: None) -> Iterator[MailServer]:
    with running_mail_server() as running:
        yield running


class Place:
    """A mailbox, and what lies in it."""

    def __init__(self, mailbox: Mailbox, put: Callable[[bytes], object], held: Callable[[str], list[bytes]]) -> None:
        self.mailbox, self.put, self.held = mailbox, put, held


@pytest.fixture(params=["imap", "folder"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Runs the test twice: with a mail server, and with a folder."""
    if request.param == "imap":
        running: MailServer = request.getfixturevalue("server")
        return Place(ImapMailbox.at(running.place), running.put, lambda name: running.held(name or "INBOX"))
    return in_a_folder(tmp_path / "mail")


def in_a_folder(folder: Path) -> Place:
    folder.mkdir()

    def put(raw: bytes) -> None:
        number = len(list(folder.iterdir()))
        file = folder / f"{number}.eml"
        file.write_bytes(raw)
        os.utime(file, (number, number))

    def held(name: str) -> list[bytes]:
        return [file.read_bytes() for file in sorted((folder / name).glob("*.eml"))]

    return Place(DropFolder(folder), put, held)


def all_of(mailbox: Mailbox, most: int = 10, passing_over: tuple[str, ...] = ()) -> list[bytes]:
    with mailbox.opened() as box:
        return [message.raw for message in box.messages(most, passing_over)]


def test_what_is_new_is_handed_over_the_oldest_first(place: Place) -> None:
    place.put(ONE)
    place.put(TWO)
    assert all_of(place.mailbox) == [ONE, TWO]
    assert all_of(place.mailbox, most=1) == [ONE]


def test_what_is_not_settled_is_handed_over_again(place: Place) -> None:
    place.put(ONE)
    assert all_of(place.mailbox) == all_of(place.mailbox) == [ONE]


def test_what_is_settled_lies_in_a_folder_of_its_own(place: Place) -> None:
    for raw in (ONE, TWO):
        place.put(raw)
    with place.mailbox.opened() as box:
        first, second = box.messages(10)
        box.settle(first.key)
        box.settle(second.key, readable=False)
    assert (place.held(""), place.held("Done"), place.held("Trouble")) == ([], [ONE], [TWO])
    assert all_of(place.mailbox) == []


def test_one_message_can_be_passed_over_for_the_others(place: Place) -> None:
    for raw in (ONE, TWO):
        place.put(raw)
    with place.mailbox.opened() as box:
        first, _ = box.messages(10)
    assert all_of(place.mailbox, passing_over=(first.key,)) == [TWO]


def test_of_a_very_large_message_no_more_is_fetched_than_anybody_looks_at(place: Place) -> None:
    place.put(mail("x" * (LARGEST + 10_000)))
    (raw,) = all_of(place.mailbox)
    assert len(raw) == LARGEST + 1


def test_the_mail_server_says_when_it_got_a_message(server: MailServer) -> None:
    server.put(ONE, when='" 2-Mar-2027 09:55:00 +0100"')
    with ImapMailbox.at(server.place).opened() as box:
        (message,) = box.messages(1)
    assert message.received_at == datetime(2027, 3, 2, 8, 55, tzinfo=UTC)


def test_looking_marks_nothing_as_seen(server: MailServer) -> None:
    server.put(ONE)
    all_of(ImapMailbox.at(server.place))
    assert server.unseen() == 1


def test_a_server_that_only_offers_starttls_is_spoken_to_in_secret(trusted: None) -> None:
    with running_mail_server(imaps=False) as running:
        running.put(ONE)
        assert all_of(ImapMailbox.at(running.place)) == [ONE]


def test_a_password_is_never_sent_to_a_server_that_offers_no_secrecy(trusted: None) -> None:
    with running_mail_server(imaps=False, tls=False) as running, pytest.raises(MailboxTrouble, match="TLS"):
        all_of(ImapMailbox.at(running.place))


def test_a_server_whose_name_nobody_vouches_for_is_not_believed() -> None:
    with running_mail_server() as running, pytest.raises(MailboxTrouble, match="(?i)certificate") as trouble:
        all_of(ImapMailbox.at(running.place))
    assert "pass" not in str(trouble.value)


def test_a_wrong_password_is_said_without_saying_it(server: MailServer) -> None:
    place = server.place.replace("a%20pass", "another%20pass")
    with pytest.raises(MailboxTrouble) as trouble:
        all_of(ImapMailbox.at(place))
    assert "another" not in str(trouble.value) and f"127.0.0.1:{server.port}" in str(trouble.value)


def test_a_server_that_never_answers_is_given_up(trusted: None) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        mailbox = ImapMailbox("127.0.0.1", deaf.getsockname()[1], "x", "y", "INBOX", True, patience=0.3)
        with pytest.raises(MailboxTrouble, match="(?i)timed out"):
            all_of(mailbox)


def test_a_line_that_breaks_in_a_message_says_in_which(trusted: None) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=_breaks_off, args=(listening,), daemon=True).start()
        mailbox = ImapMailbox("127.0.0.1", listening.getsockname()[1], "x", "y", "INBOX", True, patience=5)
        with pytest.raises(MailboxTrouble) as trouble:
            all_of(mailbox)
    assert trouble.value.key == "7"


def _breaks_off(listening: socket.socket) -> None:
    """A server that has one message and hangs up over it."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(PEM)
    connection, _ = listening.accept()
    with context.wrap_socket(connection, server_side=True) as secret, secret.makefile("rwb") as line:
        line.write(b"* OK hello\r\n")
        line.flush()
        for asked in line:
            tag, words = asked.split(maxsplit=1)
            if b"FETCH" in words:
                return
            line.write(b"* SEARCH 7\r\n" if b"SEARCH" in words else b"* CAPABILITY IMAP4rev1\r\n")
            line.write(tag + b" OK done\r\n")
            line.flush()


def test_a_file_that_is_still_being_written_is_left_alone(tmp_path: Path) -> None:
    place = in_a_folder(tmp_path / "mail")
    for name in (".hidden", "mail.part", "mail.tmp"):
        (tmp_path / "mail" / name).write_bytes(ONE)
    assert all_of(place.mailbox) == []


def test_two_files_of_one_name_are_both_kept(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    place = in_a_folder(folder)
    for raw in (ONE, TWO):
        (folder / "same.eml").write_bytes(raw)
        with place.mailbox.opened() as box:
            box.settle("same.eml")
    assert sorted(place.held("Done")) == sorted([ONE, TWO])
    with place.mailbox.opened() as box:
        box.settle("same.eml")  # another worker was quicker


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(MailboxTrouble, match="is not there"):
        all_of(DropFolder(tmp_path / "nowhere"))


PLACES = [
    ("imaps://x:y@mail.example", ("mail.example", 993, "x", "y", "INBOX", True), "the usual port and folder"),
    ("imap://x:y@mail.example/Post/In", ("mail.example", 143, "x", "y", "Post/In", False), "a folder in a folder"),
    ("imaps://a%40b.example:p%2F%40@h:1/", ("h", 1, "a@b.example", "p/@", "INBOX", True), "signs that mean something"),
    ("imaps://a@b.example:p@h", ("h", 993, "a@b.example", "p", "INBOX", True), "an address as it is"),
]


@pytest.mark.parametrize(("written", "read", "reason"), PLACES)
def test_a_mailbox_is_read_from_its_setting(
    written: str, read: tuple[str, int, str, str, str, bool], reason: str
) -> None:
    assert ImapMailbox.at(written) == ImapMailbox(*read), reason


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("imaps://mail.example/INBOX", "nobody to sign in"),
        ("imaps://x:geheim@/INBOX", "no server"),
        ("imaps://x:geheim@mail.example:post/", "a port that is a word"),
        ("imaps://x:geheim@mail.example/P%C3%B3st", "a folder that not every server knows"),
    ],
)
def test_a_mailbox_that_cannot_be_one_is_refused_without_its_password(written: str, reason: str) -> None:
    with pytest.raises(ValueError, match="BYWHEN_MAILBOX") as refused:
        ImapMailbox.at(written)
    assert "geheim" not in str(refused.value), reason
