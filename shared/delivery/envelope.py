"""A letter in its envelope: whom it is from and for, and the name by which a second sending is known."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Protocol

from shared.charter.organisation import Charter
from shared.charter.reaching import AND
from shared.charter.reference import read_reference
from shared.charter.signed_reference import SignedFor, reply_address, signed
from shared.delivery.rendering import Letter


class Undelivered(Exception):
    """A letter did not leave. `for_good`: trying again would not help, so somebody must reach the person."""

    def __init__(self, trouble: str, *, for_good: bool) -> None:
        self.trouble, self.for_good = trouble, for_good
        super().__init__(trouble)


class Addressed(Protocol):
    """As much of a notice as its envelope is made of."""

    to_name: str
    to_address: str
    language: str
    once_key: str
    owed_at: datetime


@dataclass(frozen=True)
class Answers:
    """How an answer finds its case: the `address` of our mailbox, empty where we have none, and what signs for us."""

    address: str
    secret: str


def once_name(once_key: str) -> str:
    """The key of a letter in signs that file names and headers may hold."""
    return re.sub(r"[^A-Za-z0-9]+", "-", once_key).strip("-")


@dataclass(frozen=True)
class Envelope:
    """Everything about a letter except its words.

    `at` is when it was owed: with `once_key` it names the letter, so that sent twice it is still one. `leaving_at` is
    this moment, for a channel that must say when it speaks. `sign` makes its name one that nobody else can make up.
    """

    to_name: str
    to_address: str
    from_name: str
    from_address: str
    reply_to: str
    language: str
    once_key: str
    at: datetime
    leaving_at: datetime
    sign: str = ""

    @property
    def reference(self) -> str:
        """The public name of the case that it is about, in signs that file names may hold."""
        return re.sub(r"[^A-Za-z0-9-]+", "-", self.once_key.partition("/")[0])

    @property
    def once_name(self) -> str:
        """The key in signs that file names and headers may hold."""
        return once_name(self.once_key)

    @property
    def message_id(self) -> str:
        """The same for every sending of this letter, and for no other letter."""
        return f"<{self.once_name}{self.sign}@{self.from_address.rpartition('@')[2]}>"


def envelope_of(
    notice: Addressed, charter: Charter, at: datetime | None = None, answers: Answers | None = None
) -> Envelope:
    """The envelope of a notice, from this council; `at` is the moment when it leaves.

    With `answers` its name is signed, and where there is a mailbox an answer goes to an address of the case's own.
    """
    council = charter.organisation
    name = once_name(notice.once_key)
    return Envelope(
        to_name=notice.to_name,
        to_address=notice.to_address,
        from_name=council.name,
        from_address=council.mail_from,
        reply_to=_reply_to(notice, charter, answers),
        language=notice.language,
        once_key=notice.once_key,
        at=notice.owed_at,
        leaving_at=at or notice.owed_at,
        sign=signed(name, answers.secret, SignedFor.LETTER).removeprefix(name) if answers else "",
    )


def _reply_to(notice: Addressed, charter: Charter, answers: Answers | None) -> str:
    """A colleague's answer is no word of the customer's: what goes to a team comes back to the council itself."""
    council, (reference, *others) = charter.organisation, notice.once_key.split("/")
    about_a_case = read_reference(reference, council.prefix) == reference and "team" not in others
    if answers is None or not answers.address or not about_a_case:
        return council.email
    return reply_address(answers.address, reference, answers.secret)


def sealed(letter: Letter, envelope: Envelope) -> EmailMessage:
    """The e-mail. Raises `Undelivered` (for good) where a name or address will not go into its header."""
    try:
        return _sealed(letter, envelope)
    except (ValueError, HeaderParseError, IndexError) as why:
        raise Undelivered(f"This cannot be put on an envelope: {why}", for_good=True) from why


def _sealed(letter: Letter, envelope: Envelope) -> EmailMessage:
    if not envelope.to_address.isascii():
        raise ValueError("few mail servers can reach an address with such letters.")
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(envelope.from_name, addr_spec=envelope.from_address)
    message["To"] = Address(envelope.to_name, addr_spec=envelope.to_address)
    message["Reply-To"] = envelope.reply_to
    message["Subject"] = letter.subject
    message["Date"] = envelope.at
    message["Message-ID"] = envelope.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    if letter.html:
        message.add_alternative(letter.html, subtype="html")
    if letter.pdf:
        message.add_attachment(letter.pdf, "application", "pdf", filename=f"{envelope.reference}.pdf")
    for one in letter.attached:
        kind, _, form = one.media_type.partition("/")
        message.add_attachment(one.data, kind, form, filename=one.name)
    message["Content-Language"] = envelope.language.replace(AND, ", ")
    return message
