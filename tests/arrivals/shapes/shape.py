"""One shape of message, and what must be read out of it."""

import base64
from dataclasses import dataclass

from shared.arrivals.arrived import Automatic, Trouble

MORAG = "Morag MacLeod <morag@customer.example>"


@dataclass(frozen=True)
class Shape:
    """`raw` is the message; everything else is what must be found in it. Words of None are not asked for."""

    name: str
    raw: bytes
    words: str | None
    subject: str = "My bin"
    sender: tuple[str, str] = ("Morag MacLeod", "morag@customer.example")
    files: tuple[str, ...] = ()
    quoted: str = ""
    signed_off: str = ""
    automatic: Automatic | None = None
    trouble: Trouble | None = None
    left_out: tuple[str, ...] = ()


def mail(body: str | bytes = "", *, head: str = "", **fields: str | None) -> bytes:
    """A message with the headers that every programme sets; `_` in a name is a dash, None leaves the header out.

    Text becomes UTF-8; `head` is put in as it is.
    """
    known: dict[str, str | None] = {
        "From": MORAG,
        "To": "The Highland Council <hello@highland.example>",
        "Subject": "My bin",
        "Date": "Tue, 02 Mar 2027 10:00:00 +0000",
        "Message-ID": "<one@customer.example>",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
    }
    known |= {name.replace("_", "-"): value for name, value in fields.items()}
    lines = "".join(f"{name}: {value}\n" for name, value in known.items() if value is not None)
    data = body if isinstance(body, bytes) else body.encode()
    return (lines + head).encode("utf-8", "surrogateescape") + b"\n" + data


def pieces(kind: str, *parts: bytes, edge: str = "edge", close: bool = True, **fields: str | None) -> bytes:
    """A message of several parts, each with its own headers, an empty line and its body."""
    fields.setdefault("Content_Type", f'{kind}; boundary="{edge}"')
    return mail(inside(*parts, edge=edge, close=close), **fields)


def inside(*parts: bytes, edge: str = "edge", close: bool = True) -> bytes:
    """The parts with what stands between them."""
    body = b"".join(f"--{edge}\n".encode() + part + b"\n" for part in parts)
    return body + (f"--{edge}--\n".encode() if close else b"")


def part(body: str | bytes, kind: str = "text/plain; charset=utf-8", *more: str) -> bytes:
    """One part: its kind, more headers, its body."""
    data = body if isinstance(body, bytes) else body.encode()
    return "".join(f"{line}\n" for line in (f"Content-Type: {kind}", *more)).encode() + b"\n" + data


def attached(data: bytes, kind: str, name: str) -> bytes:
    """A file as most programmes send it."""
    return part(
        base64.encodebytes(data),
        kind,
        f'Content-Disposition: attachment; filename="{name}"',
        "Content-Transfer-Encoding: base64",
    )
