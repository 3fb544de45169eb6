"""A message and its files, looked into and made fit to be kept, before any transaction begins."""

import re
from dataclasses import dataclass, replace

from shared.arrivals.arrived import Arrived, LeftOut
from shared.arrivals.reading import read
from shared.config import Settings
from shared.files.checked import MOST, Checked, FileRefused, Why
from shared.files.door import let_in
from shared.files.store import Store

_LEFT_OUT = {LeftOut.CUT_SHORT: Why.TOO_BIG, LeftOut.TOO_MANY: Why.TOO_MANY}
#: Secret ends of our own links, which people quote when they answer.
_SECRET = re.compile(r"(/(?:track|for)/[A-Za-z0-9-]{8,20}/|/(?:confirm|advocate|come-back)/)[A-Za-z0-9_-]{8,}")


@dataclass(frozen=True)
class Letterbox:
    """Where our mail comes in.

    `address` is that of our mailbox, empty where answers go elsewhere; `secret` signs for us; `raw` is where messages
    lie as they came, `files` where their files go.
    """

    address: str
    secret: str
    raw: Store
    files: Store


@dataclass(frozen=True)
class Parcel:
    """A message, the files that can be kept, and why the others cannot."""

    arrived: Arrived
    good: tuple[Checked, ...] = ()
    refused: tuple[tuple[str, Why], ...] = ()


def letterbox_of(settings: Settings) -> Letterbox:
    """Where the mail of this installation comes in."""
    return Letterbox(settings.reply_address, settings.secret_key, Store(settings.arrivals), Store(settings.files))


def parcel_of(raw: bytes, scanner: str) -> Parcel:
    """The message with its files looked into. It takes seconds: to be called before the database is asked."""
    arrived = for_colleagues(read(raw))
    if arrived.automatic is not None:  # nobody keeps what a machine attaches
        return Parcel(arrived)
    good: list[Checked] = []
    refused: list[tuple[str, Why]] = []
    for file in arrived.files[:MOST]:
        try:
            good.append(let_in(file.data, file.name, scanner))
        except FileRefused as why:
            refused.append((why.name or file.name, why.why))
    refused += [(file.name, Why.TOO_MANY) for file in arrived.files[MOST:]]
    refused += [(name, _LEFT_OUT[why]) for name, why in arrived.left_out]
    return Parcel(arrived, tuple(good), tuple(refused))


def for_colleagues(arrived: Arrived) -> Arrived:
    """The same without the secret ends of our links: the page of a customer is theirs alone to open (clause SC-7)."""
    return replace(
        arrived,
        words=without_secrets(arrived.words),
        signed_off=without_secrets(arrived.signed_off),
        quoted=without_secrets(arrived.quoted),
    )


def without_secrets(text: str) -> str:
    """A text with every secret end of a link of ours taken away."""
    return _SECRET.sub(r"\1…", text)
