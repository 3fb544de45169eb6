"""The channel of every day: a mail server, named by one setting."""

import smtplib
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

from shared.charter.vocabulary import Reach
from shared.config import Settings
from shared.delivery.envelope import Envelope, Undelivered, sealed
from shared.delivery.rendering import Letter

REACH = Reach.EMAIL
#: Seconds for each answer of the server. Well inside a claim's lease: a slow server must not make two senders of one.
PATIENCE = 15.0


@dataclass(frozen=True)
class Server:
    """A mail server, read from `smtp://name:password@host:587` or `smtps://…`; `?tls=required` insists on STARTTLS."""

    host: str
    port: int
    name: str
    password: str
    tls_from_the_start: bool
    tls_required: bool


def place_of(settings: Settings, environment: Mapping[str, str]) -> str | None:
    """The mail server that BYWHEN_SMTP names."""
    return settings.smtp or None


def server_at(place: str) -> Server:
    """Reads the setting. A password is never sent in the clear: with one, TLS is required. Raises ValueError."""
    url = urlsplit(place)
    if not url.hostname:
        raise ValueError("BYWHEN_SMTP names no server: write it as smtp://name:password@host:587.")
    secure = url.scheme == "smtps"
    return Server(
        host=url.hostname,
        port=url.port or (465 if secure else 587),
        name=unquote(url.username or ""),
        password=unquote(url.password or ""),
        tls_from_the_start=secure,
        tls_required=bool(url.username) or parse_qs(url.query).get("tls") == ["required"],
    )


def deliver(letter: Letter, envelope: Envelope, place: str, patience: float = PATIENCE) -> None:
    """Hand the letter to the mail server. Raises `Undelivered`: for good when the server refuses the person.

    A fault of ours or of the server (no connection, no TLS, wrong password, busy) is for now.
    """
    message = sealed(letter, envelope)
    server = server_at(place)
    try:
        _send(message, _connected(server, patience))
    except smtplib.SMTPRecipientsRefused as why:
        code, said = next(iter(why.recipients.values()))
        raise Undelivered(_plain(code, said), for_good=code >= 500) from why
    except smtplib.SMTPDataError as why:
        raise Undelivered(_plain(why.smtp_code, why.smtp_error), for_good=why.smtp_code >= 500) from why
    except smtplib.SMTPResponseException as why:
        raise Undelivered(_plain(why.smtp_code, why.smtp_error), for_good=False) from why
    except (OSError, smtplib.SMTPException) as why:
        raise Undelivered(f"The mail server cannot be used: {why}", for_good=False) from why


def _send(message: EmailMessage, connection: smtplib.SMTP) -> None:
    try:
        connection.send_message(message)
    finally:
        # The letter is theirs once they have said so: a clumsy farewell must not send it twice.
        with suppress(OSError, smtplib.SMTPException):
            connection.quit()
        connection.close()


def described(place: str) -> str:
    """The channel in words, for whoever runs it; without the password."""
    server = server_at(place)
    return f"the mail server {server.host}:{server.port}"


def _connected(server: Server, patience: float) -> smtplib.SMTP:
    trust = ssl.create_default_context()
    if server.tls_from_the_start:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=patience, context=trust)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=patience)
    try:
        if not server.tls_from_the_start:
            _secure(connection, server, trust)
        if server.name:
            connection.login(server.name, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def _secure(connection: smtplib.SMTP, server: Server, trust: ssl.SSLContext) -> None:
    connection.ehlo()
    if connection.has_extn("starttls"):
        connection.starttls(context=trust)
    elif server.tls_required:
        raise Undelivered("The mail server offers no TLS, and we insist on it.", for_good=False)


def _plain(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"The mail server said {code}: {' '.join(words.split())}"
