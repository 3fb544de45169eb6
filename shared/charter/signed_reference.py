"""A reference with a sign that only this council can make: what proves that somebody answers a letter of ours."""

import base64
import hashlib
import hmac
import re
from enum import StrEnum

#: Signs of a signature: 80 bits, which nobody guesses, in letters that every mail server leaves as they are.
LENGTH = 16
_SIGNED = re.compile(rf"(?P<words>[A-Za-z0-9-]{{4,120}})\.(?P<signature>[A-Za-z2-7]{{{LENGTH}}})")
#: The longest name before the @ that a mail server must take (RFC 5321, 4.5.3.1.1), less what we add to it.
LONGEST_NAME = 64 - len("+HC-7Q4K-2M9P.") - LENGTH


class SignedFor(StrEnum):
    """What a signature is for: one that was made for a letter's name opens no address, and the other way about."""

    REPLY = "reply to a case"
    LETTER = "name of a letter"


def signature(words: str, secret: str, purpose: SignedFor) -> str:
    """The sign of these words, in small letters. Capitals and small letters are signed alike, as mail treats them."""
    told = hmac.new(secret.encode(), f"{purpose}\0{words.casefold()}".encode(), hashlib.sha256).digest()
    return base64.b32encode(told[: LENGTH * 5 // 8]).decode().lower()


def signed(words: str, secret: str, purpose: SignedFor) -> str:
    """The words with their sign: `HC-7Q4K-2M9P.k3j7…`."""
    return f"{words}.{signature(words, secret, purpose)}"


def read_signed(text: str, secret: str, purpose: SignedFor) -> str | None:
    """The words, if their sign is ours; None for a forged one or none. Compared in constant time."""
    found = _SIGNED.fullmatch(text)
    if found is None:
        return None
    right = signature(found["words"], secret, purpose)
    return found["words"] if hmac.compare_digest(found["signature"].lower(), right) else None


def reply_address(address: str, reference: str, secret: str) -> str:
    """Where an answer about this case goes: `hello+HC-7Q4K-2M9P.k3j7…@council.example`."""
    name, _, domain = address.rpartition("@")
    return f"{name}+{signed(reference, secret, SignedFor.REPLY)}@{domain}"


def answered_reference(address: str, secret: str) -> str | None:
    """The reference that an address of ours was made for, in capitals; None where the sign is not ours."""
    name = address.rpartition("@")[0]
    words = read_signed(name.partition("+")[2], secret, SignedFor.REPLY)
    return words.upper() if words else None
